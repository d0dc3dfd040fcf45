"""Decks: a slide for every figure of a document, with a chart that can be edited, its numbers in the notes."""

from __future__ import annotations

import io
from dataclasses import replace
from math import ceil
from typing import Any, cast

import pptx
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide, SlideLayout

from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.look_pictures import office_picture
from civiscope.report.writers.office_package import declared, repacked
from civiscope.report.writers.office_text import legal_document
from civiscope.report.writers.outline import figure_heading, figures_of, simulated_mark
from civiscope.report.writers.palette import Shades, shades
from civiscope.report.writers.pictures import png
from civiscope.report.writers.pptx_charts import TYPES, chart_data, draw, parts_of, top_of
from civiscope.report.writers.pptx_text import Box, SlideText, rgb
from civiscope.report.writers.pptx_theme import HEIGHT, SIDE, TITLE_HEIGHT, TITLE_TOP, WIDTH, inches, set_theme
from civiscope.results.document import Bullets, ChartData, Document, Figure, Inline, Note, Paragraph, Span

_WIDE = WIDTH - 2 * SIDE
_FOOT = HEIGHT - 0.38
_CHARACTERS = 165
"""Of small print on a line."""
_QUESTION = 105
"""Letters of a question of one line; longer ones are set smaller, on two."""
_PICTURE_DPI = 160


def write_pptx(document: Document) -> bytes:
    """A deck of the document's figures as .pptx; the same document gives the same bytes.

    Figures that no chart of office software can show are pictures. Raises RuntimeError where one is no SVG.
    """
    return _Deck(legal_document(document)).written()


