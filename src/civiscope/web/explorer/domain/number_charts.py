"""Charts of numbers: how the cities' own values are spread; means and medians by level on one axis."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.report.figures.axis import NumberAxis, histogram, number_axis
from civiscope.report.figures.charts import class_label
from civiscope.report.figures.numbers import shown_number
from civiscope.report.figures.tables import NumberLevel, Subject
from civiscope.report.words.phrases import number, say
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import Kind
from civiscope.web.explorer.domain.chart_parts import Bar, BarRow, Bars, Chart, Strip, Strips
from civiscope.web.explorer.domain.contrast_marks import Marks


def number_chart(subject: Subject, levels: Sequence[NumberLevel], marks: Marks) -> Chart:
    """The distribution over all cities where their numbers are published; otherwise means on an axis."""
    whole = subject.item.kind is Kind.INTEGER
    if len(levels) == 1 and levels[0].values:
        return _distribution(levels[0].values, whole, subject.language)
    return _strips(levels, marks, whole, subject.language)


def _distribution(values: Sequence[float], whole: bool, language: str) -> Bars:
    """How many cities have numbers of each class."""
    axis = number_axis(list(values), [], whole=whole)
    found = histogram(tuple(values), axis)
    most = max(count for _, _, count in found) or 1
    rows = [
        BarRow(
            class_label(first, last, whole, last == found[-1][1], language),
            Bar(round(100 * count / most, 2), number(count, language)),
        )
        for first, last, count in found
    ]
    heads = (say("site_head_value", language), say("figure_key_cities", language))
    return Bars(tuple(rows), heads, (), kind="distribution")


def _strips(levels: Sequence[NumberLevel], marks: Marks, whole: bool, language: str) -> Strips:
    cells = [cell for level in levels for cell in (level.mean, level.median) if cell is not None]
    marks_on_it = [end for cell in cells for end in (cell.estimate, cell.low, cell.high) if end is not None]
    axis = number_axis([value for level in levels for value in level.values], marks_on_it, whole=whole)
    rows = tuple(_strip(level, axis, marks, language) for level in levels)
    heads = ("figure_head_cities", "figure_head_n", "figure_head_mean", "figure_head_median")
    keys = [("dot", say("figure_head_mean", language)), ("tick", say("figure_head_median", language))]
    if any(row.low is not None for row in rows):
        keys.insert(1, ("interval", say("figure_key_interval_mean", language)))
    shown = (shown_number(axis.low, language), shown_number(axis.high, language))
    return Strips(rows, tuple(say(head, language) for head in heads), shown, tuple(keys))


def _strip(level: NumberLevel, axis: NumberAxis, marks: Marks, language: str) -> Strip:
    def at(value: float | None) -> float | None:
        return None if value is None else round(100 * axis.place(value), 2)

    def told(cell: Estimate | None) -> str:
        if cell is None or cell.estimate is None:
            return "–"
        if cell.low is None or cell.high is None:
            return shown_number(cell.estimate, language)
        words = {"shown": cell.estimate, "low": cell.low, "high": cell.high}
        return say("figure_with_interval", language, **{k: shown_number(v, language) for k, v in words.items()})

    mean, median = level.mean, level.median
    bases = [cell.base for cell in (mean, median) if cell is not None and cell.base is not None]
    return Strip(
        level.level.label or say("figure_all_cities", language),
        number(max(bases), language) if bases else "–",
        told(mean),
        told(median),
        at=at(mean.estimate) if mean else None,
        low=at(mean.low) if mean else None,
        high=at(mean.high) if mean else None,
        middle=at(median.estimate) if median else None,
        mark=marks.of("", "", level.level.code),
    )
