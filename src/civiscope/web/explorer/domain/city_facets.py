"""By what cities can be filtered: groups, countries, answers, classes of scores. Sets of cities are bits of integers.

Bit n of a set stands for the n-th city of the table, so that filters of thousands of cities are a few operations on
whole numbers, here and in the reader's browser alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from civiscope.release.model import CityAnswer
from civiscope.report.words.phrases import named
from civiscope.report.words.release_view import ReleaseView, rows_of
from civiscope.results.answers import Status
from civiscope.study.definition import Group
from civiscope.study.frame import City
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, Item, Kind, Questionnaire

Bits = int
"""A set of cities: bit n is the n-th city of the table."""

MOST_ITEMS = 12
"""Items by which cities can be filtered where the study names none."""
LEAST_TOLD = 0.1
"""Share of the cities of which something must be known, where the study names no filters."""
FILTER_KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.GRID_MULTIPLE})
"""Kinds of items that are filters where the study names none."""

RESERVED = frozenset(
    {
        "q",
        "country",
        "population",
        "population_from",
        "population_to",
        "index",
        "classes",
        "sort",
        "order",
        "page",
        "format",
    }
)
"""Names in the address that are no group's and no item's."""

_NOTHING_TO_KNOW = frozenset({Status.NOT_ASKED, Status.NOT_APPLICABLE})
"""Kinds of missing that say something: the question does not arise for the city, so that no option holds."""


@dataclass(frozen=True)
class Level:
    """One choice of a facet: the cities for which it holds, and those of which that is not known."""

    code: str
    label: str
    cities: Bits
    unknown: Bits = 0


@dataclass(frozen=True)
class Facet:
    """One thing by which cities can be filtered; ``name`` stands in the address."""

    name: str
    label: str
    kind: Literal["group", "country", "item", "class"]
    levels: tuple[Level, ...]
    column: str = ""
    """Of a group by a column of the frame: that column."""

    @property
    def is_membership(self) -> bool:
        """Whether a city belongs or does not: there is one level only."""
        return len(self.levels) == 1 and self.kind == "group"


Key = tuple[str, str]
"""(row of a grid, option); outside grids the row is empty."""

Latest = Sequence[tuple[City, str]]
"""The cities of the table with the wave in which each answered last."""


def city_facets(view: ReleaseView, latest: Latest) -> dict[str, Facet]:
    """All facets by their names, in the order in which a page shows them; none without any city."""
    facets = [*_places(view, latest), *_groups(view, latest), *_items(view, latest), *_classes(view, latest)]
    found: dict[str, Facet] = {}
    for facet in facets:
        if any(level.cities for level in facet.levels):
            found[facet.name] = facet
    return found


def bits_of(places: Iterable[int]) -> Bits:
    """The set of the cities at these places."""
    found = 0
    for place in places:
        found |= 1 << place
    return found


# ------------------------------------------------------------ where cities are
def _places(view: ReleaseView, latest: Latest) -> list[Facet]:
    """Region and country. Where the study has no group of regions, the frame's own are taken."""
    countries = sorted({city.country for city, _ in latest}, key=lambda code: (view.country(code), code))
    labels = {code: view.country(code) for code in countries if code}
    country = _by_value("country", view.say("cities_country"), "country", labels, [city.country for city, _ in latest])
    groups = [_group(view, group, latest) for group in view.definition.groups if _is_region(group)]
    if not groups:
        regions = sorted({city.region for city, _ in latest if city.region})
        values = [city.region for city, _ in latest]
        label = view.say("cities_region")
        groups = [_by_value("region", label, "group", {name: name for name in regions}, values)]
    return [*groups, country]


def _is_region(group: Group) -> bool:
    return group.column == "region" and not group.classes


def _by_value(
    name: str, label: str, kind: Literal["group", "country", "class"], labels: dict[str, str], values: Sequence[str]
) -> Facet:
    """A facet of which every city has one value at most; an empty one is not known."""
    places: dict[str, list[int]] = {code: [] for code in labels}
    missing: list[int] = []
    for place, value in enumerate(values):
        places.get(value, missing).append(place)
    unknown = bits_of(missing)
    levels = (Level(code, text, bits_of(places[code]), unknown) for code, text in labels.items())
    return Facet(name, label, kind, tuple(levels))


# ------------------------------------------------------------ groups
def _groups(view: ReleaseView, latest: Latest) -> list[Facet]:
    return [_group(view, group, latest) for group in view.definition.groups if not _is_region(group)]


def group_name(code: str) -> str:
    """What a group is called in the address."""
    return f"group.{code}" if code in RESERVED else code


