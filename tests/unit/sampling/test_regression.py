"""Design-based regressions against R's stored results, against plain algebra, and on data that determine nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, Lonely
from civiscope.sampling.regression import Family, covariance_of_rows, fit_regression
from civiscope.sampling.stages import Stages
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.row_design import read_row_design
from tests.architecture.house import ROOT

REFERENCE = ROOT.parent / "shared" / "reference" / "survey"
DESIGNS = {
    "srs_fpc": ("apisrs", Design("pw", fpc=("fpc",))),
    "srs_nofpc": ("apisrs", Design("pw")),
    "strat_fpc": ("apistrat", Design("pw", "stype", fpc=("fpc",))),
    "clus1_fpc": ("apiclus1", Design("pw", clusters=("dnum",), fpc=("fpc",))),
    "clus1_nofpc": ("apiclus1", Design("pw", clusters=("dnum",))),
}
MODELS = {
    "glm_gaussian": ("api00", ["ell", "meals", "mobility"], Family.GAUSSIAN),
    "glm_logit": ("high", ["ell", "meals"], Family.LOGIT),
}


def sample(size: int) -> Stages:
    """A simple random sample from a large population."""
    return Stages(np.zeros((1, 1), dtype=np.int64), np.array([size]), (np.array([np.inf]),), True, Lonely.FAIL)


@pytest.mark.reference
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", DESIGNS)
def test_regression_agrees_with_svyglm(name: str, model: str) -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference results of R's survey package are not beside the project")
    expected: dict[str, Any] = json.loads((REFERENCE / "results.json").read_text())["designs"][name][model]
    data, design = DESIGNS[name]
    path = REFERENCE / f"{data}_derived.csv"
    outcome, predictors, family = MODELS[model]
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    values = np.array([[float(row[column] or "nan") for column in [outcome, *predictors]] for row in rows])
    x = np.column_stack([np.ones(len(rows)), values[:, 1:]])
    with open_table(Path(path)) as engine:
        found = read_row_design(engine, design)
    fit = fit_regression(values[:, 0], x, found.weights, found.stages, found.unit, family)
    assert fit.coefficients == pytest.approx(list(expected["coef"].values()), rel=1e-9)
    assert fit.covariance == pytest.approx(np.array(expected["vcov"]), rel=1e-9)
    assert fit.df == expected["df_resid"]
    if "r2_disp" in expected:
        assert fit.dispersion == pytest.approx(expected["r2_disp"], rel=1e-9)


def test_regression_on_a_constant_is_the_weighted_mean_with_its_variance() -> None:
    random = np.random.default_rng(5)
    y, w = random.normal(2, 1, 40), random.uniform(0.5, 2, 40)
    stages, unit = sample(40), np.zeros(40, dtype=np.int64)
    fit = fit_regression(y, np.ones((40, 1)), w, stages, unit)
    mean = w @ y / w.sum()
    z = w * (y - mean) / w.sum()
    assert fit.coefficients[0] == pytest.approx(mean)
    assert fit.covariance[0, 0] == pytest.approx(40 / 39 * ((z - z.mean()) ** 2).sum())
    assert fit.df == 39


def test_rows_without_a_value_stay_in_the_sample() -> None:
    y = np.array([1.0, 2.0, np.nan, 4.0, 7.0])
    fit = fit_regression(y, np.ones((5, 1)), np.ones(5), sample(5), np.zeros(5, dtype=np.int64))
    z = np.array([1 - 3.5, 2 - 3.5, 0, 4 - 3.5, 7 - 3.5]) / 4
    assert fit.n == 4
    assert fit.covariance[0, 0] == pytest.approx(5 / 4 * (z**2).sum())


def test_covariance_of_rows_by_cluster_uses_their_totals() -> None:
    ancestors = np.array([[0, 0, 0], [0, 1, 2]])
    stages = Stages(ancestors, np.array([2, 1, 1]), (np.array([12.0]),), False, Lonely.FAIL)
    scores = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0], [1.0, 1.0]])
    totals = np.array([[3.0, 1.0], [0.0, 3.0], [1.0, 1.0]])
    centred = totals - totals.mean(axis=0)
    expected = (1 - 3 / 12) * 3 / 2 * centred.T @ centred
    assert covariance_of_rows(stages, np.array([0, 0, 1, 2]), scores) == pytest.approx(expected)


def test_predictors_that_determine_one_another_are_refused() -> None:
    x = np.column_stack([np.ones(6), np.arange(6.0), 2 * np.arange(6.0)])
    with pytest.raises(UserError, match="regression-not-determined") as refused:
        fit_regression(np.arange(6.0), x, np.ones(6), sample(6), np.zeros(6, dtype=np.int64))
    assert "6 rows do not determine 3 coefficients" in str(refused.value)


def test_an_outcome_that_a_predictor_separates_does_not_converge() -> None:
    x = np.column_stack([np.ones(8), np.repeat([0.0, 1.0], 4)])
    with pytest.raises(UserError, match="regression-not-converged"):
        fit_regression(np.repeat([0.0, 1.0], 4), x, np.ones(8), sample(8), np.zeros(8, dtype=np.int64), Family.LOGIT)
