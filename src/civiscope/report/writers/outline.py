"""The outline of a document: anchors of its parts, its table of contents, and the tables behind its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.column_widths import page_parts
from civiscope.results.document import Block, Document, Figure, Inline, Section, Span, Subheading, Table

_UNFIT = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no format allows in the name of an anchor."""

TABLES = "tables-of-figures"
"""The anchor of the appendix that holds the tables behind the figures."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents; ``level`` is 1 for a chapter and 2 for a subheading."""

    id: str
    title: str
    level: int


def anchored(document: Document) -> Document:
    """The document with an anchor for every section, subheading and figure; those that it has and are unique stay."""
    taken = {document.id}

    def anchor(wanted: str, instead: str) -> str:
        first = _UNFIT.sub("", wanted) or instead
        name, count = first, 1
        while name in taken:
            count += 1
            name = f"{first}-{count}"
        taken.add(name)
        return name

    def anchored_block(block: Block, place: int, section: str) -> Block:
        if isinstance(block, (Subheading, Figure)):
            return replace(block, id=anchor(block.id, f"{section}-{place}"))
        return block

    sections = []
    for number, section in enumerate(document.sections, start=1):
        name = anchor(section.id, f"part-{number}")
        blocks = tuple(anchored_block(block, place, name) for place, block in enumerate(section.blocks, start=1))
        sections.append(replace(section, id=name, blocks=blocks))
    return replace(document, sections=tuple(sections))


def contents(document: Document) -> tuple[Entry, ...]:
    """The table of contents of a document whose parts have anchors; tables in the appendix have no entries."""
    found: list[Entry] = []
    for section in document.sections:
        found.append(Entry(section.id, section.title, 1))
        if section.id != TABLES:
            found += [Entry(b.id, plain(b.spans), 2) for b in section.blocks if isinstance(b, Subheading)]
    return tuple(found)


def figures_of(document: Document) -> tuple[Figure, ...]:
    """The figures of all sections, in order."""
    return tuple(block for section in document.sections for block in section.blocks if isinstance(block, Figure))


def figure_heading(figure: Figure) -> Inline:
    """``Figure 3 · title``."""
    label = (Span(figure.label),) if figure.label else ()
    between = (Span(" · "),) if figure.label and plain(figure.title) else ()
    return (*label, *between, *figure.title)


def table_anchor(figure: Figure) -> str:
    """The anchor of the table behind a figure."""
    return f"{figure.id}--numbers"


def simulated_mark(document: Document) -> str:
    """What every page of made-up data says; a report also cites real documents, and says how to tell."""
    return say("simulated_book" if document.kind == "book" else "simulated", document.language)


def page_mark(document: Document) -> str:
    """What stands on every page of made-up data and of drafts; "" for all other documents."""
    marks = [simulated_mark(document)] if document.simulated else []
    if document.draft:
        marks.append(say("draft_mark", document.language))
    return " ".join(marks)


def anchors(document: Document) -> tuple[str, ...]:
    """All names that links inside a printed document may lead to: headings, figures, tables behind figures."""
    figures = figures_of(document)
    headings = [entry.id for entry in contents(document)]
    tables = [table_anchor(figure) for figure in figures if figure.table.rows]
    return tuple(dict.fromkeys([*headings, *(figure.id for figure in figures), *tables]))


def with_tables_at_end(document: Document) -> Document:
    """The document as it is printed: an appendix with the tables behind its figures, each under the figure's heading.

    On paper the numbers stand there, not below the figures, so that chapters can be read without a break. Tables of
    books that are wider than a page are parted.
    """
    if document.kind == "book":
        document = replace(document, sections=tuple(_with_narrow_tables(section) for section in document.sections))
    blocks: list[Block] = []
    for figure in figures_of(document):
        if figure.table.rows:
            blocks += [Subheading(figure_heading(figure), table_anchor(figure)), *page_parts(figure.table)]
    if not blocks:
        return document
    appendix = Section(TABLES, say("tables_of_figures", document.language), tuple(blocks), wide=True)
    return replace(document, sections=(*document.sections, appendix))


def _with_narrow_tables(section: Section) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        blocks += page_parts(block) if isinstance(block, Table) else (block,)
    return replace(section, blocks=tuple(blocks))
