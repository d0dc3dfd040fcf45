"""The numbers of figures for decks: classes of whole numbers that do not overlap, each city in one of them."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.charts import number_chart
from civiscope.report.figures.tables import number_levels, subjects
from tests.unit.report.figures.examples import make_release, numbers, staff_answers


def classes(values: list[int]) -> list[tuple[int, int, float]]:
    """The classes of a number as (first, last, cities)."""
    release = make_release(numbers("staff", 6.25, 5), staff_answers(values))
    subject = next(entry for entry in subjects(release) if entry.name == "staff")
    chart = number_chart(subject, number_levels(subject))
    assert chart is not None
    found = []
    for label, count in zip(chart.categories, chart.series[0].values, strict=True):
        first, *last = (int(re.sub(r"\D", "", end)) for end in label.split("–"))
        found.append((first, last[0] if last else first, count or 0.0))
    return found


def test_single_numbers_are_classes_of_their_own() -> None:
    assert classes([1, 2, 2, 3, 4]) == [(1, 1, 1), (2, 2, 2), (3, 3, 1), (4, 4, 1)]


def test_only_the_last_class_holds_its_upper_edge() -> None:
    found = classes([10, 200, 3000])
    assert found[0] == (10, 19, 1)
    assert found[-1] == (2000, 5000, 1)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=5))
def test_classes_follow_one_another_and_count_every_city_once(values: list[int]) -> None:
    found = classes(values)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(found))
    assert [count for _, _, count in found] == [
        sum(first <= value <= last for value in values) for first, last, _ in found
    ]
