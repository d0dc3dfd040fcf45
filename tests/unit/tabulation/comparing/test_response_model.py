"""Indicators of the response against plain sums, simulation and R."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, ndtri

from civiscope.errors import UserError
from civiscope.tabulation.comparing.response_model import representativeness

REFERENCE = Path(__file__).parents[4] / "tests" / "reference_r" / "comparing"


def test_indicators_of_one_variable_equal_plain_sums() -> None:
    # Three regions of which 4 of 10, 12 of 20 and 9 of 10 cities answered: the propensities are these shares.
    sizes, answered = [10, 20, 10], [4, 12, 9]
    region = np.repeat([0, 1, 2], sizes)
    responded = np.concatenate([np.arange(size) < count for size, count in zip(sizes, answered, strict=True)])
    found = representativeness(responded, np.stack([region == 1, region == 2], axis=1).astype(float), 0.95)
    rho = [count / size for count, size in zip(answered, sizes, strict=True)]
    each = [value for value, size in zip(rho, sizes, strict=True) for _ in range(size)]
    total, mean = len(each), sum(each) / len(each)
    squared = sum((value - mean) ** 2 for value in each) / (total - 1)
    inflation = sum(value * (1 - value) for value in rho) / total
    adjusted = math.sqrt(squared - inflation)
    assert found.coefficients == 3
    assert found.raw.value == pytest.approx(1 - 2 * math.sqrt(squared), rel=1e-9)
    assert found.adjusted.value == pytest.approx(1 - 2 * adjusted, rel=1e-9)
    assert found.cv.value == pytest.approx(adjusted / mean, rel=1e-9)
    assert found.bias.value == pytest.approx(adjusted / mean / 2, rel=1e-9)
    # With one coefficient per region: rho varies by rho (1 - rho) / n, and S**2 has these derivatives.
    errors = [value * (1 - value) / size for value, size in zip(rho, sizes, strict=True)]
    slopes = [2 * size * (value - mean) / (total - 1) for value, size in zip(rho, sizes, strict=True)]
    linear = sum(slope**2 * error for slope, error in zip(slopes, errors, strict=True))
    hessian = np.diag(sizes) / (total - 1) - np.outer(sizes, sizes) / (total * (total - 1))
    quadratic = 2 * float(np.trace(hessian @ np.diag(errors) @ hessian @ np.diag(errors)))
    assert found.raw.se == pytest.approx(math.sqrt((linear + quadratic) / squared), rel=1e-9)
    assert found.raw.low == pytest.approx(found.raw.value - ndtri(0.975) * (found.raw.se or 0), rel=1e-9)


def test_indicators_do_not_depend_on_redundant_variables_or_scale() -> None:
    generator = np.random.default_rng(5)
    x = generator.normal(size=(80, 2))
    responded = generator.random(80) < expit(0.3 + x[:, 0])
    plain = representativeness(responded, x, 0.95)
    other = representativeness(responded, np.column_stack([x[:, 0] * 1e4 + 7, x[:, 1], x.sum(axis=1)]), 0.95)
    assert other.coefficients == plain.coefficients == 3
    for name in ("raw", "adjusted", "cv", "bias"):
        one, two = getattr(plain, name), getattr(other, name)
        assert two.value == pytest.approx(one.value, rel=1e-7)
        assert two.se == (None if one.se is None else pytest.approx(one.se, rel=1e-6))


def test_adjustment_takes_the_bias_away_and_the_standard_error_is_that_of_repetitions() -> None:
    generator = np.random.default_rng(7)
    region, size = generator.integers(0, 4, 300), generator.normal(size=300)
    variables = np.column_stack([*(region == level for level in (1, 2, 3)), size]).astype(float)
    true = expit(0.4 + 0.7 * (region == 1) - 0.5 * (region == 2) + 0.4 * size)
    found = [representativeness(generator.random(300) < true, variables, 0.95) for _ in range(400)]
    # What the adjustment makes unbiased is S**2 = ((1 - R) / 2)**2.
    raw, adjusted = (
        np.array([((1 - getattr(one, name).value) / 2) ** 2 for one in found]) for name in ("raw", "adjusted")
    )
    bias, chance = raw.mean() - true.var(ddof=1), adjusted.std() / math.sqrt(len(found))
    assert bias > 8 * chance
    assert adjusted.mean() == pytest.approx(true.var(ddof=1), abs=3 * chance)
    spread = float(np.std([one.raw.value for one in found]))
    assert np.mean([one.raw.se for one in found]) == pytest.approx(spread, rel=0.1)
    cv = [one.cv.value for one in found]
    assert np.mean([one.cv.se for one in found]) == pytest.approx(np.std(cv), rel=0.2)


def test_adjusted_indicator_is_one_where_chance_explains_the_spread() -> None:
    # Two regions with 10 and 11 answers of 20: chance alone spreads them more.
    region = np.repeat([0.0, 1.0], 20)
    responded = np.concatenate([np.arange(20) < 10, np.arange(20) < 11])
    found = representativeness(responded, region[:, None], 0.95)
    assert found.raw.value < 1
    assert (found.adjusted.value, found.cv.value, found.bias.value) == (1, 0, 0)
    assert found.adjusted.high == 1


def test_indicators_equal_those_of_r() -> None:
    with (REFERENCE / "simulated.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = json.loads((REFERENCE / "results.json").read_text(encoding="utf-8"))
    responded = np.array([row["officers"] == "1" for row in rows])
    variables = np.array(
        [[math.log(int(row["population"])), row["region"] == "north", row["region"] == "west"] for row in rows]
    )
    found = representativeness(responded, variables.astype(float), 0.95)
    assert found.raw.value == pytest.approx(expected["r"], rel=1e-9)
    assert found.adjusted.value == pytest.approx(expected["r_adjusted"], rel=1e-9)
    assert found.raw.se == pytest.approx(expected["r_se"], rel=1e-8)
    assert found.cv.value == pytest.approx(expected["cv"], rel=1e-9)
    assert found.bias.value == pytest.approx(expected["bias"], rel=1e-9)


def test_indicators_are_refused_where_a_variable_tells_who_answered() -> None:
    responded = np.arange(30) < 12
    with pytest.raises(UserError, match="response-separated"):
        representativeness(responded, np.where(responded, 1.0, 0.0)[:, None] + np.linspace(0, 0.1, 30)[:, None], 0.95)
