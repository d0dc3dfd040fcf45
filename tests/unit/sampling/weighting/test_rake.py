"""Raking: margins are met together, as calibration with the raking distance meets them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.weighting.auxiliaries import with_margins
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.distances import Distance
from civiscope.sampling.weighting.margins import margin
from civiscope.sampling.weighting.rake import rake


@given(st.integers(0, 2**32 - 1), st.floats(0.5, 2), st.floats(0.5, 2))
def test_raked_weights_meet_margins_and_are_those_of_the_raking_distance(seed: int, first: float, other: float) -> None:
    random = np.random.default_rng(seed)
    weights = random.uniform(0.5, 4, 60)
    # Every combination has rows, so that any positive margins can be met.
    g, h = np.arange(60) % 3, np.arange(60) // 3 % 2
    gs = np.bincount(g, weights) * [first, 1, 1]
    hs = np.bincount(h, weights) * [1, other]
    groups = margin("g", [f"{value}" for value in g], dict(zip("012", gs.tolist(), strict=True)))
    halves = margin("h", [f"{value}" for value in h], dict(zip("01", (hs * gs.sum() / hs.sum()).tolist(), strict=True)))
    found = rake(weights, [groups, halves])
    assert groups.sums(found.weights) == pytest.approx(groups.totals, rel=1e-9)
    assert halves.sums(found.weights) == pytest.approx(halves.totals, rel=1e-9)
    other_way = calibrate(weights, with_margins(weights, [groups, halves]), distance=Distance.RAKING)
    assert found.weights == pytest.approx(other_way.weights, rel=1e-7)


def test_margins_that_no_weights_meet_together_are_named() -> None:
    # Both variables say the same, and the margins say different things of it.
    first = margin("g", ["a", "b", "b"], {"a": 10, "b": 20})
    second = margin("h", ["c", "d", "d"], {"c": 20, "d": 10})
    with pytest.raises(UserError) as caught:
        rake([1, 1, 1], [first, second], sweeps=50)
    assert caught.value.problems[0].code == "raking-not-converged"
    assert caught.value.problems[0].message == 'after 50 sweeps "g" is still 1 away from its totals, relative to them'


def test_rake_with_partial_leaves_out_categories_without_rows() -> None:
    first = margin("g", ["a", "b", "b", "a"], {"a": 10, "b": 20, "none": 5})
    second = margin("h", ["c", "d", "c", "d"], {"c": 20, "d": 10})
    found = rake([1, 1, 1, 1], [first, second], partial=True)
    assert found.weights.sum() == pytest.approx(30)
    with pytest.raises(UserError, match="margin-category-empty"):
        rake([1, 1, 1, 1], [first, second])
