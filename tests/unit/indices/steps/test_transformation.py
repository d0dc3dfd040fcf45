"""Transformations by their formulas, and the most likely Box-Cox exponent against SciPy's likelihood."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import special, stats

from civiscope.errors import UserError
from civiscope.indices.steps.transformation import TRANSFORMATIONS, transformed

Floats = NDArray[np.float64]

COLUMN = np.array([[3.0], [5.0], [np.nan], [13.0]])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("log_ct", [0.1, 2.1, np.nan, 10.1]),
        ("log_ct_orig", [1, 3, np.nan, 11]),
        ("log", [3, 5, np.nan, 13]),
        # 12 (x - 3) / 10 + 1: from 1 to the highest value.
        ("log_gii", [1, 3.4, np.nan, 13]),
    ],
)
def test_logarithms_by_their_formulas(name: str, arguments: list[float]) -> None:
    np.testing.assert_allclose(transformed(COLUMN, name, ("c",))[:, 0], np.log(arguments))


@given(arrays(np.float64, (8, 2), elements=st.integers(0, 99).map(float)), st.sampled_from([-2.0, -0.5, 0, 0.5, 1, 2]))
def test_box_cox_is_that_of_scipy_after_the_shift(values: Floats, exponent: float) -> None:
    found = transformed(values, "boxcox", ("a", "b"), exponent)
    np.testing.assert_allclose(found, special.boxcox(values - values.min(axis=0) + 1, exponent), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_no_other_exponent_is_likelier_than_the_best(seed: int) -> None:
    values = np.random.default_rng(seed).lognormal(1.0, 0.8, size=(60, 1)) * 10.0**seed
    shifted = (values - values.min() + 1)[:, 0]
    grid = np.linspace(-3, 3, 601)
    likelihoods = [stats.boxcox_llf(exponent, shifted) for exponent in grid]
    best = grid[int(np.argmax(likelihoods))]
    found = transformed(values, "boxcox", ("c",))[:, 0]
    # Between the neighbours of the best of the grid, the column lies between theirs.
    around = [special.boxcox(shifted, best + step) for step in (-0.01, 0.01)]
    assert (around[0] <= found + 1e-9).all()
    assert (found <= around[1] + 1e-9).all()


def test_the_best_exponent_of_values_that_span_nine_powers_of_ten() -> None:
    values = np.append(np.geomspace(1, 1e9, 30), np.nan)[:, None]
    found = transformed(values, "boxcox", ("c",))
    assert np.isfinite(found[:-1]).all()
    assert (np.diff(found[:-1, 0]) > 0).all()
    assert np.isnan(found[-1, 0])


@given(
    arrays(np.float64, 9, elements=st.integers(2, 400).map(float), unique=True),
    st.sampled_from(sorted(TRANSFORMATIONS)),
)
def test_the_order_of_units_is_kept(values: Floats, name: str) -> None:
    ordered = np.sort(values)[:, None]
    assert (np.diff(transformed(ordered, name, ("c",))[:, 0]) >= 0).all()


@pytest.mark.parametrize(
    ("name", "column", "value"), [("log", [0.0, 2.0, 5.0], "0"), ("log_gii", [0.2, 0.4, 0.9], "0.9")]
)
def test_values_that_a_transformation_cannot_take(name: str, column: list[float], value: str) -> None:
    values = np.column_stack([[2.0, 3.0, 4.0], column])
    with pytest.raises(UserError) as caught:
        transformed(values, name, ("good", "bad"))
    (found,) = caught.value.problems
    assert (found.code, found.column) == ("index-transformation", "bad")
    assert found.value == value
    lenient = transformed(values, name, ("good", "bad"), strict=False)
    assert np.isfinite(lenient[:, 0]).all()
    assert np.isnan(lenient[0, 1])


def test_only_the_values_without_a_logarithm_are_missing_where_that_is_allowed() -> None:
    found = transformed(np.array([[-1.0], [1.0], [2.0]]), "log", ("c",), strict=False)
    np.testing.assert_array_equal(np.isnan(found[:, 0]), [True, False, False])
