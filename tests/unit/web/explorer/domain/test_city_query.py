"""Filters of cities: within a facet one choice is enough, between facets all must hold, the unknown never matches."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from civiscope.web.explorer.domain.cities import CityTable, city_table
from civiscope.web.explorer.domain.city_query import CityQuery, find_cities
from tests.unit.web.explorer.small_cities import small_edition

TABLE = city_table(small_edition(), "en")


def found(table: CityTable = TABLE, **query: Any) -> list[str]:
    answer = find_cities(table, CityQuery(**query))
    return [table.rows[place].code for place in answer.places]


def test_only_cities_that_answered_stand_in_the_table_in_the_order_of_their_folded_names() -> None:
    assert found() == ["aarhus", "bergen", "evil", "porto"]


def test_answers_are_those_of_the_latest_wave() -> None:
    assert found(choices={"strategy": ("yes",)}) == ["aarhus", "porto"]
    assert found(choices={"areas": ("roads",)}) == []
    assert [row.wave for row in TABLE.rows] == ["2020", "2020", "2020", "2018"]


def test_within_a_facet_one_choice_is_enough_and_between_facets_all_must_hold() -> None:
    assert found(choices={"areas": ("health", "housing")}) == ["aarhus", "bergen"]
    assert found(choices={"areas": ("health",), "strategy": ("no",)}) == ["bergen"]
    assert found(choices={"areas": ("housing",), "strategy": ("no",)}) == []


def test_a_list_that_is_cut_off_neither_has_nor_lacks_what_it_does_not_name_and_the_page_says_so() -> None:
    answer = find_cities(TABLE, CityQuery(choices={"areas": ("housing",)}))
    assert [TABLE.rows[place].code for place in answer.places] == ["aarhus"]
    # Bergen's list is cut off, Porto does not know; the question does not arise for the third.
    assert answer.left_out == {"areas": 2}


def test_what_is_left_out_counts_only_cities_that_meet_the_other_filters() -> None:
    answer = find_cities(TABLE, CityQuery(choices={"areas": ("housing",), "region": ("North",)}))
    assert answer.left_out == {"areas": 1}


def test_a_city_that_did_not_answer_a_question_is_left_out_as_unknown() -> None:
    assert find_cities(TABLE, CityQuery(choices={"strategy": ("no",)})).left_out == {"strategy": 1}


def test_who_is_not_named_in_a_group_does_not_belong_which_is_known() -> None:
    answer = find_cities(TABLE, CityQuery(choices={"coast": ("yes",)}))
    assert answer.count == 2
    assert answer.left_out == {}


@pytest.mark.parametrize(
    ("low", "high", "cities"),
    [
        (None, None, ["aarhus", "bergen", "evil", "porto"]),
        (1000, None, ["bergen", "porto"]),
        (None, 1000, ["aarhus", "porto"]),
        (351, 1999, ["porto"]),
        (2000, 1000, []),
        (0, 0, []),
    ],
)
def test_limits_of_population_are_included(low: int | None, high: int | None, cities: list[str]) -> None:
    assert found(population_from=low, population_to=high) == cities


def test_limits_of_population_leave_out_what_is_not_known_and_say_so() -> None:
    assert find_cities(TABLE, CityQuery(population_from=0)).left_out == {"population": 1}


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("arhus", ["aarhus"]),
        ("ÅRH", ["aarhus"]),
        ("porto sao", ["porto"]),
        ("script", ["evil"]),
        ("nowhere", []),
        ("  ", ["aarhus", "bergen", "evil", "porto"]),
        ("' OR 1=1 --", []),
    ],
)
def test_text_is_found_in_names_without_accents_whatever_the_order_of_words(text: str, cities: list[str]) -> None:
    assert found(text=text) == cities


def test_scores_sort_with_unknown_ones_last_either_way() -> None:
    assert found(sort="score", index="capacity", descending=True) == ["bergen", "aarhus", "evil", "porto"]
    assert found(sort="score", index="capacity") == ["aarhus", "bergen", "evil", "porto"]


def test_population_sorts_with_unknown_ones_last_either_way() -> None:
    assert found(sort="population", descending=True) == ["bergen", "porto", "aarhus", "evil"]
    assert found(sort="population") == ["aarhus", "porto", "bergen", "evil"]
    assert found(sort="name", descending=True) == ["porto", "evil", "bergen", "aarhus"]


def test_classes_of_scores_are_a_facet() -> None:
    assert found(choices={"class.capacity": ("high",)}) == ["bergen"]
    assert find_cities(TABLE, CityQuery(choices={"class.capacity": ("high",)})).left_out == {"class.capacity": 2}


def test_counts_tell_how_many_would_remain_with_the_other_facets_as_they_are() -> None:
    """Compared with asking for each: the facet's own choice is replaced, all others stay."""
    names = ["region", "strategy", "areas", "size"]
    options = {name: [level.code for level in TABLE.facets[name].levels] for name in names}
    for chosen in product(*([(), *((code,) for code in options[name])] for name in names)):
        choices = {name: codes for name, codes in zip(names, chosen, strict=True) if codes}
        answer = find_cities(TABLE, CityQuery(choices=choices))
        for name in names:
            for code in options[name]:
                assert answer.counts[name][code] == len(found(choices=choices | {name: (code,)}))


def test_facets_are_the_studys_groups_countries_its_filters_and_classes() -> None:
    assert list(TABLE.facets) == ["region", "country", "size", "strategy", "coast", "areas", "class.capacity"]


def test_without_filters_of_the_study_all_public_choices_are_filters() -> None:
    table = city_table(small_edition(site={}), "en")
    assert [name for name, facet in table.facets.items() if facet.kind == "item"] == ["areas", "money"]
    assert found(table, choices={"money": ("city.now",)}) == ["aarhus"]
    assert find_cities(table, CityQuery(choices={"money": ("state.now",)})).left_out == {"money": 4}


def test_an_item_whose_answers_are_not_public_is_no_filter_even_if_the_study_names_it() -> None:
    table = city_table(small_edition(site={"filters": ["hidden", "areas"]}), "en")
    assert "hidden" not in table.facets


def test_a_group_with_a_name_that_the_address_needs_gets_another() -> None:
    groups = [{"code": "page", "label": "P", "cities": ["bergen"]}]
    table = city_table(small_edition(groups=groups), "en")
    assert "page" not in table.facets
    assert found(table, choices={"group.page": ("yes",)}) == ["bergen"]


def test_every_kind_of_missing_is_unknown_except_those_that_say_that_the_question_does_not_arise() -> None:
    assert {TABLE.rows[place].code for place in range(4) if _unknown(place)} == {"bergen", "porto"}


def _unknown(place: int) -> bool:
    return any(level.unknown >> place & 1 for level in TABLE.facets["areas"].levels)
