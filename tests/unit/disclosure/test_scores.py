"""Scores at the gate: whose may be shown, and that ranks and means give nobody else's away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.disclosure.publication import Analysis, Basis, publish
from civiscope.disclosure.scores import RANKS_LEFT_OUT, SUPPRESSED_MEAN, items_behind
from civiscope.results.answers import Answer
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow, StudyScores
from civiscope.study.definition import DisclosureRules, Rounding
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.questionnaire import Questionnaire
from tests.unit.disclosure.examples import definition, frame

INDEX = IndexDefinition.model_validate(
    {
        "id": "capacity",
        "title": "Capacity",
        "about": "A.",
        "questionnaire": "officers",
        "least": 3,
        "tree": [
            {
                "code": "people",
                "label": "People",
                "children": [{"code": "staff", "label": "Staff", "score": {"item": "staff", "value": True}}],
            },
            {
                "code": "tools",
                "label": "Tools",
                "score": {"checklist": [{"item": "tools", "options": ["yes"]}, {"item": "money", "options": ["yes"]}]},
            },
        ],
        "combinations": [{"code": "both", "label": "Both", "of": ["staff", "tools"]}],
    }
)
NODES = ("capacity", "people", "staff", "tools", "both")


def questionnaire(consent: Mapping[str, str]) -> Questionnaire:
    """Three numbers, as far as disclosure control cares."""
    items = [
        {"code": code, "kind": "integer", "label": code, "consent": consent.get(code, "public")}
        for code in ("staff", "tools", "money")
    ]
    return Questionnaire.model_validate(
        {"id": "officers", "title": "Q", "sections": [{"code": "s", "title": "S", "items": items}]}
    )


def score(city: str, value: float | None, node: str = "capacity", rank: int = 1) -> Score:
    ranks = (None, None, None) if value is None else (rank, rank, rank + 1)
    return Score("2020", "capacity", city, node, value, ranks[0], 1.0, 9.0, "", 1.0, *ranks[1:], "interval")


def group(domain: str, level: str, cities: Collection[str], node: str = "capacity") -> GroupScore:
    return GroupScore(
        "2020", "capacity", node, domain, level, 4.5678, 0.5, 3.5, 5.5, len(cities), len(cities), False, ""
    )


def analysed(levels: Mapping[str, Mapping[str, str]]) -> Analysis:
    """Every city answered everything and has all scores; the means of all cities and of every level."""
    sets = {("", ""): set(levels)}
    for city, has in levels.items():
        for domain, level in has.items():
            sets.setdefault((domain, level), set()).add(city)
    scores = StudyScores(
        scores=tuple(score(city, 5.0, node, place) for node in NODES for place, city in enumerate(levels, start=1)),
        contributions=tuple(Contribution("2020", "capacity", city, "staff", 1.0, 2.0, 3.0) for city in levels),
        improvements=tuple(
            Improvement("2020", "capacity", city, "staff", "", "9", "4", 5.0, 6.0, 1.0, "", "", 1) for city in levels
        ),
        groups=tuple(group(*key, cities) for key, cities in sets.items()),
        sensitivity=tuple(
            SensitivityRow("2020" if city else "", "capacity", city, "weights", 0.5, None, None, 0.5, None, None, 9, "")
            for city in ("", *levels)
        ),
    )
    answers = [
        Answer("2020", "officers", city, item, "", "", "4", "answered")
        for city in levels
        for item in ("staff", "tools", "money")
    ]
    return Analysis([], answers, [], [], scores)


def published(
    levels: Mapping[str, Mapping[str, str]],
    withheld: Mapping[str, str] | None = None,
    analysis: Analysis | None = None,
    rules: DisclosureRules | None = None,
    consent: Mapping[str, str] | None = None,
    remark: str = "",
) -> StudyScores:
    """What is published where the cities withhold the items that ``withheld`` gives."""
    domains = list(dict.fromkeys(domain for has in levels.values() for domain in has))
    basis = Basis(
        {"officers": questionnaire(consent or {})},
        rules or DisclosureRules(),
        definition(domains),
        frame(levels),
        {("2020", city, item): "aggregate" for city, item in (withheld or {}).items()},
        {"capacity": INDEX},
    )
    return publish(analysis or analysed(levels), basis, remark).scores


def cities(count: int, **levels: str) -> dict[str, dict[str, str]]:
    """Cities c0, c1, ... in areas of the given letters: ``area="nnnsss"``."""
    return {
        f"c{place}": {domain: letters[place] for domain, letters in levels.items() if letters[place] != "-"}
        for place in range(count)
    }


def test_items_behind_a_node_are_those_of_all_its_indicators() -> None:
    assert items_behind(INDEX) == {
        "staff": {"staff"},
        "people": {"staff"},
        "tools": {"tools", "money"},
        "both": {"staff", "tools", "money"},
        "capacity": {"staff", "tools", "money"},
    }


def test_everything_is_shown_where_every_answer_may_be() -> None:
    levels = cities(6, area="nnnsss")
    assert published(levels) == analysed(levels).scores


def test_withheld_answer_takes_out_all_that_is_made_of_it() -> None:
    found = published(cities(9), {"c0": "money", "c1": "money", "c2": "money"})
    shown = {(row.city, row.node) for row in found.scores}
    assert {node for city, node in shown if city == "c0"} == {"people", "staff"}
    assert {node for city, node in shown if city == "c3"} == set(NODES)
    for rows in (found.contributions, found.improvements):
        assert {row.city for row in rows} == {f"c{place}" for place in range(3, 9)}  # type: ignore[attr-defined]
    assert {row.city for row in found.sensitivity} == {"", *(f"c{place}" for place in range(3, 9))}


@pytest.mark.parametrize("consent", ["aggregate", "never"])
def test_item_that_is_not_public_takes_out_the_scores_of_all_cities(consent: str) -> None:
    found = published(cities(5), consent={"tools": consent})
    assert {row.node for row in found.scores} == {"people", "staff"}
    assert found.contributions == found.improvements == ()


def test_answer_that_is_not_known_withholds_nothing() -> None:
    """An answer that its city withdrew from estimates stands as not known, and no score is made of it."""
    levels = cities(5)
    analysis = analysed(levels)
    answers = [
        replace(row, status="not known", value="") if (row.city, row.item) == ("c0", "money") else row
        for row in analysis.answers
    ]
    found = published(levels, {"c0": "money"}, replace(analysis, answers=answers))
    assert len(found.scores) == 5 * len(NODES)


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_ranks_are_shown_where_nobody_or_at_least_three_are_missing(count: int, shown: bool) -> None:
    found = published(cities(9), {f"c{place}": "staff" for place in range(count)})
    of_index = [row for row in found.scores if row.node == "capacity"]
    assert len(of_index) == 9 - count
    for row in of_index:
        assert (row.rank is not None, row.rank_low is not None, row.rank_high is not None) == (shown,) * 3
        assert (RANKS_LEFT_OUT in row.note) is not shown
    assert all((row.rank_then is not None) is shown for row in found.improvements)
    assert bool(found.sensitivity) is shown
    # No answer behind the tools is withheld.
    assert all(row.rank is not None for row in found.scores if row.node == "tools")


def test_index_of_too_few_cities_is_left_out_of_the_wave() -> None:
    assert published(cities(2)) == StudyScores()
    levels = cities(4)
    analysis = analysed(levels)
    rows = tuple(
        replace(row, score=None, rank=None) if row.node == "capacity" and row.city in ("c0", "c1") else row
        for row in analysis.scores.scores
    )
    assert published(levels, analysis=replace(analysis, scores=replace(analysis.scores, scores=rows))) == StudyScores()


def test_means_are_shown_as_long_as_the_withheld_cities_stay_together() -> None:
    levels = cities(9, area="nnnnnssss", size="llsslllll")
    # Three withhold in the north; by size, one of them would stand alone.
    found = published(levels, {"c0": "staff", "c1": "staff", "c2": "staff"})
    assert {row.domain for row in found.groups if not row.suppressed} == {"", "area"}
    gone = [row for row in found.groups if row.suppressed]
    assert {row.domain for row in gone} == {"size"}
    for row in gone:
        assert (row.mean, row.se, row.low, row.high, row.n, row.base) == (None,) * 6
        assert row.note == SUPPRESSED_MEAN


def test_group_goes_where_the_cities_without_a_level_would_be_told() -> None:
    # Of four that withhold, one is in no area: all cities less the areas would tell it.
    levels = cities(9, area="nnn-sssss")
    found = published(levels, {f"c{place}": "staff" for place in range(4)})
    assert {row.domain for row in found.groups if not row.suppressed} == {""}


def test_all_means_go_where_one_city_withholds() -> None:
    found = published(cities(9, area="nnnnnssss"), {"c0": "staff"})
    assert all(row.suppressed for row in found.groups)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_sum_of_shown_means_is_about_one_or_two_withheld_cities(data: st.DataObject) -> None:
    """Whatever is added and subtracted: no combination of the shown sets singles out fewer than three of them."""
    size = data.draw(st.integers(6, 12))
    letters = st.text("ab-", min_size=size, max_size=size)
    levels = cities(size, first=data.draw(letters), second=data.draw(letters))
    withheld = data.draw(st.sets(st.sampled_from(sorted(levels)), min_size=1))
    found = published(levels, dict.fromkeys(withheld, "staff"))
    names = sorted(withheld)
    rows = []
    for row in found.groups:
        if not row.suppressed:
            members = {city for city, has in levels.items() if not row.domain or has.get(row.domain) == row.level}
            rows.append([float(city in members) for city in names])
    known = np.array(rows).reshape(len(rows), len(names))
    rank = np.linalg.matrix_rank(known) if len(rows) else 0
    for some in (*combinations(range(len(names)), 1), *combinations(range(len(names)), 2)):
        wanted = np.zeros((1, len(names)))
        wanted[0, list(some)] = 1.0
        assert np.linalg.matrix_rank(np.vstack([known, wanted])) > rank


def test_small_group_loses_its_numbers() -> None:
    levels = cities(8, area="nnssssss")
    found = published(levels, rules=DisclosureRules(minimum_base=3))
    assert [(row.level, row.suppressed, row.n) for row in found.groups] == [
        ("", False, 8),
        ("n", True, None),
        ("s", False, 6),
    ]


def test_minimum_base_asks_as_many_to_stand_together() -> None:
    levels = cities(9)
    withheld = {f"c{place}": "staff" for place in range(3)}
    assert not published(levels, withheld).groups[0].suppressed
    assert published(levels, withheld, rules=DisclosureRules(minimum_base=4)).groups[0].suppressed


def test_means_are_rounded_as_estimates_are() -> None:
    rules = DisclosureRules(rounding=Rounding(shares=0.01, counts=5))
    (row,) = published(cities(8), rules=rules).groups
    assert (row.mean, row.n, row.base) == (4.57, 10, 10)


def test_remark_stands_before_every_note() -> None:
    found = published(cities(4), remark="simulated")
    assert {row.note for row in found.scores} == {"simulated; interval"}
    assert {row.note for row in (*found.groups, *found.sensitivity)} == {"simulated"}
