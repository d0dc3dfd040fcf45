"""The Mazziotta-Pareto index, held against its formula unit by unit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.aggregation.mazziotta_pareto import mazziotta_pareto
from civiscope.indices.rules import Rule
from tests.unit.indices.small_indices import flat_tree, recipe_of, table_of, top_scores

Floats = NDArray[np.float64]

NEGATIVE, POSITIVE = Rule("mazziotta_pareto"), Rule("mazziotta_pareto", ("positive",))
elements = arrays(np.float64, (4, 3), elements=st.floats(70, 130))


@given(elements)
def test_score_is_the_mean_less_deviation_times_variation(values: Floats) -> None:
    mean, deviation = values.mean(axis=1), values.std(axis=1)
    expected = mean - deviation * (deviation / mean)
    np.testing.assert_allclose(mazziotta_pareto(values, np.ones(3), NEGATIVE), expected, rtol=1e-10)
    np.testing.assert_allclose(mazziotta_pareto(values, np.ones(3) * 7, POSITIVE), 2 * mean - expected, rtol=1e-10)


@given(elements, st.sets(st.integers(0, 11)))
def test_missing_elements_are_left_out(values: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    found = mazziotta_pareto(values, np.ones(3), NEGATIVE)
    for row, score in zip(values, found, strict=True):
        own = row[~np.isnan(row)]
        expected = own.mean() - own.var() / own.mean() if len(own) else np.nan
        assert score == pytest.approx(expected, rel=1e-10, nan_ok=True)


def test_whole_weights_are_repeated_elements() -> None:
    values = np.array([[90.0, 100, 120], [80, 85, 110]])
    found = mazziotta_pareto(values, np.array([2.0, 1, 3]), NEGATIVE)
    np.testing.assert_allclose(found, mazziotta_pareto(values[:, [0, 0, 1, 2, 2, 2]], np.ones(6), NEGATIVE))


def test_the_index_of_its_authors_is_built_by_rules() -> None:
    # De Muro, Mazziotta and Pareto 2011: z-scores with mean 100 and deviation 10, divisor n.
    values = np.random.default_rng(4).lognormal(size=(12, 3))
    z = 100 + 10 * (values - values.mean(axis=0)) / values.std(axis=0)
    expected = z.mean(axis=1) - z.var(axis=1) / z.mean(axis=1)
    recipe = recipe_of("normalise zscore_population:100:10", aggregate="mazziotta_pareto")
    np.testing.assert_allclose(top_scores(table_of(values), flat_tree(3), recipe), expected, rtol=1e-12)


def test_equal_elements_have_no_penalty_whatever_their_size() -> None:
    values = np.array([[0.0, 0, 0], [-3, -3, -3], [0.1, 0.1, 0.1]])
    np.testing.assert_allclose(mazziotta_pareto(values, np.ones(3), NEGATIVE), [0, -3, 0.1])


def test_a_mean_that_is_not_above_zero_is_refused() -> None:
    with pytest.raises(UserError, match="means above 0") as raised:
        mazziotta_pareto(np.array([[1.0, 2], [1, -4], [-1, 1]]), np.ones(2), NEGATIVE)
    assert raised.value.problems[0].value == "-1.5"
    with pytest.raises(UserError, match="negative or positive"):
        mazziotta_pareto(np.ones((1, 2)), np.ones(2), Rule("mazziotta_pareto", ("both",)))
