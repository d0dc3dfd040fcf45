"""Consent, suppression and rounding, before anything is released."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.disclosure.publication import COUNTS_ONLY, SINGLE_ANSWER, SUPPRESSED, Analysis, Basis, publish
from civiscope.results.answers import Answer, Change
from civiscope.results.estimates import Estimate
from civiscope.study.definition import FEWEST_WITHHOLDING, DisclosureRules, Rounding, StudyDefinition
from tests.unit.disclosure.examples import answers, definition, estimate, frame, questionnaire, table

ANSWER = Answer("2020", "officers", "aa", "tools", "", "", "4", "answered")
CHANGE = Change(
    "officers", "aa", "2018", "2020", "2018", "2020", "different rounds", "tools", "", "3", "4", "changed", "", ""
)


@pytest.mark.parametrize(
    ("consent", "estimates", "answers", "changes"), [("public", 1, 1, 1), ("aggregate", 1, 0, 0), ("never", 0, 0, 0)]
)
def test_consent_decides_what_leaves(consent: str, estimates: int, answers: int, changes: int) -> None:
    basis = Basis({"officers": questionnaire(consent=consent)}, DisclosureRules())
    released = publish(Analysis([estimate(9, 9, measure="mean")], [ANSWER], [], [CHANGE]), basis)
    assert (len(released.estimates), len(released.answers), len(released.changes)) == (estimates, answers, changes)


@pytest.mark.parametrize("consent", ["aggregate", "never"])
@pytest.mark.parametrize("wave", ["2018", "2020"])
def test_consent_of_a_city_takes_out_its_answer_and_its_changes_from_and_to_it(consent: str, wave: str) -> None:
    others = [dataclasses.replace(row, city="bb") for row in (ANSWER, CHANGE)]
    analysis = Analysis([estimate(9, 9, measure="mean")], [ANSWER, others[0]], [], [CHANGE, others[1]])
    basis = Basis({"officers": questionnaire()}, DisclosureRules(), consents={(wave, "aa", "tools"): consent})
    released = publish(analysis, basis)
    assert released.changes == (others[1],)
    assert released.answers == ((others[0],) if wave == "2020" else (ANSWER, others[0]))
    assert len(released.estimates) == 1


def test_small_base_loses_every_number_but_keeps_its_place() -> None:
    rules = DisclosureRules(minimum_base=5)
    rows = [estimate(base, base, domain="area", level=name, measure="mean") for name, base in (("a", 4), ("b", 5))]
    small, large = publish(Analysis(rows, [], [], []), Basis({"officers": questionnaire()}, rules)).estimates
    assert large == rows[1]
    assert small.suppressed
    assert small.note == SUPPRESSED
    kept = {"wave", "questionnaire", "item", "row", "option", "domain", "level", "measure", "suppressed", "note"}
    numbers = {field.name: getattr(small, field.name) for field in dataclasses.fields(small) if field.name not in kept}
    assert len(numbers) == 11
    assert set(numbers.values()) == {None}


@pytest.mark.parametrize(
    ("n", "gone"), [(0, False), (1, True), (2, True), (3, False), (7, False), (8, True), (10, False)]
)
def test_small_cell_and_small_complement_are_suppressed_and_none_and_all_are_not(n: int, gone: bool) -> None:
    rules = DisclosureRules(minimum_cell=3)
    basis = Basis({"officers": questionnaire("multiple", options=["a"])}, rules)
    (released,) = publish(Analysis([estimate(n, 10, "a")], [], [], []), basis).estimates
    assert released.suppressed is gone


def test_forbidden_and_protecting_rows_have_the_same_note() -> None:
    """A note that told them apart would tell that the count of the one is small."""
    levels = {f"c{index}": {"area": "north" if index < 2 else "south"} for index in range(12)}
    levels |= {f"d{index}": {"area": "east"} for index in range(9)}
    choices = {city: {"a"} if index % 2 else set() for index, city in enumerate(levels)}
    rows = table(levels, choices, ["a"])
    rules = DisclosureRules(minimum_base=5)
    basis = Basis({"officers": questionnaire("multiple", options=["a"])}, rules)
    released = publish(Analysis(rows, [], [], []), basis).estimates
    assert {(row.level, row.note) for row in released if row.suppressed} == {
        ("north", SUPPRESSED),
        ("east", SUPPRESSED),
    }


def test_remark_stands_before_every_note() -> None:
    rows = [estimate(1, 4, "a"), estimate(4, 8, "b")]
    rows[1] = dataclasses.replace(rows[1], note="ranked at any place")
    basis = Basis({"officers": questionnaire("ranking", options=["a", "b"])}, DisclosureRules(minimum_cell=2))
    notes = [row.note for row in publish(Analysis(rows, [], [], []), basis, "simulated").estimates]
    assert notes == [f"simulated; {SUPPRESSED}", "simulated; ranked at any place"]


def test_released_numbers_are_rounded_after_suppression() -> None:
    rules = DisclosureRules(minimum_cell=3, rounding=Rounding(shares=0.05, counts=5))
    basis = Basis({"officers": questionnaire("multiple", options=["a", "b"])}, rules)
    released = publish(Analysis([estimate(2, 20, "a"), estimate(7, 20, "b")], [], [], []), basis).estimates
    assert [(row.n, row.base, row.estimate, row.suppressed) for row in released] == [
        (None, None, None, True),
        (5, 20, 0.35, False),
    ]


def test_estimates_by_an_item_that_is_never_published_leave_too() -> None:
    study = definition([]).model_dump()
    study["groups"] = [{"code": "by_tools", "label": "T", "item": "tools"}]
    basis = Basis(
        {"officers": questionnaire("single", "public", ["a"]), "mayors": questionnaire("single", "never", ["a"])},
        DisclosureRules(),
        StudyDefinition.model_validate(study),
    )
    rows = [estimate(4, 8, "a"), estimate(4, 8, "a", "by_tools", "a")]
    assert list(publish(Analysis(rows, [], [], []), basis).estimates) == rows[:1]


def test_single_answers_cannot_be_had_by_subtracting_the_published_ones() -> None:
    """Of twelve cities four withhold a public answer, three of them in one region and one in the other."""
    levels = {f"c{index:02}": {"area": "north" if index < 6 else "south"} for index in range(12)}
    withheld = ["c00", "c01", "c02", "c06"]
    choices = {city: {"a"} if index % 2 else set() for index, city in enumerate(levels)}
    analysis = Analysis(table(levels, choices, ["a"]), answers(choices, ["a"]), [], [])
    basis = Basis(
        {"officers": questionnaire("multiple", options=["a"])},
        DisclosureRules(),
        definition(["area"]),
        frame(levels),
        {("2020", city, "tools"): "aggregate" for city in withheld},
    )
    released = publish(analysis, basis)
    assert {row.city for row in released.answers} == set(levels) - set(withheld)
    # The single city of the south must not be known, so that the north, which would give it away, goes with it.
    assert [(row.level, row.suppressed) for row in released.estimates] == [
        ("", False),
        ("north", True),
        ("south", True),
    ]


def weighted(rows: list[Estimate], weight: float) -> list[Estimate]:
    """The rows of cities that count for more than one each."""
    return [dataclasses.replace(row, weighted_base=weight * (row.base or 0)) for row in rows]


def test_weighted_shares_beside_a_suppressed_one_keep_their_counts_only() -> None:
    """With known weights they are one more equation for what is missing."""
    basis = Basis({"officers": questionnaire("multiple", options=["a"])}, DisclosureRules(minimum_cell=3))
    rows = [estimate(20, 40, "a"), estimate(1, 10, "a", "area", "north"), estimate(9, 14, "a", "area", "south")]
    rows.append(estimate(10, 16, "a", "area", "east"))
    released = list(publish(Analysis(weighted(rows, 1.5), [], [], []), basis).estimates)
    assert released[1].suppressed
    kept = [row for row in released if not row.suppressed]
    assert kept
    for row in kept:
        assert row.note == COUNTS_ONLY
        numbers = (row.estimate, row.se, row.low, row.high, row.weighted_base, row.bound_low, row.bound_high, row.deff)
        assert numbers == (None,) * 8
        assert row.n is not None
        assert row.base is not None


def test_weighted_shares_stay_where_nothing_is_suppressed() -> None:
    basis = Basis({"officers": questionnaire("multiple", options=["a"])}, DisclosureRules(minimum_cell=3))
    rows = weighted([estimate(20, 40, "a"), estimate(9, 14, "a", "area", "south")], 1.5)
    assert list(publish(Analysis(rows, [], [], []), basis).estimates) == rows


def test_unweighted_shares_beside_a_suppressed_one_stay() -> None:
    basis = Basis({"officers": questionnaire("multiple", options=["a"])}, DisclosureRules(minimum_cell=3))
    rows = [estimate(20, 40, "a"), estimate(1, 10, "a", "area", "north"), estimate(9, 14, "a", "area", "south")]
    rows.append(estimate(10, 16, "a", "area", "east"))
    released = list(publish(Analysis(rows, [], [], []), basis).estimates)
    assert released[0] == rows[0]


@pytest.mark.parametrize(("consent", "gone"), [("public", False), ("aggregate", True)])
def test_median_of_answers_that_are_not_published_loses_its_numbers_and_the_mean_stays(
    consent: str, gone: bool
) -> None:
    basis = Basis({"officers": questionnaire(consent=consent)}, DisclosureRules())
    rows = [estimate(9, 9, measure="mean"), estimate(9, 9, measure="median")]
    mean, median = publish(Analysis(rows, [], [], []), basis).estimates
    assert mean == rows[0]
    assert (median.suppressed, median.note) == (gone, SINGLE_ANSWER if gone else "")
    assert (median.estimate is None, median.low is None, median.high is None, median.base is None) == (gone,) * 4


@pytest.mark.parametrize(
    ("withheld", "status", "gone"), [(3, "answered", True), (3, "not known", False), (0, "", False)]
)
def test_median_among_which_is_an_answer_that_a_city_withholds_loses_its_numbers(
    withheld: int, status: str, gone: bool
) -> None:
    cities = [f"c{place}" for place in range(9)]
    given = [
        Answer("2020", "officers", city, "tools", "", "", str(place), status if place < withheld else "answered")
        for place, city in enumerate(cities)
    ]
    basis = Basis(
        {"officers": questionnaire()},
        DisclosureRules(),
        definition([]),
        {},
        {("2020", city, "tools"): "aggregate" for city in cities[:withheld]},
    )
    (released,) = publish(Analysis([estimate(9, 9, measure="median")], given, [], []), basis).estimates
    assert released.suppressed is gone


@pytest.mark.parametrize("measure", ["mean", "share"])
@pytest.mark.parametrize(("consent", "gone"), [("public", set()), ("aggregate", {"north", "east"})])
def test_mean_and_share_of_fewer_than_three_unpublished_answers_go_with_what_would_tell_them(
    consent: str, gone: set[str], measure: str
) -> None:
    """Two cities of the north could be had from all cities and the other levels: the east goes with them."""
    asked = questionnaire("multiple", consent, ["a"]) if measure == "share" else questionnaire(consent=consent)
    levels = [("", "", 12), ("area", "north", 2), ("area", "east", 4), ("area", "south", 6)]
    rows = [estimate(base // 2, base, "a" if measure == "share" else "", *of, measure) for *of, base in levels]
    released = publish(Analysis(rows, [], [], []), Basis({"officers": asked}, DisclosureRules())).estimates
    assert {row.level for row in released if row.suppressed} == gone


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(1, 6))
def test_no_released_base_of_unpublished_answers_is_below_three_or_the_minimum(bases: list[int], minimum: int) -> None:
    rows = [estimate(sum(bases), sum(bases), measure="mean")]
    rows += [estimate(base, base, "", "area", f"l{place}", "mean") for place, base in enumerate(bases)]
    basis = Basis({"officers": questionnaire(consent="aggregate")}, DisclosureRules(minimum_base=minimum))
    released = publish(Analysis(rows, [], [], []), basis).estimates
    fewest = max(FEWEST_WITHHOLDING, minimum)
    shown = [row.base for row in released if row.base is not None]
    assert all(base >= fewest for base in shown)
    levels = [row.base for row in released[1:] if row.base is not None]
    if not released[0].suppressed and len(levels) < len(bases):
        assert sum(bases) - sum(levels) >= fewest
