"""Made-up values of outcomes for made-up cities: the same indicators, units and years, and no real value."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from civiscope.errors import ProblemLog
from civiscope.study.outcomes_definition import OutcomeIndicator, OutcomesDefinition
from civiscope.study.outcomes_file import COLUMNS, FILE, OutcomesFile, OutcomeTable, read_outcome_tables
from civiscope.study.yamlfile import YamlFile, read_yaml

Generator = np.random.Generator
Floats = NDArray[np.float64]

SIMULATED = "simulated"
_LICENCE = {"name": "Simulated values", "redistribute": True}
EFFECT = 0.3
"""Correlation of an outcome of a direction with the capacity: something to find, and not much."""
_SHARED = 0.9
"""How much two years of the same city and indicator have in common (the correlation of the draws)."""
_USUAL_SPREAD = 0.2
"""Spread, relative to the mean, of an indicator of which too few values are known."""
_FURTHEST = 2.5


def simulated_outcomes(
    definition: OutcomesDefinition,
    source_folder: Path,
    cities: Sequence[str],
    capacity: Floats,
    generator: Generator,
    folder: Path,
) -> None:
    """Write the tables of ``definition`` for made-up ``cities``, and outcomes.yaml, into ``folder``.

    Each year of an indicator is drawn from a normal distribution with the mean, the spread and the share of missing
    cities of the table in ``source_folder``, cut at two and a half standard deviations and at the ends of a share.
    Years of one city go together, and better values go a little with ``capacity`` (standard normal, one per city),
    which is beneath the made-up answers. No value of the table is copied; the column ``source`` reads "simulated", and
    so do sources and licences of outcomes.yaml.
    """
    read = OutcomesFile(definition, YamlFile({}, {}))
    tables, _ = read_outcome_tables(read, source_folder, {}, ProblemLog())
    _write_definition(source_folder / FILE, folder / FILE)
    by_file: dict[str, list[OutcomeIndicator]] = {}
    for indicator in definition.indicators:
        by_file.setdefault(indicator.file, []).append(indicator)
    for name, indicators in by_file.items():
        rows: dict[tuple[str, ...], None] = {}
        written: set[str] = set()
        for indicator in indicators:
            # Two indicators of the file may be the same series by different year rules.
            if indicator.code in tables and indicator.name not in written:
                written.add(indicator.name)
                rows |= dict.fromkeys(_rows(indicator, tables[indicator.code], cities, capacity, generator))
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([indicators[0].city_column, *COLUMNS])
            writer.writerows(rows)


def needed_columns(definition: OutcomesDefinition) -> frozenset[str]:
    """The columns of cities.csv that controls are read from: a made-up frame needs them."""
    return frozenset(control.column for control in definition.controls if control.column is not None)


def _write_definition(source: Path, path: Path) -> None:
    """outcomes.yaml, in which no real source is given for made-up values."""
    read = read_yaml(source, FILE, ProblemLog())
    assert read is not None, "the study was read before"
    content = dict(read.data)
    content["indicators"] = [
        {key: value for key, value in entry.items() if key != "url"}
        | {"source": f"Simulated, in the range of: {entry['source']}", "licence": dict(_LICENCE)}
        for entry in content["indicators"]
    ]
    head = "# Written by `civiscope simulate`: the values of the indicators are made up.\n"
    path.write_text(head + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")


def _rows(
    indicator: OutcomeIndicator, table: OutcomeTable, cities: Sequence[str], capacity: Floats, generator: Generator
) -> list[tuple[str, ...]]:
    years = sorted({value.year for value in table.values})
    known = {value.city for value in table.values}
    whole = table.whole if indicator.scale == "share" else None
    effect = EFFECT * indicator.direction
    own = effect * capacity + math.sqrt(1 - effect**2) * generator.normal(size=len(cities))
    rows: list[tuple[str, ...]] = []
    for year in years:
        numbers = np.array([value.value for value in table.values if value.year == year])
        missing = 1 - len(numbers) / max(len(known), 1)
        centre, spread = float(numbers.mean()), float(numbers.std())
        if len(numbers) < 3 or not spread:
            spread = _USUAL_SPREAD * (abs(centre) or 1.0)
        drawn = _SHARED**0.5 * own + (1 - _SHARED) ** 0.5 * generator.normal(size=len(cities))
        values = centre + spread * np.clip(drawn, -_FURTHEST, _FURTHEST)
        if whole is not None:
            values = np.clip(values, 0, whole)
        elif numbers.min() > 0:
            # What is never 0 or less, such as an income, may have to have a logarithm.
            values = np.maximum(values, float(numbers.min()) / 2)
        absent = generator.random(len(cities)) < missing
        rows += [
            (city, indicator.name, table.unit, str(year), _written(value), SIMULATED)
            for city, value, gone in zip(cities, values.tolist(), absent.tolist(), strict=True)
            if not gone
        ]
    return rows


def _written(value: float) -> str:
    """Four significant digits, without an exponent."""
    return np.format_float_positional(value, precision=4, fractional=False, trim="-")
