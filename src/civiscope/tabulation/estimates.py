"""Estimates of every item, for all cities and by domain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from civiscope.answers.answerset import AnswerBlock, AnswerSet, Column
from civiscope.results.answers import Status
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import SimpleRandomSample
from civiscope.study.loading import Study
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, Kind
from civiscope.tabulation.domains import Level, domain_levels
from civiscope.tabulation.intervals import mean_interval, median, median_interval, share_interval
from civiscope.tabulation.totals import OptionCounts, count_options

FEWEST_COMPLETE_LISTS = 30
"""With fewer complete lists than this, a list item that has incomplete ones shows counts and bounds only."""

COUNTS_ONLY = f"fewer than {FEWEST_COMPLETE_LISTS} complete lists: counts and bounds only"
COMPLETE_ONLY = "complete lists only; the bounds are of all lists"
RANKED = "ranked at any place"


def estimate_all(study: Study, answers: AnswerSet, levels: dict[str, dict[str, str]]) -> list[Estimate]:
    """Estimates of all answered items of all waves; ``levels`` are those of `civiscope.study.groups.all_levels`."""
    return [
        estimate for block in answers.blocks.values() for estimate in _estimate_block(study, answers, block, levels)
    ]


def design_of(study: Study, block: AnswerBlock) -> SimpleRandomSample:
    """The design of a block's answers: its wave says how many cities they stand for, else the frame does."""
    surveyed = study.definition.wave(block.wave).surveyed or len(study.frame)
    return SimpleRandomSample(block.size, surveyed)


def _estimate_block(
    study: Study, answers: AnswerSet, block: AnswerBlock, levels: dict[str, dict[str, str]]
) -> Iterator[Estimate]:
    design = design_of(study, block)
    domains = domain_levels(study, answers, block, levels)
    counts = count_options(block, domains)
    for variable, column in enumerate(block.columns.values()):
        if not (column.item.tabulate and column.answered.any()):
            continue
        for position, level in enumerate(domains):
            if level.item == column.item.code:
                continue
            if column.item.kind in CHOICE_KINDS:
                of_level = {
                    option: counts[variable, option, position]
                    for option in range(len(column.options))
                    if (variable, option, position) in counts
                }
                yield from _shares(block, column, level, of_level, design)
            elif column.item.kind in NUMBER_KINDS:
                yield from _numbers(block, column, level, design)


def _shares(
    block: AnswerBlock, column: Column, level: Level, counts: dict[int, OptionCounts], design: SimpleRandomSample
) -> Iterator[Estimate]:
    # The rule belongs to the item in the wave, so that all levels of one table are read alike.
    cut_off = column.item.kind in LIST_KINDS and bool((column.status == Status.INCOMPLETE).any())
    for option, found in counts.items():
        bounds: tuple[float | None, float | None] = (None, None)
        note = RANKED if column.item.kind is Kind.RANKING else ""
        count, base = found.named_complete, found.complete
        shown = True
        if cut_off:
            bounds = (found.named / found.answered, (found.named + found.unknown) / found.answered)
            note = COMPLETE_ONLY
            if found.complete < FEWEST_COMPLETE_LISTS:
                count, base, note, shown = found.named, found.answered, COUNTS_ONLY, False
        se, low, high = share_interval(count, base, design) if shown else (None, None, None)
        yield Estimate(
            wave=block.wave,
            questionnaire=block.questionnaire,
            item=column.item.code,
            row=column.row,
            option=column.options[option],
            domain=level.domain,
            level=level.level,
            measure="share",
            estimate=count / base if shown else None,
            se=se,
            low=low,
            high=high,
            n=count,
            base=base,
            weighted_base=float(base),
            bound_low=bounds[0],
            bound_high=bounds[1],
            suppressed=False,
            note=note,
        )


def _numbers(block: AnswerBlock, column: Column, level: Level, design: SimpleRandomSample) -> Iterator[Estimate]:
    values = column.numbers[level.members]
    values = values[~np.isnan(values)]
    if not len(values):
        return
    measures = {
        "mean": (float(values.mean()), mean_interval(values, design)),
        "median": (median(values), median_interval(values, design)),
    }
    for measure, (estimate, (se, low, high)) in measures.items():
        yield Estimate(
            wave=block.wave,
            questionnaire=block.questionnaire,
            item=column.item.code,
            row=column.row,
            option="",
            domain=level.domain,
            level=level.level,
            measure=measure,
            estimate=estimate,
            se=se,
            low=low,
            high=high,
            n=len(values),
            base=len(values),
            weighted_base=float(len(values)),
            bound_low=None,
            bound_high=None,
            suppressed=False,
            note="",
        )