def _group(view: ReleaseView, group: Group, latest: Latest) -> Facet:
    name, label = group_name(group.code), view.text(group.label)
    if group.item is not None:
        found = _item(view, group.item, latest)
        return Facet(name, label, "group", found.levels if found else ())
    labels = dict(view.levels.get(group.code, {}))
    labels |= {entry.code: view.text(entry.label) for entry in group.classes}
    if group.cities or group.countries:
        labels = dict.fromkeys(labels, label)
    by_city = view.release.level_by_city.get(group.code, {})
    facet = _by_value(name, label, "group", labels, [by_city.get(city.code, "") for city, _ in latest])
    facet = replace(facet, column=group.column or "")
    if group.cities or group.countries:
        # Who is not named does not belong: that is known of every city.
        return replace(facet, levels=tuple(replace(level, unknown=0) for level in facet.levels))
    return facet


# ------------------------------------------------------------ answers
def _items(view: ReleaseView, latest: Latest) -> list[Facet]:
    """The items that the study names, or the first that can be told of single cities."""
    grouped = {group.item for group in view.definition.groups if group.item}
    named = view.definition.site.filters
    codes = named or tuple(
        dict.fromkeys(
            item.code
            for questionnaire in view.release.questionnaires.values()
            for item in questionnaire.items.values()
            if item.kind in FILTER_KINDS
        )
    )
    found: list[Facet] = []
    for code in codes:
        if code not in grouped and (named or len(found) < MOST_ITEMS):
            facet = _item(view, code, latest)
            if facet is not None and _told_of(facet) >= (1 if named else len(latest) * LEAST_TOLD):
                found.append(facet)
    return found


def _told_of(facet: Facet) -> int:
    """How many cities named anything."""
    found = 0
    for level in facet.levels:
        found |= level.cities
    return found.bit_count()


def _asking(view: ReleaseView, code: str) -> dict[str, tuple[Questionnaire, Item]]:
    """The questionnaires whose public choices include the item, the latest wave's first."""
    waves = [name for wave in reversed(view.definition.waves) for name in wave.questionnaires]
    found = {}
    for name in dict.fromkeys([*waves, *view.release.questionnaires]):
        questionnaire = view.release.questionnaires.get(name)
        item = questionnaire.items.get(code) if questionnaire else None
        if questionnaire and item and item.kind in CHOICE_KINDS and item.consent == "public":
            found[name] = (questionnaire, item)
    return found


def _item(view: ReleaseView, code: str, latest: Latest) -> Facet | None:
    """The facet of an item as each city answered it in its latest wave; None where nobody may be told of it."""
    asking = _asking(view, code)
    if not asking:
        return None
    labels = _labels(view, asking)
    yes: dict[Key, list[int]] = {key: [] for key in labels}
    unknown: dict[Key, list[int]] = {key: [] for key in labels}
    for place, (city, wave) in enumerate(latest):
        names = [name for name in view.wave(wave).questionnaires if name in asking]
        given = [view.answers_of(wave, name, city.code) for name in names]
        for row, option in labels:
            answer = next((answers[code, row] for answers in given if (code, row) in answers), None)
            if answer is not None and option in answer.named:
                yes[row, option].append(place)
            elif _is_unknown(answer, option):
                unknown[row, option].append(place)
    _, first = next(iter(asking.values()))
    return Facet(
        f"item.{code}" if code in RESERVED | _taken(view) else code,
        view.short(first),
        "item",
        tuple(
            Level(f"{row}.{option}" if row else option, label, bits_of(yes[row, option]), bits_of(unknown[row, option]))
            for (row, option), label in labels.items()
        ),
    )


def _labels(view: ReleaseView, asking: dict[str, tuple[Questionnaire, Item]]) -> dict[Key, str]:
    """What the options are called: of a grid, with their rows."""
    found: dict[Key, str] = {}
    for name, (questionnaire, item) in asking.items():
        for row in rows_of(questionnaire, item):
            for option in questionnaire.options_of(item):
                text = view.option_label(name, item, option.code, short=True)
                in_grid = item.kind in GRID_KINDS
                label = named(view.row_label(name, item, row), text, view.language) if in_grid else text
                found.setdefault((row, option.code), label)
    return found


def _taken(view: ReleaseView) -> frozenset[str]:
    return frozenset(group.code for group in view.definition.groups) | {"region"}


def _is_unknown(answer: CityAnswer | None, option: str) -> bool:
    """Whether it is open that the option holds: no answer, none that is public, or a list that is cut off."""
    if answer is None:
        return True
    if answer.status is Status.INCOMPLETE:
        return option not in answer.named
    return not answer.is_known and answer.status not in _NOTHING_TO_KNOW


# ------------------------------------------------------------ scores
def class_name(index: str) -> str:
    """What the classes of an index are called in the address; no code has a dot."""
    return f"class.{index}"


def _classes(view: ReleaseView, latest: Latest) -> list[Facet]:
    found = []
    for code, index in view.release.indices.items():
        if not index.classes:
            continue
        labels = {entry.code: view.text(entry.label) for entry in index.classes}
        scores = [view.release.index_score(wave, code, city.code) for city, wave in latest]
        values = [score.class_ if score else "" for score in scores]
        found.append(_by_value(class_name(code), view.text(index.title), "class", labels, values))
    return found
