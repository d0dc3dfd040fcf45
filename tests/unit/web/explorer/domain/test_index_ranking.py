"""Rankings of indices: in order with rank intervals, else no ranking; pages; the file to download."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.web.explorer.domain.index_ranking import PAGE_LENGTH, Ranking, ranking, ranking_text, scored_waves
from civiscope.web.explorer.domain.shelf import Edition, open_edition
from tests.unit.web.explorer.river_site import river_edition, river_release


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_release(tmp_path_factory.mktemp("rivers"))


@pytest.fixture
def edition(folder: Path) -> Edition:
    return open_edition(folder)


def changed(edition: Edition, **fields: object) -> Edition:
    """The edition with other fields in the scores of the index itself."""
    scores = tuple(
        replace(entry, **fields) if entry.node == entry.index else entry  # type: ignore[arg-type]
        for entry in edition.release.scores
    )
    edition.release = replace(edition.release, scores=scores)
    return edition


def test_the_ranking_stands_in_the_order_of_ranks_and_every_entry_has_an_interval(edition: Edition) -> None:
    found = ranking(edition, "readiness", "2020")
    assert found.ranked
    assert [entry.rank for entry in found.entries] == sorted(entry.rank or 0 for entry in found.entries)
    assert len(found.entries) == 8
    assert all(entry.rank_low and entry.rank_high for entry in found.entries)


def test_cities_that_share_a_rank_stand_in_the_order_of_their_names(edition: Edition) -> None:
    found = ranking(changed(edition, rank=1), "readiness", "2020")
    names = [edition.release.cities[entry.city].name for entry in found.entries]
    assert names == ["Arno", "Brda", "Cher", "Drina", "Fulda", "Gardon", "Hunte", "Júcar"]


@pytest.mark.parametrize("fields", [{"rank_low": None, "rank_high": None}, {"rank": None}])
def test_without_rank_intervals_or_ranks_there_is_no_ranking(edition: Edition, fields: dict[str, object]) -> None:
    found = ranking(changed(edition, **fields), "readiness", "2020")
    assert not found.ranked
    assert [entry.city for entry in found.entries] == sorted(entry.city for entry in found.entries)


def test_only_waves_with_published_scores_have_a_ranking(edition: Edition) -> None:
    assert scored_waves(edition.release, "readiness") == ["2020"]
    with pytest.raises(KeyError):
        ranking(edition, "readiness", "2018")
    assert scored_waves(changed(edition, score=None).release, "readiness") == []


def test_a_long_ranking_has_pages(edition: Edition) -> None:
    entry = ranking(edition, "readiness", "2020").entries[0]
    found = Ranking("2020", (entry,) * (2 * PAGE_LENGTH + 1), ranked=True)
    assert found.pages == 3
    assert [len(found.page(number)) for number in (1, 2, 3)] == [PAGE_LENGTH, PAGE_LENGTH, 1]


def test_the_file_holds_ranks_intervals_and_names(edition: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(ranking_text(edition, "readiness"))))
    entries = ranking(edition, "readiness", "2020").entries
    assert [(row["city"], int(row["rank"]), float(row["score"])) for row in rows] == [
        (entry.city, entry.rank, entry.score) for entry in entries
    ]
    assert {row["name"]: row["country"] for row in rows}["Júcar"] == "ESP"
    assert all(int(row["rank_low"]) <= int(row["rank"]) <= int(row["rank_high"]) for row in rows)


def test_a_name_that_is_a_formula_is_a_text_in_the_file(tmp_path: Path) -> None:
    edition = river_edition(tmp_path)
    release: Release = edition.release
    city = ranking(edition, "readiness", "2020").entries[0].city
    hostile = replace(release.cities[city], name='=HYPERLINK("https://example.org")')
    edition.release = replace(release, cities={**release.cities, city: hostile})
    row = next(csv.DictReader(io.StringIO(ranking_text(edition, "readiness"))))
    assert row["name"] == '\'=HYPERLINK("https://example.org")'
