"""Means of groups that lie far apart keep their digits: compared with exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.sampling.design import Design
from civiscope.tabulation.tables import centring
from civiscope.tabulation.tables.estimate import estimate

ROWS = 1500
Floats = NDArray[np.float64]


def table(kind: str, missing: bool = False) -> dict[str, Floats]:
    """Simulated values with a standard deviation of 2 around means of millions."""
    random = np.random.default_rng(3)
    domain, stratum = random.integers(0, 3, ROWS), random.integers(0, 4, ROWS)
    far = {"alike": 0, "domains": domain, "strata": stratum}[kind]
    values = 2e6 + 1e6 * far + 2 * random.standard_normal(ROWS)
    if missing:
        values[::7] = np.nan
    sizes = (np.bincount(stratum)[stratum] * (stratum + 2)).astype(float)
    return {"y": values, "w": 1 + stratum / 2, "h": stratum.astype(float), "g": domain.astype(float), "N": sizes}


def exact(data: dict[str, Floats], level: float | None, weights: Floats, fpc: bool) -> tuple[float, float]:
    """Mean and standard error by the textbook formula for a stratified sample, in fractions."""
    inside = ~np.isnan(data["y"]) & (True if level is None else data["g"] == level)
    w = [Fraction(float(value)) for value in weights]
    y = [Fraction(float(value)) if known else Fraction() for value, known in zip(data["y"], inside, strict=True)]
    size = sum((w[row] for row in np.flatnonzero(inside)), Fraction())
    mean = sum((w[row] * y[row] for row in np.flatnonzero(inside)), Fraction()) / size
    variance = Fraction()
    for stratum in np.unique(data["h"]):
        rows = np.flatnonzero(data["h"] == stratum)
        n = len(rows)
        z = [w[row] * (y[row] - mean) / size if inside[row] else Fraction() for row in rows]
        centre = sum(z, Fraction()) / n
        rest = 1 - Fraction(n) / Fraction(float(data["N"][rows[0]])) if fpc else Fraction(1)
        variance += rest * Fraction(n, n - 1) * sum(((value - centre) ** 2 for value in z), Fraction())
    return float(mean), math.sqrt(variance)


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("kind", ["alike", "domains", "strata"])
def test_standard_errors_keep_nine_digits(kind: str, missing: bool) -> None:
    data = table(kind, missing)
    for row in estimate(data, "y", ["g"], Design("w", "h"), measure="mean"):
        mean, se = exact(data, float(row.level) if row.domain else None, data["w"], fpc=False)
        assert row.estimate == pytest.approx(mean, rel=1e-15)
        assert row.se == pytest.approx(se, rel=1e-10)


def test_standard_errors_keep_nine_digits_where_weights_follow_from_population_sizes() -> None:
    data = table("strata")
    weights = data["h"] + 2
    for row in estimate(data, "y", ["g"], Design(strata="h", fpc=("N",)), measure="mean"):
        mean, se = exact(data, float(row.level) if row.domain else None, weights, fpc=True)
        assert row.estimate == pytest.approx(mean, rel=1e-15)
        assert row.se == pytest.approx(se, rel=1e-10)


@pytest.mark.parametrize("design", [Design("w", "h"), Design("w", "h", ("g",)), Design("w"), Design()])
@pytest.mark.parametrize("measure", ["mean", "total"])
def test_second_pass_agrees_with_the_first_where_both_will_do(
    design: Design, measure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(8)
    data = {**table("alike", missing=True), "x": random.normal(3, 2, ROWS)}
    first = estimate(data, "x", ["g"], design, measure=measure)
    monkeypatch.setattr(centring, "_FAR", -1.0)
    second = estimate(data, "x", ["g"], design, measure=measure)
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert other.estimate == pytest.approx(one.estimate, rel=1e-12)
        assert (other.se is None) == (one.se is None) == (one.df == 0)
        if one.se is not None:
            assert other.se == pytest.approx(one.se, rel=1e-11)
            assert other.deff == pytest.approx(one.deff, rel=1e-11)
        assert (other.n, other.base, other.df) == (one.n, one.base, one.df)
        assert other.weighted_base == pytest.approx(one.weighted_base, rel=1e-13)
