"""Sentences about outcomes: numbers as in the release, uncertainty, cities, and no causes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.report.outcomes.sentences import outcome_sentence
from civiscope.report.words.en.outcomes import PHRASES
from civiscope.report.words.outcome_words import digits_for
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.unit.outcomes.made_up import made_up_study


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder: Path = tmp_path_factory.mktemp("made-up")
    made = folder / "release"
    made.mkdir()
    write_results(made_up_study(folder / "study"), made, None, silent)
    return read_release(made)


def changed(release: Release, model: str, **numbers: float | None) -> Release:
    """The release with other numbers in the rows of a model's score, difference or effect."""
    asked = ("score", "team", "average_effect")

    def of(row: OutcomeEstimate) -> OutcomeEstimate:
        return replace(row, **numbers) if row.model == model and row.term in asked else row  # type: ignore[arg-type]

    estimates = tuple(map(of, release.outcomes.estimates))
    return replace(release, outcomes=replace(release.outcomes, estimates=estimates))


def said(release: Release, outcome: str, term: str) -> str:
    return plain(outcome_sentence(ReleaseView(release, "en"), "readiness", outcome, term))


def test_difference_is_told_with_means_interval_and_cities(release: Release) -> None:
    assert said(release, "active", "team") == (
        "Adults who move: among 48 cities, cities with a team (23) have 38.2 on average and cities without one (25) "
        "37.9, in % of adults. The difference is +0.3 percentage points (95% interval −4.6 to 5.3; p = 0.898, p = "
        "0.898 adjusted for 2 outcomes). It cannot be told from no difference. Of 10,000 random ways to divide the "
        "cities into groups of this size, 90.1% differ as much or more."
    )


def test_score_is_told_without_and_with_controls_among_the_same_cities(release: Release) -> None:
    text = said(release, "rent", "score")
    assert text.startswith("Monthly rent: among 43 cities, those whose score is 10 points higher have a value that is ")
    assert "with nothing else held equal. With population, household income and region held equal, among 43 cit" in text
    assert "EUR higher" in text


def test_share_has_its_average_effect(release: Release) -> None:
    assert "By a fractional logit, which keeps to shares" in said(release, "active", "score")
    assert "fractional logit" not in said(release, "rent", "score")


@pytest.mark.parametrize(
    ("p", "adjusted", "told"),
    [
        (0.3, 0.6, "It cannot be told from no difference."),
        (0.03, 0.06, "adjusted for their number it cannot be told from none."),
        (0.0004, 0.0008, "Chance alone would seldom give so much."),
    ],
)
def test_verdict_takes_the_number_of_outcomes_into_account(
    release: Release, p: float, adjusted: float, told: str
) -> None:
    text = said(changed(release, "difference", p=p, p_adjusted=adjusted), "rent", "team")
    assert told in text
    assert ("p < 0.001" in text) is (p < 0.001)


def test_lower_values_are_told_as_lower(release: Release) -> None:
    text = said(changed(release, "ols_controls", estimate=-2.0, low=-3.0, high=-1.0), "rent", "score")
    assert "have a value that is 20 EUR lower (95% interval −30 to −10" in text


def test_result_that_was_not_computed_says_why(release: Release) -> None:
    text = said(changed(release, "difference", estimate=None, p=None), "rent", "team")
    assert text.startswith("Monthly rent: Innovation team: Not computed")


def test_unknown_names_are_errors(release: Release) -> None:
    view = ReleaseView(release, "en")
    with pytest.raises(KeyError):
        outcome_sentence(view, "other", "rent", "team", "2020")
    with pytest.raises(LookupError):
        outcome_sentence(view, "readiness", "rents", "team", "2020")


def test_no_phrase_speaks_of_causes_but_to_deny_them() -> None:
    claims = re.compile(
        r"\b(causes?|effects? of|because of|leads? to|improves?|raises?|lowers|thanks to|due to)\b", re.I
    )
    texts = [
        text for phrase in PHRASES.values() for text in (phrase.values() if isinstance(phrase, dict) else [phrase])
    ]
    assert [text for text in texts if claims.search(text)] == [
        text
        for text in texts
        if text.startswith("What goes together need not cause one another.") and claims.search(text)
    ]


@pytest.mark.parametrize(("spread", "digits"), [(200, 0), (30, 0), (7.5, 1), (0.6, 2), (0.05, 3), (0, 1)])
def test_numbers_have_as_many_decimals_as_their_interval_allows(spread: float, digits: int) -> None:
    assert digits_for(spread) == digits
