"""The same question in two sets of answers, and what of it is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, AnswerBlock, Column
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, LIST_KINDS, NUMBER_KINDS
from civiscope.tabulation.comparing.recoding import can_be_classed, shared

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Match:
    """One question in two sets of answers, in shared options; it bears the name that it has in ``b``.

    ``recoded`` holds the options of the one that stand as another option here, because the other question lacks them:
    (own option, option that stands for it).
    """

    a: Column
    b: Column
    recoded: tuple[tuple[str, str], ...] = ()

    def note(self, option: str = "") -> str:
        """What a reader must know of the match, of one option or of all; empty where names and options are the same."""
        named = "" if self.a.item.code == self.b.item.code else f'compared with the item "{self.a.item.code}"'
        recoded = [f'"{own}" counts as "{code}"' for own, code in self.recoded if option in ("", code)]
        return "; ".join(filter(None, (named, *recoded)))

    @property
    def is_number(self) -> bool:
        """Whether means are compared, and not shares of options."""
        return self.b.item.kind in NUMBER_KINDS

    @property
    def options(self) -> tuple[str, ...]:
        """What is compared: a number as a whole (an empty option), or each option that a or b has."""
        return ("",) if self.is_number else tuple(dict.fromkeys((*self.b.options, *self.a.options)))


@dataclass(frozen=True, slots=True)
class Series:
    """One number per respondent: ``values`` (n,) holds 1 and 0 for an option; they count where ``counted`` (n,)."""

    values: Floats
    counted: Mask


def series_of(column: Column, option: str) -> Series | None:
    """An option of a choice (1 where it is named) or a number; None where the column has no such option.

    Of list items complete lists count only: what an incomplete one does not name is unknown, and counting what it names
    alone would raise every share.
    """
    if column.item.kind in NUMBER_KINDS:
        return Series(np.nan_to_num(column.numbers), ~np.isnan(column.numbers))
    if option not in column.options:
        return None
    named = column.ticks[:, column.options.index(option)] == NAMED
    return Series(named.astype(np.float64), column.status == Status.ANSWERED)


def is_cut_off(column: Column) -> bool:
    """Whether a list item has incomplete lists."""
    return column.item.kind in LIST_KINDS and bool((column.status == Status.INCOMPLETE).any())


def is_comparable(column: Column) -> bool:
    """Whether a column has options or numbers."""
    return column.item.kind in CHOICE_KINDS or column.item.kind in NUMBER_KINDS


def is_wanted(column: Column, items: Sequence[str] | None) -> bool:
    """Whether a column is looked at: one of the named items, or of all that are tabulated and answered by anybody."""
    if not is_comparable(column):
        return False
    if items is not None:
        return column.item.code in items or bool(column.item.concept and column.item.concept in items)
    return column.item.tabulate and bool(column.answered.any())


def matches(a: AnswerBlock, b: AnswerBlock, items: Sequence[str] | None) -> Iterator[Match]:
    """The questions of ``b`` that ``a`` asks as well, row by row, in the order of ``b``.

    Questions belong together by their concept, else by their code; a grid's rows by theirs. Kinds must agree; whole and
    decimal numbers count as one, and a number that has classes goes with a single choice among them. Options that the
    other question lacks stand as the item's recode says. ``items`` (codes in a or b, or concepts) limits the questions;
    otherwise those count that are tabulated and answered in both sets.
    """
    for column in b.columns.values():
        other = _partner(a, column)
        if other is not None and _both_wanted(other, column, items):
            yield Match(*shared(other, column))


def rows_without_partner(a: AnswerBlock, b: AnswerBlock, items: Sequence[str] | None) -> Iterator[Column]:
    """Rows of b's grids that are not in the grid of ``a`` that asks the same question: nothing to compare them with."""
    for column in b.columns.values():
        if column.item.kind in GRID_KINDS and _partner(a, column) is None:
            grid = _partner(a, column, any_row=True)
            if grid is not None and _both_wanted(grid, column, items):
                yield column


def _both_wanted(a: Column, b: Column, items: Sequence[str] | None) -> bool:
    if items is None:
        return is_wanted(a, None) and is_wanted(b, None)
    return is_wanted(a, items) or is_wanted(b, items)


def _partner(block: AnswerBlock, column: Column, any_row: bool = False) -> Column | None:
    """The column of a block that asks the same: of several with the concept, the one of the same code comes first.

    With ``any_row`` another row of the same grid will do.
    """
    item, found = column.item, []
    for (code, row), other in block.columns.items():
        if (row != column.row and not any_row) or not _same_kind(other, column):
            continue
        both_tied = item.concept is not None and other.item.concept is not None
        if item.concept == other.item.concept if both_tied else code == item.code:
            found.append(other)
    return next((other for other in found if other.item.code == item.code), found[0] if found else None)


def _same_kind(a: Column, b: Column) -> bool:
    if a.item.kind == b.item.kind or (a.item.kind in NUMBER_KINDS and b.item.kind in NUMBER_KINDS):
        return True
    return can_be_classed(a.item, b.item) or can_be_classed(b.item, a.item)


def askable(*blocks: AnswerBlock) -> list[str]:
    """Codes and concepts of all items of the blocks that can be compared, for messages."""
    names: dict[str, None] = {}
    for block in blocks:
        for column in block.columns.values():
            if is_comparable(column):
                names.update(dict.fromkeys(filter(None, (column.item.code, column.item.concept))))
    return list(names)
