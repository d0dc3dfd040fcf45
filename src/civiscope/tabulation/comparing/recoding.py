"""The same question with other options: own options recoded, and numbers put into classes, so that the two compare."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, Column
from civiscope.study.questionnaire import NUMBER_KINDS, Item, Kind


def shared(a: Column, b: Column) -> tuple[Column, Column, tuple[tuple[str, str], ...]]:
    """Two columns that ask the same, in options that both have as far as they can, and what was recoded: (own, shared).

    An option stands as another one (`Item.recode`) only where the other question lacks it: what both offer is compared
    as it is. A number goes into its classes where the other column is a single choice.
    """
    if can_be_classed(a.item, b.item):
        a = _in_classes(a)
    elif can_be_classed(b.item, a.item):
        b = _in_classes(b)
    of_a, of_b = _needed(a, b.options), _needed(b, a.options)
    return _recoded(a, of_a), _recoded(b, of_b), tuple(dict.fromkeys((*of_a.items(), *of_b.items())))


def can_be_classed(number: Item, choice: Item) -> bool:
    """Whether ``number`` is a number with classes, and ``choice`` a single choice that it compares with."""
    return number.kind in NUMBER_KINDS and bool(number.classes) and choice.kind is Kind.SINGLE


def _in_classes(column: Column) -> Column:
    """A column of numbers as a single choice among the item's classes; upper limits are not included."""
    classes = column.item.classes
    limits = [entry.below for entry in classes if entry.below is not None]
    known = ~np.isnan(column.numbers)
    place = np.searchsorted(limits, np.nan_to_num(column.numbers), side="right")
    ticks = np.where(place[:, None] == np.arange(len(classes)), NAMED, NOT_NAMED).astype(np.int8)
    return replace(
        column,
        item=column.item.model_copy(update={"kind": Kind.SINGLE}),
        options=tuple(entry.code for entry in classes),
        ticks=np.where(known[:, None], ticks, UNKNOWN).astype(np.int8),
    )


def _needed(column: Column, others: Collection[str]) -> dict[str, str]:
    """The recodes of a column's own options that the other question lacks."""
    return {own: code for own, code in column.item.recode.items() if own in column.options and own not in others}


def _recoded(column: Column, recodes: dict[str, str]) -> Column:
    """The column with options renamed; options that come to the same one are joined.

    A joined option is named where one of its parts is, unknown where none is named and one is unknown; its rank is the
    best of theirs.
    """
    if not recodes:
        return column
    named = [recodes.get(option, option) for option in column.options]
    options = tuple(dict.fromkeys(named))
    parts = [[place for place, option in enumerate(named) if option == code] for code in options]
    ticks = np.empty((len(column.status), len(options)), dtype=np.int8)
    for place, part in enumerate(parts):
        own = column.ticks[:, part]
        lacking = np.where((own == UNKNOWN).any(axis=1), UNKNOWN, NOT_NAMED)
        ticks[:, place] = np.where((own == NAMED).any(axis=1), NAMED, lacking)
    ranks = _joined_ranks(column, parts) if column.item.kind is Kind.RANKING else column.ranks
    return replace(column, options=options, ticks=ticks, ranks=ranks)


def _joined_ranks(column: Column, parts: Sequence[Sequence[int]]) -> NDArray[np.int16]:
    """The best rank among the options of each part; 0 where none of them is ranked."""
    unranked = np.iinfo(np.int16).max
    known = np.where(column.ranks > 0, column.ranks, unranked)
    best = np.stack([known[:, part].min(axis=1) for part in parts], axis=1)
    return np.where(best == unranked, 0, best).astype(np.int16)
