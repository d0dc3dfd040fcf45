"""Numbers of rows: what is missing becomes None, and nothing else changes."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from civiscope.workflows.absent import number_or_none, whole_or_none


@given(st.floats(allow_nan=False))
def test_a_number_that_is_there_stays_what_it_is(value: float) -> None:
    assert number_or_none(value) == value


@given(st.integers(-(2**53), 2**53))
def test_a_whole_number_kept_as_a_float_comes_back_whole(value: int) -> None:
    whole = whole_or_none(float(value))
    assert whole == value
    assert isinstance(whole, int)


def test_a_missing_number_is_none() -> None:
    assert number_or_none(math.nan) is None
    assert whole_or_none(math.nan) is None
