"""Population totals counted from the frame of a study: respondents stand for all its cities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from civiscope.errors import Problem, UserError, did_you_mean, problem
from civiscope.sampling.weighting.margins import Margin, crossed, margin
from civiscope.study.definition import Group
from civiscope.study.frame import FRAME_COLUMNS, City
from civiscope.study.groups import MEMBER, level_of
from civiscope.study.loading import Study
from civiscope.tabulation.tables.request import CROSSED
from civiscope.tabulation.values import as_text, sorted_values
from civiscope.workflows.calibrate_rows import Texts

OTHERS = "no"
"""The level of cities outside a group that is named by its cities or countries, beside ``yes`` of its members."""

_SHOWN = 3


def frame_margins(
    study: Study, cities: Sequence[str], names: Sequence[str], missing_level: str | None = None
) -> list[Margin]:
    """A margin for each of ``names``: groups of study.yaml, columns of cities.csv, or crossings such as ``a & b``.

    Totals count the cities of the frame; levels are those of ``cities``, the codes of the n rows of the table. Cities
    without a level have the level ``missing_level`` where it is given. Raises UserError for names that are unknown,
    groups by an answer, and, without ``missing_level``, cities without a level.
    """
    problems: list[Problem] = []
    named = dict.fromkeys(part for each in names for part in _parts(each))
    for name in named:
        problems += _name_problems(study, name)
    if not problems and missing_level is None:
        for name in named:
            problems += _level_problems(study, name)
    if problems:
        raise UserError(*problems)
    found = []
    for each in names:
        parts = _parts(each)
        of_frame = _levels(study, study.frame.values(), parts, missing_level)
        counts = Counter(level for level in of_frame if level is not None)
        totals = {level: float(counts[level]) for level in _ordered(study, parts, counts)}
        own = _levels(study, (study.frame[city] for city in cities), parts, missing_level)
        found.append(margin(CROSSED.join(parts), own, totals))
    return found


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in name.split(CROSSED))


def _group(study: Study, name: str) -> Group | None:
    return next((group for group in study.definition.groups if group.code == name), None)


def _name_problems(study: Study, name: str) -> list[Problem]:
    group = _group(study, name)
    if group is not None:
        return [] if group.item is None else [problem("frame-margin-of-item", value=name)]
    others = dict.fromkeys(column for city in study.frame.values() for column in city.other)
    columns = [column for column in (*FRAME_COLUMNS, *others) if column != "code"]
    if name in columns:
        return []
    known = [group.code for group in study.definition.groups if group.item is None]
    known += [column for column in columns if column not in known]
    return [
        problem("frame-margin-unknown", value=name, similar=did_you_mean(name, known), known=", ".join(known)),
    ]


def _level_problems(study: Study, name: str) -> list[Problem]:
    without = [city.code for city in study.frame.values() if _level(study, city, name) is None]
    if not without:
        return []
    shown = ", ".join(without[:_SHOWN]) + (" …" if len(without) > _SHOWN else "")
    return [problem("frame-level-missing", file="cities.csv", variable=name, count=len(without), value=shown)]


def _level(study: Study, city: City, name: str) -> str | None:
    group = _group(study, name)
    if group is None:
        value = city.value(name)
        return None if value is None else as_text(value)
    found = level_of(group, city)
    if group.cities or group.countries:
        return found or OTHERS
    return found or None


def _levels(study: Study, cities: Iterable[City], parts: Sequence[str], missing: str | None) -> Texts:
    found = list(cities)
    columns = [[_level(study, city, name) or missing for city in found] for name in parts]
    return columns[0] if len(columns) == 1 else crossed(columns, CROSSED)


def _ordered(study: Study, parts: Sequence[str], present: Iterable[str]) -> list[str]:
    """The levels in the order of their definition where there is one (classes of sizes), else sorted."""
    group = _group(study, parts[0]) if len(parts) == 1 else None
    if group is not None and (group.classes or group.cities or group.countries):
        order = [entry.code for entry in group.classes] or [MEMBER, OTHERS]
        return [level for level in order if level in set(present)] + sorted(set(present) - set(order))
    return [as_text(value) for value in sorted_values(present)]
