"""Outcome models of a study folder against R's lm, glm, t.test and the package sandwich: see tests/reference_r."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from civiscope.outcomes.groups import permutation_test
from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.unit.outcomes.made_up import made_up_study, reference, rows

CLOSE = 1e-9
TERMS = {
    "(Intercept)": "intercept",
    "points": "score",
    "log(population)": "population",
    "log(income)": "income",
    "levelHills": "region: Hills",
    "levelPlain": "region: Plain",
    "levelCoast": "region: Coast",
}
LINEAR = [(outcome, model) for outcome in ("rent", "active") for model in ("ols", "ols_same", "ols_controls")]
LOGITS = ["logit", "logit_same", "logit_controls"]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("made-up")
    made = folder / "release"
    made.mkdir()
    write_results(made_up_study(folder / "study"), made, None, silent)
    return read_release(made)


def found(release: Release, outcome: str, model: str) -> dict[str, OutcomeEstimate]:
    """The rows of a model by term."""
    return {row.term: row for row in release.outcomes.estimates if (row.outcome, row.model) == (outcome, model)}


def assert_same(row: OutcomeEstimate, stored: dict[str, Any], place: int) -> None:
    for name in ("estimate", "se", "low", "high", "p"):
        assert getattr(row, name) == pytest.approx(stored[name][place], rel=CLOSE), name
    assert (row.n, row.df) == (stored["n"], stored["df"])


@pytest.mark.parametrize(("outcome", "model"), LINEAR)
def test_coefficients_and_errors_are_those_of_lm_and_vcovhc(release: Release, outcome: str, model: str) -> None:
    stored, own = reference()[outcome][model], found(release, outcome, model)
    assert [TERMS[term] for term in stored["terms"]] == list(own)
    for place, term in enumerate(stored["terms"]):
        row = own[TERMS[term]]
        assert_same(row, stored, place)
        assert row.r_squared == pytest.approx(stored["r_squared"], rel=CLOSE)


@pytest.mark.parametrize(("outcome", "model"), LINEAR)
def test_standardised_coefficients_are_those_of_standardised_columns(
    release: Release, outcome: str, model: str
) -> None:
    stored, own = reference()[outcome][model], found(release, outcome, model)
    for place, term in enumerate(stored["terms"]):
        row = own[TERMS[term]]
        if term in ("points", "log(population)", "log(income)"):
            assert row.standardised == pytest.approx(stored["standardised"][place], rel=CLOSE)
        else:
            assert row.standardised is None


@pytest.mark.parametrize("outcome", ["rent", "active"])
def test_influence_of_cities_is_that_of_r(release: Release, outcome: str) -> None:
    stored = reference()[outcome]["ols_controls"]
    own = [row for row in release.outcomes.cities if row.outcome == outcome]
    known = [row["city"] for row in rows() if row["income"]]
    assert [row.city for row in own] == sorted(known)
    for name, column in (
        ("cooks_distance", "cooks_distance"),
        ("dfbetas", "dfbetas"),
        ("estimate_without", "without"),
        ("leverage", "leverage"),
    ):
        assert [getattr(row, name) for row in own] == pytest.approx(stored[column], rel=1e-8, abs=1e-10), name
    # R's model residual is what the controls leave of the outcome, less its slope times what they leave of the score.
    place = stored["terms"].index("points")
    slope, scores = stored["estimate"][place], np.array([row.score for row in own])
    left = np.array(stored["value_residual"]) - slope * np.array(stored["score_residual"])
    centred = [row.partial_residual for row in own] - np.mean([row.partial_residual for row in own])
    assert centred == pytest.approx(slope * (scores - scores.mean()) + left, rel=1e-8, abs=1e-8)
    score = found(release, outcome, "ols_controls")["score"]
    assert (score.without_low, score.without_high) == pytest.approx((min(stored["without"]), max(stored["without"])))


@pytest.mark.parametrize("model", LOGITS)
def test_fractional_logits_are_those_of_glm_and_vcovhc(release: Release, model: str) -> None:
    stored, own = reference()["active"][model], found(release, "active", model)
    for place, term in enumerate(stored["terms"]):
        row = own[TERMS[term]]
        assert_same(row, stored, place)
    effect = own["average_effect"]
    assert effect.estimate == pytest.approx(100 * stored["effect"], rel=CLOSE)
    assert effect.se == pytest.approx(100 * stored["effect_se"], rel=CLOSE)


@pytest.mark.parametrize("outcome", ["rent", "active"])
def test_differences_are_those_of_t_test(release: Release, outcome: str) -> None:
    stored, row = reference()[outcome]["difference"], found(release, outcome, "difference")["team"]
    assert (row.first_mean, row.other_mean) == pytest.approx((stored["first"], stored["other"]), rel=CLOSE)
    assert (row.low, row.high, row.df, row.p) == pytest.approx(
        (stored["low"], stored["high"], stored["df"], stored["p"]), rel=CLOSE
    )


def test_p_values_of_the_family_are_adjusted_as_p_adjust_does(release: Release) -> None:
    own = [found(release, outcome, "difference")["team"] for outcome in ("rent", "active")]
    stored = reference()["adjusted"]
    assert [row.p_holm for row in own] == pytest.approx(stored["holm"], rel=CLOSE)
    assert [row.p_bh for row in own] == pytest.approx(stored["bh"], rel=CLOSE)
    assert [row.p_adjusted for row in own] == [row.p_holm for row in own]


def test_permutation_test_is_r_s_enumeration() -> None:
    rent = np.array([float(row["rent"]) for row in rows()[:9]])
    result = permutation_test(rent[:3], rent[3:], 1000, np.random.default_rng)
    stored = reference()["permutation"]
    assert (result.p, result.count, result.exact) == (pytest.approx(stored["p"]), stored["ways"], True)
