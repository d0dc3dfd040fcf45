"""Tables of a Word document; small charts of bars and columns are tables of their numbers there."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from civiscope.report.words.phrases import number, percent, say
from civiscope.report.writers.column_widths import column_widths
from civiscope.report.writers.docx_styles import TEXT_WIDTH
from civiscope.report.writers.docx_text import WordText
from civiscope.report.writers.docx_xml import borders, element
from civiscope.results.document import Bar, BarChart, ColumnChart, Facts, Inline, Span, Table

_TWIPS_PER_MM = 1440 / 25.4
_NARROW = 70
"""Millimetres of a table of two columns of numbers."""
_SIGN_OWN = "● "
_SIGN_UNKNOWN = "○ "


def add_table(text: WordText, table: Table, *, rtl: bool = False, alt: str = "", width: float = TEXT_WIDTH) -> None:
    """A table whose header row is repeated on every page, under its caption."""
    if not table.head:
        return
    if table.caption:
        text.paragraph("Heading 3", (Span(table.caption),))
    parts = table.widths if len(table.widths) == len(table.head) else column_widths(table)
    widths = [round(width * _TWIPS_PER_MM * part / (sum(parts) or 1)) for part in parts]
    numeric = table.numeric + (False,) * (len(table.head) - len(table.numeric))
    head = tuple((Span(words, strong=True),) for words in table.head)
    primary, rule = text.shades.primary, text.shades.rule
    rows = [_row(text, head, widths, numeric, f"8 {primary}", header=True)]
    rows += [_row(text, row, widths, numeric, f"4 {rule}", header=False) for row in table.rows]
    text.append(element("tbl", _properties(widths, rtl, alt), _grid(widths), *rows))
    text.paragraph("Small Print")


def _properties(widths: list[int], rtl: bool, alt: str) -> BaseOxmlElement:
    """Properties of a table in the order of the schema (CT_TblPr)."""
    made = element("tblPr")
    if rtl:
        made.append(element("bidiVisual"))
    made.append(element("tblW", w=str(sum(widths)), type="dxa"))
    made.append(element("tblLayout", type="fixed"))
    made.append(element("tblCellMar", element("left", w="0", type="dxa"), element("right", w="110", type="dxa")))
    made.append(element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", noHBand="1", noVBand="1"))
    if alt:
        made.append(element("tblDescription", val=alt))
    return made


def _grid(widths: list[int]) -> BaseOxmlElement:
    return element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))


def _row(
    text: WordText, row: tuple[Inline, ...], widths: list[int], numeric: tuple[bool, ...], line: str, *, header: bool
) -> BaseOxmlElement:
    properties = element("trPr", element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    cells = [
        _cell(text, spans, width, is_number, line) for spans, width, is_number in zip(row, widths, numeric, strict=True)
    ]
    return element("tr", properties, *cells)


def _cell(text: WordText, spans: Inline, width: int, is_number: bool, line: str) -> BaseOxmlElement:
    paragraph = text.loose("Table Text", spans)
    if is_number:
        paragraph[0].append(element("jc", val="end"))
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"), borders("tcBorders", bottom=line))
    return element("tc", properties, paragraph)


def add_facts(text: WordText, facts: Facts, *, rtl: bool) -> None:
    """Facts as a table of two columns; none where there are none, since Word takes a table without rows for broken."""
    if not facts.facts:
        return
    rows = []
    for fact in facts.facts:
        note = (Span(f" {fact.note}", muted=True),) if fact.note else ()
        value = tuple(Span(span.text, True, span.muted, span.href) for span in fact.value)
        rows.append(((Span(fact.label),), (*value, *note)))
    widths = [round(TEXT_WIDTH * _TWIPS_PER_MM * part) for part in (0.45, 0.55)]
    rule = f"4 {text.shades.rule}"
    made = [_row(text, row, widths, (False, False), rule, header=False) for row in rows]
    text.append(element("tbl", _properties(widths, rtl, ""), _grid(widths), *made))
    text.paragraph("Small Print")


def add_bar_chart(text: WordText, chart: BarChart, language: str, *, rtl: bool) -> None:
    """Bars as their numbers; the city's own are bold and carry a dot, as in the drawing."""
    optional = (
        (chart.key.interval, [_interval(bar, chart, language) for bar in chart.bars]),
        (chart.key.possible, [_amount(bar.possible, chart, language) for bar in chart.bars]),
        (chart.key.mean, [_amount(bar.mean, chart, language) for bar in chart.bars]),
    )
    shown = [(head, cells) for head, cells in optional if any(cells)]
    head = (say("answer", language), say("number_column", language), *(name for name, _ in shown))
    rows = []
    for place, bar in enumerate(chart.bars):
        sign = _SIGN_UNKNOWN if bar.marked is None else _SIGN_OWN if bar.marked else ""
        own = bool(bar.marked)
        cells = [bar.shown, *(cells[place] for _, cells in shown)]
        rows.append(((Span(sign + bar.label, strong=own),), *((Span(cell, strong=own),) for cell in cells)))
    keys = []
    if chart.key.marked and any(bar.marked for bar in chart.bars):
        keys.append(_SIGN_OWN + chart.key.marked)
    if chart.key.unknown and any(bar.marked is None for bar in chart.bars):
        keys.append(_SIGN_UNKNOWN + chart.key.unknown)
    numeric = (False, *(True for _ in head[1:]))
    _add_chart(text, chart.title, Table("", head, tuple(rows), numeric), chart.alt, rtl)
    _add_small_print(text, tuple(keys), chart.note)


def add_column_chart(text: WordText, chart: ColumnChart, language: str, *, rtl: bool) -> None:
    """A distribution as its numbers."""
    rows = []
    for column in chart.columns:
        sign = _SIGN_OWN if column.marked else ""
        cells = (sign + column.label, number(column.value, language))
        rows.append(tuple((Span(cell, strong=column.marked),) for cell in cells))
    head = (say("number_column", language), say("cities_column", language))
    keys = (_SIGN_OWN + chart.key.marked,) if chart.key.marked and any(c.marked for c in chart.columns) else ()
    _add_chart(text, chart.title, Table("", head, tuple(rows), (False, True)), chart.alt, rtl, _NARROW)
    _add_small_print(text, keys, chart.note)


def _add_chart(text: WordText, title: Inline, table: Table, alt: str, rtl: bool, width: float = TEXT_WIDTH) -> None:
    if title:
        text.paragraph("Heading 3", title)
    add_table(text, table, rtl=rtl, alt=alt, width=width)


def _add_small_print(text: WordText, keys: tuple[str, ...], note: Inline) -> None:
    if keys:
        text.paragraph("Small Print", (Span("   ".join(keys)),))
    if note:
        text.paragraph("Small Print", note)


def _interval(bar: Bar, chart: BarChart, language: str) -> str:
    if bar.low is None or bar.high is None:
        return ""
    return f"{_amount(bar.low, chart, language)}–{_amount(bar.high, chart, language)}"


def _amount(value: float | None, chart: BarChart, language: str) -> str:
    """A number in the bars' unit: shares are shown with a sign of percent."""
    if value is None:
        return ""
    is_share = chart.top <= 1 and any("%" in bar.shown or "٪" in bar.shown for bar in chart.bars)
    return percent(value, language) if is_share else number(value, language, 1)
