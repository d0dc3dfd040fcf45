"""The blocks of a document in Word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.docx_styles import TEXT_WIDTH
from civiscope.report.writers.docx_tables import add_bar_chart, add_column_chart, add_facts, add_table
from civiscope.report.writers.docx_text import WordText
from civiscope.report.writers.docx_xml import field, run
from civiscope.report.writers.outline import TABLES, table_anchor
from civiscope.report.writers.pictures import TURNED_WIDTH, png
from civiscope.results.document import (
    BarChart,
    Blanks,
    Block,
    Bullets,
    ColumnChart,
    Facts,
    Figure,
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

_NUMBERED = re.compile(r"(.*?)(\d+)")
_WIDE = 760
"""Pixels of a picture that takes the whole width of a page; smaller ones are drawn at the same scale."""
_TALLEST, _TALLEST_TURNED = 190, 98
"""Millimetres that leave room for heading and small print, on a page and on a turned one."""
_SIGNS = {"marked": "● ", "plain": "", "absent": "✕ ", "unknown": "? "}


class WordBlocks:
    """Writes blocks at the end of a document."""

    def __init__(self, text: WordText, language: str, *, rtl: bool) -> None:
        self.text = text
        self.language = language
        self.rtl = rtl
        self.subheading = "Heading 2"

    def section(self, section: Section) -> None:
        """A chapter: its heading and its blocks. Headings in the appendix of tables stand in no table of contents."""
        self.subheading = "Heading 3" if section.id == TABLES else "Heading 2"
        self.text.paragraph("Heading 1", (Span(section.title),), section.id)
        self.blocks(section.blocks)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Blocks, one after the other."""
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        """One block."""
        match block:
            case Subheading():
                self.text.paragraph(self.subheading, block.spans, block.id)
            case Paragraph():
                self.text.paragraph("Normal", block.spans)
            case Note():
                self.text.paragraph("Small Print", block.spans)
            case Quote():
                self.text.paragraph("Quote", block.spans)
            case Bullets():
                self.text.items(block.items, block.numbered)
            case Tags():
                self._tags(block)
            case Blanks() | WritingLines():
                self._blank(block)
            case Facts() | Table() | BarChart() | ColumnChart() | Figure():
                self._display(block)

    def _blank(self, block: Blanks | WritingLines) -> None:
        """What is filled in by hand."""
        if isinstance(block, WritingLines):
            self.text.paragraph("Normal", (*block.prompt, Span(" " + "_" * (20 if block.short else 60 * block.lines))))
            return
        sign = {"box": "☐ ", "circle": "○ ", "number": "__ "}[block.mark]
        scale = f": {'   '.join(sign + plain(text) for text in block.head[1:])}" if block.head else ""
        for entry in block.entries:
            spans = (*entry, Span(scale)) if block.head else (Span(sign), *entry)
            self.text.paragraph("Normal", spans)

    def _display(self, block: Facts | Table | BarChart | ColumnChart | Figure) -> None:
        """A block of numbers."""
        match block:
            case Facts():
                add_facts(self.text, block, rtl=self.rtl)
            case Table():
                add_table(self.text, block, rtl=self.rtl)
            case BarChart():
                add_bar_chart(self.text, block, self.language, rtl=self.rtl)
            case ColumnChart():
                add_column_chart(self.text, block, self.language, rtl=self.rtl)
            case Figure():
                self._figure(block)

    def _tags(self, block: Tags) -> None:
        """Labels in one line, those named by the city bold."""
        if block.title:
            self.text.paragraph("Heading 3", block.title)
        spans: list[Span] = []
        for tag in block.tags:
            spans += [Span("   ")] if spans else []
            spans.append(Span(_SIGNS[tag.state] + tag.text, strong=tag.state == "marked", muted=tag.state == "unknown"))
        self.text.paragraph("Normal", tuple(spans))

    def _figure(self, block: Figure) -> None:
        """A figure; one that would be too small to read across a page has a turned page of its own."""
        if block.width <= TURNED_WIDTH:
            self._drawn(block, TEXT_WIDTH, _TALLEST)
            return
        self._turn(WD_ORIENT.LANDSCAPE)
        self._drawn(block, TEXT_WIDTH + 297 - 210, _TALLEST_TURNED)
        self._turn(WD_ORIENT.PORTRAIT)

    def _turn(self, orientation: WD_ORIENT) -> None:
        """Begin a page that is turned the other way; head and foot stay."""
        section = self.text.word.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = orientation

    def _drawn(self, block: Figure, widest: float, tallest: float) -> None:
        """A caption with a number that Word counts, the question, the picture with its alternative, small print."""
        caption = self.text.paragraph("Caption", (), block.id)
        end = caption.find(qn("w:bookmarkEnd"))
        found = _NUMBERED.fullmatch(block.label)
        label = [run(found[1]), *field("SEQ Figure \\* ARABIC", found[2])] if found else [run(block.label)]
        between = [run(" · ")] if block.label and block.title else []
        for part in [*label, *between, *self.text.runs(block.title)]:
            if end is None:
                caption.append(part)
            else:
                end.addprevious(part)
        if block.question:
            self.text.paragraph("Question", block.question)
        self._picture(block, widest, tallest)
        lines = list(block.caption)
        if table_anchor(block) in self.text.bookmarks:
            lines.append((Span(say("numbers_at_end", self.language), href=f"#{table_anchor(block)}"),))
        for line in lines[:-1]:
            self.text.keep(self.text.paragraph("Small Print", line))
        self.text.paragraph("Figure End", lines[-1] if lines else ())

    def _picture(self, block: Figure, widest: float, tallest: float) -> None:
        width = min(block.width / _WIDE * TEXT_WIDTH, widest, tallest * block.width / block.height)
        self.picture(png(block), block.alt, width, block.label or block.id)

    def picture(self, content: bytes, alt: str, width: float, name: str = "", tallest: float | None = None) -> None:
        """A picture ``width`` millimetres wide with its text alternative; of a taller one the middle is shown."""
        place = WordParagraph(self.text.paragraph("Picture"), self.text.word._body)  # type: ignore[arg-type]
        drawn = place.add_run().add_picture(io.BytesIO(content), width=Mm(width))
        if tallest is not None and drawn.height > Mm(tallest):
            cut = str(round((1 - Mm(tallest) / drawn.height) / 2 * 100_000))
            (blip,) = drawn._inline.xpath(".//pic:blipFill/a:blip")
            blip.addnext(parse_xml(f'<a:srcRect {nsdecls("a")} t="{cut}" b="{cut}"/>'))
            drawn.height = Mm(tallest)
        described = drawn._inline.docPr
        described.set("descr", alt)
        described.set("name", name or alt)
