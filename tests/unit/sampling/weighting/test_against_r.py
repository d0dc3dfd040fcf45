"""Adjusted weights and their standard errors, held against R's ``survey``: stored results, and those of own data.

The data in tests/reference_r/weighting are simulated; weighting.R there made them and the results. The variance of
clusters within strata is written out plainly here, so that nothing but the residuals is Civiscope's.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.sampling.weighting.adjustment import Adjustment, Unchanged, in_sequence
from civiscope.sampling.weighting.auxiliaries import auxiliaries, with_margins
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.distances import Distance
from civiscope.sampling.weighting.margins import Margin, margin
from civiscope.sampling.weighting.nonresponse import adjust_by_propensity, quantile_classes
from civiscope.sampling.weighting.poststratify import poststratify
from civiscope.sampling.weighting.propensity import propensities
from civiscope.sampling.weighting.rake import rake
from civiscope.sampling.weighting.trim import trim

ROOT = Path(__file__).parents[4]
OWN = ROOT / "tests" / "reference_r" / "weighting"
STORED = ROOT.parent / "shared" / "reference" / "survey"

Floats = NDArray[np.float64]


def read(path: Path) -> dict[str, list[str]]:
    """The columns of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(column: list[str]) -> Floats:
    """A column as numbers."""
    return np.array(column, dtype=np.float64)


def cluster_variance(scores: Floats, stratum: Floats, cluster: Floats, population: Floats) -> Floats:
    """Covariance of totals of scores (n, p): sum over strata of (1 - n/N) n/(n - 1) times squared deviations."""
    total = np.zeros((scores.shape[1], scores.shape[1]))
    for here in np.unique(stratum):
        rows = stratum == here
        sums = np.array([scores[rows & (cluster == one)].sum(axis=0) for one in np.unique(cluster[rows])])
        n, size = len(sums), population[rows][0]
        deviations = sums - sums.mean(axis=0)
        total += (1 - n / size) * n / (n - 1) * deviations.T @ deviations
    return total


OWN_DATA = read(OWN / "simulated.csv")
RESULTS: dict[str, Any] = json.loads((OWN / "results.json").read_text(encoding="utf-8"))
BASE = numbers(OWN_DATA["base"])
BUDGET = numbers(OWN_DATA["budget"])
SIZE = margin("size", OWN_DATA["size"], {row["size"]: row["Freq"] for row in RESULTS["size"]})
AREA = margin("area", OWN_DATA["area"], {row["area"]: row["Freq"] for row in RESULTS["area"]})
ONE_BUDGET = auxiliaries(["budget"], BUDGET[:, None], [RESULTS["totals"]["budget"]])
SIZE_BUDGET = with_margins(BASE, [SIZE], ONE_BUDGET)


def after_post_stratification(first_to_last: bool) -> Adjustment:
    """Post-stratification by size, then linear calibration to the areas and the budget."""
    post = poststratify(BASE, SIZE)
    linear = calibrate(post.weights, with_margins(post.weights, [AREA], ONE_BUDGET))
    return in_sequence([post, linear], first_to_last=first_to_last)


def trimmed_after_calibration() -> Adjustment:
    """Linear calibration, then trimming."""
    linear = calibrate(BASE, SIZE_BUDGET)
    return in_sequence([linear, trim(linear.weights, lower=9, upper=30)])


def with_category_abroad() -> Margin:
    """The areas, and one more that no row has."""
    totals = dict(zip(AREA.labels, AREA.totals.tolist(), strict=True)) | {"abroad": 77}
    return margin("area", OWN_DATA["area"], totals)


ADJUSTMENTS: dict[str, Callable[[], Adjustment]] = {
    "unadjusted": lambda: Adjustment("none", BASE, BASE, Unchanged()),
    "post": lambda: poststratify(BASE, SIZE),
    "partial": lambda: poststratify(BASE, with_category_abroad(), partial=True),
    "rake": lambda: rake(BASE, [SIZE, AREA], tolerance=1e-14),
    "linear": lambda: calibrate(BASE, SIZE_BUDGET),
    "raking": lambda: calibrate(BASE, SIZE_BUDGET, distance=Distance.RAKING),
    "logit": lambda: calibrate(BASE, SIZE_BUDGET, distance=Distance.LOGIT, bounds=(0.6, 1.9)),
    "bounded": lambda: calibrate(BASE, SIZE_BUDGET, bounds=(0.7, 1.35)),
    "post_linear": lambda: after_post_stratification(first_to_last=True),
    "post_linear_turned": lambda: after_post_stratification(first_to_last=False),
    "trim_upper": lambda: trim(BASE, upper=22),
    "trim_both": lambda: trim(BASE, lower=11, upper=24),
    "linear_trimmed": trimmed_after_calibration,
}
"""The adjustments that weighting.R makes, by its names."""


def standard_error(found: Adjustment, linearised: Floats) -> Floats:
    """Standard errors (p,) of totals of linearised values (n, p) under the design of the own data."""
    residuals = found.residuals(found.weights[:, None] * linearised)
    stratum, cluster, population = (numbers(OWN_DATA[name]) for name in ("stratum", "cluster", "population"))
    return np.sqrt(np.diag(cluster_variance(residuals, stratum, cluster, population)))


