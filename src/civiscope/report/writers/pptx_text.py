"""Texts on slides."""

from __future__ import annotations

from collections.abc import Iterable

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import _Paragraph
from pptx.util import Pt

from civiscope.report.writers.html_inline import is_absolute
from civiscope.report.writers.office_text import address
from civiscope.report.writers.pptx_theme import SANS, SERIF, inches
from civiscope.results.document import Inline, Span

Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


def rgb(colour: str) -> RGBColor:
    """A colour given as #rrggbb."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


class SlideText:
    """Writes texts in one language and direction."""

    def __init__(self, language: str, *, rtl: bool) -> None:
        self.language = language
        self.rtl = rtl

    def box(self, slide: Slide, box: Box, lines: Iterable[Inline], size: float, colour: str, name: str) -> Shape:
        """A text box with one paragraph per line."""
        shape = slide.shapes.add_textbox(*(inches(value) for value in box))
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self.write(paragraph, line, size, colour)
        return shape

    def title(self, slide: Slide, words: str, size: float, colour: str, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> None:
        """The slide's title, in its place in the layout."""
        shape = slide.shapes.title
        assert shape is not None
        shape.text_frame.word_wrap = True
        shape.text_frame.vertical_anchor = anchor
        self.write(shape.text_frame.paragraphs[0], (Span(words, strong=True),), size, colour, family=SERIF)

    def write(self, paragraph: _Paragraph, spans: Inline, size: float, colour: str, family: str = SANS) -> None:
        """Spans as runs of a paragraph."""
        paragraph.alignment = PP_ALIGN.RIGHT if self.rtl else PP_ALIGN.LEFT
        if self.rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        for span in spans:
            run = paragraph.add_run()
            run.text = span.text
            run.font.size, run.font.bold, run.font.name = Pt(size), span.strong, family
            run.font.italic = span.emphasis or None
            run.font.color.rgb = rgb(colour)
            run._r.get_or_add_rPr().set("lang", self.language)
            if is_absolute(span.href):
                run.hyperlink.address = address(span.href)
