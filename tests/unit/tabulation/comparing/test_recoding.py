"""Own options compare as the option that stands for them, where the other question lacks them; numbers by class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, Column
from civiscope.results.answers import Status
from civiscope.study.questionnaire import Item, Kind
from civiscope.tabulation.comparing.matching import matches, rows_without_partner, series_of
from civiscope.tabulation.comparing.questionnaires import compare_questionnaires
from civiscope.tabulation.comparing.recoding import can_be_classed, shared
from tests.studies import coded, write_study
from tests.unit.tabulation.comparing.examples import CITIES, FRAME, HEAD
from tests.unit.tabulation.comparing.test_matching import block, column

CLASSES: tuple[dict[str, object], ...] = (
    {"code": "none", "below": 1},
    {"code": "few", "below": 5},
    {"code": "many"},
)


def choice(
    *options: str, ticks: list[list[int]] | None = None, kind: Kind = Kind.SINGLE, recode: dict[str, str] | None = None
) -> Column:
    """A choice of three respondents; without ``ticks`` each names one option, round and round."""
    found = ticks or [[int(place == who % len(options)) for place in range(len(options))] for who in range(3)]
    status = np.full(3, Status.ANSWERED, dtype=np.int8)
    more: dict[str, Any] = {
        "ticks": np.array(found, dtype=np.int8),
        "ranks": np.zeros((3, len(options)), dtype=np.int16),
    }
    item = Item(code="one", kind=kind, label="one", concept="size", recode=recode or {})
    return column("one", kind, "size", item=item, options=options, status=status, **more)


def number(*values: float, classes: tuple[dict[str, object], ...] = CLASSES) -> Column:
    """A number with classes."""
    item = Item.model_validate(
        {"code": "count", "kind": "integer", "label": "count", "concept": "size", "classes": classes}
    )
    status = [Status.NOT_ANSWERED if np.isnan(value) else Status.ANSWERED for value in values]
    return column(
        "count",
        Kind.INTEGER,
        item=item,
        options=(),
        numbers=np.array(values),
        status=np.array(status, dtype=np.int8),
        ticks=np.zeros((len(values), 0), dtype=np.int8),
        ranks=np.zeros((len(values), 0), dtype=np.int16),
    )


def test_an_own_option_stands_as_the_one_that_the_other_question_has() -> None:
    own = choice("cross_cutting", "sectoral", recode={"cross_cutting": "holistic", "sectoral": "areas"})
    (match,) = matches(block(choice("holistic", "areas", "both")), block(own), None)
    assert match.options == ("holistic", "areas", "both")
    assert match.b.ticks.tolist() == own.ticks.tolist()
    assert match.note() == '"cross_cutting" counts as "holistic"; "sectoral" counts as "areas"'
    assert match.note("areas") == '"sectoral" counts as "areas"'
    assert match.note("both") == ""


def test_an_option_that_both_questions_have_is_compared_as_it_is() -> None:
    own = choice("holistic", "both", recode={"both": "other"})
    (match,) = matches(block(own), block(own), None)
    assert match.options == ("holistic", "both")
    assert match.note() == ""


def test_both_sides_are_recoded_to_a_third_option() -> None:
    a, b = choice("x", "z", recode={"x": "third"}), choice("y", "z", recode={"y": "third"})
    (match,) = matches(block(a), block(b), None)
    assert match.options == ("third", "z")
    assert match.note() == '"x" counts as "third"; "y" counts as "third"'


def test_joined_options_are_named_where_one_of_them_is_and_unknown_where_none_is_known() -> None:
    ticks = [[0, 1, 0], [UNKNOWN, 0, 1], [0, 0, 0]]
    own = choice("inside", "public", "rest", ticks=ticks, kind=Kind.MULTIPLE, recode={"inside": "d", "public": "d"})
    _, found, recoded = shared(choice("d", "rest", kind=Kind.MULTIPLE), own)
    assert found.options == ("d", "rest")
    assert found.ticks.tolist() == [[NAMED, NOT_NAMED], [UNKNOWN, NAMED], [NOT_NAMED, NOT_NAMED]]
    assert recoded == (("inside", "d"), ("public", "d"))


def test_a_joined_option_has_the_best_rank_of_its_parts() -> None:
    own = choice("x", "y", "z", kind=Kind.RANKING, recode={"x": "d", "y": "d"})
    ranks = np.array([[2, 1, 3], [0, 3, 1], [0, 0, 1]], dtype=np.int16)
    ranked = Column(own.item, "", own.options, own.status, own.ticks, ranks, own.numbers, own.texts)
    _, found, _ = shared(choice("d", "z", kind=Kind.RANKING), ranked)
    assert found.ranks.tolist() == [[1, 3], [3, 1], [0, 1]]


def test_a_number_is_compared_by_its_classes_with_a_choice_among_them() -> None:
    counted = number(0, 5, float("nan"))
    (match,) = matches(block(counted), block(choice("none", "few", "many")), None)
    assert not match.is_number
    assert match.options == ("none", "few", "many")
    assert match.a.ticks.tolist() == [[1, 0, 0], [0, 0, 1], [UNKNOWN] * 3]
    series = series_of(match.a, "many")
    assert series is not None
    assert (series.values.tolist(), series.counted.tolist()) == ([0, 1, 0], [True, True, False])


def test_numbers_are_compared_by_their_means_even_if_they_have_classes() -> None:
    (match,) = matches(block(number(1, 2, 3)), block(number(1, 2, 3)), None)
    assert match.is_number


def test_a_number_without_classes_and_a_list_have_nothing_in_common() -> None:
    assert list(matches(block(number(1, 2, 3, classes=())), block(choice("none", "few")), None)) == []
    assert list(matches(block(number(1, 2, 3)), block(choice("none", "few", kind=Kind.MULTIPLE)), None)) == []
    assert not can_be_classed(choice("none").item, number(1).item)


@given(st.lists(st.floats(-5, 20), min_size=1, max_size=30))
def test_every_number_falls_into_the_one_class_whose_limits_hold_it(values: list[float]) -> None:
    found, _, _ = shared(number(*values), choice("none", "few", "many"))
    for value, ticks in zip(values, found.ticks.tolist(), strict=True):
        expected = 0 if value < 1 else 1 if value < 5 else 2
        assert ticks == [int(place == expected) for place in range(3)]


@given(st.lists(st.lists(st.sampled_from([NAMED, NOT_NAMED, UNKNOWN]), min_size=4, max_size=4), min_size=3, max_size=3))
def test_joining_never_loses_or_invents_a_named_option(ticks: list[list[int]]) -> None:
    own = choice("p", "q", "r", "s", ticks=ticks, kind=Kind.MULTIPLE, recode={"p": "d", "r": "d"})
    _, found, _ = shared(choice("d", "q", "s", kind=Kind.MULTIPLE), own)
    assert found.options == ("d", "q", "s")
    for before, after in zip(ticks, found.ticks.tolist(), strict=True):
        assert (after[0] == NAMED) == (NAMED in (before[0], before[2]))
        assert after[1:] == [before[1], before[3]]


def test_rows_that_only_one_grid_has_are_found() -> None:
    a = block(column("grid", Kind.GRID, row="left"), column("grid", Kind.GRID, row="right"))
    b = block(column("grid", Kind.GRID, row="right"), column("single", Kind.SINGLE))
    assert [one.row for one in rows_without_partner(b, a, None)] == ["left"]
    assert list(rows_without_partner(a, b, None)) == []
    assert list(rows_without_partner(b, a, ("single",))) == []


OFFICERS = """\
id: officers
title: Officers
sections:
  - code: all
    title: All
    items:
      - code: staff
        kind: integer
        label: Staff?
        concept: team_staff
        classes: [{code: none, below: 1}, {code: few, below: 5}, {code: many}]
      - code: often
        kind: grid
        label: How often?
        concept: often
        rows: [{code: design, label: Design}, {code: missions, label: Missions}]
        options: [{code: always, label: Always}, {code: never, label: Never}]
        recode: {always: usually}
