"""A release as documents read it: in one language, with labels and the indexes that single cities need."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property
from statistics import median

from civiscope.release.model import CityAnswer, Release
from civiscope.report.words.phrases import country_name, say
from civiscope.report.words.remarks import remark
from civiscope.results.answers import Change, Respondent, Status
from civiscope.results.document import Look
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.definition import Wave
from civiscope.study.labels import Label, in_language
from civiscope.study.questionnaire import GRID_KINDS, NUMBER_KINDS, Item, Option, Questionnaire

Question = tuple[str, str, str]
"""(wave, questionnaire, item)"""


class ReleaseView:
    """Labels, counts and indexes of one release in one language; nothing in it depends on a city."""

    def __init__(self, release: Release, language: str) -> None:
        self.release = release
        self.language = language
        self.definition = release.definition
        self.source_language = release.definition.source_language
        self._options: dict[tuple[str, str], dict[str, Option]] = {}

    # ------------------------------------------------------------ words
    def text(self, label: Label | None) -> str:
        """A label in the view's language; empty where there is none."""
        return in_language(label, self.language, self.source_language) if label else ""

    def say(self, key: str, /, **words: object) -> str:
        """A fixed phrase in the view's language."""
        return say(key, self.language, **words)

    def remark(self, text: str) -> str:
        """What results say of themselves (a note, a finding) in the view's language."""
        return remark(text, self.language)

    @property
    def levels(self) -> dict[str, dict[str, str]]:
        """The labels of the levels of every group: levels[group][level]."""
        return self.release.levels_in(self.language)

    def short(self, item: Item) -> str:
        """The title of an item."""
        return self.text(item.short or item.label)

    def option(self, questionnaire: str, item: Item, code: str) -> Option | None:
        """An option of an item (of a grid: of its scale)."""
        found = self._options.get((questionnaire, item.code))
        if found is None:
            options = self.release.questionnaires[questionnaire].options_of(item)
            found = self._options[questionnaire, item.code] = {option.code: option for option in options}
        return found.get(code)

    def option_label(self, questionnaire: str, item: Item, code: str, *, short: bool = False) -> str:
        """The label of an option; the code itself where the questionnaire does not know it."""
        option = self.option(questionnaire, item, code)
        if option is None:
            return code
        return self.text((option.short if short else None) or option.label)

    def row_label(self, questionnaire: str, item: Item, code: str) -> str:
        """The label of a grid's row."""
        rows = {row.code: row for row in self.release.questionnaires[questionnaire].rows_of(item)}
        return self.text(rows[code].label) if code in rows else code

    def country(self, code: str) -> str:
        """The name of a country."""
        return country_name(code, self.language)

    def wave(self, wave: str) -> Wave:
        """The definition of a wave."""
        return self.definition.wave(wave)

    def wave_title(self, wave: str) -> str:
        """What readers call a wave."""
        return self.text(self.wave(wave).title)

    def question_link(self, questionnaire: str, item: str) -> str:
        """Where the question's wording stands, from a snapshot."""
        return f"../codebook/{questionnaire}.html#item-{item}"

    def city_file(self, city: str, extension: str, language: str = "") -> str:
        """The file of a city's snapshot in the view's language, or in another one, from another snapshot."""
        language = language or self.language
        middle = "" if language == self.source_language else f".{language}"
        return f"{city}{middle}.{extension}"

    def find_item(self, code: str, questionnaires: list[str]) -> tuple[str, Item] | None:
        """The first of the questionnaires that asks the item, and the item."""
        for name in questionnaires:
            item = self.release.questionnaires[name].items.get(code)
            if item is not None:
                return name, item
        return None

    @cached_property
    def look(self) -> Look:
        """The study's look, its pictures with their words in the view's language."""
        look = self.definition.look
        pictures = {
            part: replace(
                picture,
                alt=self.text(getattr(look, f"{part}_alt")) or (self.site_name if part == "logo" else ""),
                credit=self.text(look.cover_credit) if part == "cover" else "",
            )
            for part, picture in self.release.pictures.items()
        }
        return Look(look.primary, look.accent, pictures.get("logo"), pictures.get("cover"))

    @property
    def site_name(self) -> str:
        """The short name of the study: its own, or its title."""
        return self.text(self.definition.look.name) or self.text(self.definition.title)

    # ------------------------------------------------------------ indexes
    @cached_property
    def respondents(self) -> dict[tuple[str, str], list[Respondent]]:
        """Respondents by (wave, city), in the order of the wave's questionnaires."""
        found: dict[tuple[str, str], list[Respondent]] = defaultdict(list)
        for entry in self.release.respondents:
            found[entry.wave, entry.city].append(entry)
        return dict(found)

    @cached_property
    def respondent_counts(self) -> Counter[tuple[str, str]]:
        """How many cities answered each (wave, questionnaire)."""
        return Counter((entry.wave, entry.questionnaire) for entry in self.release.respondents)

    @cached_property
    def status_counts(self) -> dict[Question, Counter[Status]]:
        """How many cities have each status, by question; of grids, the counts of all rows together."""
        found: dict[Question, Counter[Status]] = defaultdict(Counter)
        for (wave, questionnaire, _city), answers in self.release.answers_by_city.items():
            for (item, _row), answer in answers.items():
                found[wave, questionnaire, item][answer.status] += 1
        return dict(found)

    @cached_property
    def numbers(self) -> dict[Question, list[float]]:
        """All known numbers of number items, sorted."""
        found: dict[Question, list[float]] = defaultdict(list)
        wanted = {
            (name, item.code)
            for name, questionnaire in self.release.questionnaires.items()
            for item in questionnaire.items.values()
            if item.kind in NUMBER_KINDS
        }
        for entry in self.release.answers:
            if entry.value and (entry.questionnaire, entry.item) in wanted:
                found[entry.wave, entry.questionnaire, entry.item].append(float(entry.value))
        return {question: sorted(values) for question, values in found.items()}

    @cached_property
    def changes_by_city(self) -> dict[str, list[Change]]:
        """Changes by city."""
        found: dict[str, list[Change]] = defaultdict(list)
        for entry in self.release.changes:
            found[entry.city].append(entry)
        return dict(found)

    @cached_property
    def findings_by_city(self) -> dict[str, list[str]]:
        """What was found in a city's own data and what was done, in sentences; recodes of labels are not among them."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.release.quality:
            if row.city and row.severity in ("error", "finding"):
                said = self.remark(row.message).rstrip(".")
                done = self.remark(row.action)
                action = f" ({done})" if done and row.action not in row.message else ""
                found[row.city].append(f"{said}{action}.")
        return dict(found)

    def published(self, question: Question, option: str, row: str = "") -> tuple[PublishedResult, ...]:
        """What is printed elsewhere of one option among all cities, in the order of published.csv."""
        return self.release.published_by_key.get((*question, row, option, "", ""), ())

    def published_share(self, question: Question, option: str, row: str = "") -> PublishedResult | None:
        """The first of the printed results that is a share; None where there is none."""
        return next((entry for entry in self.published(question, option, row) if entry.share is not None), None)

    def published_sources(self, wave: str, items: set[tuple[str, str]]) -> list[str]:
        """Who printed results of the (questionnaire, item) pairs in a wave, in the order of published.csv."""
        found = (entry for entry in self.release.published if entry.wave == wave)
        return list(dict.fromkeys(entry.source for entry in found if (entry.questionnaire, entry.item) in items))

    def median_of(self, question: Question) -> float | None:
        """The released median of a number item; of the published numbers where the release has none."""
        wave, questionnaire, item = question
        for entry in self.release.table(wave, questionnaire, item):
            if entry.measure == "median" and entry.estimate is not None:
                return entry.estimate
        values = self.numbers.get(question)
        return median(values) if values else None

    def estimate(self, question: Question, option: str, row: str = "") -> Estimate | None:
        """The released share of one option among all cities."""
        wave, questionnaire, item = question
        for entry in self.release.table(wave, questionnaire, item, row):
            if entry.option == option and entry.measure == "share":
                return entry
        return None

    def answers_of(self, wave: str, questionnaire: str, city: str) -> dict[tuple[str, str], CityAnswer]:
        """The published answers of one city; {} where there are none."""
        return self.release.answers_by_city.get((wave, questionnaire, city), {})


def rows_of(questionnaire: Questionnaire, item: Item) -> list[str]:
    """The rows of a grid, or one empty row."""
    return [row.code for row in questionnaire.rows_of(item)] if item.kind in GRID_KINDS else [""]
