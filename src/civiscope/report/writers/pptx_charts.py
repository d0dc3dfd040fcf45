"""Charts that can be edited in office software, from the numbers of a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, isfinite
from typing import Any

from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.series import _BaseCategorySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from civiscope.report.writers.palette import ramp, shades
from civiscope.report.writers.pptx_text import rgb
from civiscope.results.colours import GRAPHIC_CONTRAST, contrast
from civiscope.results.document import ChartData, Look, Series

_ROWS = 14
"""Categories on one slide; more go on to the next."""
_BARS = 32
"""Bars on one slide, of all series together."""
_SERIES = 4
"""Shades of one colour that can be told apart side by side."""
_LEGEND = 100
"""Letters of a legend of one line."""
_CROWDED, _LABELLED = 24, 40
"""Numbers that can stand at a chart's marks, in smaller type and at all; with more, the axis is read instead."""
_LABELLED_LINES = 3
_LABELLED_POINTS = 24
_LONGEST = 110
_LINKED = ("=", "{=", "http://", "https://", "ftp://", "ftps://", "mailto:", "internal:", "external:", "file://")
"""Beginnings that the spreadsheet inside a chart would take for a formula or a link."""
_PERCENT, _NUMBER = "0%", "#,##0.##"
_PERCENT_WITH_ROOM = '[>=0.045]0%;""'
"""Percentages of parts that are too narrow for their number are left out."""

TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "clustered": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "points": XL_CHART_TYPE.XY_SCATTER,
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What all charts of a deck share; type size in points."""

    look: Look
    size: float


def parts_of(chart: ChartData) -> list[ChartData]:
    """The chart on as many slides as its bars need to be read; empty where it has nothing to draw."""
    chart = _cleaned(chart)
    if not chart.series or not any(value is not None for series in chart.series for value in series.values):
        return []
    if chart.kind in ("lines", "points"):
        return [chart]
    if chart.kind == "clustered" and len(chart.series) > _SERIES:
        return [part for turned in _turned(chart) for part in _rows(turned)]
    return _rows(chart)


def _turned(chart: ChartData) -> list[ChartData]:
    """Many groups as the rows of charts with few answers each: more than a few shades cannot be told apart."""
    groups = tuple(series.name for series in chart.series)
    answers = [
        Series(label, tuple(series.values[place] for series in chart.series))
        for place, label in enumerate(chart.categories)
    ]
    count = ceil(len(answers) / min(_SERIES, max(1, _BARS // len(groups))))
    ends = [round(len(answers) * place / count) for place in range(count + 1)]
    return [replace(chart, categories=groups, series=tuple(answers[start:end])) for start, end in pairwise(ends)]


def _rows(chart: ChartData) -> list[ChartData]:
    """Bars on as many slides as they need."""
    most = max(3, min(_ROWS, _BARS // (1 if chart.kind == "stacked" else len(chart.series))))
    count = len(chart.categories)
    slides = ceil(count / most)
    ends = [round(count * place / slides) for place in range(slides + 1)]
    return [_slice(chart, start, end) for start, end in pairwise(ends)]


def _slice(chart: ChartData, start: int, end: int) -> ChartData:
    series = tuple(replace(one, values=one.values[start:end]) for one in chart.series)
    return replace(chart, categories=chart.categories[start:end], series=series)


def _cleaned(chart: ChartData) -> ChartData:
    """Numbers that are numbers, as many as categories; texts that a spreadsheet takes as texts."""
    is_cloud = chart.kind == "points"
    series = []
    for one in chart.series:
        count = min(len(one.values), len(one.places)) if is_cloud else len(chart.categories)
        values = [value if value is not None and isfinite(value) else None for value in one.values[:count]]
        values += [None] * (count - len(values))
        if is_cloud:
            kept = [place for place, value in enumerate(values) if value is not None and isfinite(one.places[place])]
            places = tuple(one.places[place] for place in kept)
            series.append(Series(_cell(one.name), tuple(values[place] for place in kept), places))
        else:
            series.append(Series(_cell(one.name), tuple(values)))
    return replace(chart, categories=tuple(_cell(label) for label in chart.categories), series=tuple(series))


def _cell(text: str) -> str:
    """A label of a spreadsheet's cell: plain text whatever it begins with, and not longer than can be read."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    return f"\u200b{short}" if short.lower().startswith(_LINKED) else short or " "


def chart_data(chart: ChartData) -> CategoryChartData | XyChartData:
    """The numbers as the workbook inside a chart holds them."""
    unit = _PERCENT if chart.unit == "share" else _NUMBER
    if chart.kind == "points":
        cloud = XyChartData(number_format=unit)  # type: ignore[no-untyped-call]
        for series in chart.series:
            added = cloud.add_series(series.name)  # type: ignore[no-untyped-call]
            for x, y in zip(series.places, series.values, strict=True):
                added.add_data_point(x, y)
        return cloud
    data = CategoryChartData(number_format=unit)  # type: ignore[no-untyped-call]
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)  # type: ignore[no-untyped-call]
    return data


