"""Variables of the frame: groups that it decides, and columns of cities.csv as categories or numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.study.definition import Group
from civiscope.study.frame import FRAME_COLUMNS
from civiscope.study.groups import level_of, levels_of
from civiscope.study.loading import Study
from civiscope.study.numbers import parse_number
from civiscope.tabulation.values import as_text, sorted_values

MOST_LEVELS = 100
"""A column of texts with more different values than this is a name or an address, and groups nothing."""

_NAMES = ("code", "name")
_NUMBERS = ("population", "population_year", "gdp_per_capita", "latitude", "longitude")
_TEXTS = ("country", "region")


@dataclass(frozen=True, slots=True)
class Categories:
    """Levels in their order, and the level of each city that has one.

    ``overlays`` is set for a group that is named by its members: all other cities are outside it, and none is unknown.
    """

    name: str
    levels: tuple[str, ...]
    of_city: Mapping[str, str]
    overlays: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number of each city that has one."""

    name: str
    of_city: Mapping[str, float]

    def of(self, cities: Sequence[str]) -> NDArray[np.float64]:
        """The numbers of some cities, NaN where absent."""
        return np.array([self.of_city.get(city, np.nan) for city in cities], dtype=np.float64)


FrameVariable = Categories | Numbers


@dataclass(frozen=True, slots=True)
class Subset:
    """The cities of one level of a domain; empty names and None for all cities."""

    domain: str
    level: str
    cities: frozenset[str] | None

    def members(self, cities: Sequence[str]) -> NDArray[np.bool_]:
        """Shape (n,): which of some cities belong."""
        return np.array([self.cities is None or city in self.cities for city in cities], dtype=bool)


def frame_groups(study: Study) -> list[Group]:
    """The groups of the study that the frame decides."""
    return [group for group in study.definition.groups if group.item is None]


def frame_columns(study: Study) -> list[str]:
    """Every column of cities.csv but codes and names."""
    others = dict.fromkeys(name for city in study.frame.values() for name in city.other)
    return [name for name in (*FRAME_COLUMNS, *others) if name not in _NAMES]


def frame_variable(study: Study, name: str) -> FrameVariable:
    """A group that the frame decides, or else a column of cities.csv: of numbers where all its values are numbers.

    Raises UserError where there is neither (compare-variable-unknown), or where the column is one of texts with more
    than MOST_LEVELS values (too-many-levels).
    """
    for group in frame_groups(study):
        if group.code == name:
            return _of_group(study, group)
    columns = frame_columns(study)
    if name not in columns:
        known = list(dict.fromkeys([*(group.code for group in frame_groups(study)), *columns]))
        similar, listed = did_you_mean(name, known), ", ".join(known)
        raise UserError(problem("compare-variable-unknown", value=name, similar=similar, known=listed))
    return _of_column(study, name)


def frame_number(study: Study, name: str) -> Numbers:
    """A column of numbers, or the order of a group's size classes; raises UserError for what has no order."""
    for group in frame_groups(study):
        if group.code == name and group.classes:
            found = _of_group(study, group)
            return Numbers(name, {city: float(found.levels.index(level)) for city, level in found.of_city.items()})
    column = _of_column(study, name) if name in frame_columns(study) else frame_variable(study, name)
    if isinstance(column, Categories):
        numeric = [number for number in frame_columns(study) if isinstance(_of_column(study, number), Numbers)]
        classed = [group.code for group in frame_groups(study) if group.classes]
        listed = ", ".join(dict.fromkeys([*numeric, *classed]))
        raise UserError(problem("compare-variable-without-order", value=name, known=listed))
    return column


def subsets(study: Study, by: Sequence[str]) -> list[Subset]:
    """All cities, then each level of each domain of ``by``, which the frame must decide: else UserError."""
    found = [Subset("", "", None)]
    for name in by:
        variable = frame_variable(study, name)
        if isinstance(variable, Numbers):
            texts = {city: as_text(value) for city, value in variable.of_city.items()}
            variable = _categories(name, texts)
        for level in variable.levels:
            cities = frozenset(city for city, own in variable.of_city.items() if own == level)
            if cities:
                found.append(Subset(name, level, cities))
    return found


def _of_group(study: Study, group: Group) -> Categories:
    language = study.definition.source_language
    levels = levels_of(group, study.questionnaires, study.frame, language, language)
    own = {code: level_of(group, city) for code, city in study.frame.items()}
    known = {code: level for code, level in own.items() if level}
    return Categories(group.code, tuple(levels), known, overlays=bool(group.cities or group.countries))


def _of_column(study: Study, name: str) -> FrameVariable:
    values = {code: city.value(name) for code, city in study.frame.items()}
    if name in _NUMBERS:
        return Numbers(name, {code: float(value) for code, value in values.items() if value is not None})
    texts = {code: str(value) for code, value in values.items() if value is not None}
    numbers = {code: parse_number(text) for code, text in texts.items()}
    if name not in _TEXTS and numbers and all(number is not None for number in numbers.values()):
        return Numbers(name, {code: number for code, number in numbers.items() if number is not None})
    return _categories(name, texts)


def _categories(name: str, texts: dict[str, str]) -> Categories:
    levels = tuple(as_text(value) for value in sorted_values(set(texts.values())))
    if len(levels) > MOST_LEVELS:
        raise UserError(problem("too-many-levels", column=name, value=len(levels), most=MOST_LEVELS))
    return Categories(name, levels, texts)
