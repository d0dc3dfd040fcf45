"""Counts of options by domain, in one pass over all answers of a block."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from civiscope.answers.answerset import AnswerBlock
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS
from civiscope.tabulation.domains import Level

_QUERY = """
    SELECT variable, option, level,
           count(*) FILTER (WHERE complete)               AS complete,
           count(*) FILTER (WHERE complete AND state = 1) AS named_complete,
           count(*)                                       AS answered,
           count(*) FILTER (WHERE state = 1)              AS named,
           count(*) FILTER (WHERE state = -1)             AS unknown
    FROM observations JOIN members USING (respondent)
    GROUP BY variable, option, level
"""


@dataclass(frozen=True, slots=True)
class OptionCounts:
    """Counts of one option in one level: of complete answers, of all answers, and of those in which it is unknown."""

    complete: int
    named_complete: int
    answered: int
    named: int
    unknown: int


CountKey = tuple[int, int, int]
"""Positions of the variable in the block's columns, of the option, and of the level."""


def count_options(block: AnswerBlock, levels: list[Level]) -> dict[CountKey, OptionCounts]:
    """Counts of every option of every choice in every level that has an answer.

    All are counts of whole cities, so that the order in which the engine adds cannot change them.
    """
    with duckdb.connect(":memory:") as connection:
        connection.register("observations", _observations(block))
        connection.register("members", _members(levels))
        rows = connection.execute(_QUERY).fetchall()
    return {(variable, option, level): OptionCounts(*counts) for variable, option, level, *counts in rows}


def _observations(block: AnswerBlock) -> pa.Table:
    """One row per respondent, choice and option, for the choices that the respondent answered."""
    parts: dict[str, list[np.ndarray]] = {"respondent": [], "variable": [], "option": [], "state": [], "complete": []}
    for variable, column in enumerate(block.columns.values()):
        if column.item.kind not in CHOICE_KINDS:
            continue
        respondents = np.flatnonzero(column.answered)
        width = len(column.options)
        parts["respondent"].append(np.repeat(respondents, width).astype(np.int32))
        parts["variable"].append(np.full(len(respondents) * width, variable, dtype=np.int32))
        parts["option"].append(np.tile(np.arange(width, dtype=np.int32), len(respondents)))
        parts["state"].append(column.ticks[respondents].ravel())
        parts["complete"].append(np.repeat(column.status[respondents] == Status.ANSWERED, width))
    types = {
        "respondent": pa.int32(),
        "variable": pa.int32(),
        "option": pa.int32(),
        "state": pa.int8(),
        "complete": pa.bool_(),
    }
    return pa.table(
        {name: pa.array(np.concatenate(arrays) if arrays else [], types[name]) for name, arrays in parts.items()}
    )


def _members(levels: list[Level]) -> pa.Table:
    return pa.table(
        {
            "respondent": pa.array(np.concatenate([level.members for level in levels]), pa.int32()),
            "level": pa.array(np.repeat(np.arange(len(levels)), [len(level.members) for level in levels]), pa.int32()),
        }
    )
