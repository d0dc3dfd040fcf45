"""Sheets of cities and groups, and what stands side by side."""

from __future__ import annotations

import pytest

from civiscope.release.model import Release
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.peers import PeerGroup, PeerRule
from civiscope.web.explorer.domain.comparison import Comparison, Part, compare
from civiscope.web.explorer.domain.sheets import Sheet, city_sheet, group_sheet, peer_sheet, sheet_data
from tests.unit.report.snapshots.examples import READINESS, build


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(tmp_path_factory.mktemp("rivers"), indices={"readiness": READINESS})


@pytest.fixture(scope="module")
def view(release: Release) -> ReleaseView:
    return ReleaseView(release, "en")


def part(comparison: Comparison, title: str) -> Part:
    return next(
        entry for entry in (*comparison.different, *comparison.alike, *comparison.alone) if entry.title == title
    )


def cells(found: Part) -> dict[str, tuple[str | None, ...]]:
    return {row.title: tuple(None if cell is None else cell.shown for cell in row.cells) for row in found.rows}


def test_city_sheet_has_a_line_for_every_option_of_a_list(view: ReleaseView) -> None:
    lines = city_sheet(view, "arno").lines
    assert {key: line.value for key, line in lines.items() if key.startswith("officers.areas.")} == {
        "officers.areas.transport": "yes",
        "officers.areas.water": "yes",
        "officers.areas.housing": "no",
        "officers.areas.culture": "no",
        "officers.areas.other": "no",
    }
    assert lines["officers.strategy"].shown == "Yes"
    assert lines["officers.roles_count"].shown == "3"
    assert lines["about.population"].shown == "100,000"


def test_list_that_is_cut_off_leaves_open_what_it_does_not_name(view: ReleaseView) -> None:
    lines = city_sheet(view, "ebro").lines
    assert (lines["officers.areas.transport"].value, lines["officers.areas.water"].value) == ("yes", "")
    assert lines["officers.areas.water"].shown == "Not known"


def test_answers_that_are_not_published_city_by_city_stand_in_no_sheet(view: ReleaseView) -> None:
    assert not any("secret" in key for key in city_sheet(view, "arno").lines)


def test_city_that_has_not_answered_has_no_sheet(view: ReleaseView) -> None:
    with pytest.raises(KeyError):
        city_sheet(view, "atlantis")


def test_score_carries_its_interval_and_rank(view: ReleaseView, release: Release) -> None:
    score = release.index_score("2020", "readiness", "arno")
    assert score is not None
    assert score.low is not None
    shown = city_sheet(view, "arno").lines["index.readiness"].shown
    assert f"rank {score.rank}" in shown
    assert f"interval {score.low:.1f} to".replace(".0 to", " to") in shown


def test_group_sheet_gives_shares_with_interval_and_base(view: ReleaseView) -> None:
    sheet = group_sheet(view, "", "")
    assert sheet.lines["officers.strategy"].shown.startswith("Yes: 70% (95% interval ")
    assert "; 10 cities)" in sheet.lines["officers.strategy"].shown
    assert sheet.lines["officers.roles_count"].shown.startswith("mean 2.9 (95% interval ")


def test_group_without_estimates_is_refused(view: ReleaseView) -> None:
    with pytest.raises(KeyError):
        group_sheet(view, "region", "Atlantis")


def test_comparison_puts_what_differs_first_and_leaves_out_what_nobody_names(view: ReleaseView) -> None:
    found = compare((city_sheet(view, "arno"), city_sheet(view, "drina")))
    assert "Explicit strategy" in [entry.title for entry in found.different]
    assert cells(part(found, "Areas of focus")) == {
        "Transport and mobility": ("Named", "Not named"),
        "Water": ("Named", "Named"),
    }
    assert [entry.title for entry in found.alike] == ["Terms"]
    assert "Website" in [entry.title for entry in found.alone]


def test_unknown_answers_do_not_make_a_difference(view: ReleaseView) -> None:
    found = compare((city_sheet(view, "arno"), city_sheet(view, "ebro")))
    rows = {row.title: row.differs for row in part(found, "Areas of focus").rows}
    assert rows == {"Transport and mobility": False, "Water": False}


def test_group_beside_a_city_never_counts_as_a_difference(view: ReleaseView) -> None:
    found = compare((city_sheet(view, "arno"), group_sheet(view, "", "")))
    assert (found.different, found.alike) == ((), ())
    assert cells(part(found, "Explicit strategy"))[""][0] == "Yes"


def test_comparison_of_no_sheets_is_empty() -> None:
    assert compare(()) == Comparison(())


def test_sheet_as_data_holds_the_lines_in_their_order(view: ReleaseView) -> None:
    sheet: Sheet = city_sheet(view, "arno")
    data = sheet_data(sheet)
    assert data["lines"] == [[e.key, e.section, e.title, e.value, e.shown] for e in sheet.lines.values()]
    assert (data["code"], data["group"]) == ("arno", False)


def test_peers_are_counted_among_those_of_which_it_is_known(view: ReleaseView, release: Release) -> None:
    group = PeerGroup("isar", PeerRule("population", 3), ("arno", "drina", "ebro"))
    sheet = peer_sheet(view, group)
    assert (sheet.title, sheet.subtitle) == ("The peers of Isar", "3 cities")
    assert sheet.lines["officers.strategy"].shown == "Yes: 2 of 3 cities\nNo: 1 of 3 cities"
    # Ebro's list is cut off: it names transport, and whether it names water is open.
    assert sheet.lines["officers.areas.transport"].shown == "2 of 3 cities"
    assert sheet.lines["officers.areas.water"].shown == "2 of 2 cities"
    found = compare((city_sheet(view, "arno"), sheet))
    assert (found.different, found.alike) == ((), ())
