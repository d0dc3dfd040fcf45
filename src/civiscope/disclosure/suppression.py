"""Which estimates may not be published: forbidden ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure.complement import suppressed_cells
from civiscope.disclosure.consent import PUBLIC, ConsentRules
from civiscope.disclosure.members import Members
from civiscope.disclosure.tables import TableKey, by_table, table_of
from civiscope.results.estimates import Estimate
from civiscope.study.definition import FEWEST_WITHHOLDING, DisclosureRules
from civiscope.study.questionnaire import Kind, Questionnaire

_OF_COUNTS = frozenset({"share", "first"})
"""Measures that a weighted count stands behind."""

_SINGLE_ANSWERS = frozenset({"median"})
"""Measures whose number, and whose limits, are single answers."""

EXHAUSTIVE_KINDS = frozenset({Kind.SINGLE, Kind.GRID})
"""Items of which each city that answers chooses one option, so that the options add up to the base."""


def suppressed_positions(
    estimates: Sequence[Estimate],
    questionnaires: Mapping[str, Questionnaire],
    rules: DisclosureRules,
    members: Members | None = None,
    withheld: Mapping[tuple[str, str, str], Collection[str]] | None = None,
) -> set[int]:
    """Positions of the estimates that may not be published.

    Without ``members`` a table's levels are related by their domains only, and not across them. ``withheld`` are the
    cities that keep their answer to a public item to themselves, by wave, questionnaire and item; it needs ``members``.
    Of items whose single answers are not published the minimum base is `FEWEST_WITHHOLDING` at least: the mean of one
    city is its answer, and each of two cities knows its own.
    """
    withheld = withheld or {}
    found: set[int] = set()
    for key, positions in by_table(estimates).items():
        item = questionnaires[key[1]].items[key[2]]
        of_item = rules if item.consent == PUBLIC else _at_least(rules, FEWEST_WITHHOLDING)
        strict = of_item.minimum_base > 1 or of_item.minimum_cell > 1
        hiding = withheld.get(key[:3], ())
        rows = [estimates[position] for position in positions]
        # Without a rule that forbids anything there is nothing to protect, unless a city withholds its answer.
        if strict or hiding or any(entry.base is None for entry in rows):
            hidden = _hidden_rows(rows, key, item.kind in EXHAUSTIVE_KINDS, of_item, members, hiding)
            found.update(position for position, gone in zip(positions, hidden, strict=True) if gone)
    return found


def weighted_beside_suppressed(estimates: Sequence[Estimate], hidden: Collection[int]) -> set[int]:
    """Positions of weighted shares in tables of which something is suppressed.

    A share whose cities have different weights is one more equation for the suppressed counts, beside its n and base:
    with the weights known, as those of strata are, whole numbers often have a single solution.
    """
    found: set[int] = set()
    for positions in by_table(estimates).values():
        if not any(position in hidden for position in positions):
            continue
        rows = [estimates[position] for position in positions]
        if any(entry.base is not None and entry.weighted_base != entry.base for entry in rows):
            found.update(
                position
                for position, entry in zip(positions, rows, strict=True)
                if position not in hidden and entry.measure in _OF_COUNTS
            )
    return found


def single_answer_positions(
    estimates: Sequence[Estimate], consent: ConsentRules, withheld: Collection[tuple[str, str, str]]
) -> set[int]:
    """Positions of estimates that are the answer of a single city where not all single answers may be published.

    ``withheld`` are waves, questionnaires and public items to which some city keeps its answer to itself.
    """
    return {
        position
        for position, entry in enumerate(estimates)
        if entry.measure in _SINGLE_ANSWERS
        and (
            not consent.is_public(entry.questionnaire, entry.item)
            or (entry.wave, entry.questionnaire, entry.item) in withheld
        )
    }


def _at_least(rules: DisclosureRules, base: int) -> DisclosureRules:
    """The rules with a minimum base of at least ``base``."""
    return rules.model_copy(update={"minimum_base": max(rules.minimum_base, base)})


def _forbidden(entry: Estimate, rules: DisclosureRules) -> bool:
    """Whether the rules forbid an estimate by its own n and base; one without a base is."""
    if entry.base is None or entry.base < rules.minimum_base:
        return True
    if entry.measure != "share" or entry.n is None:
        return False
    return any(0 < count < rules.minimum_cell for count in (entry.n, entry.base - entry.n))


def _hidden_rows(
    rows: Sequence[Estimate],
    key: TableKey,
    exhaustive: bool,
    rules: DisclosureRules,
    members: Members | None,
    hiding: Collection[str],
) -> list[bool]:
    """Which of the rows of one table are hidden."""
    table = table_of(rows, exhaustive, members.answered(key) if members else None)
    places = _places(rows)
    shape = (len(table.options), len(table.parts))
    absent = np.ones(shape, dtype=np.bool_)
    forbidden = np.zeros(shape, dtype=np.bool_)
    for entry, place in zip(rows, places, strict=True):
        absent[place] = False
        forbidden[place] |= _forbidden(entry, rules)
    hidden = suppressed_cells(table, rules, absent, forbidden)
    if hiding and members:
        hidden = _withheld_cells(rows, key, exhaustive, rules, members, hiding, hidden)
    return [bool(hidden[place]) for place in places]


def _places(rows: Sequence[Estimate]) -> list[tuple[int, int]]:
    """Option and part of each row, as `table_of` numbers them."""
    options = {code: index for index, code in enumerate(dict.fromkeys(entry.option for entry in rows))}
    levels = {level: index for index, level in enumerate(dict.fromkeys((entry.domain, entry.level) for entry in rows))}
    return [(options[entry.option], levels[entry.domain, entry.level]) for entry in rows]


def _withheld_cells(
    rows: Sequence[Estimate],
    key: TableKey,
    exhaustive: bool,
    rules: DisclosureRules,
    members: Members,
    hiding: Collection[str],
    hidden: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """The cells that tell too much of the cities in ``hiding``, once all other answers were subtracted.

    What is left is a table of these cities alone, to which the same rules apply, with a minimum base of at least
    `FEWEST_WITHHOLDING`. Shape as ``hidden``, which is what was suppressed before.
    """
    answered = members.answered(key, only=hiding)
    left = []
    for entry in rows:
        of_level = answered.levels.get((entry.domain, entry.level), frozenset())
        named = len(of_level & answered.named.get(entry.option, frozenset()))
        named = named if entry.measure == "share" else len(of_level)
        left.append(replace(entry, n=named, base=len(of_level)))
    table = table_of(left, exhaustive, answered)
    strict = _at_least(rules, FEWEST_WITHHOLDING)
    # The levels stand in the order of the rows in both tables; only the remainders after them differ.
    levels = sum(part.published for part in table.parts)
    before = np.ones((len(table.options), len(table.parts)), dtype=np.bool_)
    before[:, :levels] = hidden[:, :levels]
    result = hidden.copy()
    result[:, :levels] |= suppressed_cells(table, strict, before)[:, :levels]
    return result