class _Deck:
    """One deck in the making."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.colours: Shades = shades(document.look)
        self.text = SlideText(document.language, rtl=document.direction == "rtl")
        self.deck: Presentation = pptx.Presentation()
        self.first, self.others = set_theme(self.deck, document.look)

    def written(self) -> bytes:
        """All slides, as bytes."""
        self._title_slide()
        for figure in figures_of(self.document):
            self._figure(figure)
        self._closing_slide()
        self._set_properties()
        written = io.BytesIO()
        self.deck.save(written)
        return repacked(written.getvalue(), self.document.date)

    def _title_slide(self) -> None:
        document, paper = self.document, self.colours.paper
        slide = self._slide(self.first, on_colour=True)
        size = 44 if len(document.title) <= 40 else 34 if len(document.title) <= 80 else 26
        self.text.title(slide, document.title or document.id, size, paper, MSO_ANCHOR.BOTTOM)
        subtitle = slide.placeholders[1]
        self.text.write(subtitle.text_frame.paragraphs[0], (Span(document.subtitle),), 20, paper)
        if document.eyebrow:
            self.text.box(slide, (SIDE + 0.1, 1.6, _WIDE, 0.4), [(Span(document.eyebrow),)], 16, paper, "Eyebrow")
        logo = document.look.logo
        if logo is not None:
            wide = min(3.0, 0.7 * logo.width / logo.height)
            box = (WIDTH - SIDE - wide, 0.5, wide, wide * logo.height / logo.width)
            # On white, since a logo is drawn for paper.
            self._plate(slide, (box[0] - 0.12, box[1] - 0.12, box[2] + 0.24, box[3] + 0.24))
            made = slide.shapes.add_picture(io.BytesIO(office_picture(logo)), *(inches(value) for value in box))
            _describe(made, logo.alt, "Logo")
        imprint = " · ".join(part for part in (document.publisher, document.date) if part)
        self.text.box(slide, (SIDE + 0.1, 6.3, _WIDE, 0.4), [(Span(imprint),)], 14, paper, "Imprint")

    def _plate(self, slide: Slide, box: Box) -> None:
        """A white ground."""
        plate = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(inches(value) for value in box))
        plate.fill.solid()
        plate.fill.fore_color.rgb = rgb("#ffffff")
        plate.line.fill.background()
        _describe(plate, "", "Ground of the logo")

    def _figure(self, figure: Figure) -> None:
        parts: list[ChartData | None] = [*parts_of(figure.chart)] if figure.chart is not None else []
        top = max((top_of(part) or 0.0 for part in parts if part is not None), default=0.0) or None
        parts = parts or [None]
        for place, part in enumerate(parts, start=1):
            heading = plain(figure_heading(figure))
            if len(parts) > 1:
                heading = say("part_of", self.language, title=heading, part=place, parts=len(parts))
            slide = self._slide(self.others)
            self._heading(slide, heading, figure.question)
            room = self._small_print(slide, figure.caption)
            if part is None:
                self._picture(slide, figure, room)
            else:
                self._chart(slide, figure, part, top, room)
            self._notes(slide, figure)

    def _heading(self, slide: Slide, heading: str, question: Inline) -> None:
        size = 24 if len(heading) <= 60 else 20 if len(heading) <= 130 else 15
        self.text.title(slide, heading, size, self.colours.primary)
        if question:
            size = 14 if len(plain(question)) <= _QUESTION else 11
            box = (SIDE + 0.1, TITLE_TOP + TITLE_HEIGHT, _WIDE - 0.2, 0.4)
            self.text.box(slide, box, [question], size, self.colours.muted, "Question")

    def _small_print(self, slide: Slide, lines: tuple[Inline, ...]) -> Box:
        """The small print above the foot; returns the room that it leaves for the figure."""
        count = sum(max(1, ceil(len(plain(line)) / _CHARACTERS)) for line in lines)
        size = 10 if count <= 5 else 8
        high = min(count * size * 0.0195, 1.6)
        if lines:
            box = (SIDE + 0.1, _FOOT - 0.12 - high, _WIDE - 0.2, high)
            self.text.box(slide, box, lines, size, self.colours.muted, "Small print")
        start = TITLE_TOP + TITLE_HEIGHT + 0.45
        return (SIDE, start, _WIDE, _FOOT - 0.25 - high - start)

    def _chart(self, slide: Slide, figure: Figure, chart: ChartData, top: float | None, room: Box) -> None:
        x, y, wide, high = (inches(value) for value in room)
        # The library's hints name the wrong class and too few arguments.
        numbers = chart_data(self._marked(chart) if self.document.simulated else chart)
        made = cast(Any, slide.shapes).add_chart(TYPES[chart.kind], x, y, wide, high, numbers)
        draw(made.chart, chart, self.document.look, top)
        _describe(made, figure.alt, figure.label or figure.id)

    def _marked(self, chart: ChartData) -> ChartData:
        """With the mark of made-up data in the names of its series, which go with a chart that is copied elsewhere."""
        names = (say("series_simulated", self.language, name=series.name).strip() for series in chart.series)
        series = tuple(replace(entry, name=name) for entry, name in zip(chart.series, names, strict=True))
        return replace(chart, series=series)

    def _picture(self, slide: Slide, figure: Figure, room: Box) -> None:
        left, start, wide, high = room
        scale = min(wide / figure.width, high / figure.height)
        width, height = figure.width * scale, figure.height * scale
        box = (left + (wide - width) / 2, start, width, height)
        made = slide.shapes.add_picture(io.BytesIO(png(figure, _PICTURE_DPI)), *(inches(value) for value in box))
        _describe(made, figure.alt, figure.label or figure.id)

    def _notes(self, slide: Slide, figure: Figure) -> None:
        """What the slide shows in words, and the whole table."""
        lines = [plain(figure_heading(figure)), "", f"{say('notes_alt', self.language)}: {figure.alt}"]
        if figure.table.rows:
            lines += ["", f"{say('notes_table', self.language)}:", " | ".join(figure.table.head)]
            lines += [" | ".join(plain(cell) for cell in row) for row in figure.table.rows]
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = "\n".join(lines)

    def _closing_slide(self) -> None:
        document = self.document
        slide = self._slide(self.others)
        self.text.title(slide, say("closing_title", self.language), 26, self.colours.primary)
        # The foot of a release's documents says how to cite; others are cited by their head.
        footer = [line for block in document.footer for line in _lines(block)]
        lines = footer or [(Span(self._citation()),)]
        length = sum(len(plain(line)) for line in lines)
        size = 16 if length <= 900 else 12 if length <= 2200 else 9
        box = (SIDE + 0.1, TITLE_TOP + TITLE_HEIGHT + 0.3, _WIDE - 0.2, 4.8)
        terms = self.text.box(slide, box, lines, size, self.colours.ink, "Terms")
        for paragraph in terms.text_frame.paragraphs:
            paragraph.space_after = inches(size / 72 * 0.5)

    def _citation(self) -> str:
        """Publisher (year). Title. Study."""
        document = self.document
        year = f" ({document.date[:4]})" if document.date else ""
        parts = (f"{document.publisher}{year}", document.title, document.eyebrow)
        return " ".join(f"{part.rstrip('.')}." for part in parts if part.strip())

    def _slide(self, layout: SlideLayout, *, on_colour: bool = False) -> Slide:
        """A new slide with the mark of simulated data, the source and its number."""
        slide: Slide = self.deck.slides.add_slide(layout)
        if on_colour:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = rgb(self.colours.primary)
        if self.document.simulated:
            self._mark(slide)
        colour = self.colours.paper if on_colour else self.colours.muted
        box = (SIDE + 0.1, _FOOT, _WIDE - 1.2, 0.25)
        self.text.box(slide, box, [(Span(self.document.source),)], 9, colour, "Source")
        place = self.text.box(slide, (WIDTH - SIDE - 0.6, _FOOT, 0.5, 0.25), [()], 9, colour, "Slide number")
        number = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{self.language}" sz="900"><a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/>'
            f"</a:solidFill></a:rPr><a:t>{len(self.deck.slides)}</a:t></a:fld>"
        )
        place.text_frame.paragraphs[0]._p.append(number)
        return slide

    def _mark(self, slide: Slide) -> None:
        words = (Span(simulated_mark(self.document), strong=True),)
        box = (SIDE + 0.1, 0.14, _WIDE - 0.2, 0.34)
        shape = self.text.box(slide, box, [words], 12, self.colours.mark, "Simulated")
        shape.text_frame.margin_left, shape.text_frame.vertical_anchor = inches(0.08), MSO_ANCHOR.MIDDLE
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(self.colours.paper)
        shape.line.color.rgb = rgb(self.colours.mark)
        shape.line.width = inches(0.02)

    def _set_properties(self) -> None:
        document, properties = self.document, self.deck.core_properties
        properties.title, properties.author = document.title[:255], document.publisher[:255]
        properties.subject, properties.comments = document.subtitle[:255], document.description[:255]
        properties.language = document.language
        properties.category = say("simulated_short", document.language) if document.simulated else ""
        properties.last_modified_by = document.publisher[:255]
        properties.created = properties.modified = declared(document.date)


def _describe(shape: BaseShape, alt: str, name: str) -> None:
    """Give a chart or a picture its text alternative."""
    (described,) = shape._element.xpath("./*/p:cNvPr")
    described.set("descr", alt)
    described.set("name", name)


def _lines(block: object) -> tuple[Inline, ...]:
    """The lines of text of a block of the small print."""
    if isinstance(block, (Paragraph, Note)):
        return (block.spans,)
    return block.items if isinstance(block, Bullets) else ()
