"""Uncertainty and sensitivity analysis of an index, as `civiscope sensitivity` prints it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from civiscope.results.scores import Score, SensitivityRow, Superiority
from civiscope.workflows.index_runs import UncertaintyOptions, analyse, index_rows, pair_rows, rank_rows
from civiscope.workflows.opened_index import IndexOptions, IndexSource, OpenedIndex, open_wave
from civiscope.workflows.progress import Progress
from civiscope.workflows.score import open_study_index


class What(StrEnum):
    """What is printed: ranks and scores with their intervals, sensitivity indices, or who stands above whom."""

    RANKS = "ranks"
    INDICES = "indices"
    PAIRS = "pairs"


def sensitivity(
    source: IndexSource, recipe: IndexOptions, options: UncertaintyOptions, what: What, progress: Progress
) -> tuple[type[Any], list[Any]]:
    """The kind of rows that are printed, and the rows; of a study's index its own alternatives, where none are named.

    Raises UserError, also where a study has several indices and none is named.
    """
    opened, options = _opened(source, recipe, options)
    analysed = analyse(opened, options, progress, sensitivity=what is What.INDICES, strict=not source.is_study)
    if what is What.RANKS:
        return Score, list(rank_rows(analysed))
    if what is What.PAIRS:
        return Superiority, list(pair_rows(analysed, opened.tree.root))
    return SensitivityRow, list(index_rows(analysed, opened.tree.root))


def _opened(
    source: IndexSource, recipe: IndexOptions, options: UncertaintyOptions
) -> tuple[OpenedIndex, UncertaintyOptions]:
    if not source.is_study:
        opened = open_wave(source, recipe)
        return opened, options.completed(opened.definition)
    _, found = open_study_index(source, recipe)
    return found.opened, replace(options.completed(found.definition), place="alternatives")
