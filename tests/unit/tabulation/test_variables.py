"""Which sums a variable needs, and how equal ones share a name."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civiscope.tabulation.variables import Measure, Variable

SHARE = Variable("item", "", "yes", Measure.SHARE, "i0o1", "b0", indicator=True)
MEAN = Variable("item", "", "", Measure.MEAN, "i0", "b0")
RATIO = Variable("a/b", "", "", Measure.RATIO, "r0", "rb0")


def test_powers_of_an_indicator_are_itself() -> None:
    assert SHARE.sum_name((2, 2, 0)) == SHARE.sum_name((2, 1, 1)) == "i0o1|210"
    assert MEAN.sum_name((2, 2, 0)) != MEAN.sum_name((2, 1, 1))


def test_sums_without_the_value_are_those_of_the_base_and_shared() -> None:
    other = replace(SHARE, option="no", prefix="i0o0")
    assert SHARE.sum_name((1, 0, 1)) == other.sum_name((1, 0, 1)) == "b0|101"
    assert RATIO.sum_name((1, 0, 1)) == "r0|101"
    assert (SHARE.n, MEAN.n, SHARE.base_count) == ("i0o1|n", "b0|n", "b0|n")


def test_squares_are_asked_for_only_where_rows_are_drawn() -> None:
    assert (2, 2, 0) in MEAN.powers(True)
    assert (2, 2, 0) not in MEAN.powers(False)
    assert (2, 0, 2) in SHARE.powers(False)
    assert (2, 4, 0) in replace(MEAN, measure=Measure.VARIANCE).powers(True)


@given(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.sampled_from([SHARE, MEAN, RATIO]))
def test_lowest_powers_stay_as_they_are(weight: int, value: int, denominator: int, variable: Variable) -> None:
    lowest = variable.canonical((weight, value, denominator))
    assert variable.canonical(lowest) == lowest
    u, x, w = (1.0 if variable.indicator else 3.0), (5.0 if variable is RATIO else 1.0), 2.0
    assert w ** lowest[0] * u ** lowest[1] * x ** lowest[2] == w**weight * u**value * x**denominator
