"""Made-up answers of many cities to one questionnaire: routing, constraints and `required` hold, some answers lack."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.study.definition import Group, Wave
from civiscope.study.expressions import Expression, parse_expression
from civiscope.study.frame import City
from civiscope.study.groups import level_of
from civiscope.study.questionnaire import LIST_KINDS, Item, Kind, Questionnaire
from civiscope.workflows.simulate_items import NOT_ASKED, Generator, Given, Respondents, Source, source_of
from civiscope.workflows.simulate_shares import NOTHING, Printed
from civiscope.workflows.simulate_traits import Floats, Traits, within

SIMULATED = "simulated"
"""What stands in the column `source` of every made-up answer."""

_TRIES = 20
"""How often an answer that breaks its constraint is drawn anew before it is left missing."""

_ROUND_KNOWN = 0.85
_CUT_OFF = 0.05
"""Share of lists that are cut off, in waves whose source does not tell everything (`empty_means: not known`)."""

_MISSING_FIRST, _MISSING_LAST = 0.02, 0.10
"""Share of missing answers in the first and in the last section; in between it rises evenly, as respondents tire."""
_MISSING_BESIDES = {
    Kind.TEXT: 0.15,
    Kind.LONGTEXT: 0.35,
    Kind.URL: 0.25,
}
"""What comes on top where an answer must be written."""
_MISSING_CELLS = ("(not answered)", "(don't know)", "(not applicable)")
_MISSING_SHARES = (0.6, 0.3, 0.1)
_MISSING_GIVEN = tuple(Given(cell, "") for cell in _MISSING_CELLS)

Key = tuple[str, str]
"""(item, row); ``row`` is empty outside grids."""


@dataclass(slots=True)
class SimulatedBlock:
    """The made-up answers of one wave to one questionnaire: one entry per city in each column."""

    cities: list[City]
    answered_in: list[str]
    incomplete: list[list[str]]
    columns: dict[Key, list[Given]] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """What all made-up answers draw on: the cities of the frame with their traits, and the shares that are printed."""

    cities: Sequence[City]
    groups: Mapping[str, Group]
    traits: Traits
    printed: Callable[[str, str, Item], dict[str, Printed]]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each city in the frame, by code."""
        return {city.code: place for place, city in enumerate(self.cities)}


def simulated_answers(
    questionnaire: Questionnaire,
    wave: Wave,
    cities: Sequence[City],
    world: World,
    others: Sequence[SimulatedBlock],
    generator: Generator,
) -> SimulatedBlock:
    """Answers of ``cities``, some of the world's; ``others`` are the wave's answers to other questionnaires so far."""
    rounds = np.where(generator.random(len(cities)) < _ROUND_KNOWN, str(wave.date.year), "")
    block = SimulatedBlock(list(cities), [str(text) for text in rounds], [[] for _ in cities])
    maker = _Maker(questionnaire, wave, world, block, others)
    rates = _missing_rates(questionnaire)
    for item in questionnaire.items.values():
        relevant = parse_expression(item.relevant) if item.relevant else None
        asked = np.flatnonzero(_asked(relevant, block))
        printed = world.printed(wave.id, questionnaire.id, item)
        for row in _rows(questionnaire, item):
            answers = maker.answers(item, row, asked, printed.get(row, NOTHING), generator)
            _drop_some(answers, item, rates[item.code], generator)
            column = [NOT_ASKED] * len(cities)
            for place, given in zip(asked, answers, strict=True):
                column[place] = given
            block.columns[item.code, row] = column
    for tries in (_TRIES, 0):
        _heed_constraints(questionnaire, block, maker, tries, generator)
    if wave.empty_means == "not known":
        _cut_off_lists(questionnaire, block, generator)
    return block


class _Maker:
    """Draws the answers of one block, variable by variable; keeps how each was drawn, for drawing single ones anew."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        wave: Wave,
        world: World,
        block: SimulatedBlock,
        others: Sequence[SimulatedBlock],
    ) -> None:
        self._questionnaire = questionnaire
        self._wave = wave
        self._world = world
        self._block = block
        self._others = others
        self._places = np.array([world.places[city.code] for city in block.cities], dtype=int)
        self._capacity = world.traits.capacity(wave.id)[self._places]
        self._drawn: dict[Key, tuple[Source, NDArray[np.intp], Floats, list[str]]] = {}

    def answers(
        self, item: Item, row: str, asked: NDArray[np.intp], printed: Printed, generator: Generator
    ) -> list[Given]:
        """One answer for each of the block's cities that are ``asked`` (their places in it)."""
        name = f"{item.concept or item.code}.{row}"
        traits = self._world.traits
        source = source_of(self._questionnaire, item, self._wave.date, printed, traits.generator(name))
        levels = self._levels(printed, asked)
        capacity = self._capacity[asked]
        if len(asked) < len(self._block.cities) or any(levels):
            _, parts = np.unique(np.array(levels, dtype=str), return_inverse=True)
            capacity = within(capacity, parts, generator)
        moment = f"{self._wave.id}.{self._questionnaire.id}"
        places = self._places[asked]

        def peculiar(part: str) -> Floats:
            drawn: Floats = traits.peculiar(f"{name}.{part}", moment, 1)[places, 0]
            return drawn

        cities = [self._block.cities[place] for place in asked]
        self._drawn[item.code, row] = (source, asked, capacity, levels)
        return source(Respondents(cities, capacity, levels, peculiar), generator)

    def anew(self, key: Key, place: int, generator: Generator) -> Given:
        """Another answer of one city to a variable."""
        source, asked, capacity, levels = self._drawn[key]
        at = int(np.searchsorted(asked, place))
        one = Respondents(
            [self._block.cities[place]],
            capacity[at : at + 1],
            levels[at : at + 1],
            lambda part: generator.standard_normal(1),
        )
        (given,) = source(one, generator)
        return given

    def _levels(self, printed: Printed, asked: NDArray[np.intp]) -> list[str]:
        """The level of each city in the domain of which shares are printed; empty where it has none of those."""
        group = self._world.groups.get(printed.domain)
        if group is None:
            return [""] * len(asked)
        cities = [self._block.cities[place] for place in asked]
        found = self._chosen(group.item, cities) if group.item else [level_of(group, city) for city in cities]
        return [level if level in printed.levels else "" for level in found]

    def _chosen(self, item: str, cities: Sequence[City]) -> list[str]:
        """What each city chose of a single choice, in this questionnaire or another one of the wave."""
        for block in (self._block, *self._others):
            column = block.columns.get((item, ""))
            if column is not None:
                chosen = {city.code: given.value for city, given in zip(block.cities, column, strict=True)}
                return [chosen.get(city.code, "") for city in cities]
        return [""] * len(cities)


