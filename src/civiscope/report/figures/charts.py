"""The numbers of figures as office software draws them, so that charts of a deck can be edited."""

from __future__ import annotations

import math
from collections.abc import Sequence

from civiscope.report.figures.axis import histogram, number_axis
from civiscope.report.figures.bars import sorted_options
from civiscope.report.figures.numbers import shown_number
from civiscope.report.figures.paired_tables import PairTable, side_label
from civiscope.report.figures.stacks import by_agreement
from civiscope.report.figures.tables import ALL_CITIES, NumberLevel, ShareTable, Subject
from civiscope.report.words.phrases import say
from civiscope.results.document import ChartData, Series
from civiscope.study.questionnaire import GRID_KINDS, Kind


def share_chart(subject: Subject, table: ShareTable) -> ChartData | None:
    """Bars of a choice, clustered bars of a choice by level, stacked bars of a grid for all cities.

    None for a grid by level, which takes a chart for every level, and where counts are all there is of a grid.
    """
    language = subject.language
    if subject.item.kind in GRID_KINDS:
        if len(table.levels) > 1 or table.counts_only:
            return None
        rows = by_agreement(table) if subject.item.kind is Kind.GRID else list(table.rows)
        series = [
            Series(option.label, tuple(_share(table, row.code, option.code, ALL_CITIES) for row in rows))
            for option in table.options
        ]
        labels = tuple(row.label for row in rows)
        return ChartData("stacked" if subject.item.kind is Kind.GRID else "clustered", labels, tuple(series))
    options = sorted_options(table, "", ALL_CITIES)
    labels = tuple(option.label for option in options)
    if table.counts_only:
        if len(table.levels) > 1:
            return None
        counts = [table.cells["", option.code, ALL_CITIES].n for option in options]
        values = tuple(None if count is None else float(count) for count in counts)
        return ChartData("bars", labels, (Series(say("figure_key_count", language), values),), "number")
    levels = [
        Series(
            level.label or say("figure_all_cities", language),
            tuple(_share(table, "", option.code, level.code) for option in options),
        )
        for level in table.levels
    ]
    return ChartData("bars" if len(levels) == 1 else "clustered", labels, tuple(levels))


def number_chart(subject: Subject, levels: Sequence[NumberLevel]) -> ChartData | None:
    """The distribution over all cities as columns; by level the means. None where neither can be shown."""
    language = subject.language
    if len(levels) == 1 and levels[0].values:
        whole = subject.item.kind is Kind.INTEGER
        found = histogram(levels[0].values, number_axis(list(levels[0].values), [], whole=whole))
        final = found[-1][1]
        labels = tuple(class_label(first, last, whole, last == final, language) for first, last, _ in found)
        counts = tuple(float(count) for _, _, count in found)
        return ChartData("bars", labels, (Series(say("figure_key_cities", language), counts),), "number")
    means = [(level, level.mean.estimate) for level in levels if level.mean is not None]
    if not any(mean is not None for _, mean in means):
        return None
    labels = tuple(level.level.label or say("figure_all_cities", language) for level, _ in means)
    return ChartData("bars", labels, (Series(say("figure_head_mean", language), tuple(m for _, m in means)),), "number")


def pair_chart(table: PairTable, language: str) -> ChartData:
    """Clustered bars, a series for each side."""
    series = []
    for side in table.sides:
        cells = [table.cells.get((row.code, side.code)) for row in table.rows]
        values = tuple(None if cell is None or cell.suppressed else cell.estimate for cell in cells)
        series.append(Series(side_label(side, language), values))
    return ChartData("clustered", tuple(row.label for row in table.rows), tuple(series))


def _share(table: ShareTable, row: str, option: str, level: str) -> float | None:
    cell = table.cells.get((row, option, level))
    return None if cell is None or cell.suppressed else cell.estimate


def class_label(first: float, last: float, whole: bool, is_last: bool, language: str) -> str:
    """``2–4``: of whole numbers both ends belong to the class; the upper edge belongs to the last class only."""
    if whole:
        first, last = math.ceil(first), math.floor(last) if is_last else math.ceil(last) - 1
    return "–".join(dict.fromkeys(shown_number(end, language) for end in (first, last)))
