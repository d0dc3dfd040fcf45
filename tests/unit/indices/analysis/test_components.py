"""Principal components of the elements of a node."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from civiscope.indices.analysis.components import FEW_UNITS, TOO_FEW, node_components, principal_components
from civiscope.indices.tree import IndexTree, Node

generated = settings(max_examples=60, deadline=None)


def table(seed: int, columns: int = 4) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(size=(50, 1)) + random.normal(size=(50, columns))


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_components_are_those_of_the_standardised_values(seed: int) -> None:
    values = table(seed)
    found = principal_components(values, "abcd")
    standardised = (values - values.mean(axis=0)) / values.std(axis=0, ddof=1)
    singular = np.linalg.svd(standardised, compute_uv=False)
    np.testing.assert_allclose(found.eigenvalues, singular**2 / 49, rtol=1e-9)
    assert found.cumulative[-1] == pytest.approx(1)
    assert found.kaiser == (singular**2 / 49 > 1).sum()
    projected = standardised @ found.vectors
    for component in range(4):
        for element in range(4):
            expected = np.corrcoef(values[:, element], projected[:, component])[0, 1]
            assert found.loadings[element, component] == pytest.approx(expected, abs=1e-9)


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_the_sign_of_a_component_does_not_depend_on_the_order_of_the_elements(seed: int) -> None:
    values = table(seed)
    turned = principal_components(values[:, ::-1], "dcba")
    assert (principal_components(values, "abcd").vectors.sum(axis=0) >= 0).all()
    np.testing.assert_allclose(turned.vectors[::-1, 0], principal_components(values, "abcd").vectors[:, 0], atol=1e-7)


def test_adequacy_compares_correlations_with_partial_ones() -> None:
    values = table(7, 3)
    partials = []
    for one, other, given_ in ((0, 1, 2), (0, 2, 1), (1, 2, 0)):
        against = np.column_stack([np.ones(50), values[:, given_]])
        left = [values[:, column] - against @ np.linalg.lstsq(against, values[:, column])[0] for column in (one, other)]
        partials.append(np.corrcoef(left)[0, 1] ** 2)
    squares = np.corrcoef(values, rowvar=False)[np.triu_indices(3, 1)] ** 2
    expected = squares.sum() / (squares.sum() + sum(partials))
    assert principal_components(values, "abc").adequacy == pytest.approx(expected, rel=1e-9)


def test_sphericity_is_bartletts_test_of_the_correlations() -> None:
    values = table(8, 3)
    found = principal_components(values, "abc")
    expected = -(49 - 11 / 6) * np.log(np.linalg.det(np.corrcoef(values, rowvar=False)))
    assert (found.sphericity, found.freedom) == (pytest.approx(expected), 3)
    assert found.p == pytest.approx(stats.chi2.sf(expected, 3))


def test_units_with_missing_values_and_elements_without_variance_are_left_out() -> None:
    values = np.column_stack([table(9, 3), np.full(50, 2.0)])
    values[:10, 0] = np.nan
    found = principal_components(values, "abcd")
    assert (found.n, found.elements, found.excluded) == (40, ("a", "b", "c"), ("d",))
    np.testing.assert_allclose(found.eigenvalues, principal_components(values[10:, :3], "abc").eigenvalues)


def test_elements_that_repeat_each_other_have_no_adequacy() -> None:
    values = table(10, 2)
    found = principal_components(np.column_stack([values, values.sum(axis=1)]), "abc")
    assert found.eigenvalues[-1] == pytest.approx(0, abs=1e-12)
    assert np.isnan([found.adequacy, found.sphericity, found.p]).all()


def test_notes_say_why_there_are_no_components() -> None:
    assert principal_components(np.ones((5, 2)), "ab").note == TOO_FEW
    few = principal_components(np.array([[1, np.nan], [2, 3], [np.nan, 4]]), "ab")
    assert (few.note, few.n, few.kaiser) == (FEW_UNITS, 1, 0)
    assert principal_components(np.zeros((0, 2)), "ab").note == FEW_UNITS


def test_every_aggregate_has_components_of_its_direct_elements() -> None:
    tree = IndexTree.make(
        [
            Node("a", parent="left"),
            Node("b", parent="left"),
            Node("left", level=2, parent="index"),
            Node("index", level=3),
        ]
    )
    values = table(11, 2)
    found = node_components({"a": values[:, 0], "b": values[:, 1], "left": values.mean(axis=1)}, tree)
    assert [(row.node, row.elements, row.note) for row in found] == [
        ("index", ("left",), TOO_FEW),
        ("left", ("a", "b"), ""),
    ]