@pytest.mark.parametrize("name", [name for name, kept in RESULTS.items() if isinstance(kept, dict) and "mean" in kept])
def test_adjustment_has_the_weights_means_and_standard_errors_of_r(name: str) -> None:
    expected = RESULTS[name]
    found = ADJUSTMENTS[name]()
    assert found.weights == pytest.approx(np.array(expected["weights"]), rel=1e-9)
    w, y = found.weights, numbers(OWN_DATA["y"])
    values = np.column_stack([y, BUDGET])
    means = w @ values / w.sum()
    assert means == pytest.approx(np.array(expected["mean"]), rel=1e-9)
    errors = standard_error(found, (values - means) / w.sum())
    # A total that calibration fixed has the variance 0, but for rounding.
    assert errors == pytest.approx(np.array(expected["mean_se"]), rel=1e-9, abs=1e-12)
    assert w @ y == pytest.approx(expected["total"], rel=1e-9)
    assert standard_error(found, y[:, None])[0] == pytest.approx(expected["total_se"], rel=1e-9)
    north = np.array([area == "north" for area in OWN_DATA["area"]])
    mean = (w * north) @ y / (w @ north)
    assert mean == pytest.approx(expected["north"], rel=1e-9)
    score = np.where(north, (y - mean) / (w @ north), 0.0)
    assert standard_error(found, score[:, None])[0] == pytest.approx(expected["north_se"], rel=1e-9)


@pytest.mark.parametrize(("key", "weighted"), [("fitted", False), ("weighted", True)])
def test_propensities_are_those_of_glm(key: str, weighted: bool) -> None:
    responded = np.array([text == "TRUE" for text in OWN_DATA["responded"]])
    sizes = np.array(OWN_DATA["size"])
    frame = np.column_stack([numbers(OWN_DATA["staff"]), sizes == "medium", sizes == "large"])
    weights = BASE if weighted else np.ones(len(BASE))
    found = propensities(responded, frame, weights)
    assert found == pytest.approx(np.array(RESULTS["propensity"][key]), rel=1e-9)
    if not weighted:
        classes = np.array(RESULTS["propensity"]["classes"]) - 1
        assert quantile_classes(found, 5).tolist() == classes.tolist()
        whole = adjust_by_propensity(BASE, responded, ["staff", "medium", "large"], frame)
        for number in range(5):
            here = classes == number
            factor = BASE[here].sum() / BASE[here & responded].sum()
            assert whole.weights[here & responded] == pytest.approx(factor * BASE[here & responded], rel=1e-12)
        assert not whole.weights[~responded].any()


@pytest.fixture(scope="module")
def stored() -> tuple[dict[str, list[str]], dict[str, Floats], dict[str, Any]]:
    """apiclus1, its adjusted weights, and the results of survey 4.5."""
    if not STORED.exists():
        pytest.skip("the reference results of R's survey 4.5 are not there")
    weights = {name: numbers(column) for name, column in read(STORED / "apiclus1_adjusted_weights.csv").items()}
    return read(STORED / "apiclus1.csv"), weights, json.loads((STORED / "results.json").read_text(encoding="utf-8"))


def stored_adjustment(key: str, data: dict[str, list[str]], results: dict[str, Any]) -> Adjustment:
    """Post-stratification (ps), raking (rk) or linear calibration (cl) of apiclus1."""
    inputs = results["inputs_weighting"]
    base = numbers(data["pw"])
    types = margin("stype", data["stype"], {row["stype"]: row["Freq"] for row in inputs["post_strata"]})
    wide = margin("sch.wide", data["sch.wide"], {row["sch.wide"]: row["Freq"] for row in inputs["rake_margin2"]})
    if key == "ps":
        return poststratify(base, types)
    if key == "rk":
        return rake(base, [types, wide], tolerance=1e-13)
    kind = np.array(data["stype"])
    columns = np.column_stack([np.ones(len(kind)), kind == "H", kind == "M"])
    return calibrate(base, auxiliaries(list(inputs["calibrate1"]), columns, list(inputs["calibrate1"].values())))


@pytest.mark.reference
@pytest.mark.parametrize(("key", "column"), [("ps", "post"), ("rk", "rake"), ("cl", "cal_lin_stype")])
def test_stored_results_of_apiclus1_are_met(
    key: str, column: str, stored: tuple[dict[str, list[str]], dict[str, Floats], dict[str, Any]]
) -> None:
    data, weights, results = stored
    found = stored_adjustment(key, data, results)
    expected = results["weighting"][key]
    w = found.weights
    assert found.before == pytest.approx(weights["base"], rel=1e-12)
    assert w == pytest.approx(weights[column], rel=1e-9)
    values = np.column_stack([numbers(data["api00"]), numbers(data["enroll"])])
    means = w @ values / w.sum()
    totals_and_means = np.column_stack([(values - means) / w.sum(), values[:, 1]])
    residuals = found.residuals(w[:, None] * totals_and_means)
    one = np.zeros(len(w))
    errors = np.sqrt(np.diag(cluster_variance(residuals, one, numbers(data["dnum"]), numbers(data["fpc"]))))
    assert means == pytest.approx(np.array(expected["mean"]["est"]), rel=1e-9)
    assert w @ values[:, 1] == pytest.approx(expected["total"]["est"], rel=1e-9)
    assert errors == pytest.approx(np.array([*expected["mean"]["se"], expected["total"]["se"]]), rel=1e-9)


@pytest.mark.reference
def test_stored_totals_with_a_number_are_reached(
    stored: tuple[dict[str, list[str]], dict[str, Floats], dict[str, Any]],
) -> None:
    data, _, results = stored
    base = numbers(data["pw"])
    totals = results["inputs_weighting"]["calibrate2"]
    types: Margin = margin(
        "stype",
        data["stype"],
        {row["stype"]: row["Freq"] for row in results["inputs_weighting"]["post_strata"]},
    )
    api99 = auxiliaries(["api99"], numbers(data["api99"])[:, None], [totals["api99"]])
    found = calibrate(base, with_margins(base, [types], api99), distance=Distance.RAKING)
    assert found.weights @ numbers(data["api99"]) == pytest.approx(totals["api99"], rel=1e-12)
    assert types.sums(found.weights) == pytest.approx(types.totals, rel=1e-12)
