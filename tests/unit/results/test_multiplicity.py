"""Adjusted p-values: laws of both corrections, and plain definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.results.multiplicity import Correction, adjusted

P_VALUES = st.lists(st.one_of(st.none(), st.just(math.nan), st.floats(0, 1)), max_size=12)
BOTH = st.sampled_from([Correction.HOLM, Correction.BH])


def known(values: list[float | None]) -> list[float]:
    """Those that are numbers."""
    return [value for value in values if value is not None and not math.isnan(value)]


@given(p_values=P_VALUES, correction=BOTH)
def test_adjusted_p_is_no_smaller_than_p_keeps_its_order_and_is_at_most_1(
    p_values: list[float | None], correction: Correction
) -> None:
    found = adjusted(p_values, correction)
    pairs = sorted(zip(known(p_values), known(found), strict=True))
    assert all(raw <= new <= 1 for raw, new in pairs)
    assert [new for _, new in pairs] == sorted(new for _, new in pairs)


@given(p_values=P_VALUES, correction=BOTH)
def test_those_without_p_stay_and_do_not_count(p_values: list[float | None], correction: Correction) -> None:
    found = adjusted(p_values, correction)
    assert [str(value) for value in found if value is None or math.isnan(value)] == [
        str(value) for value in p_values if value is None or math.isnan(value)
    ]
    assert known(found) == adjusted(list(known(p_values)), correction)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_holm_rejects_as_the_step_down_procedure_does(p_values: list[float]) -> None:
    found = adjusted(list(p_values), Correction.HOLM)
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for place in order:
        before = order[: order.index(place) + 1]
        expected = max(min(1.0, p_values[earlier] * (len(order) - i)) for i, earlier in enumerate(before))
        assert found[place] == pytest.approx(expected, rel=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_benjamini_hochberg_rejects_as_the_step_up_procedure_does(p_values: list[float]) -> None:
    found = adjusted(list(p_values), Correction.BH)
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for rank, place in enumerate(order):
        after = [p_values[later] * len(order) / (i + 1) for i, later in enumerate(order) if i >= rank]
        assert found[place] == pytest.approx(min(1.0, *after, 1.0), rel=1e-12)


@given(P_VALUES)
def test_benjamini_hochberg_is_never_stricter_than_holm(p_values: list[float | None]) -> None:
    holm, bh = (known(adjusted(p_values, correction)) for correction in (Correction.HOLM, Correction.BH))
    assert all(second <= first * (1 + 1e-12) for first, second in zip(holm, bh, strict=True))


def test_no_correction_changes_nothing() -> None:
    assert adjusted([0.02, None, 0.5], Correction.NONE) == [0.02, None, 0.5]


def test_empty_family_stays_empty() -> None:
    assert adjusted([], Correction.HOLM) == []
    assert adjusted([None, None], Correction.BH) == [None, None]
