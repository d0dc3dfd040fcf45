"""The answers of a block as a table: one row per city, for whatever works on tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from civiscope.answers.answerset import NAMED, UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.study.frame import FRAME_COLUMNS
from civiscope.study.loading import Study
from civiscope.study.questionnaire import LIST_KINDS, NUMBER_KINDS, Kind
from civiscope.tabulation.studies.answer_design import AnswerDesign
from civiscope.tabulation.studies.domains import levels_of_respondents

WEIGHT, STRATUM, CLUSTER, POPULATION = "design.weight", "design.stratum", "design.cluster", "design.population"
"""Columns that hold the design of the wave; no item has a name with a point that begins so."""

_NUMBERS = {"population", "population_year", "gdp_per_capita", "latitude", "longitude"}


def answer_table(study: Study, answers: AnswerSet, block: AnswerBlock, design: AnswerDesign) -> pa.Table:
    """One row per city that answered.

    Columns: ``city``, the wave's design, every column of cities.csv, the level of every group, and the items: a single
    choice or a grid's row holds the option's code, a number its value, a list one column per option, ``item.option``,
    with 1, 0 or nothing where it is not known, a ranking likewise the rank. Where a name stands for several of these,
    the item comes before the group and the group before the frame's column, which is then ``frame.name``.
    """
    columns: dict[str, Any] = {"city": pa.array(block.cities), **_design(design)}
    items: dict[str, Any] = {}
    for (code, row), column in block.columns.items():
        items |= _item(f"{code}.{row}" if row else code, column)
    groups = {
        group.code: _texts(levels_of_respondents(study, answers, block, group))
        for group in study.definition.groups
        if group.code not in items
    }
    for name in _frame_columns(study):
        values = [study.frame[city].value(name) for city in block.cities]
        array = pa.array(values, pa.float64()) if name in _NUMBERS else _texts(np.array(values, dtype=object))
        columns[f"frame.{name}" if name in items or name in groups else name] = array
    return pa.table({**columns, **groups, **items})


def _frame_columns(study: Study) -> list[str]:
    others = dict.fromkeys(name for city in study.frame.values() for name in city.other)
    return [name for name in (*FRAME_COLUMNS, *others) if name != "code"]


def _design(design: AnswerDesign) -> dict[str, Any]:
    ancestors = design.stages.ancestors
    stratum = ancestors[0][design.unit]
    columns = {
        WEIGHT: pa.array(design.weights),
        STRATUM: pa.array(stratum),
        POPULATION: pa.array(design.stages.population[0][stratum]),
    }
    if len(ancestors) > 1:
        columns[CLUSTER] = pa.array(ancestors[1][design.unit])
    return columns


def _item(name: str, column: Column) -> dict[str, Any]:
    kind = column.item.kind
    if kind in NUMBER_KINDS:
        return {name: pa.array(column.numbers, mask=np.isnan(column.numbers))}
    if kind in (Kind.SINGLE, Kind.GRID):
        chosen = [column.options[int(np.argmax(ticks))] if (ticks == NAMED).any() else None for ticks in column.ticks]
        return {name: pa.array(chosen, pa.string())}
    if kind in LIST_KINDS:
        return {
            f"{name}.{option}": pa.array(ticks.astype(np.int64), mask=ticks == UNKNOWN)
            for option, ticks in zip(column.options, column.ticks.T, strict=True)
        }
    if kind is Kind.RANKING:
        return {
            f"{name}.{option}": pa.array(ranks.astype(np.int64), mask=ranks == 0)
            for option, ranks in zip(column.options, column.ranks.T, strict=True)
        }
    return {name: _texts(np.array(column.texts, dtype=object))}


def _texts(values: np.ndarray[Any, Any]) -> Any:
    return pa.array([str(value) if value not in (None, "") else None for value in values], pa.string())
