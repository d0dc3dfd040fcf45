"""Made-up values of outcomes: in the range of the real ones, for made-up cities, and called simulated."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import yaml

from civiscope.errors import ProblemLog
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.outcomes_file import OutcomesFile, OutcomeTable, read_outcome_tables, read_outcomes_definition
from civiscope.study.yamlfile import YamlFile
from civiscope.workflows.simulate_outcomes import EFFECT, needed_columns, simulated_outcomes
from tests.unit.outcomes.made_up import made_up_study

CITIES = [f"simulated-city-{number:03}" for number in range(1, 201)]
CAPACITY = np.random.default_rng(7).normal(size=len(CITIES))


def tables(definition: OutcomesDefinition, folder: Path) -> dict[str, OutcomeTable]:
    log = ProblemLog()
    found, _ = read_outcome_tables(OutcomesFile(definition, YamlFile({}, {})), folder, {}, log)
    assert log.errors == []
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return made_up_study(tmp_path / "source")


def definition_of(folder: Path) -> OutcomesDefinition:
    read = read_outcomes_definition(folder, ProblemLog())
    assert read is not None
    return read.definition


def simulated(source: Path, folder: Path, seed: int = 1) -> Path:
    folder.mkdir()
    simulated_outcomes(definition_of(source), source, CITIES, CAPACITY, np.random.default_rng(seed), folder)
    return folder


def test_values_have_units_years_and_range_of_the_source_and_none_of_its_values(source: Path, tmp_path: Path) -> None:
    made = simulated(source, tmp_path / "made")
    definition = definition_of(source)
    real, found = tables(definition, source), tables(definition, made)
    assert found.keys() == real.keys()
    for code, table in found.items():
        assert table.unit == real[code].unit
        assert {value.year for value in table.values} == {value.year for value in real[code].values}
        assert {value.city for value in table.values} <= set(CITIES)
        assert {value.source for value in table.values} == {"simulated"}
        numbers, own = ([value.value for value in entry.values] for entry in (table, real[code]))
        assert np.mean(numbers) == pytest.approx(np.mean(own), rel=0.1)
        assert np.std(numbers) == pytest.approx(np.std(own), rel=0.3)


def test_shares_stay_between_none_and_all_and_incomes_above_0(source: Path, tmp_path: Path) -> None:
    path = source / "outcomes/health.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    high = [line.split(",") for line in lines[1:]]
    text = "\n".join(
        [lines[0], *(",".join([*row[:4], str(99 - place % 3), *row[5:]]) for place, row in enumerate(high))]
    )
    path.write_text(text + "\n", encoding="utf-8")
    found = tables(definition_of(source), simulated(source, tmp_path / "made"))
    assert max(value.value for value in found["active"].values) <= 100
    assert min(value.value for value in found["income"].values) > 0


def test_definition_names_no_real_source(source: Path, tmp_path: Path) -> None:
    made = simulated(source, tmp_path / "made")
    written = yaml.safe_load((made / "outcomes.yaml").read_text(encoding="utf-8"))
    for entry in written["indicators"]:
        assert entry["source"].startswith("Simulated, in the range of: ")
        assert entry["licence"] == {"name": "Simulated values", "redistribute": True}
    assert definition_of(made).models == definition_of(source).models


def test_same_seed_gives_the_same_files(source: Path, tmp_path: Path) -> None:
    a, b, c = (simulated(source, tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    for name in ("outcomes.yaml", "outcomes/homes.csv", "outcomes/health.csv"):
        assert (a / name).read_bytes() == (b / name).read_bytes()
    assert (a / "outcomes/homes.csv").read_bytes() != (c / "outcomes/homes.csv").read_bytes()


def test_columns_that_controls_need_are_told(source: Path) -> None:
    assert needed_columns(definition_of(source)) == {"population"}


def test_better_values_go_a_little_with_capacity(source: Path, tmp_path: Path) -> None:
    definition = definition_of(source)
    found = tables(definition, simulated(source, tmp_path / "made"))
    capacity = dict(zip(CITIES, CAPACITY, strict=True))
    directed = [entry for entry in definition.indicators if entry.direction]
    assert directed
    for indicator in directed:
        values = found[indicator.code].values
        pairs = [(capacity[value.city], indicator.direction * value.value) for value in values]
        # Three standard errors below what is drawn (EFFECT, lessened by what differs from year to year).
        assert np.corrcoef(np.array(pairs).T)[0, 1] > EFFECT * 0.95 - 3 / math.sqrt(len(CITIES))
