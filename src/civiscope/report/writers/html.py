"""Documents as HTML: a fragment for the explorer to wrap, or a page that stands alone; no scripts, no requests."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html import escape
from importlib.resources import files

from civiscope.report.words.phrases import said_in, say
from civiscope.report.writers.html_blanks import filled_in_by_hand
from civiscope.report.writers.html_book import contents_list, imprint, page_margins
from civiscope.report.writers.html_charts import bar_chart, column_chart
from civiscope.report.writers.html_figures import figure
from civiscope.report.writers.html_inline import attributes, inline
from civiscope.report.writers.html_tables import table
from civiscope.report.writers.look_pictures import picture_html
from civiscope.report.writers.outline import anchored, page_mark
from civiscope.report.writers.palette import Shades, shades
from civiscope.results.document import (
    BarChart,
    Blanks,
    Block,
    Bullets,
    ColumnChart,
    Document,
    Fact,
    Facts,
    Figure,
    Look,
    Note,
    Paragraph,
    Quote,
    Section,
    Subheading,
    Table,
    Tag,
    Tags,
    WritingLines,
)

_CLASS_OF_TAG = {
    "marked": "cs-tag cs-tag-own",
    "plain": "cs-tag",
    "absent": "cs-tag",
    "unknown": "cs-tag cs-tag-unknown",
}


def write_page(document: Document) -> str:
    """The document as a whole HTML page; its Content-Security-Policy allows its own style block and nothing else."""
    style = page_margins(document) + document_css(document.look)
    policy = f"default-src 'none'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    description = (
        f'<meta name="description" content="{escape(document.description)}">\n' if document.description else ""
    )
    head = (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="Civiscope">\n{description}'
        f"<title>{escape(_page_title(document))}</title>\n"
        f"<style>{style}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}" dir="{document.direction}">\n'
        f'<head>\n{head}\n</head>\n<body class="cs-page">\n{_navigation(document)}'
        f"<main>\n{write_fragment(document)}</main>\n</body>\n</html>\n"
    )


def write_fragment(document: Document) -> str:
    """The document as one <article>, to be set into a page that carries `document_css`."""
    names = attributes(id=document.id, lang=document.language, dir=document.direction)
    parts = [f'<article class="cs-document cs-{document.kind}"{names}>\n{_mark(document)}{_head(document)}']
    if document.kind == "book":
        document = anchored(document)
        parts.append(contents_list(document))
    parts += [_section(section, document.language) for section in document.sections]
    if document.footer:
        label = escape(say("about_this_document", document.language))
        small_print = _blocks(document.footer, document.language)
        parts.append(f'<footer class="cs-footer" aria-label="{label}">\n{small_print}</footer>\n')
    parts.append("</article>\n")
    return "".join(parts)


@lru_cache(maxsize=64)
def document_css(look: Look) -> str:
    """The style sheet of documents in a study's colours."""
    light, dark = _custom_properties(shades(look)), _custom_properties(shades(look, dark=True))
    return (
        f".cs-document,.cs-page{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{.cs-document,.cs-page{{{dark}}}}}\n{document_sheet()}"
    )


@lru_cache(maxsize=1)
def document_sheet() -> str:
    """The style sheet of documents without colours, which are custom properties."""
    return files("civiscope.report.writers").joinpath("assets/document.css").read_text(encoding="utf-8")


def _custom_properties(colours: Shades) -> str:
    names = ("paper", "ink", "muted", "rule", "wash", "primary", "bar", "own", "mark", "track")
    return "".join(f"--cs-{name}:{getattr(colours, name)};" for name in names)


@lru_cache(maxsize=64)
def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _page_title(document: Document) -> str:
    parts = [document.title, document.eyebrow]
    if document.simulated:
        parts.insert(0, say("simulated_short", document.language))
    if document.draft:
        parts.insert(0, say("draft_short", document.language))
    return " – ".join(part for part in parts if part)


def _navigation(document: Document) -> str:
    if not document.links:
        return ""
    items = "".join(f"<li>{inline((link,))}</li>" for link in document.links)
    return f'<nav class="cs-nav" aria-label="{escape(say("navigation", document.language))}"><ul>{items}</ul></nav>\n'


