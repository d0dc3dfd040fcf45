"""Estimates of every item of a study's answers, for all cities and by domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, NOT_NAMED, AnswerBlock, AnswerSet, Column
from civiscope.results.answers import Status
from civiscope.results.estimates import Estimate
from civiscope.study.loading import Study
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, Kind
from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.intervals import LEVEL, NO_LIMITS, Interval, t_quantile
from civiscope.tabulation.inverse import inverse_distribution
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.rows import RowWriter
from civiscope.tabulation.statistics import Statistic, statistics_of
from civiscope.tabulation.studies.answer_design import AnswerDesign, design_of
from civiscope.tabulation.studies.domains import Level, domain_levels
from civiscope.tabulation.variables import Measure, Variable

FEWEST_COMPLETE_LISTS = 30
"""With fewer complete lists than this, a list item that has incomplete ones shows counts and bounds only."""

COUNTS_ONLY = f"fewer than {FEWEST_COMPLETE_LISTS} complete lists: counts and bounds only"
COMPLETE_ONLY = "complete lists only; the bounds are of all lists"
RANKED = "ranked at any place"
RANKED_ONLY = "of those that ranked the option"
UNRANKED_NOTHING = "an option that was not ranked gets no points"

Floats = NDArray[np.float64]

_Part = tuple[Variable, Floats, NDArray[np.bool_], Floats]
"""A variable with, for all rows, its values, whether they count, and its denominators."""

_NAMED, _POSSIBLE = "named", "possible"
"""Shown names of the shares behind bounds, which are no estimates of their own."""


@dataclass(frozen=True, slots=True)
class StudyOptions:
    """How estimates of a study are made: the interval of shares and the level of all intervals.

    ``items`` limits them to some items. With ``residents``, the population of each respondent's city (None where it is
    not known), a share is that of the residents of the cities that answered instead of that of cities.
    """

    interval: Interval = Interval.WILSON
    level: float = LEVEL
    items: tuple[str, ...] | None = None
    residents: Sequence[int | None] | None = None


def estimate_all(
    study: Study, answers: AnswerSet, levels: dict[str, dict[str, str]], options: StudyOptions | None = None
) -> list[Estimate]:
    """Estimates of all answered items of all waves; ``levels`` are those of `civiscope.study.groups.all_levels`.

    All tables of a block come from one pass over its answers, in their own order.
    """
    chosen = options or StudyOptions()
    return [
        estimate
        for block in answers.blocks.values()
        for estimate in estimate_block(
            block, design_of(study, block), domain_levels(study, answers, block, levels), chosen
        )
    ]


def estimate_block(
    block: AnswerBlock, design: AnswerDesign, domains: list[Level], options: StudyOptions
) -> Iterator[Estimate]:
    """Estimates of one block's items in the given domains."""
    columns = [column for column in block.columns.values() if _is_wanted(column, options)]
    parts = [part for place, column in enumerate(columns) for part in _variables(column, f"c{place}")]
    if options.residents is not None:
        parts = _of_residents(parts, options.residents)
    found = RowValues(
        [variable for variable, _, _, _ in parts],
        _stacked([np.where(counted, values, 0.0) for _, values, counted, _ in parts], block.size),
        _stacked([counted for _, _, counted, _ in parts], block.size).astype(bool),
        _stacked([np.where(counted, weights, 0.0) for _, _, counted, weights in parts], block.size),
    )
    names = [LevelName(level.domain, level.level) for level in domains]
    members = [level.members for level in domains]
    cells = cells_of_rows(design.stages, design.unit, design.weights, names, members, found)
    statistics = iter(statistics_of(cells, found.variables))
    writer = RowWriter(cells, options.interval, options.level)
    for place, column in enumerate(columns):
        of_column = [next(statistics) for variable, _, _, _ in parts if variable.base.startswith(f"c{place}.")]
        for position, level in enumerate(domains):
            if level.item != column.item.code:
                yield from _rows(block, column, of_column, position, writer)
                if column.item.kind in NUMBER_KINDS and options.residents is None:
                    yield from _median(block, column, design, level, options)


def _is_wanted(column: Column, options: StudyOptions) -> bool:
    if options.items is not None:
        return column.item.code in options.items and bool(column.answered.any())
    return column.item.tabulate and bool(column.answered.any())


def _of_residents(parts: list[_Part], residents: Sequence[int | None]) -> list[_Part]:
    """Shares as ratios of residents; numbers, ranks and bounds have no such share."""
    population = np.array([np.nan if count is None else float(count) for count in residents])
    known = ~np.isnan(population)
    size = np.nan_to_num(population)
    return [
        (
            replace(variable, measure=Measure.RATIO, indicator=False, shown="residents"),
            values * size,
            counted & known,
            size,
        )
        for variable, values, counted, _ in parts
        if variable.measure is Measure.SHARE and not variable.shown
    ]


def _stacked(columns: Sequence[NDArray[Any]], rows: int) -> Floats:
    return np.stack(columns, axis=1).astype(np.float64) if columns else np.zeros((rows, 0))


def _variables(column: Column, prefix: str) -> Iterator[_Part]:
    """What is estimated of a column."""
    ones = np.ones(len(column.status))
    for variable, values, counted in _unweighted(column, prefix):
        yield variable, values, counted, ones


