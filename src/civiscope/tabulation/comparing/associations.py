"""Rank correlations of answers with the size, the wealth or any other number of the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock, Column
from civiscope.results.comparisons import Association
from civiscope.study.loading import Study
from civiscope.study.questionnaire import NUMBER_KINDS
from civiscope.tabulation.comparing.frame_variables import Numbers, Subset, frame_number, subsets
from civiscope.tabulation.comparing.matching import Mask, is_cut_off, is_wanted, series_of
from civiscope.tabulation.comparing.overlap import Sample, sample_of
from civiscope.tabulation.comparing.two_sets import COMPLETE_ONLY, FEW_COMPLETE, FEWEST, joined
from civiscope.tabulation.comparing.waves import ComparisonOptions
from civiscope.tabulation.studies.estimates import FEWEST_COMPLETE_LISTS
from civiscope.tabulation.testing.rank_correlation import RankMethod, kendall, spearman

ITSELF = "the answer is the variable itself"
CORRECTED = "interval and p with finite population correction"
WEIGHTED = "weighted; strata and clusters are not taken into account"

Floats = NDArray[np.float64]

VARIABLES = ("population", "gdp_per_capita")
"""Size and wealth: what answers are held against where no variable is named."""


def associations(
    study: Study,
    block: AnswerBlock,
    variables: Sequence[str],
    options: ComparisonOptions | None = None,
    method: RankMethod = RankMethod.SPEARMAN,
) -> Iterator[Association]:
    """The rank correlation of every option (1 named, 0 not) and number with every variable of the frame.

    Raises UserError for variables without an order and for domains that the frame does not decide.
    """
    chosen = options or ComparisonOptions()
    numbers = [frame_number(study, name) for name in variables or VARIABLES]
    writer = _Writer(sample_of(study, block), list(study.frame), chosen.level, method)
    levels = subsets(study, chosen.by)
    for column in block.columns.values():
        if is_wanted(column, chosen.items):
            for subset in levels:
                for option in ("",) if column.item.kind in NUMBER_KINDS else column.options:
                    for variable in numbers:
                        yield writer.row(column, option, variable, subset)


class _Writer:
    """Makes the rows of one block of answers."""

    def __init__(self, sample: Sample, frame: Sequence[str], level: float, method: RankMethod) -> None:
        self._sample = sample
        self._frame = frame
        self._level = level
        self._method = method

    def row(self, column: Column, option: str, variable: Numbers, subset: Subset) -> Association:
        """One correlation, or why there is none."""
        block, series = self._sample.block, series_of(column, option)
        assert series is not None
        frame = variable.of(block.cities)
        counted: Mask = series.counted & ~np.isnan(frame) & subset.members(block.cities)
        n, population = int(counted.sum()), sum(self._sample.population.values())
        row = Association(
            wave=block.wave,
            questionnaire=block.questionnaire,
            item=column.item.code,
            row=column.row,
            option=option,
            variable=variable.name,
            domain=subset.domain,
            level=subset.level,
            n=n,
            population=population,
            correlation=None,
            low=None,
            high=None,
            statistic=None,
            df=None,
            p=None,
            p_adjusted=None,
            note=COMPLETE_ONLY if is_cut_off(column) else "",
        )
        if variable.name in (column.item.code, column.item.concept):
            return replace(row, note=ITSELF)
        reason = self._reason(series.values[counted], frame[counted], variable, n)
        if not reason and is_cut_off(column) and n < FEWEST_COMPLETE_LISTS:
            return replace(row, note=FEW_COMPLETE)
        if reason:
            return replace(row, note=joined(reason, row.note))
        part = float(subset.members(self._frame).mean())
        weights = None if self._sample.is_simple else self._sample.design.weights[counted]
        pairs, size = (series.values[counted], frame[counted]), max(population * part, float(n))
        if self._method is RankMethod.KENDALL:
            # Pairs have no weight of their own.
            weights, found = None, kendall(*pairs, size, self._level)
        else:
            found = spearman(*pairs, weights, size, self._level)
        return replace(
            row,
            population=population * part,
            correlation=found.correlation,
            low=found.low,
            high=found.high,
            statistic=found.statistic if found.statistic is None or math.isfinite(found.statistic) else None,
            df=found.df,
            p=found.p,
            note=joined(found.note, row.note, "" if weights is None else WEIGHTED, CORRECTED),
        )

    def _reason(self, values: Floats, frame: Floats, variable: Numbers, n: int) -> str:
        """Why there is no correlation; empty where there is one."""
        if not variable.of_city:
            return f"the frame has no values of {variable.name}"
        if n < FEWEST:
            return f"too few cities: {n} of {FEWEST}"
        if not np.ptp(values):
            return "all cities answer the same"
        return "" if np.ptp(frame) else f"all cities have the same {variable.name}"
