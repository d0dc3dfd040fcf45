"""Weighted means over many sets of weights, held against NumPy's own, one unit at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from civiscope.errors import UserError
from civiscope.indices.aggregation.means import arithmetic, check_positive, geometric, harmonic, total

Floats = NDArray[np.float64]

positive = st.floats(0.5, 100)
elements = arrays(np.float64, (3, 1, 5), elements=positive)
weights = arrays(np.float64, (4, 3), elements=st.floats(0.1, 10))


def unit_by_unit(values: Floats, sets: Floats, mean: str) -> Floats:
    """The plain way: one unit and one set of weights at a time, over the elements that are there."""
    found = np.full((len(sets), values.shape[2]), np.nan)
    for run, weight in enumerate(sets):
        for unit in range(values.shape[2]):
            own = values[:, run if values.shape[1] > 1 else 0, unit]
            there = ~np.isnan(own)
            if there.any():
                method = {"arithmetic": np.average, "geometric": stats.gmean, "harmonic": stats.hmean}[mean]
                found[run, unit] = method(own[there], weights=weight[there])
    return found


@given(elements, weights, st.sets(st.integers(0, 14)))
def test_means_leave_out_what_is_missing(values: Floats, sets: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    for name, method in (("arithmetic", arithmetic), ("geometric", geometric), ("harmonic", harmonic)):
        np.testing.assert_allclose(method(values, sets), unit_by_unit(values, sets, name), rtol=1e-12)


@given(arrays(np.float64, (3, 4, 5), elements=positive), weights)
def test_means_of_values_that_differ_by_run(values: Floats, sets: Floats) -> None:
    np.testing.assert_allclose(arithmetic(values, sets), unit_by_unit(values, sets, "arithmetic"), rtol=1e-12)
    np.testing.assert_allclose(geometric(values, sets), unit_by_unit(values, sets, "geometric"), rtol=1e-12)


@given(elements, weights, st.floats(0.01, 100))
def test_weights_that_sum_to_anything_give_the_same_means(values: Floats, sets: Floats, factor: float) -> None:
    for method in (arithmetic, geometric, harmonic):
        np.testing.assert_allclose(method(values, sets * factor), method(values, sets), rtol=1e-10)


@given(elements, weights)
def test_harmonic_is_at_most_geometric_is_at_most_arithmetic(values: Floats, sets: Floats) -> None:
    assert (harmonic(values, sets) <= geometric(values, sets) * (1 + 1e-12)).all()
    assert (geometric(values, sets) <= arithmetic(values, sets) * (1 + 1e-12)).all()


def test_total_adds_points_and_stands_in_for_missing_ones_in_proportion() -> None:
    values = np.array([[[1.0, 1.0]], [[0.0, np.nan]], [[1.0, 0.0]]])
    assert total(values, np.ones((1, 3))).tolist() == [[2.0, 1.5]]


def test_a_unit_without_any_element_has_no_mean() -> None:
    values = np.full((2, 1, 1), np.nan)
    assert np.isnan(arithmetic(values, np.ones((1, 2)))).all()


def test_geometric_and_harmonic_have_no_value_where_one_is_not_positive() -> None:
    values = np.array([[[0.0, -1.0, 2.0]], [[2.0, 2.0, 2.0]]])
    for method in (geometric, harmonic):
        np.testing.assert_allclose(method(values, np.ones((1, 2))), [[np.nan, np.nan, 2.0]])


def test_check_positive_names_element_unit_and_value() -> None:
    values = np.array([[[1.0, 2.0]], [[3.0, -0.5]]])
    with pytest.raises(UserError) as raised:
        check_positive(values, ("a", "b"), ("one", "two"), "geometric")
    assert str(raised.value) == (
        'error [index-mean-not-positive] b: the geometric mean needs values above 0: "two" has -0.5\n'
        "  expected: values above 0 in every element\n"
        "  remedy: Normalise to a range above 0, such as minmax:1:100, or take the arithmetic mean."
    )