def _unweighted(column: Column, prefix: str) -> Iterator[tuple[Variable, Floats, NDArray[np.bool_]]]:
    code, row, complete = column.item.code, column.row, column.status == Status.ANSWERED
    answered = column.answered
    base = f"{prefix}.b"
    if column.item.kind in NUMBER_KINDS:
        known = ~np.isnan(column.numbers)
        centre = float(f"{column.numbers[known].mean():.6g}")
        variable = Variable(code, row, "", Measure.MEAN, f"{prefix}.m", base, centre=centre)
        yield variable, np.nan_to_num(column.numbers) - centre, known
        return
    if column.item.kind not in CHOICE_KINDS:
        return
    for place, option in enumerate(column.options):
        ticks = column.ticks[:, place]
        named = (ticks == NAMED).astype(np.float64)
        share = Variable(code, row, option, Measure.SHARE, f"{prefix}.o{place}", base, indicator=True)
        yield share, named, complete
        if _is_cut_off(column):
            for shown, values in ((_NAMED, named), (_POSSIBLE, (ticks != NOT_NAMED).astype(np.float64))):
                bound = replace(share, prefix=f"{prefix}.{shown}{place}", base=f"{prefix}.a", shown=shown)
                yield bound, values, answered
        if column.item.kind is Kind.RANKING:
            ranks = column.ranks[:, place].astype(np.float64)
            first = replace(share, prefix=f"{prefix}.f{place}", shown="first")
            yield first, (ranks == 1).astype(np.float64), complete
            mean = Variable(code, row, option, Measure.MEAN, f"{prefix}.r{place}", f"{base}{place}", shown="mean_rank")
            yield mean, ranks, complete & (ranks > 0)
            points = np.where(ranks > 0, len(column.options) - ranks, 0.0)
            yield replace(mean, prefix=f"{prefix}.p{place}", base=base, shown="borda"), points, complete


def _is_cut_off(column: Column) -> bool:
    """Whether a list item has incomplete lists.

    The rule belongs to the item in the wave, so that all levels of one table are read alike.
    """
    return column.item.kind in LIST_KINDS and bool((column.status == Status.INCOMPLETE).any())


def _rows(
    block: AnswerBlock, column: Column, statistics: list[Statistic], place: int, writer: RowWriter
) -> Iterator[Estimate]:
    """The rows of one column in one level."""
    bounds = {
        (statistic.variable.option, statistic.variable.shown): statistic
        for statistic in statistics
        if statistic.variable.shown in (_NAMED, _POSSIBLE)
    }
    notes = {"mean_rank": RANKED_ONLY, "borda": UNRANKED_NOTHING}
    for statistic in statistics:
        variable = statistic.variable
        if variable.shown in (_NAMED, _POSSIBLE):
            continue
        row = writer.row(statistic, place, block.wave, block.questionnaire)
        if bounds and not variable.shown:
            named, possible = bounds[variable.option, _NAMED], bounds[variable.option, _POSSIBLE]
            if named.base[place]:
                yield _bounded(row, named, possible, place)
        elif row.base:
            note = notes.get(row.measure, RANKED if column.item.kind is Kind.RANKING and not variable.shown else "")
            yield replace(row, note="; ".join(part for part in (note, row.note) if part))


def _bounded(row: Estimate, named: Statistic, possible: Statistic, place: int) -> Estimate:
    """A share of complete lists with the bounds of all lists; counts only where few lists are complete."""
    low, high = float(named.estimate[place]), float(possible.estimate[place])
    bounded = replace(row, bound_low=low, bound_high=high, note=COMPLETE_ONLY)
    if (row.base or 0) >= FEWEST_COMPLETE_LISTS:
        return bounded
    n, base, weighted = int(named.n[place]), int(named.base[place]), float(named.weighted_base[place])
    return replace(
        bounded,
        estimate=None,
        se=None,
        low=None,
        high=None,
        deff=None,
        n=n,
        base=base,
        weighted_base=weighted,
        note=COUNTS_ONLY,
    )


def _median(
    block: AnswerBlock, column: Column, design: AnswerDesign, level: Level, options: StudyOptions
) -> Iterator[Estimate]:
    """The median of a number, with Woodruff's interval (`civiscope.tabulation.tables.quantiles`)."""
    counted = ~np.isnan(column.numbers)
    rows = level.members[counted[level.members] & (design.weights[level.members] > 0)]
    if not len(rows):
        return
    at = inverse_distribution(column.numbers[rows], design.weights[rows])
    value = at(0.5)
    below = Variable(column.item.code, column.row, "", Measure.MEAN, "q", "b", indicator=True)
    values = (column.numbers <= value).astype(np.float64)[:, None]
    found = RowValues([below], values, counted[:, None], counted[:, None].astype(np.float64))
    name = [LevelName(level.domain, level.level)]
    cells = cells_of_rows(design.stages, design.unit, design.weights, name, [rows], found)
    (statistic,) = statistics_of(cells, [below])
    row = RowWriter(cells, options.interval, options.level).row(statistic, 0, block.wave, block.questionnaire)
    se, low, high = _woodruff(row, at, options.level)
    yield replace(row, measure="median", estimate=value, se=se, low=low, high=high, deff=None)


def _woodruff(
    row: Estimate, at: Callable[[float], float], level: float
) -> tuple[float | None, float | None, float | None]:
    if row.se is None or not row.df or row.estimate is None:
        return None, *NO_LIMITS
    t = t_quantile(row.df, level)
    shares = row.estimate - t * row.se, row.estimate + t * row.se
    low = at(shares[0]) if shares[0] >= 0 else None
    high = at(shares[1]) if shares[1] <= 1 else None
    return (None if low is None or high is None else (high - low) / (2 * t)), low, high
