"""Charts of questions: lengths against independent sums, order, marks, and what is left open."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.report.figures.tables import Subject, number_levels, share_table
from civiscope.web.explorer.domain.chart_parts import Bars, Matrix, Stacks, Strips
from civiscope.web.explorer.domain.contrast_marks import Marks, level_marks
from civiscope.web.explorer.domain.number_charts import number_chart
from civiscope.web.explorer.domain.question_index import question_index
from civiscope.web.explorer.domain.share_charts import axis_end, share_chart
from civiscope.web.explorer.domain.shelf import Edition
from tests.unit.web.explorer.question_study import question_edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return question_edition(Path(tmp_path_factory.mktemp("rivers")))


def subject(edition: Edition, item: str, variant: str = "") -> Subject:
    found = question_index(edition).subject(("officers", item), variant, "en")
    assert found is not None
    return found


def test_bars_are_as_long_as_the_shares_of_the_axis_largest_first(edition: Edition) -> None:
    asked = subject(edition, "strategy")
    chart = share_chart(asked, share_table(asked), Marks())
    assert isinstance(chart, Bars)
    assert [(row.label, row.bar.length, row.bar.shown, row.bar.counts) for row in chart.rows] == [
        ("Yes", 70.0, "70%", "7 of 10"),
        ("No", 30.0, "30%", "3 of 10"),
    ]
    # The printed share is a tick on the bar, and in words.
    assert (chart.rows[0].bar.tick, chart.rows[0].printed) == (65.0, "65%")


def test_lists_that_are_cut_off_leave_a_bar_open_to_the_longest_that_is_possible(edition: Edition) -> None:
    asked = subject(edition, "areas")
    chart = share_chart(asked, share_table(asked), Marks())
    assert isinstance(chart, Bars)
    water = next(row.bar for row in chart.rows if row.label == "Water")
    # Three of nine lists name water (counts, since fewer than 30 are complete); Ebro's may name it as well.
    assert water.shown == "3"
    assert water.interval == "3 to 4"
    assert water.possible is not None
    assert water.possible == pytest.approx(4 / 9 * 100, abs=0.01)
    assert water.rest == pytest.approx(1 / 9 * 100, abs=0.01)


def test_a_breakdown_has_a_row_a_level_with_all_cities_first_and_their_share_as_tick(edition: Edition) -> None:
    asked = subject(edition, "strategy", "--by-half")
    chart = share_chart(asked, share_table(asked), level_marks(edition.view("en"), asked))
    assert isinstance(chart, Matrix)
    assert [row.label for row in chart.rows] == ["All cities (n = 10)", "Small (n = 5)", "Large (n = 4)"]
    small = chart.rows[1].cells[0]
    assert small is not None
    assert small.mark is not None
    assert (small.shown, small.tick, small.mark.direction) == ("80%", 70.0, "higher")
    second = chart.rows[1].cells[1]
    assert second is not None
    assert second.mark is None


def test_stacked_bars_of_a_scale_are_full_and_sorted_by_its_first_half(edition: Edition) -> None:
    asked = subject(edition, "data")
    chart = share_chart(asked, share_table(asked), Marks())
    assert isinstance(chart, Stacks)
    assert chart.options == ("Sufficient data", "Insufficient data")
    for row in chart.rows:
        assert row.segments[0].start == 0
        assert sum(part.width for part in row.segments) == pytest.approx(100)
    assert [row.total for row in chart.rows] == sorted((row.total for row in chart.rows), key=lambda t: -int(t[:-1]))


def test_the_distribution_counts_every_city_once(edition: Edition) -> None:
    asked = subject(edition, "roles_count")
    chart = number_chart(asked, number_levels(asked), Marks())
    assert isinstance(chart, Bars)
    # 3, 2, 1, 4, 3, 5, 3, 2, 3: the answers of nine cities.
    assert [(row.label, row.bar.shown) for row in chart.rows] == [
        ("1", "1"),
        ("2", "2"),
        ("3", "4"),
        ("4", "1"),
        ("5", "1"),
    ]
    assert [row.bar.length for row in chart.rows] == [25.0, 50.0, 100.0, 25.0, 25.0]


def test_numbers_by_level_stand_on_one_axis(edition: Edition) -> None:
    asked = subject(edition, "roles_count", "--by-half")
    chart = number_chart(asked, number_levels(asked), Marks())
    assert isinstance(chart, Strips)
    places = {row.label: row.at for row in chart.rows}
    # Small: 3, 2, 1, 4, 3 (2.6); large with Isar apart: 5, 3, 2, 3 (3.25).
    assert places["Small"] is not None
    assert places["Large"] is not None
    assert places["All cities"] is not None
    assert places["Small"] < places["All cities"] < places["Large"]


@pytest.mark.parametrize(
    ("longest", "end"), [(0.0, 0.25), (0.25, 0.25), (0.2501, 0.5), (0.5, 0.5), (0.51, 1.0), (1.2, 1.0)]
)
def test_the_axis_ends_at_a_quarter_a_half_or_the_whole(longest: float, end: float) -> None:
    assert axis_end(longest) == end
