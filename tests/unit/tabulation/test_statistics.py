"""Estimates and variances from cells, against formulas over the rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells, LevelName
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.statistics import fit_of, linearised, linearised_variance, statistics_of
from civiscope.tabulation.variables import Measure, Variable

Floats = NDArray[np.float64]
VALUES = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 8)), min_size=3, max_size=30)


def sample(
    rows: list[tuple[int, int]], measure: Measure, centre: float = 0.0
) -> tuple[Cells, Variable, Floats, Floats]:
    """A simple random sample of weighted values, as cells of one level."""
    values, weights = np.array([float(v) for v, _ in rows]), np.array([float(w) for _, w in rows])
    n = len(rows)
    stages = Stages(np.zeros((1, 1), dtype=np.int64), np.array([n]), (np.array([np.inf]),), True, Lonely.FAIL)
    variable = Variable("y", "", "", measure, "y", "b", centre=centre)
    counted = np.ones((n, 1), dtype=bool)
    found = RowValues([variable], (values - centre)[:, None], counted, counted.astype(float))
    unit = np.zeros(n, dtype=np.int64)
    return cells_of_rows(stages, unit, weights, [LevelName("", "")], [np.arange(n)], found), variable, values, weights


@given(VALUES, st.floats(-5, 5))
def test_scores_of_a_mean_add_up_to_nothing_and_their_squares_are_exact(
    rows: list[tuple[int, int]], centre: float
) -> None:
    cells, variable, values, weights = sample(rows, Measure.MEAN, centre)
    estimate, scores, squares = linearised(cells, [variable])
    mean = float((weights * values).sum() / weights.sum())
    expected = weights * (values - mean) / weights.sum()
    assert estimate[0, 0] == pytest.approx(mean, abs=1e-9)
    assert scores[0, 0] == pytest.approx(0, abs=1e-9)
    assert squares is not None
    assert squares[0, 0] == pytest.approx((expected**2).sum(), abs=1e-9)


@given(VALUES)
def test_spread_is_the_weighted_variance_with_its_correction(rows: list[tuple[int, int]]) -> None:
    cells, variable, values, weights = sample(rows, Measure.VARIANCE)
    estimate, _, squares = linearised_variance(cells, [variable])
    n = len(rows)
    mean = (weights * values).sum() / weights.sum()
    spread = (weights * (values - mean) ** 2).sum() / weights.sum()
    assert estimate[0, 0] == pytest.approx(spread * n / (n - 1), abs=1e-9)
    scores = weights * ((values - mean) ** 2 - spread) / weights.sum() * n / (n - 1)
    assert squares is not None
    assert squares[0, 0] == pytest.approx((scores**2).sum(), rel=1e-7, abs=1e-7)


@given(VALUES)
def test_design_effect_of_equal_weights_is_1(rows: list[tuple[int, int]]) -> None:
    equal = [(value, 1) for value, _ in rows]
    for measure in (Measure.MEAN, Measure.TOTAL):
        cells, variable, values, _ = sample(equal, measure)
        (found,) = statistics_of(cells, [variable])
        if values.std() > 0:
            assert found.deff[0] == pytest.approx(1)
        assert found.spread[0] == pytest.approx(1 / (len(rows) - 1))


@settings(max_examples=5)
@given(st.integers(65, 140))
def test_many_variables_are_what_each_is_by_itself(count: int) -> None:
    """They are laid out in parts of 64."""
    random = np.random.default_rng(count)
    n = 12
    stages = Stages(np.zeros((1, 1), dtype=np.int64), np.array([n]), (np.array([40.0]),), True, Lonely.FAIL)
    variables = [Variable("y", "", f"o{k}", Measure.SHARE, f"o{k}", "b", indicator=True) for k in range(count)]
    values = (random.random((n, count)) < 0.4).astype(float)
    counted = np.ones((n, count), dtype=bool)
    unit, level = np.zeros(n, dtype=np.int64), [LevelName("", "")]
    cells = cells_of_rows(
        stages, unit, np.ones(n), level, [np.arange(n)], RowValues(variables, values, counted, counted.astype(float))
    )
    for place, found in enumerate(statistics_of(cells, variables)):
        share = values[:, place].mean()
        assert found.estimate[0] == pytest.approx(share)
        assert found.variance[0] == pytest.approx((1 - n / 40) * share * (1 - share) / (n - 1), abs=1e-15)
        assert (fit_of(cells, found, 0) is None) == (share in (0, 1))
