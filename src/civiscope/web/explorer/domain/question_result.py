"""What a page shows of one result of a question: chart, words, table, and the files that hold the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from civiscope.report.figures.frame import Words
from civiscope.report.figures.items import item_figure
from civiscope.report.figures.style import FigureStyle, figure_style
from civiscope.report.figures.tables import Subject, number_levels, share_table
from civiscope.report.figures.text import tidy
from civiscope.report.words.phrases import say, separated
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Table
from civiscope.study.definition import LookDefinition
from civiscope.study.questionnaire import NUMBER_KINDS
from civiscope.web.explorer.domain.chart_parts import Chart
from civiscope.web.explorer.domain.contrast_marks import Marks
from civiscope.web.explorer.domain.number_charts import number_chart
from civiscope.web.explorer.domain.share_charts import half_of_scale, share_chart
from civiscope.web.explorer.domain.shelf import Edition

FIGURE_FILES = ("svg", "png", "vl.json")


@dataclass(frozen=True)
class Result:
    """One figure of a question.

    ``title`` names it, ``notes`` say of how many cities it is, of which wave, what its intervals are; ``alt`` says in a
    sentence or two what the chart shows, ``detail`` everything. ``stem`` is the name of its files, ``files`` the
    endings of those that the release has.
    """

    subject: Subject
    title: str
    chart: Chart
    table: Table
    alt: str
    detail: str
    notes: tuple[str, ...]
    marks: Marks
    stem: str
    files: tuple[str, ...]


def result_of(edition: Edition, view: ReleaseView, subject: Subject, marks: Marks) -> Result:
    """The figure of a subject, as the drawn one in its words, table and order."""
    made = item_figure(subject, style_of(view))
    if subject.item.kind in NUMBER_KINDS:
        chart = number_chart(subject, number_levels(subject), marks)
    else:
        chart = share_chart(subject, share_table(subject), marks)
    return Result(
        subject=subject,
        title=made.words.title,
        chart=chart,
        table=made.table,
        alt=made.picture.summary.strip(),
        detail=made.picture.detail.strip(),
        notes=_notes(subject, small_print(made.words)),
        marks=marks,
        stem=subject.name,
        files=figure_files(edition, subject.name),
    )


def _notes(subject: Subject, said: tuple[str, ...]) -> tuple[str, ...]:
    """The remarks on the drawn figure, as they are true of the page's chart: it has no number before stacked bars, and
    a line where the figure has a circle."""
    if subject.item.kind in NUMBER_KINDS:
        return said
    table, language = share_table(subject), subject.language
    sources = separated(dict.fromkeys(tidy(entry.source) for entry in table.printed.values()), language)
    changes = {
        say("figure_total", language, options=half_of_scale(table)): "",
        say("figure_printed", language, sources=sources): say("figure_alt_printed", language, values=sources),
    }
    for drawn, here in changes.items():
        said = tuple(line.replace(drawn, here).strip() for line in said)
    return said


def small_print(words: Words) -> tuple[str, ...]:
    """The remarks on a figure without its source, which a page says for all its figures."""
    return tuple(line for line in words.caption[:-1] if line)


def figure_files(edition: Edition, stem: str) -> tuple[str, ...]:
    """The endings of the files of a figure that the release has."""
    return tuple(ending for ending in FIGURE_FILES if edition.has_file(f"figures/{stem}.{ending}"))


@lru_cache(maxsize=64)
def _style(primary: str, accent: str) -> FigureStyle:
    return figure_style(LookDefinition(primary=primary, accent=accent))


def style_of(view: ReleaseView) -> FigureStyle:
    """The style of figures in a study's colours."""
    return _style(view.definition.look.primary, view.definition.look.accent)
