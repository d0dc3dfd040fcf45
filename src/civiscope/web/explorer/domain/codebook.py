"""Every variable of a study: its code, what it asks, its values and kinds of missing, and of whom it is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from civiscope.report.words.release_view import ReleaseView
from civiscope.results.answers import Status
from civiscope.study.questionnaire import GRID_KINDS
from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.domain.coverage import Counts, coverage
from civiscope.web.explorer.domain.question_index import Place, question_index
from civiscope.web.explorer.domain.question_overview import latest_first
from civiscope.web.explorer.domain.question_page import Asking, asking
from civiscope.web.explorer.domain.question_wording import AnswerList
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True, slots=True)
class Variable:
    """A column of the answers: a question, or a row of a grid; ``counts`` by wave, as far as they are known."""

    row: str
    label: str
    counts: dict[str, Counts]


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A question with its variables."""

    place: Place
    title: str
    question: str
    unit: str
    asking: Asking
    variables: tuple[Variable, ...]

    @property
    def lists(self) -> tuple[AnswerList, ...]:
        """Its lists of answers in the reader's language, or in the study's."""
        return self.asking.wordings[0].lists


@dataclass(frozen=True, slots=True)
class CodebookChapter:
    """A questionnaire's entries; ``language`` is that of the labels."""

    code: str
    title: str
    entries: tuple[CodebookEntry, ...]


def codebook_chapters(edition: Edition, language: str) -> tuple[CodebookChapter, ...]:
    """The codebook, questionnaire by questionnaire."""
    view = edition.view(language)
    index = question_index(edition)
    chapters = []
    for questionnaire in latest_first(view):
        entries = tuple(
            _entry(edition, view, place) for place in index.places.values() if place.questionnaire is questionnaire
        )
        chapters.append(CodebookChapter(questionnaire.id, view.text(questionnaire.title), entries))
    return tuple(chapters)


def _entry(edition: Edition, view: ReleaseView, place: Place) -> CodebookEntry:
    item = place.item
    rows = place.questionnaire.rows_of(item) if item.kind in GRID_KINDS else ()
    named = [(row.code, view.text(row.label)) for row in rows] or [("", view.text(item.label))]
    return CodebookEntry(
        place=place,
        title=view.short(item),
        question=view.text(item.label),
        unit=view.text(item.unit),
        asking=asking(edition, view, place),
        variables=tuple(Variable(code, label, _counts(edition, view, place, code)) for code, label in named),
    )


def _counts(edition: Edition, view: ReleaseView, place: Place, row: str) -> dict[str, Counts]:
    found = {wave.id: coverage(edition).of_variable(wave.id, place, row) for wave in view.definition.waves}
    return {wave: counts for wave, counts in found.items() if counts is not None}


COLUMNS = (
    "questionnaire",
    "section",
    "item",
    "row",
    "label",
    "kind",
    "unit",
    "options",
    "option_labels",
    "asked_when",
    "constraint",
    "consent",
    "concept",
    "wave",
    "asked_in_wave",
    "cities",
    "answered",
    *(status.label.replace(" ", "_").replace("'", "") for status in Status if status is not Status.ANSWERED),
    "note",
)
"""Columns of codebook.csv; codes and labels of options are joined by ``;`` in the same order."""


Cell = str | int | None


def codebook_rows(chapters: tuple[CodebookChapter, ...], remark: str = "") -> Iterator[dict[str, Cell]]:
    """A row for every variable and wave that asks it, by column.

    ``remark`` is the note of every row: that its counts are of simulated answers.
    """
    for chapter in chapters:
        for entry in chapter.entries:
            for variable in entry.variables:
                for cells in _rows(entry, variable):
                    yield dict(zip(COLUMNS, [*cells, remark], strict=True))


def codebook_csv(chapters: tuple[CodebookChapter, ...], remark: str = "") -> str:
    """The rows as CSV; texts that a spreadsheet would run are guarded."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in codebook_rows(chapters, remark):
        writer.writerow(["" if cell is None else guarded(str(cell)) for cell in row.values()])
    return stream.getvalue()


def _rows(entry: CodebookEntry, variable: Variable) -> list[list[Cell]]:
    place, item = entry.place, entry.place.item
    answers = entry.lists[-1].answers if entry.lists else ()
    about: list[Cell] = [
        place.questionnaire.id,
        place.section.code,
        item.code,
        variable.row,
        variable.label,
        item.kind.value,
        entry.unit or None,
        ";".join(answer.code for answer in answers),
        ";".join(answer.label for answer in answers),
        item.relevant,
        item.constraint,
        item.consent,
        item.concept,
    ]
    rows = []
    for wave, counts in variable.counts.items():
        kinds = [counts.missing.get(status, 0) for status in Status if status is not Status.ANSWERED]
        known = bool(counts.missing) or item.consent == "public"
        rows.append([*about, wave, "true", counts.cities, counts.answered, *(kinds if known else [None] * len(kinds))])
    return rows or [[*about, None, "false", None, None, *([None] * (len(Status) - 1))]]
