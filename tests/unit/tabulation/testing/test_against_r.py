"""Tests of hypotheses, held against R's on simulated data: tests/reference_r/testing/testing.R made the numbers."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from civiscope.results.multiplicity import Correction, adjusted
from civiscope.tabulation.testing.contrasts import difference_of
from civiscope.tabulation.testing.paired import mcnemar, paired_t
from civiscope.tabulation.testing.rank_correlation import kendall, spearman
from civiscope.tabulation.testing.rao_scott import Statistic, independence, independence_of_totals
from civiscope.tabulation.testing.wald import equality
from tests.architecture.house import ROOT
from tests.unit.tabulation.testing.plain_design import Floats, PlainSample, read_sample

FOLDER = ROOT / "tests" / "reference_r" / "testing"

TABLES = {"answer_area": ("answer", "area"), "named_area": ("named", "area")}

SADDLEPOINT = 1e-7
"""R looks for the saddlepoint to an absolute 1e-8 (``uniroot(tol = 1e-8)``), of which p keeps about as much."""


@cache
def expected() -> dict[str, Any]:
    """The stored numbers."""
    found: dict[str, Any] = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    return found


@cache
def sample() -> PlainSample:
    """The simulated sample: clusters in strata, with finite populations."""
    return read_sample(FOLDER / "sample.csv", lambda row: float(row["weight"]), "stratum", "cluster", "population")


def panel(name: str) -> Floats:
    """A column of the simulated panel; empty cells are NaN."""
    with (FOLDER / "panel.csv").open(encoding="utf-8", newline="") as text:
        return np.array([float(row[name] or "nan") for row in csv.DictReader(text)])


@pytest.mark.parametrize("name", ["F", "Chisq", "Wald", "adjWald"])
@pytest.mark.parametrize("table", TABLES)
def test_independence_is_that_of_svychisq_with_and_without_an_empty_cell(table: str, name: str) -> None:
    totals, covariance = sample().table(*TABLES[table])
    assert (totals == 0).any() == (table == "answer_area")
    found = independence_of_totals(totals, covariance, len(sample().rows), sample().df, Statistic(name))
    of_r = expected()["svychisq"][table][name]
    freedom = of_r["parameter"] if isinstance(of_r["parameter"], list) else [of_r["parameter"]]
    assert [found.df, found.ddf][: len(freedom)] == pytest.approx(freedom, rel=1e-9)
    assert found.value == pytest.approx(of_r["value"], rel=1e-9)
    assert found.p == pytest.approx(of_r["p"], rel=1e-9)


@pytest.mark.parametrize("table", TABLES)
def test_saddlepoint_is_that_of_svychisq(table: str) -> None:
    shares, covariance = sample().shares(*TABLES[table])
    found = independence(shares, covariance, len(sample().rows), sample().df, Statistic.SADDLEPOINT)
    of_r = expected()["svychisq"][table]["saddlepoint"]
    assert found.value == pytest.approx(of_r["value"], rel=1e-9)
    assert found.p == pytest.approx(of_r["p"], rel=SADDLEPOINT)


def test_equality_of_domains_is_that_of_regtermtest() -> None:
    means, covariance = sample().domain_means("y", "area")
    of_r = expected()["regTermTest"]["Wald"]
    found = equality(means, covariance, sample().df + 1 - len(means))
    assert (found.rank, found.ddf) == (of_r["df"], of_r["ddf"])
    assert found.f == pytest.approx(of_r["f"], rel=1e-9)
    assert found.p == pytest.approx(of_r["p"], rel=1e-9)


def test_difference_is_that_of_svyttest() -> None:
    means, covariance = sample().domain_means("y", "named")
    of_r = expected()["svyttest"]
    found = difference_of(means, covariance, 0, 1, sample().df - 1)
    numbers = [found.difference, found.t, found.df, found.p, found.low, found.high]
    assert numbers == pytest.approx([of_r["difference"], of_r["t"], of_r["df"], of_r["p"], *of_r["interval"]], rel=1e-9)


def test_mcnemar_is_that_of_r() -> None:
    of_r = expected()["mcnemar"]
    before, after = panel("before"), panel("after")
    found = mcnemar(int((after > before).sum()), int((after < before).sum()))
    assert (found.added, found.dropped) == (of_r["added"], of_r["dropped"])
    assert min(found.added, found.dropped) > 0
    assert found.p == pytest.approx(of_r["exact"], rel=1e-12)
    assert [found.chi_square, found.chi_square_p] == pytest.approx(list(of_r["plain"].values()), rel=1e-12)
    assert [found.corrected, found.corrected_p] == pytest.approx(list(of_r["corrected"].values()), rel=1e-12)


def test_exact_mcnemar_is_binom_test() -> None:
    for added, dropped, p in expected()["mcnemar"]["exact_pairs"]:
        assert mcnemar(int(added), int(dropped)).p == pytest.approx(p, rel=1e-11)


def test_paired_t_is_that_of_r() -> None:
    of_r = expected()["paired_t"]
    found = paired_t(panel("budget"), panel("later"))
    numbers = [found.difference, found.t, found.df, found.p, found.low, found.high]
    assert numbers == pytest.approx([of_r["mean"], of_r["t"], of_r["df"], of_r["p"], *of_r["interval"]], rel=1e-11)


def test_adjusted_p_values_are_those_of_p_adjust() -> None:
    of_r = {name: np.array(found, dtype=np.float64) for name, found in expected()["p.adjust"].items()}
    assert np.isnan(of_r["raw"]).sum() == 2
    for correction, name in ((Correction.HOLM, "holm"), (Correction.BH, "BH")):
        found = np.array(adjusted(of_r["raw"].tolist(), correction), dtype=np.float64)
        assert found == pytest.approx(of_r[name], rel=1e-12, nan_ok=True)


def test_rank_correlations_are_those_of_cor_test() -> None:
    of_r = expected()["cor.test"]
    rho = spearman(panel("budget"), panel("grade"))
    assert [rho.correlation, rho.p] == pytest.approx([of_r["spearman"]["estimate"], of_r["spearman"]["p"]], rel=1e-11)
    tau = kendall(panel("budget"), panel("grade"))
    assert [tau.correlation, tau.statistic, tau.p] == pytest.approx(list(of_r["kendall_ties"].values()), rel=1e-11)


def test_kendall_without_ties_is_exact_as_in_cor_test() -> None:
    of_r = expected()["cor.test"]
    found = kendall(panel("budget"), panel("later"))
    assert found.correlation == pytest.approx(of_r["kendall_exact"]["estimate"], rel=1e-12)
    assert found.statistic == pytest.approx(of_r["kendall_normal"]["value"], rel=1e-12)
    # R takes this tail as 1 - P(fewer), a sum of hundreds of terms, which leaves an absolute error.
    assert found.p == pytest.approx(of_r["kendall_exact"]["p"], abs=1e-14)