def write_answers(block: SimulatedBlock, path: Path) -> None:
    """Write the answers as a study has them: one row per respondent, one column per variable."""
    names = [f"{item}.{row}" if row else item for item, row in block.columns]
    cells = [[given.cell for given in column] for column in block.columns.values()]
    incomplete = [";".join(codes) for codes in block.incomplete]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["city", "answered_in", "source", "incomplete", *names])
        for index, city in enumerate(block.cities):
            row = [column[index] for column in cells]
            writer.writerow([city.code, block.answered_in[index], SIMULATED, incomplete[index], *row])


def _rows(questionnaire: Questionnaire, item: Item) -> list[str]:
    return [row for variable, row in questionnaire.variables() if variable is item]


def _asked(relevant: Expression | None, block: SimulatedBlock) -> list[bool]:
    """Whether the item is asked, per city; only items before it can decide that."""
    if relevant is None:
        return [True] * len(block.cities)
    return [relevant.evaluate(_values(relevant, block, index)) for index in range(len(block.cities))]


def _values(expression: Expression, block: SimulatedBlock, index: int) -> dict[str, str]:
    """What one city answered to the items that an expression reads."""
    found = {}
    for reference in expression.references:
        item, _, row = reference.partition(".")
        column = block.columns.get((item, row))
        found[reference] = column[index].value if column is not None else ""
    return found


def _missing_rates(questionnaire: Questionnaire) -> dict[str, float]:
    """The share of missing answers to each item, by the place of its section."""
    steps = np.linspace(_MISSING_FIRST, _MISSING_LAST, len(questionnaire.sections))
    return {
        item.code: float(rate) + _MISSING_BESIDES.get(item.kind, 0.0)
        for section, rate in zip(questionnaire.sections, steps, strict=True)
        for item in section.items
    }


def _drop_some(answers: list[Given], item: Item, rate: float, generator: Generator) -> None:
    if item.required:
        return
    lacking = np.flatnonzero(generator.random(len(answers)) < rate)
    kinds = generator.choice(len(_MISSING_CELLS), size=len(lacking), p=_MISSING_SHARES)
    for index, kind in zip(lacking, kinds, strict=True):
        answers[index] = _MISSING_GIVEN[kind]


def _heed_constraints(
    questionnaire: Questionnaire, block: SimulatedBlock, maker: _Maker, tries: int, generator: Generator
) -> None:
    """Draw answers anew that break a constraint, at most ``tries`` times; then leave them missing.

    It comes after all answers, because constraints may refer to later items. An answer on which the routing of others
    depends is not drawn anew: what was asked would no longer fit it.
    """
    deciding = {
        reference.partition(".")[0]
        for item in questionnaire.items.values()
        if item.relevant
        for reference in parse_expression(item.relevant).references
    }
    for item in questionnaire.items.values():
        if not item.constraint:
            continue
        constraint = parse_expression(item.constraint)
        allowed = 0 if item.code in deciding else tries
        for row in _rows(questionnaire, item):
            key = (item.code, row)
            column = block.columns[key]
            for index, given in enumerate(column):
                if given.is_answer:
                    values = _values(constraint, block, index)
                    again = partial(maker.anew, key, index, generator)
                    column[index] = _fitting(given, constraint, values, again, allowed)


def _fitting(
    given: Given, constraint: Expression, values: dict[str, str], again: Callable[[], Given], tries: int
) -> Given:
    for _ in range(tries + 1):
        if constraint.evaluate(values, given.value):
            return given
        if tries:
            given = again()
    return _MISSING_GIVEN[0]


def _cut_off_lists(questionnaire: Questionnaire, block: SimulatedBlock, generator: Generator) -> None:
    for item in questionnaire.items.values():
        if item.kind not in LIST_KINDS:
            continue
        cut = generator.random(len(block.cities)) < _CUT_OFF
        rows = [block.columns[item.code, row] for row in _rows(questionnaire, item)]
        for index in np.flatnonzero(cut):
            if all(column[index].value for column in rows):
                block.incomplete[index].append(item.code)
