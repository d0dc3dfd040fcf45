"""From values of several years to one value per city, and from controls to columns of a regression."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, problem
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.groups import level_of
from civiscope.study.numbers import parse_number
from civiscope.study.outcomes_definition import OutcomeControl, OutcomeIndicator
from civiscope.study.outcomes_file import OutcomeTable, OutcomeValue

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ControlValues:
    """A control of n cities: ``numbers`` (n,), NaN where missing, or ``levels``, empty where missing."""

    control: OutcomeControl
    numbers: Floats | None
    levels: tuple[str, ...] = ()

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which cities have it, shape (n,)."""
        if self.numbers is not None:
            return ~np.isnan(self.numbers)
        return np.array([bool(level) for level in self.levels], dtype=np.bool_)

    @property
    def has_single_level(self) -> bool:
        """Whether it has levels and all cities are in the same one."""
        return self.numbers is None and len(set(self.levels)) == 1

    def rows(self, kept: NDArray[np.bool_]) -> ControlValues:
        """The control of some of the cities."""
        if self.numbers is not None:
            return ControlValues(self.control, self.numbers[kept])
        return ControlValues(
            self.control, None, tuple(level for level, keep in zip(self.levels, kept, strict=True) if keep)
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a regression: ``values`` (n, p), the term of each, and whether it is a number (not a level)."""

    values: Floats
    terms: tuple[str, ...]
    is_number: tuple[bool, ...]


def value_of_year(values: Sequence[OutcomeValue], wanted: int, indicator: OutcomeIndicator) -> OutcomeValue | None:
    """The value of one city that is nearest to the wanted year; None where none is within the indicator's reach."""
    later_first = indicator.ties == "later"
    near = [value for value in values if abs(value.year - wanted) <= indicator.within]
    return min(
        near,
        key=lambda value: (abs(value.year - wanted), -value.year if later_first else value.year),
        default=None,
    )


def linked(table: OutcomeTable, indicator: OutcomeIndicator, wave_year: int) -> dict[str, OutcomeValue]:
    """The value of each city that has one by the year rule, by code in alphabetical order."""
    by_city: dict[str, list[OutcomeValue]] = {}
    for value in table.values:
        by_city.setdefault(value.city, []).append(value)
    wanted = indicator.year if indicator.year is not None else wave_year
    found = {city: value_of_year(values, wanted, indicator) for city, values in sorted(by_city.items())}
    return {city: value for city, value in found.items() if value is not None}


def out_of_reach(
    table: OutcomeTable, indicator: OutcomeIndicator, wave_year: int, cities: Collection[str], place: dict[str, Any]
) -> Problem | None:
    """The problem of values of ``cities`` of which all lie beyond the year rule; None where one does not, or has none.

    ``place`` is where the indicator is defined (file and line).
    """
    wanted = indicator.year if indicator.year is not None else wave_year
    years = {value.year for value in table.values if value.city in cities}
    nearest = min(years, key=lambda year: (abs(year - wanted), year), default=wanted)
    if abs(nearest - wanted) <= indicator.within:
        return None
    within = indicator.within
    reach = f"within {within} year{'s' if within > 1 else ''} of {wanted}" if within else f"of {wanted}"
    return problem("outcome-out-of-reach", **place, value=indicator.code, reach=reach, nearest=nearest)


def years_counted(values: Sequence[OutcomeValue]) -> str:
    """How many values are of each year: ``2014: 3; 2015: 60``."""
    return "; ".join(f"{year}: {count}" for year, count in sorted(Counter(value.year for value in values).items()))


def compared_cities(indicator: OutcomeIndicator, study: StudyDefinition, frame: Frame) -> frozenset[str]:
    """The cities to which an indicator is restricted: all of the frame, or those in its levels of its group."""
    if indicator.group is None:
        return frozenset(frame)
    group = {entry.code: entry for entry in study.groups}[indicator.group]
    return frozenset(code for code, city in frame.items() if level_of(group, city) in indicator.levels)


def control_values(
    control: OutcomeControl,
    cities: Sequence[str],
    study: StudyDefinition,
    frame: Frame,
    indicators: Mapping[str, Mapping[str, OutcomeValue]],
) -> ControlValues:
    """The control of ``cities``; ``indicators`` are the linked values by indicator and city.

    A column of cities.csv whose values are all numbers is a number, any other one has levels.
    """
    if control.indicator is not None:
        values = indicators[control.indicator]
        raw = [values[city].value if city in values else math.nan for city in cities]
        return ControlValues(control, _transformed(raw, control))
    if control.group is not None:
        group = {entry.code: entry for entry in study.groups}[control.group]
        return ControlValues(control, None, tuple(level_of(group, frame[city]) for city in cities))
    column = control.column or ""
    everywhere = [value for city in frame.values() if (value := city.value(column)) is not None]
    own = [frame[city].value(column) for city in cities]
    if all(_number(value) is not None for value in everywhere):
        numbers = [math.nan if value is None else _number(value) for value in own]
        return ControlValues(control, _transformed([math.nan if n is None else n for n in numbers], control))
    return ControlValues(control, None, tuple("" if value is None else str(value) for value in own))


def control_columns(controls: Sequence[ControlValues]) -> Columns:
    """The columns of known controls: numbers as they are, of levels one column for each but the reference.

    The reference is the most frequent level (the first in the alphabet of several) where the control names none, or
    none that is there. A control with a single level has one column, of zeros: it does not vanish, and a model that
    asks for it is refused as one with a number that is the same everywhere.
    """
    size = 0 if not controls else len(controls[0].known)
    columns: list[Floats] = []
    terms: list[str] = []
    numeric: list[bool] = []
    for entry in controls:
        if entry.numbers is not None:
            columns.append(entry.numbers)
            terms.append(entry.control.code)
            numeric.append(True)
            continue
        if entry.has_single_level:
            columns.append(np.zeros(size))
            terms.append(entry.control.code)
            numeric.append(False)
            continue
        counts = Counter(entry.levels)
        named = entry.control.reference
        reference = named if named in counts else min(counts, key=lambda level: (-counts[level], level), default="")
        for level in sorted(set(counts) - {reference}):
            columns.append(np.array([own == level for own in entry.levels], dtype=np.float64))
            terms.append(f"{entry.control.code}: {level}")
            numeric.append(False)
    values = np.column_stack(columns) if columns else np.empty((size, 0))
    return Columns(values, tuple(terms), tuple(numeric))


def _number(value: str | float) -> float | None:
    return parse_number(value) if isinstance(value, str) else float(value)


def _transformed(values: Sequence[float], control: OutcomeControl) -> Floats:
    found = np.array(values, dtype=np.float64)
    return np.log(found) if control.transform == "log" else found
