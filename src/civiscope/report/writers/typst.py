"""Documents as Typst source: calls of the functions in assets/document.typ, user text only ever in string literals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.html_inline import is_absolute
from civiscope.report.writers.palette import Shades, shades
from civiscope.report.writers.sheet_layout import SheetPlan, plan_sheet
from civiscope.results.document import (
    Bar,
    BarChart,
    Block,
    Bullets,
    ColumnChart,
    Document,
    Facts,
    Inline,
    Key,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Subheading,
    Table,
    Tags,
)

LIBRARY = "/document.typ"
_UNBROKEN = re.compile(r"\S{28,}")
_PAGE_SIGNS = ("\x01", "\x02")

Clean = Callable[[str], str]


def write_typst(document: Document, clean: Clean = str) -> str:
    """The document as Typst source for a compiler whose root holds document.typ.

    ``clean`` is applied to every text before it is written; PdfWriter passes what makes it printable.
    """
    writer = _Writer(clean)
    return writer.document(document)


def literal(text: str) -> str:
    """A Typst string literal of any text: nothing in it can end the literal or become code."""
    parts = []
    for character in text:
        if character in '"\\':
            parts.append("\\" + character)
        elif character < " " or "\x7f" <= character < "\xa0" or "\ud800" <= character <= "\udfff":
            parts.append(" " if character in "\n\r\t" else "")
        else:
            parts.append(character)
    return '"' + "".join(parts) + '"'


class _Writer:
    """Writes one document; keeps the function that cleans texts."""

    def __init__(self, clean: Clean) -> None:
        self.clean = clean
        self.rtl = False

    def text(self, text: str) -> str:
        """A literal of displayed text; words longer than a line may break."""
        return literal(self.clean(_UNBROKEN.sub(_breakable, text)))

    def inline(self, spans: Inline) -> str:
        """Spans as one content expression."""
        return " + ".join(self.span(span) for span in spans) if spans else '""'

    def span(self, span: Span) -> str:
        written = self.text(span.text)
        if span.strong:
            written = f"strong({written})"
        if span.muted:
            written = f"quiet(shades, {written})"
        if is_absolute(span.href):
            written = f"link({literal(span.href)}, {written})"
        return written

    def document(self, document: Document) -> str:
        """The whole source."""
        narrow = [section for section in document.sections if not section.wide]
        wide = [section for section in document.sections if section.wide]
        self.rtl = document.direction == "rtl"
        title = self.titled(document)
        flow = [entry for section in narrow for entry in _blocks_of(section)]
        rest = [_blocks_of(section) for section in wide] + [list[Block | Section](document.footer)]
        plan = plan_sheet(document, flow, rest) if document.kind == "sheet" else SheetPlan(1.0)
        body = self.calls(flow)
        for place in reversed(plan.breaks):
            body.insert(place, "colbreak()")
        if body and document.kind == "sheet":
            body = ["two-columns({", *body, "})"]
        for section in wide:
            entries = self.blocks(_blocks_of(section))
            body += ["whole({", entries, "})"] if plan.whole else [entries]
        if document.footer:
            body += ["small-print({", self.blocks(document.footer), "})"]
        head = (
            f"head(shades, {self.text(document.eyebrow)}, {title}, "
            f"{self.text(document.subtitle)}, {{ {self.blocks(document.lead)} }})"
        )
        settings = ", ".join(self.settings(document, plan.scale))
        return (
            f'#import "{LIBRARY}": *\n#let shades = {_shades(shades(document.look))}\n'
            f"#show: setup.with({settings})\n#{{\n{head}\n" + "\n".join(body) + "\n}\n"
        )

    def titled(self, document: Document) -> str:
        """The title, or the document's name where nothing of the title can be printed."""
        return self.text(document.title if self.clean(document.title).strip() else document.id or "–")

    def settings(self, document: Document, scale: float) -> list[str]:
        """The arguments of setup."""
        page_of = say("page_of", document.language, page=_PAGE_SIGNS[0], pages=_PAGE_SIGNS[1])
        before, middle, after = re.split("[\x01\x02]", page_of)
        return [
            f"title: {self.titled(document)}",
            f"lang: {literal(document.language.split('-')[0])}",
            f"dir: {document.direction}",
            f"author: {self.text(document.publisher)}" if document.publisher else "author: ()",
            f"date: {_date(document.date)}",
            "shades: shades",
            f"source: {self.text(document.source)}",
            f"simulated: {self.text(say('simulated', document.language)) if document.simulated else 'none'}",
            f"page-of: ({literal(before)}, {literal(middle)}, {literal(after)})",
            f"scale: {scale:g}",
        ]

    def blocks(self, blocks: Iterable[Block | Section]) -> str:
        """Blocks, one call a line."""
        return "\n".join(self.calls(list(blocks)))

    def calls(self, blocks: list[Block | Section]) -> list[str]:
        """One call per block; blocks that a note follows stay with it."""
        notes = [isinstance(block, Note) for block in blocks[1:]]
        return [self.block(block, keep) for block, keep in zip(blocks, [*notes, False], strict=False)]

    def block(self, block: Block | Section, keep: bool) -> str:
        """One block; a section stands for its heading."""
        kept = _boolean(keep)
        match block:
            case Section():
                return f"heading(level: 2, {self.heading((Span(block.title),))})"
            case BarChart():
                return f"bars({kept}, {self.bar_chart(block)})"
            case Paragraph():
                return f"p({kept}, {self.inline(block.spans)})"
            case Note():
                return f"note(shades, {self.inline(block.spans)})"
            case Subheading():
                return f"sub(shades, {self.heading(block.spans)})"
            case Tags():
                entries = [f"({literal(tag.state)}, {self.text(tag.text)})" for tag in block.tags]
                return f"tags({kept}, shades, {self.optional(block.title)}, {_array(entries)})"
            case Bullets():
                items = ", ".join(self.inline(entry) for entry in block.items)
                return f"bullets({kept}, {_boolean(block.numbered)}, {items})"
            case Facts():
                return self.facts(block)
            case Table():
                return self.table(block)
            case ColumnChart():
                return f"columns-chart({kept}, {self.column_chart(block)})"
            case Quote():
                return f"quoted(shades, {_boolean(self.rtl)}, {self.inline(block.spans)})"

    def heading(self, spans: Inline) -> str:
        """Spans as a heading's title, which PDF/UA does not allow to be empty."""
        return self.inline(spans) if self.clean(plain(spans)).strip() else literal("–")

    def alternative(self, alt: str) -> str:
        """A text alternative, which PDF/UA does not allow to be empty."""
        return self.text(alt) if self.clean(alt).strip() else literal("–")

    def optional(self, spans: Inline) -> str:
        return self.inline(spans) if spans else "none"

    def facts(self, block: Facts) -> str:
        entries = [
            f"({self.text(fact.label)}, {self.inline(fact.value)}, {self.text(fact.note)})" for fact in block.facts
        ]
        return f"facts(shades, {_array(entries)})"

    def bar_chart(self, chart: BarChart) -> str:
        rows = [self.bar(bar, chart.top) for bar in chart.bars]
        return (
            f"shades, {_boolean(self.rtl)}, {self.optional(chart.title)}, {_array(rows)}, "
            f"{self.key(chart.key, chart.bars)}, {self.optional(chart.note)}, {self.alternative(chart.alt)}"
        )

    def bar(self, bar: Bar, top: float) -> str:
        low, high = (_part(bar.low, top), _part(bar.high, top)) if bar.high is not None else ("none", "none")
        possible = _part(bar.possible, top) if bar.possible is not None and bar.possible > bar.value else "none"
        sign = -1 if bar.marked is None else int(bar.marked)
        mean = "none" if bar.mean is None else _part(bar.mean, top)
        numbers = f"{low}, {high}, {possible}, {sign}, {mean}"
        return f"({self.text(bar.label)}, {_part(bar.value, top)}, {self.text(bar.shown)}, {numbers})"

    def key(self, key: Key, bars: tuple[Bar, ...]) -> str:
        entries = []
        if key.marked and any(bar.marked for bar in bars):
            entries.append(("marked", key.marked))
        if key.unknown and any(bar.marked is None for bar in bars):
            entries.append(("unknown", key.unknown))
        if key.interval and any(bar.low is not None for bar in bars):
            entries.append(("interval", key.interval))
        if key.possible and any(bar.possible is not None and bar.possible > bar.value for bar in bars):
            entries.append(("possible", key.possible))
        if key.mean and any(bar.mean is not None for bar in bars):
            entries.append(("mean", key.mean))
        return _array([f"({literal(sign)}, {self.text(words)})" for sign, words in entries])

    def column_chart(self, chart: ColumnChart) -> str:
        top = max((column.value for column in chart.columns), default=0)
        entries = [
            f"({self.text(column.label)}, {_part(column.value, top)}, {_boolean(column.marked)})"
            for column in chart.columns
        ]
        key = [f'("marked", {self.text(chart.key.marked)})'] if chart.key.marked else []
        return (
            f"shades, {self.optional(chart.title)}, {_array(entries)}, {_array(key)}, "
            f"{self.optional(chart.note)}, {self.alternative(chart.alt)}"
        )

    def table(self, block: Table) -> str:
        rows = [_array([self.inline(cell) for cell in row]) for row in block.rows]
        numeric = _array([_boolean(is_number) for is_number in block.numeric])
        return (
            f"data-table(shades, {self.text(block.caption)}, {_array([self.text(text) for text in block.head])}, "
            f"{_array(rows)}, {numeric}, {_array([f'{width:g}' for width in block.widths])})"
        )


