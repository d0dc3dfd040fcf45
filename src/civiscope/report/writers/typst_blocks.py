"""Blocks as Typst source: calls of the functions in assets/document.typ, one per block."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from civiscope.report.words.phrases import plain
from civiscope.report.writers.html_inline import is_absolute
from civiscope.report.writers.outline import TABLES, figure_heading, table_anchor
from civiscope.report.writers.pictures import TURNED_WIDTH, needs_shaping, png_of, printable_svg
from civiscope.report.writers.typst_text import Clean, array, boolean, breakable, literal, part, signed
from civiscope.results.document import (
    Bar,
    BarChart,
    Blanks,
    Block,
    Bullets,
    ColumnChart,
    Facts,
    Figure,
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
    WritingLines,
)


class TypstBlocks:
    """Writes the blocks of one document.

    ``clean`` makes texts printable, ``anchors`` are the names that links inside the document may lead to, ``reach`` is
    how far pictures and tables of a book stand out of its column of text, as Typst source.
    """

    def __init__(
        self,
        clean: Clean,
        language: str,
        *,
        rtl: bool = False,
        anchors: frozenset[str] = frozenset(),
        book: bool = False,
    ) -> None:
        self.clean = clean
        self.language = language
        self.rtl = rtl
        self.anchors = anchors
        self.book = book
        self.level = 3
        """Of the headings of figures: below the last subheading."""
        self.listed = True
        """Whether subheadings stand in the table of contents."""

    def text(self, text: str) -> str:
        """A literal of displayed text; words longer than a line may break."""
        return literal(self.clean(breakable(text)))

    def inline(self, spans: Inline) -> str:
        """Spans as one content expression."""
        return " + ".join(self._span(span) for span in spans) if spans else '""'

    def _span(self, span: Span) -> str:
        written = " + linebreak() + ".join(self.text(line) for line in span.text.split("\n"))
        if span.language:
            written = f"text(lang: {literal(span.language.split('-')[0])}, {written})"
        if span.emphasis:
            written = f"emph({written})"
        if span.strong:
            written = f"strong({written})"
        if span.muted:
            written = f"quiet(shades, {written})"
        if is_absolute(span.href):
            written = f"link({literal(span.href)}, {written})"
        elif span.href[:1] == "#" and span.href[1:] in self.anchors:
            written = f"link(label({literal(span.href[1:])}), {written})"
        return written

    def _named(self, call: str, anchor: str) -> str:
        """A call that makes a heading, with its anchor."""
        return f"[#{call}#label({literal(anchor)})]" if anchor in self.anchors else call

    def blocks(self, blocks: Iterable[Block | Section]) -> str:
        """Blocks, one call a line."""
        return "\n".join(self.calls(list(blocks)))

    def calls(self, blocks: list[Block | Section]) -> list[str]:
        """One call per block; blocks that a note follows stay with it, and words with what is filled in below them."""
        notes = [isinstance(block, (Note, Blanks, WritingLines)) for block in blocks[1:]]
        return [self.block(block, keep) for block, keep in zip(blocks, [*notes, False], strict=False)]

    def block(self, block: Block | Section, keep: bool) -> str:
        """One block; a section stands for its heading."""
        kept = boolean(keep)
        match block:
            case Section():
                self.level = 3
                self.listed = block.id != TABLES
                return self._named(f"heading(level: 2, {self._heading((Span(block.title),))})", block.id)
            case Subheading():
                self.level = 4
                listed = boolean(self.listed)
                return self._named(f"sub(shades, {self._heading(block.spans)}, listed: {listed})", block.id)
            case Paragraph():
                return f"p({kept}, {self.inline(block.spans)})"
            case Note():
                return f"note(shades, {self.inline(block.spans)}{self._fill_in(keep)})"
            case Quote():
                return f"quoted(shades, {boolean(self.rtl)}, {self.inline(block.spans)})"
            case Bullets():
                items = ", ".join(self.inline(entry) for entry in block.items)
                return f"bullets({kept}, {boolean(block.numbered)}, {items})"
            case Tags():
                entries = [f"({literal(tag.state)}, {self.text(tag.text)})" for tag in block.tags]
                return f"tags({kept}, shades, {self._optional(block.title)}, {array(entries)})"
            case Blanks():
                return self._blanks(block, kept)
            case WritingLines():
                return f"writing(shades, {self._optional(block.prompt)}, {block.lines}, {boolean(block.short)})"
            case Facts() | Table() | BarChart() | ColumnChart() | Figure():
                return self._display(block, kept)

    @staticmethod
    def _fill_in(keep: bool) -> str:
        """The argument with which small print stays with what follows it."""
        return ", keep: true" if keep else ""

    def _blanks(self, block: Blanks, kept: str) -> str:
        entries = array([self.inline(entry) for entry in block.entries])
        if not block.head:
            return f"blanks({kept}, shades, {literal(block.mark)}, {entries})"
        head = array([self.inline(text) for text in block.head])
        return f"blank-grid(shades, {literal(block.mark)}, {head}, {entries}{self._reach})"

    def _display(self, block: Facts | Table | BarChart | ColumnChart | Figure, kept: str) -> str:
        """A block of numbers."""
        match block:
            case BarChart():
                return f"bars({kept}, {self._bar_chart(block)})"
            case ColumnChart():
                return f"columns-chart({kept}, {self._column_chart(block)})"
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)

    def _heading(self, spans: Inline) -> str:
        """Spans as a heading's title, which PDF/UA does not allow to be empty."""
        return self.inline(spans) if self.clean(plain(spans)).strip() else literal("–")

    def _alternative(self, alt: str) -> str:
        """A text alternative, which PDF/UA does not allow to be empty."""
        return self.text(alt) if self.clean(alt).strip() else literal("–")

    def _optional(self, spans: Inline) -> str:
        return self.inline(spans) if spans else "none"

    def _facts(self, block: Facts) -> str:
        entries = [
            f"({self.text(fact.label)}, {self.inline(fact.value)}, {self.text(fact.note)})" for fact in block.facts
        ]
        return f"facts(shades, {array(entries)}{self._reach})"

    def _bar_chart(self, chart: BarChart) -> str:
        rows = [self._bar(bar, chart.top) for bar in chart.bars]
        return (
            f"shades, {boolean(self.rtl)}, {self._optional(chart.title)}, {array(rows)}, "
            f"{self._key(chart.key, chart.bars)}, {self._optional(chart.note)}, {self._alternative(chart.alt)}"
        )

    def _bar(self, bar: Bar, top: float) -> str:
        low, high = (part(bar.low, top), part(bar.high, top)) if bar.high is not None else ("none", "none")
        possible = part(bar.possible, top) if bar.possible is not None and bar.possible > bar.value else "none"
        sign = -1 if bar.marked is None else int(bar.marked)
        mean = "none" if bar.mean is None else part(bar.mean, top)
        numbers = f"{low}, {high}, {possible}, {sign}, {mean}"
        return f"({self.text(bar.label)}, {part(bar.value, top)}, {self.text(bar.shown)}, {numbers})"

    def _key(self, key: Key, bars: tuple[Bar, ...]) -> str:
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
        return array([f"({literal(sign)}, {self.text(words)})" for sign, words in entries])

    def _column_chart(self, chart: ColumnChart) -> str:
        top = max((column.value for column in chart.columns), default=0)
        entries = [
            f"({self.text(column.label)}, {part(column.value, top)}, {boolean(column.marked)})"
            for column in chart.columns
        ]
        key = [f'("marked", {self.text(chart.key.marked)})'] if chart.key.marked else []
        return (
            f"shades, {self._optional(chart.title)}, {array(entries)}, {array(key)}, "
            f"{self._optional(chart.note)}, {self._alternative(chart.alt)}"
        )

    def _table(self, block: Table) -> str:
        rows = [array([self.inline(cell) for cell in row]) for row in block.rows]
        numeric = array([boolean(is_number) for is_number in block.numeric])
        return (
            f"data-table(shades, {self.text(block.caption)}, {array([self.text(text) for text in block.head])}, "
            f"{array(rows)}, {numeric}, {array([f'{width:g}' for width in block.widths])}{self._reach})"
        )

    @property
    def _reach(self) -> str:
        """The argument with which a block stands out of the column of text."""
        return ", reach: reach" if self.book else ""

    def _figure(self, block: Figure) -> str:
        """A figure: heading, question, picture, small print, and where its numbers stand."""
        heading = self._named(f"figure-title({self.level}, {self._heading(figure_heading(block))})", block.id)
        numbers = "none"
        if table_anchor(block) in self.anchors:
            before, after = signed("numbers_on_page", self.language, "page")
            numbers = f"(label({literal(table_anchor(block))}), {before}, {after})"
        caption = array([self.inline(line) for line in block.caption])
        turned = self.book and block.width > TURNED_WIDTH
        tallest = ", tallest: turned-height" if turned else ""
        drawn = (
            f"{heading}\ndrawing(shades, {self._optional(block.question)}, {self._picture(block)}, {block.width:g}, "
            f"{block.height:g}, {self._alternative(block.alt)}, {caption}, {numbers}{self._reach}{tallest})"
        )
        return f"turned({{\n{drawn}\n}})" if turned else drawn

    def _picture(self, block: Figure) -> str:
        """The picture as bytes of an SVG.

        Where its letters must be joined (Arabic), PDF/UA in Typst fails on them in pictures: they become pixels then,
        and the alternative text says what stands there.
        """
        svg = printable_svg(block.svg, self.clean)
        if needs_shaping(svg):
            data = b64encode(png_of(svg, block.width)).decode("ascii")
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {block.width:g} {block.height:g}" '
                f'width="{block.width:g}" height="{block.height:g}"><image width="{block.width:g}" '
                f'height="{block.height:g}" href="data:image/png;base64,{data}"/></svg>'
            )
        return literal(svg)
