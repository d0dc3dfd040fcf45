"""Estimates from adjusted weights, against formulas written out row by row and against R's ``survey``."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely
from civiscope.sampling.weighting.adjustment import Adjustment, Unchanged
from civiscope.sampling.weighting.auxiliaries import auxiliaries
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.margins import margin
from civiscope.sampling.weighting.nonresponse import adjust_by_classes
from civiscope.sampling.weighting.poststratify import poststratify
from civiscope.sampling.weighting.rake import rake
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.tables.adjusted import estimate_adjusted
from civiscope.tabulation.tables.estimate import estimate
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.tables.row_design import read_row_design
from civiscope.tabulation.variables import Measure

Floats = NDArray[np.float64]

OWN = Path(__file__).parents[3] / "reference_r" / "weighting"
DESIGN = Design("base", "stratum", ("cluster",), ("population",))
SIZES = {"small": 980.0, "medium": 640.0, "large": 380.0}
AREAS = {"north": 520.0, "east": 480.0, "south": 560.0, "west": 440.0}


def read() -> dict[str, list[str]]:
    """The columns of the simulated data as text."""
    with (OWN / "simulated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


DATA = read()
BASE = np.array(DATA["base"], dtype=np.float64)
Y = np.array(DATA["y"], dtype=np.float64)
SIZE = margin("size", DATA["size"], SIZES)
AREA = margin("area", DATA["area"], AREAS)
TABLE = {
    **{name: np.array(DATA[name], dtype=np.float64) for name in ("base", "y", "budget", "stratum", "population")},
    **{name: DATA[name] for name in ("cluster", "size", "area")},
    "high": (Y > 45).astype(np.int64),
}


def estimates(request: Request, adjustment: Adjustment, design: Design = DESIGN) -> list[Estimate]:
    """Estimates of the simulated table."""
    with open_table(TABLE, threads=1) as engine:
        return list(estimate_adjusted(engine, request, design, read_row_design(engine, design), adjustment))


def variance(scores: Floats) -> float:
    """The variance of a total of scores (n,), cluster by cluster: sum of (1 - n/N) n/(n - 1) squared deviations."""
    total = 0.0
    for stratum in np.unique(TABLE["stratum"]):
        here = TABLE["stratum"] == stratum
        clusters = np.array(DATA["cluster"])
        sums = np.array([scores[here & (clusters == name)].sum() for name in np.unique(clusters[here])])
        n, size = len(sums), float(np.asarray(TABLE["population"])[here][0])
        total += (1 - n / size) * n / (n - 1) * float(((sums - sums.mean()) ** 2).sum())
    return total


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.MEAN, Measure.TOTAL, Measure.VARIANCE, Measure.QUANTILE])
def test_unchanged_weights_give_the_estimates_of_the_design(measure: Measure) -> None:
    item = "size" if measure is Measure.SHARE else "y"
    request = Request((item,), ("area",), measure)
    found = estimates(request, Adjustment("none", BASE, BASE, Unchanged()))
    expected = estimate(TABLE, item, ["area"], DESIGN, measure=measure)
    assert len(found) == len(expected) > 4
    for one, other in zip(found, expected, strict=True):
        assert (one.domain, one.level, one.option, one.n, one.base, one.df) == (
            (other.domain, other.level, other.option, other.n, other.base, other.df)
        )
        for name in ("estimate", "se", "low", "high", "weighted_base", "deff"):
            known = getattr(other, name)
            wanted = None if known is None else pytest.approx(known, rel=1e-9)
            assert getattr(one, name) == wanted, (one.level, name)


def test_ratio_after_raking_is_that_of_residuals_written_out() -> None:
    adjustment = rake(BASE, [SIZE, AREA])
    row = next(each for each in estimates(Request(("y/budget",), ("area",), Measure.RATIO), adjustment) if each.level)
    w, x = adjustment.weights, np.asarray(TABLE["budget"])
    inside = np.array([area == row.level for area in DATA["area"]]).astype(np.float64)
    ratio = (w * inside) @ Y / ((w * inside) @ x)
    scores = w * inside * (Y - ratio * x) / ((w * inside) @ x)
    assert row.estimate == pytest.approx(ratio, rel=1e-12)
    assert row.se == pytest.approx(np.sqrt(variance(adjustment.residuals(scores[:, None])[:, 0])), rel=1e-10)


def test_rows_as_sampling_units_use_squares_of_residuals() -> None:
    adjustment = poststratify(BASE, SIZE)
    row = estimates(Request(("y",), (), Measure.MEAN), adjustment, Design("base"))[0]
    w = adjustment.weights
    left = adjustment.residuals((w * (Y - w @ Y / w.sum()) / w.sum())[:, None])[:, 0]
    n = len(left)
    assert row.se == pytest.approx(np.sqrt(n / (n - 1) * ((left - left.mean()) ** 2).sum()), rel=1e-10)
    assert row.df == n - 1


@settings(max_examples=25, deadline=None)
@given(st.floats(0.8, 1.25), st.floats(0.85, 1.2))
def test_totals_that_calibration_fixed_have_no_variance(rows: float, budget: float) -> None:
    values = np.column_stack([np.ones(len(BASE)), np.asarray(TABLE["budget"])])
    totals = (BASE @ values) * [rows, rows * budget]
    adjustment = calibrate(BASE, auxiliaries(["one", "budget"], values, totals))
    row = estimates(Request(("budget",), (), Measure.TOTAL), adjustment)[0]
    assert row.estimate == pytest.approx(totals[1], rel=1e-9)
    assert row.se == pytest.approx(0, abs=1e-8 * totals[1])


def test_rows_that_did_not_respond_are_in_the_sample_but_in_no_base() -> None:
    responded = np.arange(len(BASE)) % 3 > 0
    adjustment = adjust_by_classes(BASE, responded, "size", DATA["size"])
    row = estimates(Request(("y",), (), Measure.MEAN), adjustment)[0]
    assert row.base == responded.sum()
    w = adjustment.weights
    mean = w @ Y / w.sum()
    left = adjustment.residuals((w * (Y - mean) / w.sum())[:, None])[:, 0]
    assert (left[~responded] != 0).all()
    assert row.se == pytest.approx(np.sqrt(variance(left)), rel=1e-10)


def test_levels_in_which_nobody_responded_have_no_row() -> None:
    responded = np.array([area != "west" for area in DATA["area"]])
    adjustment = adjust_by_classes(BASE, responded, "size", DATA["size"])
    found = estimates(Request(("y",), ("area",), Measure.MEAN), adjustment)
    assert [each.level for each in found] == ["", "east", "north", "south"]


def test_lonely_stratum_is_refused_as_everywhere() -> None:
    table = pa.table({"s": ["a", "a", "b"], "y": [1.0, 2.0, 4.0], "g": ["x", "x", "x"]})
    design = Design(None, "s")
    with open_table(table) as engine:
        rows = read_row_design(engine, design)
        adjustment = poststratify(rows.weights, margin("g", ["x"] * 3, {"x": 30}))
        with pytest.raises(UserError) as caught:
            estimate_adjusted(engine, Request(("y",), (), Measure.MEAN), design, rows, adjustment)
        assert caught.value.problems[0].code == "lonely-stratum"
        allowed = Design(None, "s", lonely=Lonely.REMOVE)
        rows = read_row_design(engine, allowed)
        found = list(estimate_adjusted(engine, Request(("y",), (), Measure.MEAN), allowed, rows, adjustment))
        assert [each.df for each in found] == [1]


def test_interval_by_a_fit_refuses_weights_below_zero() -> None:
    values = np.column_stack([np.ones(len(BASE)), np.asarray(TABLE["budget"])])
    adjustment = calibrate(BASE, auxiliaries(["one", "budget"], values, [2000, 280000]))
    below = int((adjustment.weights < 0).sum())
    assert below > 0
    request = Request(("high",), (), Measure.SHARE, interval=Interval.LIKELIHOOD)
    with pytest.raises(UserError) as caught:
        list(estimates(request, adjustment))
    problem = caught.value.problems[0]
    assert problem.code == "interval-weights-below-zero"
    assert problem.message == f"the interval likelihood needs weights of 0 or more, and {below} weights are below 0"


R_PROGRAM = """
suppressPackageStartupMessages({library(survey); library(jsonlite)})
d <- read.csv("simulated.csv", stringsAsFactors = TRUE)
des <- svydesign(~cluster, strata = ~stratum, weights = ~base, fpc = ~population, data = d)
size <- data.frame(size = c("small", "medium", "large"), Freq = c(980, 640, 380))
area <- data.frame(area = c("north", "east", "south", "west"), Freq = c(520, 480, 560, 440))
kept <- function(x) {
  ci <- function(method) as.vector(attr(svyciprop(~I(y > 45), x, method = method), "ci"))
  q <- svyquantile(~y, x, c(0.25, 0.5, 0.75))$y
  v <- svyvar(~y, x); r <- svyratio(~y, ~budget, subset(x, area == "north"))
  list(deff = unname(deff(svymean(~y, x, deff = TRUE))), df_north = degf(subset(x, area == "north")),
    logit = ci("logit"), likelihood = ci("likelihood"), beta = ci("beta"), mean = ci("mean"),
    quantiles = unname(q[, 1]), low = unname(q[, 2]), high = unname(q[, 3]), se = unname(q[, 4]),
    variance = unname(coef(v)), variance_se = unname(SE(v)[1]), ratio = unname(coef(r)), ratio_se = unname(SE(r)[1]))
}
cat(toJSON(list(post = kept(postStratify(des, ~size, size)),
  rake = kept(rake(des, list(~size, ~area), list(size, area), control = list(maxit = 500, epsilon = 1e-15)))),
  digits = I(17), auto_unbox = TRUE))
