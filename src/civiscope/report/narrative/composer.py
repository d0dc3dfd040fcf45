"""A report as one document: the writer's text with its references filled, then numbers and sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from civiscope.errors import Problem, UserError
from civiscope.release.model import Release
from civiscope.report.figures.blocks import figure_blocks
from civiscope.report.figures.style import figure_style
from civiscope.report.narrative.parts import PARTS
from civiscope.report.narrative.run import DrawnFigures, FigureSlot, NothingToShowError, ReportPart, ReportRun
from civiscope.report.narrative.words import WORDS
from civiscope.report.pages.frame import note, page, paragraph, plain_text
from civiscope.report.words.phrases import joined_spans
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import (
    Block,
    Bullets,
    Document,
    Inline,
    Paragraph,
    Quote,
    Section,
    Span,
    Subheading,
    Table,
)
from civiscope.study.report_checks import is_alone
from civiscope.study.report_functions import FUNCTIONS, bind
from civiscope.study.report_reference import Reference
from civiscope.study.report_text import Heading, ListBlock, Pieces, ReportBlock, Run, TableBlock, TextBlock

NUMBERS, SOURCES = "numbers", "sources"
"""Anchors of the chapters that the program adds."""


@dataclass
class _Chapter:
    title: str
    id: str
    blocks: list[ReportPart]


@dataclass(frozen=True, slots=True)
class ComposedReport:
    """A report, and the references that have nothing to show: of simulated answers only, where the text says so."""

    document: Document
    holes: tuple[Problem, ...] = ()


def compose_report(release: Release, language: str) -> ComposedReport:
    """The report of a release that carries one.

    Raises UserError with every reference that has nothing to show, each with its line, unless the answers are made up
    for trying, and ValueError where the release has no report.
    """
    if release.report is None:
        raise ValueError("the release has no report")
    view = ReleaseView(release, language)
    run = ReportRun(view, release.report)
    title, lead, chapters = _read(run)
    if run.problems and not view.definition.simulated:
        raise UserError(*run.problems)
    simulated = view.say("simulated") if view.definition.simulated else ""
    drawn = _numbered(run, simulated)
    sections = [Section(chapter.id, chapter.title, _filled(chapter.blocks, drawn), wide=True) for chapter in chapters]
    sections += _last_chapters(run)
    document = page(
        view,
        page_id="report",
        title=title,
        subtitle=view.text(view.definition.description) if view.definition.description else "",
        sections=sections,
        links=(Span(view.say("link_release"), href="../index.html"),),
        lead=(*_filled(lead, drawn), note(view.say("report_brackets"))),
    )
    return ComposedReport(replace(document, kind="book"), tuple(run.problems))


def _read(run: ReportRun) -> tuple[str, list[ReportPart], list[_Chapter]]:
    """The title, what stands before the first chapter, and the chapters."""
    title, lead, chapters = "", list[ReportPart](), list[_Chapter]()
    for block in run.report.text.blocks:
        if isinstance(block, Heading) and block.level < 3:
            text = "".join(span.text for span in _inline(run, block.pieces))
            if block.level == 1:
                title = text
            else:
                run.chapter = text
                chapters.append(_Chapter(text, f"chapter-{len(chapters) + 1}", []))
        else:
            (chapters[-1].blocks if chapters else lead).extend(_block(run, block))
    return title, lead, chapters


def _block(run: ReportRun, block: ReportBlock) -> list[ReportPart]:
    match block:
        case Heading():
            return [Subheading(_inline(run, block.pieces))]
        case ListBlock():
            return [Bullets(tuple(_inline(run, item) for item in block.items), block.numbered)]
        case TableBlock():
            head = tuple("".join(span.text for span in _inline(run, cell)) for cell in block.head)
            rows = tuple(tuple(_inline(run, cell) for cell in row) for row in block.rows)
            return [Table("", head, rows, block.numeric)]
        case TextBlock():
            reference = next((piece for piece in block.pieces if isinstance(piece, Reference)), None)
            if reference is not None and is_alone(block.pieces) and FUNCTIONS[reference.function].place == "part":
                return _part(run, reference)
            spans = _inline(run, block.pieces)
            return [Quote(spans) if block.quoted else Paragraph(spans)]


def _part(run: ReportRun, reference: Reference) -> list[ReportPart]:
    try:
        return PARTS[reference.function](run, bind(FUNCTIONS[reference.function], reference))
    except NothingToShowError as nothing:
        run.refuse(reference, str(nothing))
        return [note(run.view.say("report_hole"))]


def _inline(run: ReportRun, pieces: Pieces) -> Inline:
    spans: list[Span] = []
    for piece in pieces:
        if isinstance(piece, Run):
            spans.append(Span(piece.text, strong=piece.strong, href=piece.href, emphasis=piece.emphasis))
            continue
        try:
            spans += WORDS[piece.function](run, bind(FUNCTIONS[piece.function], piece))
        except NothingToShowError as nothing:
            run.refuse(piece, str(nothing))
            spans.append(Span(run.view.say("report_hole")))
    return joined_spans(spans)


def _numbered(run: ReportRun, simulated: str) -> DrawnFigures:
    """All figures, drawn together and numbered in the order of the text."""
    drawn = figure_blocks(run.figures, figure_style(run.view.definition.look), simulated)
    return DrawnFigures(
        tuple(
            replace(figure, label=run.view.say("report_figure", number=place))
            for place, figure in enumerate(drawn, start=1)
        )
    )


def _filled(parts: list[ReportPart], drawn: DrawnFigures) -> tuple[Block, ...]:
    return tuple(drawn.at(part) if isinstance(part, FigureSlot) else part for part in parts)


def _last_chapters(run: ReportRun) -> list[Section]:
    """The results and facts of the text with what a reader must know of them, and the sources of facts."""
    view = run.view
    sections = []
    if run.numbers:
        tables = [_number_table(run, chapter) for chapter in dict.fromkeys(entry.chapter for entry in run.numbers)]
        blocks: tuple[Block, ...] = (paragraph(view.say("report_numbers_text")), *tables)
        sections.append(Section(NUMBERS, view.say("report_numbers"), blocks, wide=True))
    if run.sources:
        items = tuple((Span(source, href=url),) for source, url in run.sources.items())
        sections.append(Section(SOURCES, view.say("report_sources"), (Bullets(items, numbered=True),), wide=True))
    return sections


def _number_table(run: ReportRun, chapter: str) -> Table:
    """The numbers of one chapter; a number that it shows twice stands once."""
    view = run.view
    keys = ("number_about", "number_value", "number_interval", "number_cities", "number_source")
    rows = tuple(
        tuple(map(plain_text, (entry.about, entry.shown, entry.interval, entry.cities, entry.source)))
        for entry in dict.fromkeys(run.numbers)
        if entry.chapter == chapter
    )
    caption = chapter or view.say("report_before_chapters")
    return Table(caption, tuple(map(view.say, keys)), rows, (), (0.46, 0.13, 0.14, 0.11, 0.16))
