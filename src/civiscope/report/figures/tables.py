"""What the figures of a release are about, and the estimates that each of them shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.report.figures.text import tidy
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.definition import Group, Wave
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import CHOICE_KINDS, NUMBER_KINDS, OTHER, Item, Option, Questionnaire


@dataclass(frozen=True)
class Subject:
    """One figure to be made: an item in a wave, for all cities or (``group``) by the levels of a domain."""

    release: Release
    wave: Wave
    questionnaire: Questionnaire
    item: Item
    group: Group | None
    name: str
    """The stem of its files' names."""
    spoken: str = ""

    @property
    def language(self) -> str:
        """Figures of a release speak the study's source language, those of a document its own (``spoken``)."""
        return self.spoken or self.release.definition.source_language

    def text(self, label: dict[str, str]) -> str:
        """A label on one line."""
        return tidy(in_language(label, self.language, self.release.definition.source_language))

    @property
    def title(self) -> str:
        """The item's short title; the question itself where it has none."""
        return self.text(self.item.short or self.item.label)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, an option or a level: its code, its label on one line, and the code of the group that it belongs to."""

    code: str
    label: str
    group: str = ""


ALL_CITIES = ""
"""The code of the level that stands for all cities together."""


@dataclass(frozen=True)
class ShareTable:
    """Shares of a choice: ``cells`` by (row, option, level), with the row "" outside grids, the level "" for all."""

    rows: tuple[Entry, ...]
    options: tuple[Entry, ...]
    levels: tuple[Entry, ...]
    empty_levels: tuple[Entry, ...]
    cells: dict[tuple[str, str, str], Estimate]
    printed: dict[str, PublishedResult]
    """Shares printed elsewhere, by option: of all cities, and outside grids only."""
    groups: tuple[Entry, ...] = ()
    """Under which options and rows are grouped."""

    @property
    def counts_only(self) -> bool:
        """Whether no cell has a share, so that counts are all there is."""
        return not any(cell.estimate is not None for cell in self.cells.values())

    def base(self, row: str, level: str) -> int | None:
        """The largest number of cities behind the shares of a row in a level; None where it is not published."""
        found = [
            self.cells[row, option.code, level].base for option in self.options if self.has(row, option.code, level)
        ]
        return max((base for base in found if base is not None), default=None)

    def has(self, row: str, option: str, level: str) -> bool:
        """Whether there is an estimate."""
        return (row, option, level) in self.cells

    def names(self, row: str, option: str, level: str) -> tuple[str, ...]:
        """The labels of a cell's row, option and level, as far as it has them."""
        parts = ((self.rows, row), (self.options, option), (self.levels, level))
        return tuple(entry.label for entries, code in parts for entry in entries if code and entry.code == code)

    @property
    def intervals(self) -> bool:
        """Whether any cell has an interval."""
        return any(cell.low is not None and cell.high is not None for cell in self.cells.values())

    @property
    def bounds(self) -> bool:
        """Whether incomplete lists leave any share open."""
        return any(has_range(cell) for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """A number in one level: its mean and its median, and the cities' own values where those are published."""

    level: Entry
    mean: Estimate | None
    median: Estimate | None
    values: tuple[float, ...]


def has_range(cell: Estimate) -> bool:
    """Whether incomplete lists leave the share open."""
    return cell.bound_low is not None and cell.bound_high is not None and cell.bound_high > cell.bound_low


def subjects(release: Release) -> list[Subject]:
    """All figures of a release: every item in its latest wave, by every domain, and alone in every earlier wave.

    An item that another questionnaire has too carries the questionnaire's name in the second questionnaire's files.
    """
    found: list[Subject] = []
    taken: set[str] = set()
    drawn = drawn_domains(release)
    for questionnaire in release.questionnaires.values():
        for item in questionnaire.items.values():
            if not is_drawn_item(item):
                continue
            stem = item.code if item.code not in taken else f"{item.code}--of-{questionnaire.id}"
            domains = drawn.get((questionnaire.id, item.code), {})
            of_item = list(_subjects_of_item(release, questionnaire, item, stem, domains))
            if of_item:
                taken.add(item.code)
            found.extend(of_item)
    return found


def is_drawn_item(item: Item) -> bool:
    """Whether items of the kind have figures."""
    return item.kind in CHOICE_KINDS | NUMBER_KINDS


def _subjects_of_item(
    release: Release, questionnaire: Questionnaire, item: Item, stem: str, domains: dict[str, set[str]]
) -> Iterator[Subject]:
    waves = [wave for wave in release.definition.waves if ALL_CITIES in domains.get(wave.id, ())]
    if not waves:
        return
    *earlier, latest = waves
    yield Subject(release, latest, questionnaire, item, None, stem)
    groups = {group.code: group for group in release.definition.groups}
    for domain in release.definition.domains:
        # A group that is made from the item itself would show 100% of each level.
        if domain in domains[latest.id] and groups[domain].item != item.code:
            yield Subject(release, latest, questionnaire, item, groups[domain], f"{stem}--by-{domain}")
    for wave in earlier:
        yield Subject(release, wave, questionnaire, item, None, f"{stem}--wave-{wave.id}")


def drawn_domains(release: Release) -> dict[tuple[str, str], dict[str, set[str]]]:
    """By (questionnaire, item) and wave: the domains in which something of the item can be drawn."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for (wave, questionnaire, item, _, domain, _), cells in release.tables.items():
        if any(is_drawn(cell) for cell in cells):
            found.setdefault((questionnaire, item), {}).setdefault(wave, set()).add(domain)
    return found


def is_drawn(cell: Estimate) -> bool:
    """Whether there is a number to be shown: a share, or a count where no share can be given."""
    return not cell.suppressed and (cell.estimate is not None or cell.n is not None)


def share_table(subject: Subject) -> ShareTable:
    """The shares of a choice, for all cities and for the levels of the subject's group."""
    rows = _entries(subject, subject.questionnaire.rows_of(subject.item)) or (Entry("", ""),)
    levels = _levels(subject)
    cells = {
        (row.code, cell.option, level.code): cell
        for row in rows
        for level in levels
        for cell in _cells(subject, row.code, level.code)
        if cell.measure == "share"
    }
    named = {option for _, option, _ in cells}
    options = _entries(subject, subject.questionnaire.options_of(subject.item))
    filled = {level for (_, _, level), cell in cells.items() if is_drawn(cell)}
    shown = {row for (row, _, level), cell in cells.items() if level == ALL_CITIES and is_drawn(cell)}
    return ShareTable(
        rows=tuple(row for row in rows if row.code in shown),
        options=tuple(option for option in options if option.code in named),
        levels=tuple(level for level in levels if level.code in filled),
        empty_levels=tuple(level for level in levels if level.code not in filled),
        cells=cells,
        printed=_printed(subject),
        groups=option_groups(subject),
    )


def option_groups(subject: Subject) -> tuple[Entry, ...]:
    """The groups of the questionnaire's options, in order."""
    return _entries(subject, subject.questionnaire.option_groups)


def _printed(subject: Subject) -> dict[str, PublishedResult]:
    """Of all cities and outside grids; where sources differ, what published.csv has first."""
    if subject.group:
        return {}
    found: dict[str, PublishedResult] = {}
    for option in subject.questionnaire.options_of(subject.item):
        key = (subject.wave.id, subject.questionnaire.id, subject.item.code, "", option.code, "", "")
        shares = [entry for entry in subject.release.published_by_key.get(key, ()) if entry.share is not None]
        if shares:
            found[option.code] = shares[0]
    return found


def number_levels(subject: Subject) -> list[NumberLevel]:
    """A number's estimates for all cities and for every level of the subject's group that has one."""
    values = _published_values(subject)
    found = []
    for level in _levels(subject):
        cells = {cell.measure: cell for cell in _cells(subject, "", level.code) if is_drawn(cell)}
        if cells:
            found.append(NumberLevel(level, cells.get("mean"), cells.get("median"), tuple(sorted(values[level.code]))))
    return found


def lists_at_hand(subject: Subject) -> int | None:
    """How many lists, complete or not, the wave has of the item; None where the answers are not published."""
    if subject.item.consent != "public":
        return None
    variables = [(subject.item.code, row.code) for row in subject.questionnaire.rows_of(subject.item)]
    variables = variables or [(subject.item.code, "")]
    return sum(
        any((answer := of_city.get(variable)) is not None and answer.is_known for variable in variables)
        for (wave, questionnaire, _), of_city in subject.release.answers_by_city.items()
        if (wave, questionnaire) == (subject.wave.id, subject.questionnaire.id)
    )


def is_other(entry: Entry) -> bool:
    """Whether it stands for own answers, which close a list whatever their number."""
    return entry.code == OTHER


def _published_values(subject: Subject) -> dict[str, list[float]]:
    """The cities' own numbers by level; none where single answers are not published."""
    found: dict[str, list[float]] = defaultdict(list)
    levels = _levels_of_cities(subject)
    for (wave, questionnaire, city), of_city in subject.release.answers_by_city.items():
        answer = of_city.get((subject.item.code, ""))
        if (wave, questionnaire) != (subject.wave.id, subject.questionnaire.id) or not answer or not answer.is_known:
            continue
        for level in {ALL_CITIES, *levels[city]}:
            found[level].extend(float(text) for text in answer.texts)
    return found


def _levels_of_cities(subject: Subject) -> dict[str, list[str]]:
    """The levels of the subject's group that each city is in."""
    found: dict[str, list[str]] = defaultdict(list)
    group, release = subject.group, subject.release
    if group is not None and group.item is not None:
        for (wave, _, city), of_city in release.answers_by_city.items():
            answer = of_city.get((group.item, ""))
            if wave == subject.wave.id and answer is not None:
                found[city].extend(answer.named)
    elif group is not None:
        for entry in release.memberships:
            if entry.group == group.code:
                found[entry.city].append(entry.level)
    return found


def _cells(subject: Subject, row: str, level: str) -> list[Estimate]:
    domain = subject.group.code if subject.group and level != ALL_CITIES else ""
    return subject.release.table(subject.wave.id, subject.questionnaire.id, subject.item.code, row, domain, level)


def _levels(subject: Subject) -> tuple[Entry, ...]:
    levels: tuple[Entry, ...] = (Entry(ALL_CITIES, ""),)
    if subject.group:
        named = subject.release.levels_in(subject.language)[subject.group.code]
        levels += tuple(Entry(code, tidy(label)) for code, label in named.items())
    return levels


def _entries(subject: Subject, options: tuple[Option, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(option.code, subject.text(option.short or option.label), option.group or "") for option in options
    )
