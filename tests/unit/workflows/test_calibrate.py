"""Adjusted weights and estimates from them, against R's ``survey``; response, replicates and studies."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from civiscope.sampling.design import Design, ReplicateMethod
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.calibrate import calibrate_weights
from civiscope.workflows.calibrate_request import (
    Outputs,
    ResponseWanted,
    TotalsWanted,
)
from civiscope.workflows.calibrate_steps import Limit, Method, Trimming
from civiscope.workflows.replicates import ReplicateOptions
from civiscope.workflows.tabulate import TableSource, tabulate
from tests.unit.workflows.calibration import (
    AREAS,
    BUDGET,
    DESIGN,
    OWN,
    RESULTS,
    SIZES,
    STORED,
    job,
    margins,
    refused,
    table,
    weights_of,
)

ADJUSTED: dict[str, tuple[str, TotalsWanted, Trimming | None]] = {
    "post": (SIZES, TotalsWanted(), None),
    "partial": (f"{AREAS}area,abroad,77\n", TotalsWanted(partial=True), None),
    "rake": (SIZES + AREAS, TotalsWanted(), None),
    "linear": (SIZES + BUDGET, TotalsWanted(), None),
    "raking": (SIZES + BUDGET, TotalsWanted(method=Method.RAKING), None),
    "logit": (SIZES + BUDGET, TotalsWanted(method=Method.LOGIT, bounds=(0.6, 1.9)), None),
    "bounded": (SIZES + BUDGET, TotalsWanted(bounds=(0.7, 1.35)), None),
    "linear_trimmed": (SIZES + BUDGET, TotalsWanted(), Trimming(Limit(9), Limit(30))),
    "trim_upper": ("", TotalsWanted(), Trimming(None, Limit(22))),
    "trim_both": ("", TotalsWanted(), Trimming(Limit(11), Limit(24))),
}
"""By the names of tests/reference_r/weighting/weighting.R: totals, how they are reached, limits."""


@pytest.mark.parametrize("name", ADJUSTED)
def test_own_data_give_the_weights_and_standard_errors_of_r(name: str, tmp_path: Path) -> None:
    rows, totals, trimming = ADJUSTED[name]
    expected = RESULTS[name]
    if rows:
        totals = replace(totals, file=margins(tmp_path, rows))
    request = job(OWN / "simulated.csv", totals, trimming=trimming)
    means = calibrate_weights(replace(request, estimates=Request(("y", "budget"), ("area",), Measure.MEAN)))
    total = calibrate_weights(replace(request, estimates=Request(("y",), (), Measure.TOTAL)))
    assert weights_of(means) == pytest.approx(expected["weights"], rel=1e-9)
    whole = [each for each in means.estimates if not each.level]
    assert [each.estimate for each in whole] == pytest.approx(expected["mean"], rel=1e-9)
    # A total that calibration fixed has the variance 0, but for rounding.
    assert [each.se for each in whole] == pytest.approx(expected["mean_se"], rel=1e-9, abs=1e-12)
    assert [total.estimates[0].estimate, total.estimates[0].se] == pytest.approx(
        [expected["total"], expected["total_se"]], rel=1e-9
    )
    north = next(each for each in means.estimates if each.level == "north" and each.item == "y")
    assert [north.estimate, north.se] == pytest.approx([expected["north"], expected["north_se"]], rel=1e-9)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["ps", "rk", "cl"])
def test_schools_give_the_standard_errors_of_r(name: str, tmp_path: Path) -> None:
    if not STORED.is_dir():
        pytest.skip(f"stored results of R are absent: {STORED.name}")
    stored = json.loads((STORED / "results.json").read_text(encoding="utf-8"))
    inputs, expected = stored["inputs_weighting"], stored["weighting"][name]
    rows = "".join(f"stype,{row['stype']},{row['Freq']}\n" for row in inputs["post_strata"])
    if name == "rk":
        rows += "".join(f"sch.wide,{row['sch.wide']},{row['Freq']}\n" for row in inputs["rake_margin2"])
    method = Method.LINEAR if name == "cl" else None
    totals = TotalsWanted(margins(tmp_path, rows), method=method)
    request = job(STORED / "apiclus1.csv", totals, design=Design("pw", None, ("dnum",), ("fpc",)))
    means = calibrate_weights(replace(request, estimates=Request(("api00", "enroll"), (), Measure.MEAN)))
    total = calibrate_weights(replace(request, estimates=Request(("enroll",), (), Measure.TOTAL)))
    for part, found in (("mean", means.estimates), ("total", total.estimates)):
        wanted = expected[part]
        values = [wanted[key] if isinstance(wanted[key], list) else [wanted[key]] for key in ("est", "se")]
        assert [each.estimate for each in found] == pytest.approx(values[0], rel=1e-9)
        assert [each.se for each in found] == pytest.approx(values[1], rel=1e-9)
        limits = [list(interval.values()) for interval in wanted["ci_t"]]
        assert [[each.low, each.high] for each in found] == [pytest.approx(each, rel=1e-9) for each in limits]
        assert {each.df for each in found} == {wanted["df"]}
    column = {"ps": "post", "rk": "rake", "cl": "cal_lin_stype"}[name]
    with (STORED / "apiclus1_adjusted_weights.csv").open(encoding="utf-8", newline="") as file:
        assert weights_of(means) == pytest.approx([float(row[column]) for row in csv.DictReader(file)], rel=1e-8)


def test_bounds_that_cannot_be_met_say_which_could(tmp_path: Path) -> None:
    wanted = TotalsWanted(margins(tmp_path, SIZES + BUDGET), bounds=(0.9, 1.1))
    assert refused(job(OWN / "simulated.csv", wanted)) == [
        ("calibration-out-of-reach", "no weights between 0.9 and 1.1 times the weights before reach the totals")
    ]


def test_margins_that_cannot_be_reached_together_do_not_converge(tmp_path: Path) -> None:
    data = table(tmp_path, "a,b\nx,1\nx,2\ny,2\n")
    wanted = TotalsWanted(margins(tmp_path, "a,x,1\na,y,9\nb,1,5\nb,2,5\n"))
    found = refused(job(data, wanted, design=Design()))
    assert [code for code, _ in found] == ["raking-not-converged"]
    assert found[0][1].startswith('after 1000 sweeps "a" is still ')


def test_response_by_classes_then_totals(tmp_path: Path) -> None:
    data = table(tmp_path, "c,here,w,y\na,1,2,5\na,0,2,\nb,1,3,6\nb,1,3,8\n")
    wanted = ResponseWanted("here", ("c",))
    alone = calibrate_weights(job(data, response=wanted, design=Design("w")))
    assert weights_of(alone) == pytest.approx([4, 0, 3, 3])
    both = calibrate_weights(job(data, TotalsWanted(margins(tmp_path, "1,,20\n")), response=wanted, design=Design("w")))
    assert weights_of(both) == pytest.approx([8, 0, 6, 6])
    assert both.report.summary.method == "non-response, calibration (linear)"
    everyone = calibrate_weights(job(data, response=ResponseWanted("here"), design=Design("w")))
    assert weights_of(everyone) == pytest.approx([2.5, 0, 3.75, 3.75])


def test_response_by_propensity_uses_the_classes_of_r() -> None:
    found = calibrate_weights(job(OWN / "simulated.csv", response=ResponseWanted("responded", (), ("staff", "size"))))
    classes = np.array(RESULTS["propensity"]["classes"])
    with (OWN / "simulated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    base = np.array([float(row["base"]) for row in rows])
    answered = np.array([row["responded"] == "TRUE" for row in rows])
    expected = np.zeros(len(base))
    for one in np.unique(classes):
        here = classes == one
        expected[here & answered] = base[here & answered] * base[here].sum() / base[here & answered].sum()
    assert weights_of(found) == pytest.approx(expected.tolist(), rel=1e-9)


def test_predictor_with_missing_texts_is_told_once(tmp_path: Path) -> None:
    data = table(tmp_path, "here,c\n1,a\n0,\n1,b\n0,c\n1,a\n")
    wanted = ResponseWanted("here", (), ("c",))
    assert refused(job(data, response=wanted, design=Design())) == [
        ("auxiliary-missing", '1 rows have no finite value of the auxiliary variable "c = b"')
    ]


def test_predictor_with_one_value_makes_one_class(tmp_path: Path) -> None:
    data = table(tmp_path, "here,c\n1,a\n0,a\n1,a\n")
    found = calibrate_weights(job(data, response=ResponseWanted("here", (), ("c",)), design=Design()))
    assert weights_of(found) == pytest.approx([1.5, 0, 1.5])


def test_columns_of_response_are_checked(tmp_path: Path) -> None:
    data = table(tmp_path, "here,c\n1,a\nmaybe,a\n,b\n")
    text = "in 2 rows the column holds neither 1 nor 0, so that it is not known whether they responded"
    assert refused(job(data, response=ResponseWanted("her", ("d",)), design=Design("w"))) == [
        ("table-column-unknown", f"table.csv: there is no {name}: the table has no such column{similar}")
        for name, similar in (
            ('column of responses "her"', ' (did you mean "here"?)'),
            ('class "d"', ""),
            ('column of the design "w"', ""),
        )
    ]
    assert refused(job(data, response=ResponseWanted("here", ("c",)), design=Design())) == [
        (
            "response-not-binary",
            f"table.csv, column here: {text}",
        )
    ]


def test_missing_weights_are_told_with_their_column(tmp_path: Path) -> None:
    data = table(tmp_path, "g,w\nx,1\nx,\n")
    wanted = TotalsWanted(margins(tmp_path, "g,x,3\n"))
    assert refused(job(data, wanted, design=Design("w"))) == [
        ("weight-missing", "table.csv, column w: rows without a weight: 1")
    ]


def test_replicates_are_adjusted_again_and_read_by_tabulate(tmp_path: Path) -> None:
    totals = TotalsWanted(margins(tmp_path, SIZES))
    out = tmp_path / "replicates.csv"
    options = ReplicateOptions(ReplicateMethod.JKN)
    found = calibrate_weights(
        job(
            OWN / "simulated.csv",
            totals,
            replicates=options,
            outputs=Outputs(replicates=out),
            estimates=Request(("y",), (), Measure.MEAN),
        )
    )
    with (OWN / "simulated.csv").open(encoding="utf-8", newline="") as file:
        sizes = [row["size"] for row in csv.DictReader(file)]
    assert found.replicates is not None
    small = np.array([size == "small" for size in sizes])
    assert found.replicates.replicates[small].sum(axis=0) == pytest.approx(np.full(24, 980.0))
    read = tabulate(
        TableSource(OWN / "simulated.csv"),
        Request(("y",), (), Measure.MEAN),
        DESIGN,
        replace(options, file=out),
    )
    assert read[0].estimate == pytest.approx(found.estimates[0].estimate, rel=1e-12)
    thetas = found.replicates.replicates.T @ np.array(_column("y")) / found.replicates.replicates.sum(axis=0)
    expected = found.replicates.scale * (found.replicates.rscales * (thetas - thetas.mean()) ** 2).sum()
    assert read[0].se == pytest.approx(np.sqrt(expected), rel=1e-9)
    # Two ways to the same variance: they agree as far as a jackknife can.
    assert read[0].se == pytest.approx(found.estimates[0].se, rel=0.15)


def _column(name: str) -> list[float]:
    with (OWN / "simulated.csv").open(encoding="utf-8", newline="") as file:
        return [float(row[name]) for row in csv.DictReader(file)]


def test_replicate_that_cannot_be_adjusted_is_named(tmp_path: Path) -> None:
    data = table(tmp_path, "g,id\na,1\nb,2\nb,3\n")
    request = job(
        data,
        TotalsWanted(margins(tmp_path, "g,a,4\ng,b,6\n")),
        design=Design(),
        replicates=ReplicateOptions(ReplicateMethod.JK1),
        outputs=Outputs(replicates=tmp_path / "r.csv"),
    )
    assert refused(request) == [
        (
            "replicate-not-adjusted",
            'the weights of replicate 1 cannot be adjusted: no row with a positive weight has the category "a" of "g"',
        )
    ]
    assert not (tmp_path / "r.csv").exists()


def test_replicates_below_zero_are_refused(tmp_path: Path) -> None:
    data = table(tmp_path, "x,id\n1,1\n2,2\n3,3\n9,4\n")
    request = job(
        data,
        TotalsWanted(margins(tmp_path, "1,,4\nx,,26\n")),
        design=Design(),
        replicates=ReplicateOptions(ReplicateMethod.JK1),
        outputs=Outputs(replicates=tmp_path / "r.csv"),
    )
    assert refused(request) == [
        ("replicates-below-zero", "replicate 4 has weights below 0, which estimates from replicates cannot use")
    ]
