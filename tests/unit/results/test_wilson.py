from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.results.wilson import wilson_limits, wilson_ratio


def test_limits_agree_with_a_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263, and 0 of 20.
    assert wilson_limits(81 / 263, 1.959964**2 / 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson_limits(0, 1.959964**2 / 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


@given(st.floats(0, 1), st.floats(1e-4, 2))
def test_ratio_is_found_from_any_interval(share: float, ratio: float) -> None:
    low, high = wilson_limits(share, ratio)
    assert wilson_ratio(share, low, high) == pytest.approx(ratio, rel=1e-6)


def test_interval_without_width_has_the_ratio_nought_and_the_whole_range_none() -> None:
    assert wilson_ratio(0.4, 0.4, 0.4) == 0
    assert wilson_ratio(0.4, 0, 1) is None
