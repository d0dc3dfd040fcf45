"""Documents as Typst source: calls of the functions in assets/*.typ, user text only ever in string literals."""

from __future__ import annotations

from civiscope.report.words.phrases import say
from civiscope.report.writers.look_pictures import picture_typst
from civiscope.report.writers.outline import anchored, anchors, page_mark, with_tables_at_end
from civiscope.report.writers.palette import shades
from civiscope.report.writers.sheet_layout import SheetPlan, plan_sheet
from civiscope.report.writers.typst_blocks import TypstBlocks
from civiscope.report.writers.typst_text import Clean, date_of, literal, shades_of, signed
from civiscope.results.document import Block, Document, Section, Span

SHEET_LIBRARY = "/document.typ"
BOOK_LIBRARY = "/book.typ"
_COVER = 'width: 100%, height: 48mm, fit: "cover"'


def write_typst(document: Document, clean: Clean = str) -> str:
    """The document as Typst source for a compiler whose root holds document.typ and book.typ.

    ``clean`` is applied to every text before it is written; PdfWriter passes what makes it printable.
    """
    printed = with_tables_at_end(anchored(document))
    is_book = document.kind == "book"
    names = anchors(printed) if is_book or len(printed.sections) > len(document.sections) else ()
    blocks = TypstBlocks(
        clean, document.language, rtl=document.direction == "rtl", anchors=frozenset(names), book=is_book
    )
    return _book(printed, blocks) if is_book else _sheet(printed, blocks)


def _sheet(document: Document, blocks: TypstBlocks) -> str:
    """A sheet or a page."""
    narrow = [section for section in document.sections if not section.wide]
    wide = [section for section in document.sections if section.wide]
    flow = [entry for section in narrow for entry in _blocks_of(section)]
    rest = [_blocks_of(section) for section in wide] + [list[Block | Section](document.footer)]
    plan = plan_sheet(document, flow, rest) if document.kind == "sheet" else SheetPlan(1.0)
    body = blocks.calls(flow)
    for place in reversed(plan.breaks):
        body.insert(place, "colbreak()")
    if body and document.kind == "sheet":
        body = ["two-columns({", *body, "})"]
    for section in wide:
        entries = blocks.blocks(_blocks_of(section))
        body += ["whole({", entries, "})"] if plan.whole else [entries]
    if document.footer:
        body += ["small-print({", blocks.blocks(document.footer), "})"]
    side = literal("left" if document.direction == "rtl" else "right")
    logo = picture_typst(document.look.logo, "height: 9mm")
    head = (
        f"head(shades, {logo}, {side}, {blocks.text(document.eyebrow)}, {_title(document, blocks)}, "
        f"{_subtitle(document, blocks)}, {{ {blocks.blocks(document.lead)} }})"
    )
    settings = [*_settings(document, blocks), f"scale: {plan.scale:g}"]
    return _source(document, SHEET_LIBRARY, "setup", settings, [head, *body])


def _book(document: Document, blocks: TypstBlocks) -> str:
    """A report: title page, table of contents, chapters, small print."""
    language = document.language
    side = literal("right" if document.direction == "rtl" else "left")
    front = (
        f"title-page(shades, {side}, {picture_typst(document.look.logo, 'height: 11mm')}, "
        f"{picture_typst(document.look.cover, _COVER)}, {blocks.text(document.eyebrow)}, {_title(document, blocks)}, "
        f"{_subtitle(document, blocks)}, {blocks.text(document.publisher)}, {literal(document.date)}, "
        f"{{ {blocks.blocks(document.lead)} }})"
    )
    listed = f"contents-page({literal(say('contents', language))})"
    body = [call for section in document.sections for call in blocks.calls(_blocks_of(section))]
    if document.footer:
        body += ["small-print({", blocks.blocks(document.footer), "})"]
    settings = [*_settings(document, blocks), f"side: {side}"]
    return _source(document, BOOK_LIBRARY, "book", settings, [f"let reach = reach-to({side})", front, listed, *body])


def _source(document: Document, library: str, setup: str, settings: list[str], body: list[str]) -> str:
    return (
        f'#import "{library}": *\n#let shades = {shades_of(shades(document.look))}\n'
        f"#show: {setup}.with({', '.join(settings)})\n#{{\n" + "\n".join(body) + "\n}\n"
    )


def _title(document: Document, blocks: TypstBlocks) -> str:
    """The title, or the document's name where nothing of the title can be printed."""
    named = (text for text in (document.title, document.id) if blocks.clean(text).strip())
    return blocks.text(next(named, "–"))


def _subtitle(document: Document, blocks: TypstBlocks) -> str:
    return blocks.inline((Span(document.subtitle, language=document.subtitle_language),))


def _settings(document: Document, blocks: TypstBlocks) -> list[str]:
    """The arguments that sheets and books have in common."""
    page_of = signed("page_of", document.language, "page", "pages")
    mark = page_mark(document)
    return [
        f"title: {_title(document, blocks)}",
        f"lang: {literal(document.language.split('-')[0])}",
        f"dir: {document.direction}",
        f"author: {blocks.text(document.publisher)}" if document.publisher else "author: ()",
        f"date: {date_of(document.date)}",
        "shades: shades",
        f"source: {blocks.text(document.source)}",
        f"simulated: {blocks.text(mark) if mark else 'none'}",
        f"page-of: ({', '.join(page_of)})",
    ]


def _blocks_of(section: Section) -> list[Block | Section]:
    """A section's heading (the section itself) and blocks."""
    return [section, *section.blocks]
