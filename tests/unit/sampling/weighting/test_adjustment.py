"""Residuals: what they are orthogonal to, and whether the variances they give are those of the jackknife."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.sampling.weighting.adjustment import Adjustment, in_sequence
from civiscope.sampling.weighting.auxiliaries import auxiliaries, with_margins
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.distances import Distance
from civiscope.sampling.weighting.margins import Margin, margin
from civiscope.sampling.weighting.nonresponse import adjust_by_classes, adjust_by_propensity
from civiscope.sampling.weighting.poststratify import poststratify
from civiscope.sampling.weighting.rake import rake
from civiscope.sampling.weighting.trim import trim

Floats = NDArray[np.float64]

CLUSTERS = 150
RANDOM = np.random.default_rng(4)
CLUSTER = np.repeat(np.arange(CLUSTERS), 4)
ROWS = len(CLUSTER)
GROUP = RANDOM.integers(0, 3, ROWS)
REGION = RANDOM.integers(0, 4, ROWS)
X = RANDOM.gamma(4, 2, ROWS) + GROUP
Y = 3 * GROUP + X + RANDOM.normal(0, 2, CLUSTERS)[CLUSTER] + RANDOM.normal(0, 3, ROWS)
BASE = RANDOM.uniform(5, 15, ROWS)
ANSWERED = RANDOM.uniform(size=ROWS) < 0.35 + 0.2 * GROUP
GROUPS = margin("group", [f"g{value}" for value in GROUP], {"g0": 2200, "g1": 1900, "g2": 1900})
REGIONS = margin("region", [f"r{value}" for value in REGION], {"r0": 1400, "r1": 1500, "r2": 1600, "r3": 1500})
TOTAL_X = 56_000.0


def to_x(weights: Floats, groups: Margin, distance: Distance = Distance.LINEAR) -> Adjustment:
    """Calibration to a margin and the total of x."""
    numbers = auxiliaries(["x"], X[:, None], [TOTAL_X])
    bounds = (0.2, 4.0) if distance is Distance.LOGIT else None
    return calibrate(weights, with_margins(weights, [groups], numbers), distance=distance, bounds=bounds)


def answered_classes(weights: Floats) -> Adjustment:
    """Weighting classes by group."""
    return adjust_by_classes(weights, ANSWERED, "group", [f"g{value}" for value in GROUP])


def chained(*steps: Callable[[Floats], Adjustment]) -> Callable[[Floats], Adjustment]:
    """Adjustments made one after the other."""

    def run(weights: Floats) -> Adjustment:
        made: list[Adjustment] = []
        for step in steps:
            made.append(step(made[-1].weights if made else weights))
        return in_sequence(made)

    return run


VERBS: dict[str, Callable[[Floats], Adjustment]] = {
    "post-stratified": lambda w: poststratify(w, GROUPS),
    "linear": lambda w: to_x(w, GROUPS),
    "raking distance": lambda w: to_x(w, GROUPS, Distance.RAKING),
    "logit": lambda w: to_x(w, GROUPS, Distance.LOGIT),
    "raked": lambda w: rake(w, [GROUPS, REGIONS]),
    "classes": answered_classes,
    "post-stratified, then calibrated": chained(lambda w: poststratify(w, GROUPS), lambda w: to_x(w, REGIONS)),
    "classes, then calibrated": chained(answered_classes, lambda w: to_x(w, GROUPS)),
    "classes, then raked": chained(answered_classes, lambda w: rake(w, [GROUPS, REGIONS])),
}


def between_clusters(scores: Floats) -> float:
    """Variance of a total of scores (n,) for clusters drawn with replacement."""
    sums = np.bincount(CLUSTER, scores, minlength=CLUSTERS)
    return float(CLUSTERS / (CLUSTERS - 1) * np.sum((sums - sums.mean()) ** 2))


def jackknife(verb: Callable[[Floats], Adjustment]) -> float:
    """Variance of the total of y: every cluster is left out in turn, and the weights are adjusted anew."""
    totals = []
    for cluster in range(CLUSTERS):
        weights = np.where(cluster == CLUSTER, 0.0, BASE * CLUSTERS / (CLUSTERS - 1))
        totals.append(verb(weights).weights @ Y)
    return float((CLUSTERS - 1) / CLUSTERS * np.sum((np.array(totals) - np.mean(totals)) ** 2))


@pytest.mark.parametrize("name", sorted(VERBS))
def test_variance_from_residuals_is_that_of_the_jackknife(name: str) -> None:
    found = VERBS[name](BASE)
    variance = between_clusters(found.residuals((found.weights * Y)[:, None])[:, 0])
    again = jackknife(VERBS[name])
    assert variance == pytest.approx(again, rel=0.06)
    # The tolerance tells them apart from weights that are taken as fixed.
    assert between_clusters(found.weights * Y) > 1.3 * again


def test_sequence_in_the_order_of_r_keeps_a_variance_of_a_fixed_total() -> None:
    post = poststratify(BASE, GROUPS)
    later = to_x(post.weights, REGIONS)
    scores = (later.weights * X)[:, None]
    derived = in_sequence([post, later]).residuals(scores)
    as_in_r = in_sequence([post, later], first_to_last=True).residuals(scores)
    assert between_clusters(derived[:, 0]) == pytest.approx(0, abs=1e-12 * between_clusters(scores[:, 0]))
    assert between_clusters(as_in_r[:, 0]) > 1


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4), st.sampled_from(list(Distance)))
def test_residuals_of_calibration_vanish_for_combinations_of_the_auxiliaries(
    factors: list[float], distance: Distance
) -> None:
    found = to_x(BASE, GROUPS, distance)
    values = np.array(factors)[GROUP] + factors[3] * X
    residuals = found.residuals((found.weights * values)[:, None])
    assert residuals == pytest.approx(np.zeros((ROWS, 1)), abs=1e-8)


def test_residuals_of_several_columns_are_those_of_each() -> None:
    scores = BASE[:, None] * np.column_stack([Y, X, Y * X])
    for verb in VERBS.values():
        found = verb(BASE)
        together = found.residuals(scores)
        for column in range(3):
            alone = found.residuals(scores[:, [column]])[:, 0]
            assert together[:, column] == pytest.approx(alone, rel=1e-12, abs=1e-9)


def test_residuals_of_rows_outside_a_domain_are_not_zero() -> None:
    found = poststratify(BASE, GROUPS)
    scores = np.where(REGION == 0, found.weights * Y, 0.0)
    residuals = found.residuals(scores[:, None])[:, 0]
    for group in range(3):
        here = group == GROUP
        mean = (BASE[here] * np.where(REGION[here] == 0, Y[here], 0)).sum() / BASE[here].sum()
        assert residuals[here] == pytest.approx(scores[here] - found.weights[here] * mean, rel=1e-12)
    assert np.all(residuals[REGION != 0] < 0)


def test_calibration_to_a_ratio_of_zero_leaves_the_row_out_of_the_regression() -> None:
    groups = margin("g", ["a"] * 4, {"a": 4})
    numbers = auxiliaries(["x"], np.array([[0.0], [1.0], [2.0], [7.0]]), [3.2])
    found = calibrate(np.ones(4), with_margins(np.ones(4), [groups], numbers), bounds=(0, 3))
    assert found.weights[3] == 0
    kept = np.array([0.0, 1.0, 2.0, 0.0])
    assert found.residuals((found.weights * (5 + 2 * kept))[:, None]) == pytest.approx(np.zeros((4, 1)), abs=1e-12)


def test_sequence_joins_marks_and_iterations() -> None:
    raked = rake(BASE, [GROUPS, REGIONS])
    trimmed = trim(raked.weights, upper=1.4, of_median=True)
    both = in_sequence([raked, trimmed])
    assert both.method == "raking, trimming"
    assert both.trimmed is not None
    assert trimmed.trimmed is not None
    assert both.trimmed.sum() == trimmed.trimmed.sum() > 0
    assert both.iterations == raked.iterations + trimmed.iterations
    assert both.weights.sum() == pytest.approx(6000, rel=1e-12)


def test_sequence_refuses_adjustments_that_do_not_follow() -> None:
    with pytest.raises(ValueError, match="raking does not start from the weights that post-stratification gave"):
        in_sequence([poststratify(BASE, GROUPS), rake(BASE, [GROUPS, REGIONS])])
    with pytest.raises(ValueError, match="one adjustment or more"):
        in_sequence([])


def test_propensity_classes_give_residuals_of_their_own_classes() -> None:
    found = adjust_by_propensity(BASE, ANSWERED, ["x"], X[:, None])
    ones = found.residuals(found.weights[:, None])[:, 0]
    # The number of units is that of the sample whoever responds: its linearised values are the weights before.
    assert ones == pytest.approx(BASE, rel=1e-12)
