"""Published results are compared with released shares only, and rounding in print is allowed for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.disclosure.publication import SUPPRESSED, Analysis, Basis, publish
from civiscope.release.published_comparison import SIMULATED, TOO_FEW, compare_published
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.study.definition import DisclosureRules
from tests.unit.disclosure.examples import estimate, questionnaire


def printed(percent: float | None = None, **changes: object) -> PublishedResult:
    plain = PublishedResult("2020", "officers", "tools", "", "a", percent, "", 147, "A report")
    return replace(plain, **changes)  # type: ignore[arg-type]


def compared(
    result: PublishedResult, *rows: Estimate, simulated: bool = False, minimum_cell: int = 1
) -> PublishedComparison:
    basis = Basis(
        {"officers": questionnaire("multiple", options=["a", "b"])}, DisclosureRules(minimum_cell=minimum_cell)
    )
    released = publish(Analysis(rows, [], [], []), basis).estimates
    (found,) = compare_published(released, [result], simulated=simulated)
    return found


def share(low: float, high: float, **changes: object) -> Estimate:
    return replace(estimate(50, 100, "a"), low=low, high=high, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [(50, "inside"), (44, "inside"), (43, "outside"), (56, "inside"), (57, "outside"), (43.5, "outside")],
)
def test_half_a_printed_unit_counts_and_no_more(percent: float, verdict: str) -> None:
    # 44% stands for up to 44.5%, 56% for down to 55.5%; 43.5% only for up to 43.55%.
    assert compared(printed(float(percent)), share(0.445, 0.555)).verdict == verdict


def test_a_printed_count_is_exact() -> None:
    assert compared(printed(count=65, base=147), share(65 / 147 + 0.001, 0.6)).verdict == "outside"
    assert compared(printed(count=65, base=147), share(65 / 147, 0.6)).verdict == "inside"


def test_row_carries_both_numbers_with_their_bases() -> None:
    found = compared(printed(44.0, remark="read off a figure"), share(0.4, 0.6))
    assert (found.computed, found.low, found.high, found.base) == (0.5, 0.4, 0.6, 100)
    assert (found.published, found.published_base, found.note) == (0.44, 147, "read off a figure")


def test_a_level_is_compared_with_that_level_alone() -> None:
    of_all, of_level = share(0.4, 0.6), share(0.1, 0.2, domain="region", level="north")
    assert compared(printed(50.0), of_all, of_level).verdict == "inside"
    assert compared(printed(50.0, domain="region", level="north"), of_all, of_level).verdict == "outside"
    absent = compared(printed(50.0, domain="region", level="south"), of_all, of_level)
    assert (absent.computed, absent.verdict) == (None, "")


def test_a_suppressed_share_leaves_no_number_and_no_verdict() -> None:
    small = replace(estimate(2, 100, "a"), low=0.0, high=0.1)
    found = compared(printed(2.0), small, minimum_cell=5)
    assert (found.computed, found.low, found.high, found.base, found.verdict) == (None, None, None, None, "")
    assert found.note == SUPPRESSED


@given(st.integers(0, 60), st.integers(5, 60), st.floats(0, 100), st.integers(1, 10))
def test_no_verdict_ever_stands_beside_a_suppressed_share(n: int, base: int, percent: float, minimum: int) -> None:
    n = min(n, base)
    found = compared(printed(percent), estimate(n, base, "a"), minimum_cell=minimum)
    hidden = 0 < n < minimum or 0 < base - n < minimum
    assert (found.computed is None) == hidden
    assert bool(found.verdict) != hidden


@pytest.mark.parametrize(
    ("result", "rows", "note"),
    [
        (printed(text="over one-third"), [share(0.4, 0.6)], "printed in words: over one-third"),
        (printed(count=79, base=None), [share(0.4, 0.6)], "a count is printed without its base: 79"),
        (printed(50.0), [], "no share is computed from the answers at hand"),
        (printed(50.0), [replace(share(0, 1), low=None, high=None)], "the computed share has no interval"),
        (printed(50.0), [replace(share(0.4, 0.6), base=4, n=2)], TOO_FEW),
        (
            printed(50.0),
            [replace(share(0, 1), estimate=None, low=None, high=None, note="few lists")],
            "the answers at hand give a count, but no share (few lists)",
        ),
    ],
)
def test_what_cannot_be_compared_has_no_verdict_and_says_why(
    result: PublishedResult, rows: list[Estimate], note: str
) -> None:
    found = compared(result, *rows)
    assert (found.verdict, found.note) == ("", note)


def test_means_are_not_taken_for_shares() -> None:
    assert compared(printed(50.0), replace(share(0.4, 0.6), measure="mean")).computed is None


def test_of_simulated_answers_only_the_computed_share_is_called_simulated() -> None:
    assert compared(printed(50.0), share(0.4, 0.6), simulated=True).note == SIMULATED
    assert SIMULATED not in compared(printed(50.0), simulated=True).note
