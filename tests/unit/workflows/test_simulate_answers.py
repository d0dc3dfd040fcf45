"""Made-up answers keep to kinds, options, routing, limits and constraints."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.study.definition import Group, Wave
from civiscope.study.frame import City
from civiscope.study.questionnaire import Kind, Questionnaire
from civiscope.workflows.simulate_answers import SimulatedBlock, World, simulated_answers, write_answers
from civiscope.workflows.simulate_items import Respondents, source_of
from civiscope.workflows.simulate_shares import NOTHING, Printed
from civiscope.workflows.simulate_traits import Traits

OPTIONS = [{"code": code, "label": code.title()} for code in ("red", "green", "blue", "grey")]
ROWS = [{"code": code, "label": code.title()} for code in ("first", "second")]
CITIES = [City(f"simulated-city-{i:03}", f"Simulated city {i:03}", "FRA", population=1000 + i) for i in range(1, 301)]


def questionnaire(*items: str) -> Questionnaire:
    """A questionnaire with these items, each a YAML flow mapping."""
    defaults: dict[str, Any] = {"label": "?"}
    read = [{**defaults, **yaml.safe_load(item)} for item in items]
    return Questionnaire.model_validate(
        {
            "id": "q",
            "title": "Q",
            "code_lists": {"colours": OPTIONS, "rows": ROWS},
            "sections": [{"code": "s", "title": "S", "items": read}],
        }
    )


def wave(**fields: Any) -> Wave:
    plain = {"id": "w", "title": "W", "status": "closed", "date": "2020-12-31", "questionnaires": ["q"]}
    return Wave.model_validate({**plain, **fields})


def world(cities: list[City], printed: dict[str, dict[str, Printed]] | None = None) -> World:
    """The cities with traits of their own; ``printed`` are shares by item and row."""
    groups = {
        "colour": Group.model_validate({"code": "colour", "label": "C", "item": "colour"}),
        "region": Group.model_validate({"code": "region", "label": "R", "column": "region"}),
    }
    return World(cities, groups, Traits(len(cities), 1), lambda wave, name, item: (printed or {}).get(item.code, {}))


def answers(
    *items: str,
    seed: int = 1,
    cities: list[City] = CITIES,
    printed: dict[str, dict[str, Printed]] | None = None,
    **fields: Any,
) -> SimulatedBlock:
    everything = world(cities, printed)
    return simulated_answers(questionnaire(*items), wave(**fields), cities, everything, [], np.random.default_rng(seed))


def given_values(block: SimulatedBlock, item: str, row: str = "") -> list[str]:
    return [entry.value for entry in block.columns[item, row] if entry.is_answer]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_answered_by_most_cities_and_not_by_all(kind: Kind) -> None:
    choice = kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.GRID, Kind.GRID_MULTIPLE}
    options = ", options: colours" if choice else ""
    rows = ", rows: rows" if kind in {Kind.GRID, Kind.GRID_MULTIPLE} else ""
    block = answers(f"{{code: a, kind: {kind}{options}{rows}}}")
    assert list(block.columns) == ([("a", "first"), ("a", "second")] if rows else [("a", "")])
    for column in block.columns.values():
        answered = sum(entry.is_answer for entry in column)
        assert 120 < answered < 300
        assert {entry.cell for entry in column if not entry.is_answer} <= {
            "(not answered)",
            "(don't know)",
            "(not applicable)",
        }


def test_choices_name_options_only_and_all_of_them() -> None:
    block = answers("{code: one, kind: single, options: colours}", "{code: many, kind: multiple, options: colours}")
    assert set(given_values(block, "one")) == {"red", "green", "blue", "grey"}
    named = [value.split() for value in given_values(block, "many")]
    assert {code for codes in named for code in codes} == {"red", "green", "blue", "grey"}
    assert all(len(set(codes)) == len(codes) for codes in named)


def test_a_list_that_names_nothing_says_so() -> None:
    block = answers("{code: many, kind: multiple, options: colours}")
    empty = {entry.cell for entry in block.columns["many", ""] if entry.is_answer and not entry.value}
    assert empty == {"(none)"}


def test_own_answers_come_where_the_item_allows_them_and_say_that_they_are_simulated() -> None:
    block = answers("{code: one, kind: single, options: colours, other: true, required: true}")
    own = [entry for entry in block.columns["one", ""] if entry.value == "other"]
    assert own
    assert all(entry.cell.startswith("other: simulated own answer ") for entry in own)


@pytest.mark.parametrize("kind", ["multiple", "ranking"])
def test_no_more_options_are_named_than_allowed(kind: str) -> None:
    block = answers(f"{{code: few, kind: {kind}, options: colours, most: 2}}")
    assert max(len(value.split()) for value in given_values(block, "few")) == 2


@pytest.mark.parametrize("most", ["", ", most: 2"])
def test_a_ranking_has_a_first_place(most: str) -> None:
    block = answers(f"{{code: order, kind: ranking, options: colours{most}, required: true}}")
    values = given_values(block, "order")
    assert len(values) == len(CITIES)
    assert all(values)


def test_required_items_are_always_answered() -> None:
    block = answers("{code: must, kind: single, options: colours, required: true}")
    assert len(given_values(block, "must")) == len(CITIES)


def test_items_are_answered_only_where_the_routing_asks_them() -> None:
    block = answers(
        "{code: colour, kind: single, options: colours}",
        "{code: why, kind: integer, relevant: \"${colour} = 'red'\", required: true}",
        '{code: deep, kind: grid, options: colours, rows: rows, relevant: "${why} > 0"}',
    )
    colours = [entry.value for entry in block.columns["colour", ""]]
    whys = [entry.is_answer for entry in block.columns["why", ""]]
    assert whys == [colour == "red" for colour in colours]
    assert {entry.cell for entry, asked in zip(block.columns["deep", "first"], whys, strict=True) if not asked} == {""}


def test_numbers_keep_to_the_limits_of_their_constraint() -> None:
    block = answers("{code: year, kind: integer, constraint: . >= 1990 and . <= 1999}")
    years = {int(value) for value in given_values(block, "year")}
    assert years <= set(range(1990, 2000))
    assert len(years) > 5


def test_a_constraint_across_items_holds_in_the_end() -> None:
    block = answers(
        "{code: many, kind: multiple, options: colours, constraint: 'count-selected(.) <= ${count}'}",
        "{code: count, kind: integer, constraint: . <= 3, required: true}",
    )
    for many, count in zip(block.columns["many", ""], block.columns["count", ""], strict=True):
        if many.is_answer and count.is_answer:
            assert len(many.value.split()) <= int(count.value)


def test_what_no_draw_can_fulfil_is_left_missing() -> None:
    block = answers("{code: never, kind: integer, constraint: . > 100 and . < 100}")
    assert {entry.cell for entry in block.columns["never", ""]} <= {
        "(not answered)",
        "(don't know)",
        "(not applicable)",
    }


def test_an_answer_on_which_routing_depends_is_not_drawn_anew() -> None:
    block = answers(
        "{code: size, kind: integer, constraint: . != 7 and . < 8, required: true}",
        "{code: small, kind: text, relevant: '${size} < 5', required: true}",
    )
    for size, small in zip(block.columns["size", ""], block.columns["small", ""], strict=True):
        if size.is_answer:
            assert small.is_answer == (int(size.value) < 5)


def test_facts_of_the_frame_are_answered_as_the_frame_has_them() -> None:
    block = answers("{code: population, kind: integer}")
    for city, entry in zip(CITIES, block.columns["population", ""], strict=True):
        assert not entry.is_answer or entry.value == str(city.population)


def test_dates_and_addresses_can_be_read() -> None:
    block = answers("{code: day, kind: date}", "{code: site, kind: url}")
    assert all(dt.date.fromisoformat(value) <= dt.date(2020, 12, 31) for value in given_values(block, "day"))
    assert all(value.startswith("https://example.org/simulated-city-") for value in given_values(block, "site"))


def test_cities_mostly_repeat_in_a_later_wave_what_they_answered_before() -> None:
    item = "{code: colour, kind: single, options: colours, required: true}"
    first = answers(item)
    second = answers(item, seed=2, id="later")
    pairs = zip(given_values(first, "colour"), given_values(second, "colour"), strict=True)
    same = np.mean([one == two for one, two in pairs])
    assert 0.7 < same < 0.95


def test_lists_are_cut_off_only_where_the_source_does_not_tell_everything() -> None:
    item = "{code: many, kind: multiple, options: colours}"
    assert not any(answers(item).incomplete)
    block = answers(item, empty_means="not known")
    cut = [index for index, codes in enumerate(block.incomplete) if codes]
    assert 0 < len(cut) < 60
    assert all(block.columns["many", ""][index].value for index in cut)


def test_write_answers_writes_a_column_per_variable(tmp_path: Path) -> None:
    block = answers(
        "{code: a, kind: grid, options: colours, rows: rows}", "{code: b, kind: integer}", cities=CITIES[:3]
    )
    write_answers(block, tmp_path / "q.csv")
    with (tmp_path / "q.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["city", "answered_in", "source", "incomplete", "a.first", "a.second", "b"]
    assert [row["city"] for row in rows] == [city.code for city in CITIES[:3]]
    assert {row["source"] for row in rows} == {"simulated"}
    assert {row["answered_in"] for row in rows} <= {"2020", ""}
    assert [row["b"] for row in rows] == [entry.cell for entry in block.columns["b", ""]]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(list(Kind)), st.booleans())
def test_a_source_gives_one_answer_per_city_whatever_the_kind(seed: int, kind: Kind, other: bool) -> None:
    choice = kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}
    extra = ", options: colours" if choice or kind in {Kind.GRID, Kind.GRID_MULTIPLE} else ""
    extra += ", other: true" if choice and other else ""
    made = questionnaire(f"{{code: a, kind: {kind}{extra}}}")
    generator = np.random.default_rng(seed)
    source = source_of(made, made.items["a"], dt.date(2020, 1, 1), NOTHING, generator)
    asked = Respondents(CITIES[:17], np.zeros(17), [""] * 17, lambda part: generator.standard_normal(17))
    drawn = source(asked, generator)
    assert len(drawn) == 17
    assert all(entry.cell for entry in drawn)
