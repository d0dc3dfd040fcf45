from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.axis import histogram, number_axis

NUMBERS = st.lists(
    st.floats(min_value=-1e6, max_value=1e9, allow_subnormal=False).map(lambda x: round(x, 3)), min_size=1
)


@given(
    NUMBERS, st.lists(st.floats(min_value=-1e6, max_value=1e9).map(lambda x: round(x, 3)), max_size=6), st.booleans()
)
def test_axis_holds_every_value(values: list[float], marks: list[float], whole: bool) -> None:
    axis = number_axis(values, marks, whole)
    assert axis.low <= min(values)
    assert axis.high >= max(values)
    assert list(axis.edges) == sorted(set(axis.edges))
    assert all(0 <= axis.place(value) <= 1 for value in [*values, *marks, *axis.ticks])
    assert len(axis.ticks) <= 20


@given(NUMBERS, st.booleans())
def test_every_city_stands_in_one_bar(values: list[float], whole: bool) -> None:
    bars = histogram(tuple(sorted(values)), number_axis(values, [], whole))
    assert sum(count for _, _, count in bars) == len(values)
    for value in values:
        assert any(first <= value <= last and count for first, last, count in bars)


def test_few_whole_numbers_have_a_bar_each() -> None:
    axis = number_axis([1, 2, 2, 4], [2.25], whole=True)
    assert histogram((1, 2, 2, 4), axis) == [(0.5, 1.5, 1), (1.5, 2.5, 2), (2.5, 3.5, 0), (3.5, 4.5, 1)]
    assert axis.ticks == (1, 2, 3, 4)


def test_skewed_numbers_have_a_logarithmic_axis() -> None:
    axis = number_axis([20_000, 50_000, 90_000, 9_000_000], [60_000], whole=True)
    assert axis.logarithmic
    assert (axis.low, axis.high) == (20_000, 10_000_000)
    assert axis.ticks == (100_000, 1_000_000, 10_000_000)


def test_zero_keeps_the_axis_linear() -> None:
    assert not number_axis([0, 1, 1, 500], [], whole=True).logarithmic


@pytest.mark.parametrize("values", [[], [0.0], [7.0, 7.0]])
def test_axis_of_hardly_any_values_has_a_length(values: list[float]) -> None:
    axis = number_axis(values, [3.0] if not values else [], whole=False)
    assert axis.low < axis.high
