"""Coded answers: one row per respondent, typed columns, kinds of missing that are never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.results.answers import Status
from civiscope.study.questionnaire import Item

NAMED, NOT_NAMED, UNKNOWN = 1, 0, -1
"""States of one option in one answer; an option is unknown where the answer is missing or its list is cut off."""


@dataclass(frozen=True, slots=True)
class Column:
    """One variable (an item, or a row of a grid) of n respondents.

    ``status`` has shape (n,) and holds `Status`. For choices ``ticks`` has shape (n, number of options) and holds
    NAMED, NOT_NAMED or UNKNOWN, and ``ranks`` (rankings only) the position of each option, 1 first, 0 where it is not
    ranked. For numbers ``numbers`` has shape (n,), NaN where missing. ``texts`` holds n texts: of text items the
    answer, of choices the own words for "other"; empty where there are none.
    """

    item: Item
    row: str
    options: tuple[str, ...]
    status: NDArray[np.int8]
    ticks: NDArray[np.int8]
    ranks: NDArray[np.int16]
    numbers: NDArray[np.float64]
    texts: tuple[str, ...]

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Shape (n,): whether there is an answer, complete or not."""
        found: NDArray[np.bool_] = (self.status == Status.ANSWERED) | (self.status == Status.INCOMPLETE)
        return found


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """The answers of one wave to one questionnaire; all tuples and columns have one entry per respondent."""

    wave: str
    questionnaire: str
    cities: tuple[str, ...]
    answered_in: tuple[str, ...]
    sources: tuple[str, ...]
    columns: dict[tuple[str, str], Column]
    """By (item, row); ``row`` is empty outside grids."""

    @property
    def size(self) -> int:
        """Number of respondents."""
        return len(self.cities)

    def copies(self, respondent: int, times: int, variables: Iterable[tuple[str, str]]) -> AnswerBlock:
        """A block of one respondent (by number), ``times`` over, with these columns in arrays of its own.

        Texts are left out: it is for asking what other answers would mean.
        """
        rows = np.full(times, respondent)
        columns = {
            variable: replace(
                column,
                status=column.status[rows],
                ticks=column.ticks[rows],
                ranks=column.ranks[rows],
                numbers=column.numbers[rows],
                texts=(),
            )
            for variable, column in ((variable, self.columns[variable]) for variable in variables)
        }
        cities, unknown = (self.cities[respondent],) * times, ("",) * times
        return replace(self, cities=cities, answered_in=unknown, sources=unknown, columns=columns)


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """All coded answers of a study, by (wave, questionnaire), in the order of the waves."""

    blocks: dict[tuple[str, str], AnswerBlock]