def top_of(chart: ChartData) -> float | None:
    """The end of the axis of a chart of bars, with room for the number at the longest; None where it is left open."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if chart.kind == "stacked" and chart.unit == "share":
        return 1.0
    if chart.unit != "share" or chart.kind in ("lines", "points") or not values or not 0 <= max(values) <= 1:
        return None
    return min(ceil(max(values) * 10 + 0.5) / 10, 1.1)


def draw(made: Chart, chart: ChartData, look: Look, top: float | None) -> None:
    """Give a chart its colours, axes, labels and legend."""
    size = 12.0 if len(chart.categories) <= 10 else 11.0
    style = _Look(look, size)
    made.font.size, made.font.color.rgb = Pt(size), rgb(shades(look).ink)
    made.has_title = False
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(size)
    if chart.kind == "points":
        _draw_points(made, chart, style)
    elif chart.kind == "lines":
        _draw_lines(made, chart, style)
    else:
        _draw_bars(made, chart, style, top)


def _draw_bars(made: Chart, chart: ChartData, style: _Look, top: float | None) -> None:
    plot = made.plots[0]
    stacked = chart.kind == "stacked"
    plot.gap_width = 45 if len(chart.series) == 1 or stacked else 60
    plot.overlap = 100 if stacked else -5
    colours = ramp(style.look, len(chart.series), 1.0 if stacked else GRAPHIC_CONTRAST)
    labelled = stacked or len(chart.categories) * len(chart.series) <= _LABELLED
    for series, colour in zip(plot.series, colours, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour)
        series.invert_if_negative = False
        if labelled:
            ink = max(("#ffffff", "#000000"), key=lambda paper: contrast(paper, colour))
            _label(series, chart, style, ink if stacked else shades(style.look).ink, stacked=stacked)
    names, numbers = made.category_axis, made.value_axis
    names.reverse_order = True
    _quiet(names, style)
    _show_unit(numbers, chart)
    numbers.minimum_scale = 0 if _is_positive(chart) else None
    numbers.maximum_scale = top
    _quiet(numbers, style, grid=not labelled)
    numbers.visible = not labelled
    # Room for long labels: the bars begin at a third of the width.
    longest = max(len(label) for label in chart.categories)
    _place_plot(made, chart, left=min(0.44, max(0.12, 0.02 + 0.0085 * longest)))


def _label(series: _BaseCategorySeries, chart: ChartData, style: _Look, ink: str, *, stacked: bool) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format_is_linked = False
    share = _PERCENT_WITH_ROOM if stacked else _PERCENT
    labels.number_format = share if chart.unit == "share" else _NUMBER
    labels.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
    crowded = not stacked and len(chart.categories) * len(chart.series) > _CROWDED
    labels.font.size, labels.font.color.rgb = Pt(style.size - (4 if crowded else 1)), rgb(ink)


def _draw_lines(made: Chart, chart: ChartData, style: _Look) -> None:
    colours = ramp(style.look, len(chart.series), GRAPHIC_CONTRAST)
    labelled = len(chart.series) <= _LABELLED_LINES
    for series, colour in zip(made.plots[0].series, colours, strict=True):
        series.smooth = False
        series.format.line.width = Pt(2.5)
        series.format.line.color.rgb = rgb(colour)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb(colour)
        series.marker.size = 8
        if labelled:
            labels = series.data_labels
            labels.show_value, labels.number_format_is_linked = True, False
            labels.number_format = _PERCENT if chart.unit == "share" else _NUMBER
            labels.position = XL_LABEL_POSITION.ABOVE
            labels.font.size, labels.font.color.rgb = Pt(style.size), rgb(shades(style.look).ink)
    _quiet(made.category_axis, style)
    _quiet(made.value_axis, style, grid=True)
    _show_unit(made.value_axis, chart)
    if chart.unit == "share" and _is_positive(chart):
        made.value_axis.minimum_scale, made.value_axis.maximum_scale = 0, 1


def _draw_points(made: Chart, chart: ChartData, style: _Look) -> None:
    colours = ramp(style.look, len(chart.series), GRAPHIC_CONTRAST)
    for series, given, colour in zip(made.plots[0].series, chart.series, colours, strict=True):
        series.format.line.fill.background()
        series.marker.size = 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb("#ffffff")
        named = len(chart.series) == 1 and len(given.values) == len(chart.categories)
        if named and len(chart.categories) <= _LABELLED_POINTS:
            for place, name in enumerate(chart.categories):
                label = series.points[place].data_label
                label.position = XL_LABEL_POSITION.RIGHT
                label.text_frame.text = name
    made.has_legend = len(chart.series) > 1
    for axis in (made.category_axis, made.value_axis):
        _quiet(axis, style, grid=axis is made.value_axis)


def _quiet(axis: Any, style: _Look, *, grid: bool = False) -> None:
    """An axis without ticks, in thin lines."""
    axis.has_major_gridlines = grid
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(style.size)
    rule = rgb(shades(style.look).rule)
    axis.format.line.color.rgb = rule
    if grid:
        axis.major_gridlines.format.line.color.rgb = rule


def _show_unit(axis: ValueAxis, chart: ChartData) -> None:
    axis.tick_labels.number_format = _PERCENT if chart.unit == "share" else _NUMBER
    axis.tick_labels.number_format_is_linked = False


def _is_positive(chart: ChartData) -> bool:
    return all(value is None or value >= 0 for series in chart.series for value in series.values)


def _place_plot(made: Chart, chart: ChartData, left: float) -> None:
    """Where bars stand in the frame, as parts of it; what is left of them is for their labels, which wrap."""
    letters = sum(len(series.name) + 4 for series in chart.series)
    top = 0.02 if len(chart.series) == 1 else 0.1 if letters <= _LEGEND else 0.17
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{left:.3f}"/><c:y val="{top}"/><c:w val="{0.97 - left:.3f}"/>'
        f'<c:h val="{0.96 - top:.3f}"/></c:manualLayout></c:layout>'
    )
    area = made._chartSpace.chart.plotArea
    for found in area.findall("{http://schemas.openxmlformats.org/drawingml/2006/chart}layout"):
        area.remove(found)
    area.insert(0, layout)
