"""The cities of an index in order: who stands where, and how sure that is."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.release.tables import column_name
from civiscope.results.scores import Score
from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.domain.folding import folded
from civiscope.web.explorer.domain.shelf import Edition

PAGE_LENGTH = 100
"""Cities on a page of a ranking."""

_COLUMNS = (
    "wave",
    "rank",
    "rank_low",
    "rank_high",
    "city",
    "score",
    "low",
    "high",
    "class_",
    "available",
    "interval_level",
    "variants",
    "same_rank",
    "note",
)
"""The fields of a score that the file of a ranking holds; the city's name and country follow its code."""


@dataclass(frozen=True)
class Ranking:
    """The published scores of an index in one wave.

    ``ranked``: there are ranks with intervals, and the entries stand in their order; without intervals there is no
    ranking, and they stand in the order of the cities' names.
    """

    wave: str
    entries: tuple[Score, ...]
    ranked: bool

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return -(-len(self.entries) // PAGE_LENGTH)

    def page(self, number: int) -> tuple[Score, ...]:
        """The entries of a page, the first being 1."""
        return self.entries[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]


def scored_waves(release: Release, index: str) -> list[str]:
    """The waves of which cities have a published score of the index, the latest first."""
    return [wave.id for wave in reversed(release.definition.waves) if _published(release, index, wave.id)]


def ranking(edition: Edition, index: str, wave: str) -> Ranking:
    """The ranking, put in order once; raises KeyError for a wave without published scores of the index."""
    return edition.remembered(("ranking", index, wave), lambda: _ranking(edition.release, index, wave))


def ranking_text(edition: Edition, index: str) -> str:
    """All rankings of an index as CSV, the latest wave first, safe to open in a spreadsheet."""
    release = edition.release
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    after = _COLUMNS.index("city") + 1
    names = [column_name(name) for name in _COLUMNS]
    writer.writerow([*names[:after], "name", "country", *names[after:]])
    for wave in scored_waves(release, index):
        for entry in ranking(edition, index, wave).entries:
            city = release.cities[entry.city]
            cells = [_cell(getattr(entry, name)) for name in _COLUMNS]
            writer.writerow([guarded(cell) for cell in (*cells[:after], city.name, city.country, *cells[after:])])
    return out.getvalue()


def _ranking(release: Release, index: str, wave: str) -> Ranking:
    entries = _published(release, index, wave)
    if not entries:
        raise KeyError(wave)
    ranked = all(entry.rank is not None for entry in entries) and any(entry.rank_low is not None for entry in entries)

    def name(entry: Score) -> tuple[str, str]:
        return folded(release.cities[entry.city].name), entry.city

    def place(entry: Score) -> tuple[int, tuple[str, str]]:
        return entry.rank or 0, name(entry)

    return Ranking(wave, tuple(sorted(entries, key=place if ranked else lambda entry: (0, name(entry)))), ranked)


def _published(release: Release, index: str, wave: str) -> list[Score]:
    found = release.scores_by_node.get((wave, index), {}).get(index, {})
    return [entry for entry in found.values() if entry.score is not None]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
