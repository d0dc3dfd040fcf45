"""Answers become values as the definition says, and what is not known is never taken for no."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, AnswerBlock, Column
from civiscope.indices.scoring import answer_changes, answers_behind, score_values, scored
from civiscope.results.answers import Status
from civiscope.study.index_definition import IndexDefinition, Scoring
from civiscope.study.questionnaire import Item, Kind

OPTIONS = {
    "team": (Kind.SINGLE, ("unit", "spread", "none", "other")),
    "aims": (Kind.MULTIPLE, ("a", "b", "c", "other")),
    "order": (Kind.RANKING, ("a", "b")),
    "data": (Kind.GRID, ("much", "some", "little")),
    "money": (Kind.GRID_MULTIPLE, ("now", "later")),
}
NAN = float("nan")
ANSWERED, INCOMPLETE, UNASKED = Status.ANSWERED, Status.INCOMPLETE, Status.NOT_ASKED


def choice(item: str, row: str, *answers: str | Status) -> tuple[tuple[str, str], Column]:
    """A column of answers: options joined by commas, ``-`` for an empty list, ``...`` where a list is cut off."""
    kind, options = OPTIONS[item]
    status = [
        answer if isinstance(answer, Status) else INCOMPLETE if "..." in answer else ANSWERED for answer in answers
    ]
    ticks = np.full((len(answers), len(options)), UNKNOWN, dtype=np.int8)
    for place, answer in enumerate(answers):
        if status[place] is ANSWERED:
            ticks[place] = NOT_NAMED
        for named in set("" if isinstance(answer, Status) else str(answer).split(",")) if answer != "-" else ():
            if named in options:
                ticks[place, options.index(named)] = NAMED
    return (item, row), _column(item, kind, row, options, status, ticks)


def _column(item: str, kind: Kind, row: str, options: tuple[str, ...], status: list[Any], ticks: Any) -> Column:
    definition = Item(code=item, kind=kind, label={"": item}, other="other" in options)
    size = len(status)
    ranks = np.zeros((size, 0), dtype=np.int16)
    numbers = np.full(size, NAN)
    return Column(definition, row, options, np.array(status, dtype=np.int8), ticks, ranks, numbers, ("",) * size)


def numbers(item: str, *answers: float) -> tuple[tuple[str, str], Column]:
    status = [Status.NOT_KNOWN if np.isnan(answer) else ANSWERED for answer in answers]
    key, column = (item, ""), _column(item, Kind.INTEGER, "", (), status, np.empty((len(answers), 0), dtype=np.int8))
    column.numbers[:] = answers
    return key, column


def block(*columns: tuple[tuple[str, str], Column]) -> AnswerBlock:
    size = len(columns[0][1].status)
    cities = tuple(f"city-{number}" for number in range(size))
    return AnswerBlock("2020", "officers", cities, ("",) * size, ("",) * size, dict(columns))


def values(score: dict[str, Any], *columns: tuple[tuple[str, str], Column]) -> list[float]:
    return [float(value) for value in score_values(block(*columns), Scoring.model_validate(score))]


def same(found: list[float], expected: list[float]) -> bool:
    return bool(np.array_equal(found, expected, equal_nan=True))


def test_points_of_a_single_choice() -> None:
    answers = choice("team", "", "unit", "none", "other", Status.DONT_KNOW, Status.NOT_KNOWN, UNASKED)
    score = {"item": "team", "points": {"unit": 2, "spread": 1, "none": 0}}
    assert same(values(score, answers), [2, 0, NAN, NAN, NAN, NAN])
    assert same(values(score | {"not_asked": -1}, answers), [2, 0, NAN, NAN, NAN, -1])


def test_points_of_rows_need_half_of_them_for_a_mean_and_all_for_a_sum() -> None:
    rows = [
        choice("data", "x", "much", "much", "much", UNASKED),
        choice("data", "y", "some", Status.DONT_KNOW, Status.NOT_ANSWERED, UNASKED),
        choice("data", "z", "little", "some", Status.NOT_APPLICABLE, UNASKED),
    ]
    score = {"item": "data", "rows": ["x", "y", "z"], "points": {"much": 2, "some": 1, "little": 0}, "not_asked": 0.5}
    assert same(values(score, *rows), [1, 1.5, NAN, 0.5])
    assert same(values(score | {"combine": "sum"}, *rows), [3, NAN, NAN, 0.5])


def test_count_of_a_list_that_is_cut_off_is_known_only_where_it_cannot_rise() -> None:
    answers = choice("aims", "", "a,b", "-", "a,...", "a,b,...", "a,b,c,...", "a,other", Status.NOT_KNOWN)
    assert same(values({"item": "aims", "count": "all"}, answers), [2, 0, NAN, NAN, 3, 1, NAN])
    assert same(values({"item": "aims", "count": "all", "cap": 2}, answers), [2, 0, NAN, 2, 2, 1, NAN])
    assert same(values({"item": "aims", "count": ["a"]}, answers), [1, 0, 1, 1, 1, 1, NAN])
    assert same(values({"item": "aims", "count": ["other", "b"]}, answers), [1, 0, NAN, NAN, NAN, 1, NAN])


def test_any_of_a_list_that_is_cut_off_is_never_no() -> None:
    answers = choice("aims", "", "a", "c", "-", "a,...", "c,...", Status.NOT_ANSWERED)
    assert same(values({"item": "aims", "any_of": ["a", "b"]}, answers), [1, 0, 0, 1, NAN, NAN])


def test_rows_with_several_ticks_and_rankings_can_be_counted() -> None:
    money = [choice("money", "x", "now,later", "now", "-"), choice("money", "y", "now", Status.NOT_KNOWN, "-")]
    assert same(values({"item": "money", "rows": ["x"], "any_of": ["now"]}, *money), [1, 1, 0])
    assert same(values({"item": "money", "rows": ["x", "y"], "count": "all", "combine": "sum"}, *money), [3, NAN, 0])
    assert same(values({"item": "order", "count": "all"}, choice("order", "", "b", "a,b", "-")), [1, 2, 0])


def test_value_is_the_number_that_was_answered() -> None:
    assert same(values({"item": "staff", "value": True}, numbers("staff", 3, NAN, 0)), [3, NAN, 0])


def test_checklist_needs_every_answer() -> None:
    columns = [
        choice("data", "x", "much", "little", "much", Status.DONT_KNOW),
        choice("data", "y", "some", "much", Status.NOT_ANSWERED, Status.DONT_KNOW),
        choice("team", "", "unit", "none", "unit", "unit"),
    ]
    score = {
        "checklist": [
            {"item": "data", "rows": ["x", "y"], "options": ["much", "some"]},
            {"item": "team", "options": ["unit"]},
        ]
    }
    assert same(values(score, *columns), [3, 1, NAN, NAN])


POINTS = {"unit": 2, "spread": 1, "none": 0}
REST = [
    {"code": "place", "label": "Place", "score": {"item": "team", "points": POINTS}},
    {"code": "aims", "label": "Aims", "score": {"item": "aims", "count": "all", "cap": 2}},
    {"code": "staff", "label": "Staff", "low": 0, "high": 50, "score": {"item": "staff", "value": True}},
    {"code": "debt", "label": "Debt", "low": 1, "high": 9, "score": {"item": "debt", "value": True}, "direction": -1},
]
DEFINITION = IndexDefinition.model_validate(
    {
        "id": "top",
        "title": "Top",
        "about": "All.",
        "questionnaire": "officers",
        "tree": [
            {"code": "has_team", "label": "Team", "score": {"item": "team", "any_of": ["unit", "spread"]}},
            {"code": "rest", "label": "Rest", "children": REST},
        ],
    }
)


def answered(*aims: str | Status) -> AnswerBlock:
    size = len(aims)
    return block(
        choice("team", "", *["spread"] * size),
        choice("aims", "", *aims),
        numbers("staff", *[10.0] * size),
        numbers("debt", *[NAN] * size),
    )


def test_scored_has_a_row_per_respondent_of_each_wave_and_the_indicators_in_order() -> None:
    table = scored(DEFINITION, {"2018": answered("a"), "2020": answered("-", "a,b,c")})
    assert table.units == table.names == ("city-0", "city-0", "city-1")
    assert table.waves == ("2018", "2020", "2020")
    assert table.indicators == ("has_team", "place", "aims", "staff", "debt")
    expected = [[1, 1, 1, 10, NAN], [1, 1, 0, 10, NAN], [1, 1, 2, 10, NAN]]
    assert np.array_equal(table.values, expected, equal_nan=True)


def test_scored_without_answers_has_no_rows() -> None:
    assert scored(DEFINITION, {}).values.shape == (0, 5)


def test_answers_behind_name_items_and_rows() -> None:
    assert answers_behind(DEFINITION)["has_team"] == (("team", ""),)
    entry = {"item": "data", "rows": ["x", "y"], "options": ["much"]}
    tree = [{"code": "list", "label": "List", "score": {"checklist": [entry]}}]
    definition = IndexDefinition.model_validate({"id": "t", "title": "T", "about": "A", "tree": tree})
    assert answers_behind(definition) == {"list": (("data", "x"), ("data", "y"))}


def test_answer_changes_are_single_answers_with_all_that_they_change() -> None:
    found = {
        (change.item, change.option, change.number): change.values
        for change in answer_changes(DEFINITION, answered("a"), 0)
    }
    assert found == {
        ("team", "unit", None): {"place": 2},
        ("team", "none", None): {"has_team": 0, "place": 0},
        ("aims", "b", None): {"aims": 2},
        ("aims", "c", None): {"aims": 2},
        ("staff", "", 50): {"staff": 50},
    }


@pytest.mark.parametrize("aims", ["a,...", "a,b", Status.NOT_KNOWN, UNASKED])
def test_answer_changes_leave_out_what_is_not_known_or_makes_no_difference(aims: str | Status) -> None:
    assert [change for change in answer_changes(DEFINITION, answered(aims), 0) if change.item == "aims"] == []


def test_answer_changes_leave_the_answers_as_they_are() -> None:
    given_answers = answered("a", "b")
    before = scored(DEFINITION, {"": given_answers}).values.copy()
    answer_changes(DEFINITION, given_answers, 1)
    assert np.array_equal(scored(DEFINITION, {"": given_answers}).values, before, equal_nan=True)


lists = st.sets(st.sampled_from(["a", "b", "c"]))


@given(full=lists, shown=lists, cap=st.integers(1, 4))
def test_what_is_told_of_a_cut_off_list_is_true_of_the_whole(full: set[str], shown: set[str], cap: int) -> None:
    named = ",".join(sorted(full & shown))
    whole, cut = choice("aims", "", ",".join(sorted(full)) or "-"), choice("aims", "", f"{named},...")
    for score in ({"count": "all", "cap": cap}, {"count": ["a", "b"]}, {"any_of": ["a", "c"]}):
        (of_whole,), (of_cut,) = values({"item": "aims", **score}, whole), values({"item": "aims", **score}, cut)
        assert not np.isnan(of_whole)
        assert np.isnan(of_cut) or of_cut == of_whole


def test_an_item_that_the_questionnaire_lacks_is_a_defect() -> None:
    with pytest.raises(KeyError):
        values({"item": "teams", "value": True}, choice("team", "", "unit"))