"""


@pytest.mark.reference
@pytest.mark.parametrize("name", ["post", "rake"])
def test_intervals_quantiles_and_effects_are_those_of_r(name: str) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed on this machine")
    outcome = subprocess.run(["Rscript", "-e", R_PROGRAM], cwd=OWN, capture_output=True, encoding="utf-8", check=False)
    if "there is no package called" in outcome.stderr:
        pytest.skip("R's packages survey and jsonlite are not installed on this machine")
    expected = json.loads(outcome.stdout)[name]
    adjustment = poststratify(BASE, SIZE) if name == "post" else rake(BASE, [SIZE, AREA], tolerance=1e-14)
    near = {"rel": 1e-9}
    mean, north = (
        next(each for each in estimates(Request(("y",), ("area",), Measure.MEAN), adjustment) if each.level == level)
        for level in ("", "north")
    )
    assert mean.deff == pytest.approx(expected["deff"], **near)
    assert north.df == expected["df_north"]
    for method in ("logit", "likelihood", "beta", "mean"):
        share = estimates(Request(("high",), interval=Interval(method)), adjustment)[1]
        assert [share.low, share.high] == pytest.approx(expected[method], **near), method
    quantiles = estimates(Request(("y",), (), Measure.QUANTILE, (0.25, 0.5, 0.75)), adjustment)
    assert [each.estimate for each in quantiles] == expected["quantiles"]
    assert [each.low for each in quantiles] == expected["low"]
    assert [each.high for each in quantiles] == expected["high"]
    assert [each.se for each in quantiles] == pytest.approx(expected["se"], **near)
    spread = estimates(Request(("y",), (), Measure.VARIANCE), adjustment)[0]
    assert [spread.estimate, spread.se] == pytest.approx([expected["variance"], expected["variance_se"]], **near)
    ratio = estimates(Request(("y/budget",), ("area",), Measure.RATIO), adjustment)
    found = next(each for each in ratio if each.level == "north")
    assert [found.estimate, found.se] == pytest.approx([expected["ratio"], expected["ratio_se"]], **near)
