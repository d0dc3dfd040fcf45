"""Full-text search over everything that has an address: cities, questions, indices, outcomes, methods, terms."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from civiscope.report.narrative.glossary import TERMS
from civiscope.report.pages.outcomes import outcome_pages
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Note, Paragraph, Section
from civiscope.study.questionnaire import Item, Questionnaire
from civiscope.study.report_text import Heading, ReportText, Run
from civiscope.web.explorer.addresses import address
from civiscope.web.explorer.domain.method_documents import methods_document

Kind = Literal["city", "question", "index", "outcome", "method", "report", "term"]
REPORT = "files/report/report.html"
MOST = 50
"""Results that a page shows."""
_TABLE = (
    "CREATE VIRTUAL TABLE entry USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
_FIND = "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 10.0, 1.0), rowid LIMIT ?"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: what it is, its title, the words that it is found by, and its address."""

    kind: Kind
    title: str
    text: str
    address: str


class SearchIndex:
    """The entries of a release in one language, in SQLite's full-text index, which lives in memory.

    Case and diacritics do not matter, and the beginning of a word finds it.
    """

    def __init__(self, view: ReleaseView) -> None:
        self.entries = tuple(_entries(view))
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(_TABLE)
        rows = ((number, entry.title, entry.text) for number, entry in enumerate(self.entries))
        self._database.executemany("INSERT INTO entry (rowid, title, text) VALUES (?, ?, ?)", rows)

    def find(self, query: str, most: int = MOST) -> list[Entry]:
        """The entries that hold every word of the query, the best first; [] for a query without a word."""
        words = _WORD.findall(query)[:20]
        if not words:
            return []
        wanted = " ".join(f'"{word}"*' for word in words)
        with self._lock:
            found = self._database.execute(_FIND, (wanted, most)).fetchall()
        return [self.entries[number] for (number,) in found]

    def rows(self) -> list[list[str]]:
        """The entries as [kind, title, text, address], for the static site, where the reader's browser searches."""
        return [[entry.kind, entry.title, entry.text, entry.address] for entry in self.entries]


def _entries(view: ReleaseView) -> Iterator[Entry]:
    release = view.release
    for code in sorted(release.waves_by_city):
        city = release.cities[code]
        place = " ".join(part for part in (view.country(city.country), city.region) if part)
        yield Entry("city", city.name, place, address("city", city=code))
    for questionnaire in release.questionnaires.values():
        for item in questionnaire.items.values():
            where = address("question", questionnaire=questionnaire.id, item=item.code)
            yield Entry("question", view.short(item), _words_of(view, questionnaire, item), where)
    for name, index in release.indices.items():
        yield Entry("index", view.text(index.title), view.text(index.about), address("index", index=name))
    if release.outcomes.estimates:
        words = OutcomeWords(view)
        for name, definition, wave, outcome in outcome_pages(words):
            model = f"{view.text(words.models[definition].title)} {view.wave_title(wave)}"
            yield Entry("outcome", view.text(outcome.label), model, address("outcome", page=name))
    for term in TERMS:
        yield Entry("term", view.say(f"term_{term}"), view.say(f"term_{term}_is"), f"{address('glossary')}#{term}")
    for section in methods_document(view).sections:
        yield Entry("method", section.title, _words_of_section(section), f"{address('methods')}#{section.id}")
    if release.report is not None:
        yield from _chapters(release.report.text)


def _words_of(view: ReleaseView, questionnaire: Questionnaire, item: Item) -> str:
    """What a question is found by: its wording, its options and rows with their explanations."""
    parts = [view.text(item.label), item.code]
    for option in (*questionnaire.options_of(item), *questionnaire.rows_of(item)):
        parts += [view.text(option.label), view.text(option.explanation)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _chapters(text: ReportText) -> Iterator[Entry]:
    """The report by its headings, methods and cases among them; the numbers in it are not words to search for."""
    title, words = "", list[str]()
    for block in text.blocks:
        said = " ".join(piece.text for piece in ReportText((block,)).pieces() if isinstance(piece, Run))
        if isinstance(block, Heading):
            if title:
                yield Entry("report", title, " ".join(words), REPORT)
            title, words = said.strip(), []
        else:
            words.append(said)
    if title:
        yield Entry("report", title, " ".join(words), REPORT)


def _words_of_section(section: Section) -> str:
    """The running text of a section; the cells of its tables are numbers."""
    return " ".join(plain(block.spans) for block in section.blocks if isinstance(block, Note | Paragraph))
