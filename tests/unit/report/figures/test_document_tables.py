from __future__ import annotations

from dataclasses import replace

import pytest

from civiscope.release.model import Release
from civiscope.report.figures.blocks import FigureParts
from civiscope.report.figures.requests import FigureRequest, figure_parts
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.published import PublishedResult
from tests.unit.report.figures.examples import (
    REGIONS,
    WAVE,
    by_level,
    counts,
    estimate,
    every_kind,
    make_release,
    numbers,
    shares,
    staff_answers,
)


def parts_of(release: Release, item: str, by: str = "") -> FigureParts:
    return figure_parts(ReleaseView(release, "en"), FigureRequest("x", "item", item, by=by))


def cells_of(parts: FigureParts) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in parts.table.rows]


def test_choice_has_share_interval_cities_and_base_in_columns() -> None:
    parts = parts_of(make_release(every_kind()), "strategy")
    assert parts.table.head == ("Answer", "Share", "95% interval", "Cities that name it", "Base")
    assert cells_of(parts) == [["Yes", "62%", "54% to 70%", "31", "50"], ["No", "38%", "30% to 46%", "19", "50"]]
    assert parts.table.numeric == (False, True, True, True, True)
    assert parts.chart is not None
    assert (parts.chart.kind, parts.chart.categories) == ("bars", ("Yes", "No"))
    assert parts.chart.series[0].values == (0.62, 0.38)


def test_printed_results_have_a_column_of_their_own() -> None:
    printed = PublishedResult(WAVE, "officers", "strategy", "", "yes", 55.0, "", None, "A report")
    parts = parts_of(replace(make_release(every_kind()), published=(printed,)), "strategy")
    assert parts.table.head[-1] == "Printed elsewhere"
    assert [row[-1] for row in cells_of(parts)] == ["55%", "–"]


def test_counts_without_shares_name_what_is_possible() -> None:
    parts = parts_of(make_release(counts("roles", {"engineer": (4, 9), "designer": (2, 2)})), "roles")
    assert cells_of(parts) == [
        ["Engineer", "–", "20% to 45% possible", "4", "20"],
        ["Designer of services", "–", "10% to 10% possible", "2", "20"],
    ]
    assert parts.chart is not None
    assert parts.chart.unit == "number"
    assert parts.chart.series[0].values == (4.0, 2.0)


def test_levels_are_columns_with_their_bases() -> None:
    roles = shares("roles", {"engineer": 0.5, "designer": 0.7})
    north = shares("roles", {"engineer": 0.25}, base=12, domain="region", level="north")
    hidden = estimate("roles", "designer", suppressed=True, base=None, domain="region", level="north")
    parts = parts_of(make_release([*roles, *north, hidden]), "roles", "region")
    assert parts.table.head == ("Answer", "All cities (n = 50)", "North (n = 12)")
    assert cells_of(parts)[0] == ["Designer of services", "70% (62% to 78%)", "suppressed"]
    assert parts.chart is not None
    assert parts.chart.kind == "clustered"
    assert [series.values for series in parts.chart.series] == [(0.7, 0.5), (None, 0.25)]


def test_grid_has_its_answers_as_columns_and_by_level_as_rows() -> None:
    alone = parts_of(make_release(every_kind()), "goals")
    assert alone.table.head[:3] == ("Row", "n", "Very important")
    assert [row[0] for row in cells_of(alone)] == ["Savings", "Better services"]
    assert alone.chart is not None
    assert alone.chart.kind == "stacked"
    entries = every_kind()
    by_region = parts_of(make_release([*entries, *by_level(entries, "region", [*REGIONS])]), "goals", "region")
    assert by_region.table.head[:2] == ("Row", "Answer")
    assert len(by_region.table.rows) == 2 * 4
    assert by_region.chart is None


@pytest.mark.parametrize(("values", "kind"), [([3, 5, 5, 7], "cities"), ([], "mean")])
def test_number_has_mean_and_median_with_intervals(values: list[int], kind: str) -> None:
    parts = parts_of(make_release(numbers("staff", 6.2, 5), staff_answers(values)), "staff")
    assert cells_of(parts) == [["All cities", "50", "6.2 (5.2 to 7.2)", "5 (4 to 6)"]]
    assert parts.chart is not None
    assert parts.chart.unit == "number"
    total = sum(value for value in parts.chart.series[0].values if value is not None)
    assert total == (len(values) if kind == "cities" else 6.2)


def test_present_stands_beside_future() -> None:
    parts = parts_of(make_release(every_kind()), "funds")
    assert parts.table.head == ("Answer", "Now (n = 50)", "In future (n = 50)")
    assert cells_of(parts) == [
        ["The city", "90% (82% to 98%)", "60% (52% to 68%)"],
        ["The state", "30% (22% to 38%)", "70% (62% to 78%)"],
    ]
    assert parts.chart is not None
    assert [series.name for series in parts.chart.series] == ["Now (n = 50)", "In future (n = 50)"]
