"""A question over the waves: computed shares and what was printed elsewhere, by common option."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.report.figures.concepts import (
    Asked,
    common_option,
    common_shares,
    everywhere,
    printed_shares,
    top_codes,
    top_shares,
)
from civiscope.report.figures.paired_tables import top_label
from civiscope.report.figures.tables import Entry, Subject, is_other
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.questionnaire import Item, Kind, Questionnaire

FEWEST_WAVES = 2
TREND_KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.GRID})


@dataclass(frozen=True)
class TrendTable:
    """``lines`` are common options (of a grid: its rows), sorted by the latest share; ``stops`` one subject per wave,
    oldest first. ``computed`` and ``printed`` by (line, wave). ``joined`` holds the waves whose cities are the same as
    those of the stop before. ``measured`` names the answers of a grid whose share it is together."""

    lines: tuple[Entry, ...]
    stops: tuple[Subject, ...]
    computed: dict[tuple[str, str], Estimate]
    printed: dict[tuple[str, str], PublishedResult]
    joined: frozenset[str]
    cities: dict[str, frozenset[str]]
    measured: str = ""

    @property
    def intervals(self) -> bool:
        """Whether any share has an interval."""
        return any(cell.low is not None and cell.high is not None for cell in self.computed.values())

    def shown(self, line: str, wave: str) -> float | None:
        """The computed share, else the printed one, in [0, 1]."""
        cell, entry = self.computed.get((line, wave)), self.printed.get((line, wave))
        if cell is not None:
            return cell.estimate
        return None if entry is None or entry.percent is None else entry.percent / 100


def trend_table(
    release: Release, language: str, questionnaire: Questionnaire, item: Item, option: str = ""
) -> TrendTable | None:
    """The waves in which an item, or what is the same elsewhere, has shares; None where there are fewer than two.

    ``option`` limits it to one common option or one row of a grid.
    """
    if item.kind not in TREND_KINDS:
        return None
    stops: list[Subject] = []
    computed: dict[tuple[str, str], Estimate] = {}
    printed: dict[tuple[str, str], PublishedResult] = {}
    names: dict[str, Entry] = {}
    wanted = common_option(item, option)
    top = top_codes(questionnaire, item)
    for asked in _one_per_wave(release, questionnaire, item):
        subject = Subject(release, asked.wave, asked.questionnaire, asked.item, None, asked.item.code, language)
        shares = {code: cell for code, cell in _shares(release, asked, top).items() if wanted in ("", code)}
        elsewhere = printed_shares(release, asked) if item.kind is not Kind.GRID else {}
        elsewhere = {code: entry for code, entry in elsewhere.items() if wanted in ("", code)}
        if not shares and not elsewhere:
            continue
        stops.append(subject)
        names |= _names(subject)
        computed |= {(code, asked.wave.id): cell for code, cell in shares.items()}
        printed |= {(code, asked.wave.id): entry for code, entry in elsewhere.items()}
    if len(stops) < FEWEST_WAVES:
        return None
    cities = {stop.wave.id: _cities(stop) for stop in stops}
    joined = {
        stop.wave.id
        for before, stop in itertools.pairwise(stops)
        if cities[stop.wave.id] and cities[stop.wave.id] == cities[before.wave.id]
    }
    table = TrendTable(
        (),
        tuple(stops),
        computed,
        printed,
        frozenset(joined),
        cities,
        top_label(stops[-1]) if item.kind is Kind.GRID else "",
    )
    lines = [code for code in dict.fromkeys(code for code, _ in (*computed, *printed)) if _is_a_line(table, code)]
    entries = sorted((names.get(code, Entry(code, code)) for code in lines), key=lambda line: _place(table, line))
    if not entries:
        return None
    return TrendTable(tuple(entries), tuple(stops), computed, printed, frozenset(joined), cities, table.measured)


def _one_per_wave(release: Release, questionnaire: Questionnaire, item: Item) -> list[Asked]:
    """Where the question is asked, once in each wave: in the same questionnaire before all others."""
    found: dict[str, Asked] = {}
    for asked in everywhere(release, item):
        if asked.wave.id not in found or asked.questionnaire is questionnaire:
            found[asked.wave.id] = asked
    return list(found.values())


def _shares(release: Release, asked: Asked, top: tuple[str, ...]) -> dict[str, Estimate]:
    if asked.item.kind is not Kind.GRID:
        shares = common_shares(release, asked)
        return {code: cell for code, cell in shares.items() if cell.estimate is not None}
    return top_shares(release, asked, top)


def _names(subject: Subject) -> dict[str, Entry]:
    """Labels by common option; an option that keeps its code names the common one, before those that become it."""
    item, questionnaire = subject.item, subject.questionnaire
    if item.kind is Kind.GRID:
        return {row.code: Entry(row.code, subject.text(row.short or row.label)) for row in questionnaire.rows_of(item)}
    found: dict[str, Entry] = {}
    for option in questionnaire.options_of(item):
        code = common_option(item, option.code)
        if code not in found or option.code == code:
            found[code] = Entry(code, subject.text(option.short or option.label))
    return found


def _is_a_line(table: TrendTable, code: str) -> bool:
    """Whether two waves have a share: one alone is no trend."""
    return sum(table.shown(code, stop.wave.id) is not None for stop in table.stops) >= FEWEST_WAVES


def _place(table: TrendTable, line: Entry) -> tuple[bool, float]:
    shares = [table.shown(line.code, stop.wave.id) for stop in reversed(table.stops)]
    return is_other(line), -next((share for share in shares if share is not None), 0.0)


def _cities(subject: Subject) -> frozenset[str]:
    """The cities that answered; none where that is not public."""
    key = (subject.wave.id, subject.questionnaire.id)
    return frozenset(e.city for e in subject.release.respondents if (e.wave, e.questionnaire) == key)