"""
MAYORS = """\
id: mayors
title: Mayors
sections:
  - code: all
    title: All
    items:
      - code: size
        kind: single
        label: Staff?
        concept: team_staff
        options: [{code: none, label: No}, {code: few, label: Few}, {code: lots, label: Lots}]
        recode: {lots: many}
      - code: often
        kind: grid
        label: How often?
        concept: often
        rows: [{code: design, label: Design}, {code: nudges, label: Nudges}]
        options: [{code: usually, label: Usually}, {code: never, label: Never}, {code: unsure, label: Unsure}]
"""


def test_officers_and_mayors_are_compared_by_recoded_options_and_classes(tmp_path: Path) -> None:
    wave = 'waves: [{id: "2020", title: W, status: closed, date: 2020-12-31, questionnaires: [officers, mayors]}]\n'
    officers = "city,staff,often.design,often.missions\n"
    officers += "".join(f"{city},{place % 8},Always,Never\n" for place, city in enumerate(CITIES))
    mayors = "city,size,often.design,often.nudges\n"
    sizes = ["none", "few", "few", "few", "few", "lots", "lots", "few"]
    mayors += "".join(f"{city},{sizes[place % 8]},Usually,Never\n" for place, city in enumerate(CITIES))
    files = {
        "questionnaires/mayors.yaml": MAYORS,
        "waves/2020/officers.csv": officers,
        "waves/2020/mayors.csv": mayors,
    }
    write_study(tmp_path, study=HEAD + wave, cities=FRAME, questionnaire=OFFICERS, answers=None, extra=files)
    found = coded(tmp_path)
    a, b = (found.answers.blocks["2020", name] for name in ("officers", "mayors"))
    rows = list(compare_questionnaires(found.study, a, b))
    agreement = {(row.item, row.row): row.agreement for row in rows if row.agreement is not None and not row.option}
    assert agreement == {("size", ""): pytest.approx(18 / 20), ("often", "design"): 1.0}
    many = next(row for row in rows if row.option == "many" and row.cities == "both")
    assert many.estimate_a == pytest.approx(6 / 20)
    assert many.estimate_b == pytest.approx(4 / 20)
    assert '"lots" counts as "many"' in many.note
    lacking = {(row.row, row.option): row.note for row in rows if "not compared" in row.note}
    assert lacking == {
        ("design", "unsure"): "no such option in officers in the wave 2020: not compared",
        ("nudges", ""): "no such row in officers in the wave 2020: not compared",
        ("missions", ""): "no such row in mayors in the wave 2020: not compared",
    }