def _mark(document: Document) -> str:
    """The mark of simulated data and of drafts, which stays in sight: outside the head, with which it would scroll."""
    mark = page_mark(document)
    spoken = said_in(document.language)
    named = attributes(lang="" if spoken == document.language else spoken)
    return f'<p class="cs-simulated"{named}>{escape(mark)}</p>\n' if mark else ""


def _head(document: Document) -> str:
    eyebrow = f'<p class="cs-eyebrow">{escape(document.eyebrow)}</p>\n' if document.eyebrow else ""
    named = attributes(lang=document.subtitle_language)
    subtitle = f'<p class="cs-subtitle"{named}>{escape(document.subtitle)}</p>\n' if document.subtitle else ""
    imprinted = imprint(document) if document.kind == "book" else ""
    return (
        f'<header class="cs-head">\n{_pictures(document)}{eyebrow}<h1 dir="auto">{escape(document.title)}</h1>\n'
        f"{subtitle}{_blocks(document.lead, document.language)}{imprinted}</header>\n"
    )


def _pictures(document: Document) -> str:
    """The logo, and of a report the cover."""
    logo = picture_html(document.look.logo, "cs-logo")
    return logo + (picture_html(document.look.cover, "cs-cover") if document.kind == "book" else "")


def _section(section: Section, language: str) -> str:
    wide = " cs-wide" if section.wide else ""
    return (
        f'<section class="cs-section{wide}" id="{escape(section.id)}" aria-labelledby="{escape(section.id)}-title">\n'
        f'<h2 id="{escape(section.id)}-title">{escape(section.title)}</h2>\n'
        f'<div class="cs-body">\n{_blocks(section.blocks, language)}</div>\n</section>\n'
    )


def _blocks(blocks: tuple[Block, ...], language: str) -> str:
    """Blocks; figures after a subheading belong to it, so that their headings are one level below."""
    parts, level = [], 3
    for block in blocks:
        if isinstance(block, Figure):
            parts.append(figure(block, level, language))
        else:
            parts.append(_block(block))
        if isinstance(block, Subheading):
            level = 4
    return "".join(parts)


def _block(
    block: Paragraph
    | Note
    | Quote
    | Subheading
    | Tags
    | Bullets
    | Facts
    | Table
    | BarChart
    | ColumnChart
    | Blanks
    | WritingLines,
) -> str:
    match block:
        case BarChart():
            return bar_chart(block)
        case Paragraph():
            return f"<p>{inline(block.spans)}</p>\n"
        case Note():
            return f'<p class="cs-note">{inline(block.spans)}</p>\n'
        case Subheading():
            return f"<h3{attributes(id=block.id)}>{inline(block.spans)}</h3>\n"
        case Tags():
            return _tags(block)
        case Bullets():
            return _bullets(block)
        case Facts():
            return f'<dl class="cs-facts">\n{"".join(_fact(fact) for fact in block.facts)}</dl>\n'
        case Table():
            return table(block)
        case ColumnChart():
            return column_chart(block)
        case Blanks() | WritingLines():
            return filled_in_by_hand(block)
        case Quote():
            return f'<blockquote dir="auto"><p>{inline(block.spans)}</p></blockquote>\n'


def _fact(fact: Fact) -> str:
    note = f' <span class="cs-muted">{escape(fact.note)}</span>' if fact.note else ""
    return f'<div><dt>{escape(fact.label)}</dt><dd dir="auto">{inline(fact.value)}{note}</dd></div>\n'


def _bullets(block: Bullets) -> str:
    name = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{inline(item)}</li>\n" for item in block.items)
    return f'<{name} class="cs-list">\n{items}</{name}>\n'


def _tags(block: Tags) -> str:
    title = f'<h3 class="cs-tags-title">{inline(block.title)}</h3>\n' if block.title else ""
    items = "".join(_tag(tag) for tag in block.tags)
    return f'<div class="cs-tags">{title}<ul>{items}</ul></div>\n'


def _tag(tag: Tag) -> str:
    return f'<li class="{_CLASS_OF_TAG[tag.state]}" dir="auto">{escape(tag.text)}</li>'
