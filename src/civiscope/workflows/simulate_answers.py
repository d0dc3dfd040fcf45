"""Made-up answers of many cities to one questionnaire: routing, constraints and `required` hold, some answers lack."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from civiscope.study.definition import Wave
from civiscope.study.expressions import Expression, parse_expression
from civiscope.study.frame import City
from civiscope.study.questionnaire import LIST_KINDS, Item, Kind, Questionnaire
from civiscope.workflows.simulate_items import NOT_ASKED, Generator, Given, Source, source_of

SIMULATED = "simulated"
"""What stands in the column `source` of every made-up answer."""

_TRIES = 20
"""How often an answer that breaks its constraint is drawn anew before it is left missing."""

_KEPT = 0.7
"""Share of answers that a city repeats from the wave before."""

_ROUND_KNOWN = 0.85
_CUT_OFF = 0.05
"""Share of lists that are cut off, in waves whose source does not tell everything (`empty_means: not known`)."""

_MISSING = {
    Kind.TEXT: 0.2,
    Kind.LONGTEXT: 0.4,
    Kind.URL: 0.3,
}
_USUALLY_MISSING = 0.05
_MISSING_CELLS = ("(not answered)", "(don't know)", "(not applicable)")
_MISSING_SHARES = (0.6, 0.3, 0.1)

Key = tuple[str, str]
"""(item, row); ``row`` is empty outside grids."""


@dataclass(slots=True)
class SimulatedBlock:
    """The made-up answers of one wave to one questionnaire: one entry per city in each column."""

    cities: list[City]
    answered_in: list[str]
    incomplete: list[list[str]]
    columns: dict[Key, list[Given]] = field(default_factory=dict)


def simulated_answers(
    questionnaire: Questionnaire,
    wave: Wave,
    cities: Sequence[City],
    before: SimulatedBlock | None,
    generator: Generator,
) -> SimulatedBlock:
    """Answers of ``cities``. Those that also answered ``before``, the wave before, mostly answer the same again."""
    rounds = np.where(generator.random(len(cities)) < _ROUND_KNOWN, str(wave.date.year), "")
    block = SimulatedBlock(list(cities), [str(text) for text in rounds], [[] for _ in cities])
    sources: dict[Key, Source] = {}
    for item in questionnaire.items.values():
        relevant = parse_expression(item.relevant) if item.relevant else None
        asked = _asked(relevant, block)
        for row in _rows(questionnaire, item):
            source = sources[item.code, row] = source_of(questionnaire, item, wave.date, generator)
            answers = source(block.cities, generator)
            _repeat(answers, (item.code, row), block.cities, before, generator)
            _drop_some(answers, item, generator)
            block.columns[item.code, row] = [
                given if is_asked else NOT_ASKED for given, is_asked in zip(answers, asked, strict=True)
            ]
    for tries in (_TRIES, 0):
        _heed_constraints(questionnaire, block, sources, tries, generator)
    if wave.empty_means == "not known":
        _cut_off_lists(questionnaire, block, generator)
    return block


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


def _repeat(
    answers: list[Given], key: Key, cities: Sequence[City], before: SimulatedBlock | None, generator: Generator
) -> None:
    """Put what a city answered in the wave before in the place of most of its answers."""
    column = before.columns.get(key) if before is not None else None
    if before is None or column is None:
        return
    position = {city.code: index for index, city in enumerate(before.cities)}
    again = generator.random(len(answers)) < _KEPT
    for index, city in enumerate(cities):
        earlier = position.get(city.code)
        if again[index] and earlier is not None and column[earlier].value:
            answers[index] = column[earlier]


def _drop_some(answers: list[Given], item: Item, generator: Generator) -> None:
    if item.required:
        return
    lacks = generator.random(len(answers)) < _MISSING.get(item.kind, _USUALLY_MISSING)
    for index in np.flatnonzero(lacks):
        answers[index] = _missing(generator)


def _missing(generator: Generator) -> Given:
    return Given(str(generator.choice(_MISSING_CELLS, p=_MISSING_SHARES)), "")


def _heed_constraints(
    questionnaire: Questionnaire, block: SimulatedBlock, sources: dict[Key, Source], tries: int, generator: Generator
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
            column, source = block.columns[item.code, row], sources[item.code, row]
            for index, given in enumerate(column):
                if given.is_answer:
                    values = _values(constraint, block, index)
                    city = block.cities[index]
                    column[index] = _fitting(given, constraint, values, city, source, allowed, generator)


def _fitting(
    given: Given,
    constraint: Expression,
    values: dict[str, str],
    city: City,
    source: Source,
    tries: int,
    generator: Generator,
) -> Given:
    for _ in range(tries + 1):
        if constraint.evaluate(values, given.value):
            return given
        if tries:
            (given,) = source([city], generator)
    return Given("(not answered)", "")


def _cut_off_lists(questionnaire: Questionnaire, block: SimulatedBlock, generator: Generator) -> None:
    for item in questionnaire.items.values():
        if item.kind not in LIST_KINDS:
            continue
        cut = generator.random(len(block.cities)) < _CUT_OFF
        rows = [block.columns[item.code, row] for row in _rows(questionnaire, item)]
        for index in np.flatnonzero(cut):
            if all(column[index].value for column in rows):
                block.incomplete[index].append(item.code)
