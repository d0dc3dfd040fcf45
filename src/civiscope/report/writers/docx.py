"""Documents for Word: real headings, a table of contents, figures as pictures with their alternative, all numbers."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument

from civiscope.report.words.phrases import say
from civiscope.report.writers.docx_blocks import WordBlocks
from civiscope.report.writers.docx_styles import TEXT_WIDTH, set_margins, set_styles
from civiscope.report.writers.docx_text import WordText
from civiscope.report.writers.docx_xml import element, field, field_end, field_start, internal_link, run, tab
from civiscope.report.writers.look_pictures import office_picture
from civiscope.report.writers.office_package import declared, repacked
from civiscope.report.writers.office_text import legal_document
from civiscope.report.writers.outline import anchored, anchors, contents, with_tables_at_end
from civiscope.report.writers.palette import shades
from civiscope.results.document import Document, Span

_LOGO_HEIGHT, _COVER_HEIGHT = 11.0, 40.0
"""In millimetres."""


def write_docx(document: Document) -> bytes:
    """The document as a .docx file; the same document gives the same bytes.

    Tables behind figures stand at the end, as in the PDF. Raises RuntimeError where a figure's picture is no SVG.
    """
    printed = with_tables_at_end(anchored(legal_document(document)))
    word = docx.Document()
    colours = shades(printed.look)
    set_styles(word, printed, colours)
    text = WordText(word, colours, anchors(printed))
    blocks = WordBlocks(text, printed.language, rtl=printed.direction == "rtl")
    _front(printed, text, blocks)
    if printed.kind == "book":
        _contents(printed, text)
    for section in printed.sections:
        blocks.section(section)
    blocks.blocks(printed.footer)
    set_margins(word, printed)
    _set_properties(word, printed)
    written = io.BytesIO()
    word.save(written)
    return repacked(written.getvalue(), printed.date)


def _front(document: Document, text: WordText, blocks: WordBlocks) -> None:
    """The title page of a book, or the head of a page."""
    logo, cover = document.look.logo, document.look.cover
    has_cover = cover is not None and document.kind == "book"
    if logo is not None:
        blocks.picture(office_picture(logo), logo.alt, _LOGO_HEIGHT * logo.width / logo.height)
    if document.eyebrow or document.kind == "book":
        eyebrow = text.paragraph("Eyebrow", (Span(document.eyebrow),))
        if has_cover:
            # The cover takes the room above, so that all stands on one page.
            eyebrow[0].append(element("spacing", before="120"))
    text.paragraph("Title", (Span(document.title),))
    if document.subtitle:
        subtitle = text.paragraph("Subtitle", (Span(document.subtitle),))
        if has_cover:
            subtitle[0].append(element("spacing", after="160"))
    if cover is not None and document.kind == "book":
        blocks.picture(office_picture(cover), cover.alt, TEXT_WIDTH, tallest=_COVER_HEIGHT)
    blocks.blocks(document.lead)
    if document.kind == "book":
        separator = " · " if document.publisher and document.date else ""
        imprint = (Span(document.publisher, strong=True), Span(separator + document.date, muted=True))
        text.paragraph("Normal", imprint)


def _contents(document: Document, text: WordText) -> None:
    """A field that Word can bring up to date, filled with links to the headings.

    Page numbers are fields that Word fills when it updates them; nothing here knows how Word breaks pages.
    """
    text.paragraph("TOC Heading", (Span(say("contents", document.language)),))
    entries = contents(document)
    for place, entry in enumerate(entries):
        line = text.paragraph(f"toc {entry.level}")
        if place == 0:
            line.extend(field_start('TOC \\o "1-2" \\h \\z \\u'))
        mark = text.bookmarks[entry.id]
        line.append(internal_link(mark, [run(entry.title), tab(), *field(f"PAGEREF {mark} \\h", "")]))
        if place == len(entries) - 1:
            line.append(field_end())


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = document.title[:255], document.publisher[:255]
    properties.subject, properties.comments = document.subtitle[:255], document.description[:255]
    properties.language = document.language
    properties.category = say("simulated_short", document.language) if document.simulated else ""
    properties.last_modified_by = document.publisher[:255]
    properties.created = properties.modified = declared(document.date)
