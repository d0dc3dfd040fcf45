"""Peers are the nearest cities of the same wave by the printed rule; what is not known is said, not invented."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.guidance.peers import peer_groups
from civiscope.release.model import Release
from civiscope.results.answers import Answer, Respondent
from civiscope.results.cities import Membership
from civiscope.results.peers import Income, PeerGroup, PeerRule
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City
from civiscope.study.groups import MEMBER, level_of
from civiscope.study.questionnaire import Questionnaire


def release(
    cities: list[City], waves: dict[str, list[str]] | None = None, answers: tuple[Answer, ...] = (), **study: Any
) -> Release:
    """A release in which ``waves`` tells who answered when; all cities in one wave where it is not given."""
    waves = waves or {"w1": [city.code for city in cities]}
    definition = StudyDefinition.model_validate(
        {
            "id": "s",
            "title": "S",
            "languages": ["en"],
            "publisher": {"name": "P"},
            "licence": {"name": "L"},
            "waves": [
                {"id": wave, "title": wave, "status": "closed", "date": "2020-01-01", "questionnaires": ["officers"]}
                for wave in waves
            ],
            **study,
        }
    )
    option = {"code": "yes", "label": "Yes"}
    item = {"code": "strategy", "kind": "single", "label": "Strategy?", "options": [option]}
    questionnaire = Questionnaire.model_validate(
        {"id": "officers", "title": "O", "sections": [{"code": "a", "title": "A", "items": [item]}]}
    )
    respondents = tuple(Respondent(wave, "officers", code, "", "") for wave, codes in waves.items() for code in codes)
    return Release(
        definition=definition,
        questionnaires={"officers": questionnaire},
        cities={city.code: city for city in cities},
        levels={"network": {"yes": "Network"}, "region": {"A": "A", "B": "B"}, "strategy": {"yes": "Has a strategy"}},
        estimates=(),
        respondents=respondents,
        answers=answers,
        changes=(),
        quality=(),
        memberships=tuple(
            Membership(group.code, level, city.code)
            for group in definition.groups
            for city in cities
            if (level := level_of(group, city))
        ),
    )


def city(code: str, population: int | None = None, region: str = "", income: float | None = None) -> City:
    return City(code, f"City {code}", "FRA", region=region, population=population, gdp_per_capita=income)


SIZES = [city("a", 100), city("b", 210), city("c", 400), city("d", 1000)]


def peers_of(code: str, cities: list[City], **study: Any) -> tuple[str, ...]:
    return peer_groups(release(cities, **study))[code].peers


def test_peers_are_nearest_by_the_ratio_of_populations() -> None:
    # 210 is nearer to 400 (ratio 1.9) than to 100 (ratio 2.1), though the difference is larger.
    assert peers_of("b", SIZES, peers={"count": 3}) == ("c", "a", "d")


def test_another_region_weighs_as_much_as_a_population_e_times_as_large() -> None:
    near = [city("a", 1000, "A"), city("b", 2600, "A"), city("c", 1000, "B")]
    far = [city("a", 1000, "A"), city("b", 2800, "A"), city("c", 1000, "B")]
    assert peers_of("a", near, peers={"count": 1}) == ("b",)
    assert peers_of("a", far, peers={"count": 1}) == ("c",)


def test_income_counts_where_both_are_known_and_neutrally_where_it_is_not() -> None:
    cities = [
        city("a", 1000, income=10_000),
        city("b", 1000, income=40_000),
        city("c", 1000, income=11_000),
        city("d", 1000, income=20_000),
        city("e", 1000),
    ]
    # e counts with the mean of ln 4, ln 1.1 and ln 2, which lies between those of d and b.
    assert peers_of("a", cities, peers={"count": 4}) == ("c", "d", "e", "b")
    assert peers_of("e", cities, peers={"count": 4}) == ("a", "b", "c", "d")


def test_only_what_the_study_names_counts() -> None:
    cities = [city("a", 100, "A"), city("b", 100, "B"), city("c", 900, "A")]
    assert peers_of("a", cities, peers={"count": 1, "by": ["population"]}) == ("b",)
    assert peers_of("a", cities, peers={"count": 1, "by": ["region"]}) == ("c",)


def test_ties_go_to_the_lower_code_whatever_the_order_of_the_frame() -> None:
    cities = [city("d", 10), city("a", 10), city("c", 10), city("b", 10)]
    assert peers_of("c", cities, peers={"count": 2}) == ("a", "b")


def test_candidates_of_unknown_population_come_last() -> None:
    cities = [city("a", 100), city("b"), city("c", 10**7)]
    assert peers_of("a", cities, peers={"count": 2}) == ("c", "b")


def test_a_city_of_unknown_population_is_set_beside_the_median_of_its_region_and_the_rule_says_so() -> None:
    cities = [city("a", None, "A"), city("b", 10, "A"), city("c", 100, "A"), city("d", 9000, "A"), city("e", 100, "B")]
    group = peer_groups(release(cities, peers={"count": 1, "by": ["population", "region"]}))["a"]
    assert group.peers == ("c",)
    assert group.rule == PeerRule("median_region", 1)


def test_without_any_population_the_region_decides() -> None:
    cities = [city("a", region="B"), city("b", region="A"), city("c", region="B")]
    group = peer_groups(release(cities, peers={"count": 1}))["a"]
    assert group.peers == ("c",)
    assert group.rule == PeerRule("region", 1, "not_known")


def test_only_cities_of_the_same_latest_wave_are_peers() -> None:
    cities = [city("a", 10), city("b", 10), city("c", 10), city("d", 10)]
    groups = peer_groups(release(cities, {"w1": ["a", "b", "c"], "w2": ["b", "c", "d"]}))
    assert groups["a"].peers == ("b", "c")
    assert groups["b"].peers == ("c", "d")
    assert groups["d"].peers == ("b", "c")


def test_cities_that_did_not_answer_have_no_peers_and_are_none() -> None:
    groups = peer_groups(release([city("a", 10), city("b", 10), city("c", 10)], {"w1": ["a", "b"]}))
    assert set(groups) == {"a", "b"}
    assert groups["a"].peers == ("b",)


def test_a_single_city_has_no_peers() -> None:
    assert peer_groups(release([city("a", 10)])) == {"a": PeerGroup("a", PeerRule("none"), ())}


@pytest.mark.parametrize(
    ("incomes", "income"),
    [
        ((None, None, None), "not_known"),
        ((5.0, 6.0, None), "similar"),
        ((None, 6.0, 5.0), "city_not_known"),
    ],
)
def test_the_rule_says_what_was_used(incomes: tuple[float | None, ...], income: Income) -> None:
    cities = [city(code, 10, "A", income) for code, income in zip("abc", incomes, strict=True)]
    assert peer_groups(release(cities, peers={"count": 1}))["a"].rule == PeerRule("population_region", 1, income)


def test_a_small_study_takes_all_and_says_so() -> None:
    group = peer_groups(release(SIZES))["a"]
    assert group.peers == ("b", "c", "d")
    assert group.rule == PeerRule("all", 3)


def test_a_group_of_the_frame_takes_the_place_of_nearness() -> None:
    cities = [city("a", 1, "A"), city("b", 2, "B"), city("c", 3, "A"), city("d", 4)]
    groups = [{"code": "region", "label": "Region", "column": "region"}]
    found = peer_groups(release(cities, groups=groups, peers={"group": "region", "count": 1}))
    assert found["a"] == PeerGroup("a", PeerRule("group", 1, group="region", level="A"), ("c",))
    assert found["b"].peers == ()
    # d has no region: the nearest city is taken instead.
    assert found["d"].peers == ("c",)


def test_a_named_group_and_a_group_by_item_work_as_well() -> None:
    network = [{"code": "network", "label": "Network", "cities": ["a", "c"]}]
    found = peer_groups(release(SIZES, groups=network, peers={"group": "network"}))
    assert found["a"] == PeerGroup("a", PeerRule("group", 1, group="network", level=MEMBER), ("c",))
    by_item = [{"code": "strategy", "label": "Strategy", "item": "strategy"}]
    answers = tuple(Answer("w1", "officers", code, "strategy", "", "yes", "", "answered") for code in "bd")
    found = peer_groups(release(SIZES, answers=answers, groups=by_item, peers={"group": "strategy"}))
    assert found["b"] == PeerGroup("b", PeerRule("group", 1, group="strategy", level="yes"), ("d",))
    assert found["a"].rule.choice == "all"


def reference(cities: list[City], of: City, count: int) -> list[str]:
    """The rule of the module's docstring, one pair at a time, for frames in which everything is known."""

    def distance(other: City) -> float:
        assert of.population
        assert of.gdp_per_capita
        assert other.population
        assert other.gdp_per_capita
        return round(
            abs(math.log(of.population / other.population))
            + (of.region != other.region)
            + abs(math.log(of.gdp_per_capita / other.gdp_per_capita)),
            9,
        )

    others = sorted(
        (entry for entry in cities if entry.code != of.code), key=lambda entry: (distance(entry), entry.code)
    )
    return [entry.code for entry in others][:count]


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from("ABC"), st.integers(1, 10**5)), min_size=1, max_size=40),
    st.integers(1, 12),
)
def test_peers_are_those_of_the_plain_rule(values: list[tuple[int, str, int]], count: int) -> None:
    cities = [city(f"c{index:03}", size, region, income) for index, (size, region, income) in enumerate(values)]
    groups = peer_groups(release(cities, peers={"count": count}))
    for entry in cities:
        assert list(groups[entry.code].peers) == reference(cities, entry, count)


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 10**7), st.sampled_from(["", "A", "B"]), st.none() | st.floats(0, 10**5)),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 12),
)
def test_every_city_has_as_many_peers_as_there_are_never_itself_and_none_twice(
    values: list[tuple[int | None, str, float | None]], count: int
) -> None:
    cities = [city(f"c{index:03}", *entry) for index, entry in enumerate(values)]
    groups = peer_groups(release(cities, peers={"count": count}))
    assert list(groups) == [entry.code for entry in cities]
    for code, group in groups.items():
        assert group.city == code
        assert code not in group.peers
        assert len(set(group.peers)) == len(group.peers) == min(count, len(cities) - 1)
        assert group.rule.count == len(group.peers)
