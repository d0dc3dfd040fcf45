"""Calibration: totals, bounds and distances, against an optimiser that knows nothing of multipliers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import minimize

from civiscope.errors import UserError
from civiscope.sampling.weighting.auxiliaries import auxiliaries, independent_columns, with_margins
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.distances import Bounds, Distance, curve
from civiscope.sampling.weighting.margins import margin

Floats = NDArray[np.float64]

RANDOM = np.random.default_rng(8)
ROWS = 40
X = RANDOM.gamma(3, 1, ROWS)
BASE = RANDOM.uniform(1, 5, ROWS)
ONE_X = np.column_stack([np.ones(ROWS), X])
TOTALS = [110.0, 370.0]
BOTH = auxiliaries(["one", "x"], ONE_X, TOTALS)


def squared(g: Floats) -> float:
    """The linear distance, Σ d (g - 1)² / 2."""
    return float(BASE @ (g - 1) ** 2 / 2)


def entropy(g: Floats) -> float:
    """The raking distance, Σ d (g log g - g + 1)."""
    return float(BASE @ (g * np.log(g) - g + 1))


def bounded_entropy(g: Floats) -> float:
    """The logit distance with the bounds 0.5 and 2 (Deville and Särndal 1992, case 6)."""
    low, high = 0.5, 2.0
    rate = (high - low) / ((1 - low) * (high - 1))
    terms = (g - low) * np.log((g - low) / (1 - low)) + (high - g) * np.log((high - g) / (high - 1))
    return float(BASE @ terms / rate)


@pytest.mark.parametrize(
    ("distance", "bounds", "goal", "box"),
    [
        (Distance.LINEAR, None, squared, (None, None)),
        (Distance.LINEAR, (0.7, 1.25), squared, (0.7, 1.25)),
        (Distance.LINEAR, (0.7, float("inf")), squared, (0.7, None)),
        (Distance.RAKING, None, entropy, (1e-6, None)),
        (Distance.LOGIT, (0.5, 2.0), bounded_entropy, (0.5 + 1e-9, 2 - 1e-9)),
    ],
)
def test_calibrated_weights_are_the_closest_that_reach_the_totals(
    distance: Distance, bounds: Bounds | None, goal: Callable[[Floats], float], box: tuple[float | None, float | None]
) -> None:
    found = calibrate(BASE, BOTH, distance=distance, bounds=bounds)
    assert found.weights @ ONE_X == pytest.approx(TOTALS, rel=1e-12)
    best = minimize(
        goal,
        np.ones(ROWS),
        method="SLSQP",
        bounds=[box] * ROWS,
        constraints={"type": "eq", "fun": lambda g: (BASE * g) @ ONE_X - TOTALS},
        options={"ftol": 1e-13, "maxiter": 500},
    )
    assert best.success
    assert found.ratios == pytest.approx(best.x, abs=2e-4)
    assert goal(found.ratios) <= best.fun * (1 + 1e-6)
    if distance is Distance.LINEAR and bounds is not None:
        assert calibrate(BASE, BOTH).ratios.min() < bounds[0]
    if bounds is not None:
        assert bounds[0] <= found.ratios.min()
        assert found.ratios.max() <= bounds[1]


@given(st.floats(-6, 6), st.sampled_from([("linear", None), ("linear", (0.4, 3.0)), ("raking", None)]))
def test_primitive_is_the_integral_of_the_ratio(u: float, kind: tuple[str, Bounds | None]) -> None:
    shape = curve(Distance(kind[0]), kind[1])
    area, _ = quad(lambda v: float(shape.ratio(np.array([v]))[0]), 0, u, points=[-0.6, 2.0], limit=200)
    ends = shape.primitive(np.array([u, 0.0]))
    assert ends[0] - ends[1] == pytest.approx(area, rel=1e-8, abs=1e-9)


@given(st.floats(-30, 30), st.floats(-2, 0.95), st.floats(1.05, 8))
def test_logit_is_the_formula_of_deville_and_sarndal(u: float, low: float, high: float) -> None:
    shape = curve(Distance.LOGIT, (low, high))
    rate = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(min(rate * u, 700))
    ratio = (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)
    assert shape.ratio(np.array([u]))[0] == pytest.approx(ratio, rel=1e-9, abs=1e-9)
    step = 1e-5
    ends = shape.primitive(np.array([u + step, u - step]))
    assert (ends[0] - ends[1]) / (2 * step) == pytest.approx(ratio, rel=1e-4, abs=1e-4)
    ratios = shape.ratio(np.array([u + step, u - step]))
    assert (ratios[0] - ratios[1]) / (2 * step) == pytest.approx(shape.slope(np.array([u]))[0], rel=1e-3, abs=1e-4)


def test_redundant_columns_are_dropped_where_their_totals_agree() -> None:
    values = np.column_stack([ONE_X, 2 * X - 3])
    found = calibrate(BASE, auxiliaries(["one", "x", "line"], values, [*TOTALS, 2 * 370 - 3 * 110]))
    assert found.weights == pytest.approx(calibrate(BASE, BOTH).weights, rel=1e-12)


def test_totals_that_contradict_are_named() -> None:
    values = np.column_stack([ONE_X, 2 * X - 3])
    with pytest.raises(UserError) as caught:
        calibrate(BASE, auxiliaries(["one", "x", "line"], values, [*TOTALS, 400]))
    assert caught.value.problems[0].code == "auxiliary-totals-contradict"
    assert caught.value.problems[0].message == 'the total of "line" is 400, but the totals before it imply 410'


def test_column_of_zeros_with_a_total_contradicts() -> None:
    with pytest.raises(UserError, match='the total of "none" is 7, but the totals before it imply 0'):
        calibrate(BASE, auxiliaries(["one", "none"], np.column_stack([np.ones(ROWS), np.zeros(ROWS)]), [110, 7]))


@given(st.integers(0, 2**32 - 1))
def test_independent_columns_are_as_many_as_the_rank(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(-1, 2, (12, 6)).astype(np.float64)
    kept = independent_columns(values)
    assert len(kept) == np.linalg.matrix_rank(values) == np.linalg.matrix_rank(values[:, kept])


def test_missing_auxiliaries_are_counted_in_rows_with_a_weight() -> None:
    values = ONE_X.copy()
    values[:3, 1] = [np.nan, np.inf, np.nan]
    with pytest.raises(UserError) as caught:
        calibrate(BASE, auxiliaries(["one", "x"], values, TOTALS))
    assert caught.value.problems[0].code == "auxiliary-missing"
    assert caught.value.problems[0].message == '3 rows have no finite value of the auxiliary variable "x"'
    weights = BASE.copy()
    weights[:3] = 0
    found = calibrate(weights, auxiliaries(["one", "x"], values, TOTALS))
    assert not found.weights[:3].any()
    assert found.weights[3:] @ ONE_X[3:] == pytest.approx(TOTALS, rel=1e-12)


def test_total_that_is_no_number_is_refused() -> None:
    with pytest.raises(UserError, match=r'\[auxiliary-total-invalid\] the total of the auxiliary variable "x" is nan'):
        auxiliaries(["one", "x"], ONE_X, [110, float("nan")])
    with pytest.raises(ValueError, match="equally many"):
        auxiliaries(["one"], ONE_X, TOTALS)


@pytest.mark.parametrize(
    ("distance", "bounds", "text"),
    [
        (Distance.LOGIT, (1.1, 2.0), r"\[calibration-bounds-invalid\] the bounds 1.1 and 2 do not enclose 1"),
        (Distance.LINEAR, (0.2, 1.0), r"\[calibration-bounds-invalid\] the bounds 0.2 and 1 do not enclose 1"),
        (Distance.LOGIT, None, r"\[calibration-bounds-missing\] the distance logit has no bounds"),
        (Distance.LOGIT, (0.2, float("inf")), r"\[calibration-bounds-missing\]"),
        (
            Distance.RAKING,
            (0.2, 2.0),
            r"\[calibration-bounds-unused\] the distance raking takes no bounds, and 0.2 and",
        ),
    ],
)
def test_impossible_bounds_are_refused(distance: Distance, bounds: Bounds | None, text: str) -> None:
    with pytest.raises(UserError, match=text):
        calibrate(BASE, BOTH, distance=distance, bounds=bounds)


@pytest.mark.parametrize("distance", [Distance.LINEAR, Distance.LOGIT])
def test_totals_out_of_reach_name_bounds_that_reach_them(distance: Distance) -> None:
    with pytest.raises(UserError) as caught:
        calibrate(BASE, BOTH, distance=distance, bounds=(0.95, 1.05))
    found = caught.value.problems[0]
    assert found.code == "calibration-out-of-reach"
    assert found.message == "no weights between 0.95 and 1.05 times the weights before reach the totals"
    lower, upper = (float(word) for word in found.expected.rsplit("at least ", 1)[1].split(" to "))
    wide, narrow = 1.01, 0.99
    calibrate(BASE, BOTH, distance=distance, bounds=(1 - wide * (1 - lower), 1 + wide * (upper - 1)))
    with pytest.raises(UserError, match="calibration-out-of-reach"):
        calibrate(BASE, BOTH, distance=distance, bounds=(1 - narrow * (1 - lower), 1 + narrow * (upper - 1)))


def test_totals_that_need_negative_weights_are_refused_by_raking_only() -> None:
    beyond = auxiliaries(["one", "x"], ONE_X, [110, 110 * (X.max() + 1)])
    assert calibrate(BASE, beyond).weights.min() < 0
    with pytest.raises(UserError, match=r"\[calibration-not-positive\] no positive weights of these rows reach"):
        calibrate(BASE, beyond, distance=Distance.RAKING)


def test_totals_at_the_very_edge_do_not_converge() -> None:
    # Only weights of 0 for all rows but one reach this mean: raking and logit come near and never arrive.
    edge = auxiliaries(["one", "x"], ONE_X, [110, 110 * X.max()])
    with pytest.raises(UserError) as caught:
        calibrate(BASE, edge, distance=Distance.RAKING, tolerance=1e-15)
    assert caught.value.problems[0].code == "calibration-not-converged"
    assert "relative to its size" in caught.value.problems[0].message


def test_calibration_far_from_the_sample_converges() -> None:
    far = auxiliaries(["one", "x"], ONE_X, [1e6, 1e6 * X.mean() * 1.8])
    found = calibrate(BASE, far, distance=Distance.RAKING)
    assert found.weights @ ONE_X == pytest.approx(far.totals, rel=1e-11)
    assert found.weights.min() > 0


def test_margins_and_numbers_make_one_column_each() -> None:
    weights = np.ones(4)
    groups = margin("g", ["a", "b", "a", "b"], {"a": 10, "b": 30})
    numbers = auxiliaries(["x"], np.array([[1.0], [2], [3], [4]]), [120])
    both = with_margins(weights, [groups], numbers)
    assert both.names == ("g = a", "g = b", "x")
    assert both.values.tolist() == [[1, 0, 1], [0, 1, 2], [1, 0, 3], [0, 1, 4]]
    found = calibrate(weights, both)
    assert groups.sums(found.weights) == pytest.approx([10, 30])
    assert found.weights @ numbers.values[:, 0] == pytest.approx(120)
