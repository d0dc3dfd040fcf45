"""Charts as HTML: labels and numbers are text that wraps and can be read aloud, only the bars are drawn (SVG)."""

from __future__ import annotations

from html import escape

from civiscope.report.words.phrases import plain
from civiscope.report.writers.html_inline import inline
from civiscope.results.document import Bar, BarChart, ColumnChart, Inline, Key

_SIGN_OWN = '<svg class="cs-sign" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4"/></svg>'
_SIGN_UNKNOWN = (
    '<svg class="cs-sign cs-sign-unknown" viewBox="0 0 10 10" aria-hidden="true">'
    '<circle cx="5" cy="5" r="3.5" stroke-dasharray="2 1.6"/></svg>'
)
_KEY_INTERVAL = (
    '<svg class="cs-key-line" viewBox="0 0 20 10" aria-hidden="true"><path class="cs-whisker" d="M2 5H18"/></svg>'
)
_KEY_POSSIBLE = (
    '<svg class="cs-key-line" viewBox="0 0 20 10" aria-hidden="true">'
    '<rect class="cs-possible" x="1" y="1.5" width="18" height="7"/></svg>'
)
_KEY_MEAN = '<svg class="cs-key-line" viewBox="0 0 20 10" aria-hidden="true"><path class="cs-mean" d="M10 0V10"/></svg>'


def bar_chart(chart: BarChart) -> str:
    """A table of bars: label, bar, number; the city's own rows are bold and carry a dot."""
    scale = 100 / chart.top if chart.top > 0 else 0.0
    rows = "".join([_bar_row(bar, scale, chart.key) for bar in chart.bars])
    return (
        f'<figure class="cs-chart">\n{_title(chart.title)}'
        f'<table class="cs-bars" aria-label="{escape(plain(chart.title))}">'
        f"<tbody>\n{rows}</tbody></table>\n"
        f"{_key(chart.key, chart.bars)}{_note(chart.note)}</figure>\n"
    )


def _bar_row(bar: Bar, scale: float, key: Key) -> str:
    if bar.marked is None:
        sign, row, says = _SIGN_UNKNOWN, ' class="cs-unknown"', key.unknown
    elif bar.marked:
        sign, row, says = _SIGN_OWN, ' class="cs-own"', key.marked
    else:
        sign, row, says = "", "", ""
    said = ", ".join(part for part in (bar.shown, says, bar.remark) if part)
    return (
        f'<tr{row}><th scope="row">{sign}<span dir="auto">{escape(bar.label)}</span></th>'
        '<td class="cs-bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(said)}">'
        f'{_shapes(bar, scale)}</svg></td><td class="cs-value">{escape(bar.shown)}</td></tr>\n'
    )


def _shapes(bar: Bar, scale: float) -> str:
    shapes = ['<rect class="cs-track" width="100" height="10"/>']
    if bar.possible is not None and bar.possible > bar.value:
        start, width = _length(bar.value, scale), _length(bar.possible - bar.value, scale)
        shapes.append(f'<rect class="cs-possible" x="{start}" width="{width}" y="1" height="8"/>')
    shapes.append(f'<rect class="cs-fill" width="{_length(bar.value, scale)}" height="10"/>')
    if bar.low is not None and bar.high is not None:
        low, high = _length(bar.low, scale), _length(bar.high, scale)
        casing = f'<path class="cs-casing" d="M{low} 5H{high}"/>' if bar.marked else ""
        shapes.append(f'{casing}<path class="cs-whisker" d="M{low} 5H{high}"/>')
    if bar.mean is not None:
        place = _length(bar.mean, scale)
        shapes.append(f'<path class="cs-mean-casing" d="M{place} -1V11"/><path class="cs-mean" d="M{place} -1V11"/>')
    return "".join(shapes)


def column_chart(chart: ColumnChart) -> str:
    """One drawing with columns; its text alternative says all of them."""
    top = max((column.value for column in chart.columns), default=0) or 1
    step = 16
    shapes = []
    for place, column in enumerate(chart.columns):
        x, height = place * step, round(56 * column.value / top, 2)
        name = "cs-own" if column.marked else ""
        sign = f'<circle class="cs-dot" cx="{x + 8}" cy="{round(58 - height, 2)}" r="2.6"/>' if column.marked else ""
        shapes.append(
            f'<g class="{name}"><rect class="cs-fill" x="{x + 2}" y="{round(64 - height, 2)}" width="{step - 4}" '
            f'height="{height}"/>{sign}<text x="{x + 8}" y="76">{escape(column.label)}</text></g>'
        )
    width = step * len(chart.columns)
    return (
        f'<figure class="cs-chart">\n{_title(chart.title)}<svg class="cs-columns" viewBox="0 0 {width} 80" '
        f'width="{width * 2}" role="img" aria-label="{escape(chart.alt)}"><path class="cs-axis" d="M0 64.5H{width}"/>'
        f"{''.join(shapes)}</svg>\n"
        f"{_key(chart.key, ())}{_note(chart.note)}</figure>\n"
    )


def _title(title: Inline) -> str:
    return f"<figcaption>{inline(title)}</figcaption>\n" if title else ""


def _note(note: Inline) -> str:
    return f'<p class="cs-note">{inline(note)}</p>\n' if note else ""


def _key(key: Key, bars: tuple[Bar, ...]) -> str:
    """The signs that occur, each with its meaning."""
    entries = []
    if key.marked and (not bars or any(bar.marked for bar in bars)):
        entries.append(f'<span class="cs-own">{_SIGN_OWN} {escape(key.marked)}</span>')
    if key.unknown and any(bar.marked is None for bar in bars):
        entries.append(f"<span>{_SIGN_UNKNOWN} {escape(key.unknown)}</span>")
    if key.interval and any(bar.low is not None for bar in bars):
        entries.append(f"<span>{_KEY_INTERVAL} {escape(key.interval)}</span>")
    if key.possible and any(bar.possible is not None for bar in bars):
        entries.append(f"<span>{_KEY_POSSIBLE} {escape(key.possible)}</span>")
    if key.mean and any(bar.mean is not None for bar in bars):
        entries.append(f"<span>{_KEY_MEAN} {escape(key.mean)}</span>")
    return f'<p class="cs-key">{" ".join(entries)}</p>\n' if entries else ""


def _length(value: float, scale: float) -> str:
    """A length in hundredths of the chart's width, short."""
    return f"{min(max(value * scale, 0.0), 100.0):.2f}".rstrip("0").rstrip(".")
