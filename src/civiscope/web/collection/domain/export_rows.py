"""The answers of an instrument as exports with labels take them: each cell as it is kept, and what it was coded as."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.answers.cells import Coded
from civiscope.results.answers import Status
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Item, Questionnaire
from civiscope.web.collection.domain.kept_cases import checked_answers, kept_cases
from civiscope.web.collection.rules.given import Cells
from civiscope.web.collection.rules.selection import Include
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Instrument

STATUS_WORDS = {
    Status.NOT_ANSWERED: "Not answered",
    Status.DONT_KNOW: "Don't know",
    Status.NOT_APPLICABLE: "Not applicable",
    Status.NOT_KNOWN: "Not known",
    Status.NOT_ASKED: "Not asked",
}
"""Kinds of missing, in the words of exports."""


@dataclass(frozen=True)
class ExportRow:
    """One case: the cells that are kept, the coded answer of every variable, by (item, row), and where the answer to an
    item comes from."""

    city: str
    name: str
    country: str
    state: str
    cells: dict[str, Cells]
    coded: dict[tuple[str, str], Coded]
    origins: dict[str, str]

    def cell(self, item: str, row: str) -> str:
        """The cell as it is kept, "" where there is none."""
        return self.cells.get(item, {}).get(row, "")


class ExportTable:
    """The rows of an instrument with its questionnaire, whose labels are given in one language."""

    def __init__(self, instrument: Instrument, include: Include, language: str) -> None:
        self.questionnaire: Questionnaire = questionnaire_of(instrument.pk, instrument.version)
        self.language = language
        self._source = study().definition.source_language
        self.rows = []
        for entry in kept_cases(instrument, include):
            cells, checked = checked_answers(entry, instrument, self._source)
            city = study().frame.get(entry.case.city)
            name, country = ("", "") if city is None else (city.name, city.country)
            origins = {item: entry.origins[item] for item in cells}
            self.rows.append(ExportRow(entry.case.city, name, country, entry.case.state, cells, checked.row, origins))

    def text(self, label: dict[str, str]) -> str:
        """A label in the language of the export."""
        return in_language(label, self.language, self._source)

    def title_of(self, item: Item, row: str) -> str:
        """The question, with the label of its row."""
        title = self.text(item.label)
        if not row:
            return title
        labels = {option.code: self.text(option.label) for option in self.questionnaire.rows_of(item)}
        return f"{title} – {labels[row]}"

    def options(self, item: Item) -> dict[str, str]:
        """The labels of an item's options by code."""
        return {option.code: self.text(option.label) for option in self.questionnaire.options_of(item)}