def _blocks_of(section: Section) -> list[Block | Section]:
    """A section's heading (the section itself) and blocks."""
    return [section, *section.blocks]


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _array(entries: list[str]) -> str:
    """A Typst array; the closing comma keeps an array of one an array."""
    return "(" + ", ".join(entries) + ",)" if entries else "()"


def _part(value: float | None, top: float) -> str:
    """A length as part of the axis."""
    return f"{min(max((value or 0.0) / top, 0.0), 1.0):.4f}".rstrip("0").rstrip(".") if top > 0 else "0"


def _shades(colours: Shades) -> str:
    names = ("paper", "ink", "muted", "rule", "wash", "primary", "bar", "own", "mark", "track")
    return "(" + ", ".join(f'{name}: rgb("{getattr(colours, name)}")' for name in names) + ")"


def _date(date: str) -> str:
    if not date:
        return "none"
    year, month, day = (int(part) for part in date.split("-"))
    return f"datetime(year: {year}, month: {month}, day: {day})"


def _breakable(match: re.Match[str]) -> str:
    """A long unbroken word (an address, a name without spaces) with places where a line may end."""
    word = match.group()
    word = re.sub(r"(?<=[/.?&=_@-])(?=\w)", "\u200b", word)
    return re.sub(r"[^\u200b]{20}(?=[^\u200b])", lambda found: found.group() + "\u200b", word)
