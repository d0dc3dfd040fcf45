"""The list of cities as files: every column, safe in spreadsheets, and what is not known said."""

from __future__ import annotations

import base64
import csv
import io
import json

from civiscope.web.explorer.domain.cities import city_table, places_of
from civiscope.web.explorer.domain.city_columns import cities_text, city_records, script_data
from civiscope.web.explorer.domain.city_query import CityQuery, find_cities
from tests.unit.web.explorer.small_cities import small_edition

EDITION = small_edition()
TABLE = city_table(EDITION, "en")


def rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in csv.DictReader(io.StringIO(cities_text(TABLE, range(4))))}


def test_every_facet_and_every_score_has_a_column() -> None:
    assert rows()["aarhus"] == {
        "code": "aarhus",
        "name": "Århus",
        "wave": "2020",
        "population": "350",
        "population_year": "",
        "region": "North",
        "country": "DNK",
        "size": "small",
        "strategy": "yes",
        "coast": "yes",
        "areas": "health;housing",
        "class.capacity": "low",
        "score.capacity": "4",
        "low.capacity": "3",
        "high.capacity": "5.1235",
    }


def test_what_is_not_known_is_said_and_a_list_that_is_cut_off_is_marked() -> None:
    assert rows()["bergen"]["areas"] == "health;(incomplete)"
    assert rows()["porto"]["areas"] == "(not known)"
    assert rows()["evil"]["areas"] == ""
    assert rows()["evil"]["strategy"] == "(not known)"
    assert rows()["porto"]["score.capacity"] == ""


def test_a_name_that_is_a_formula_stays_text_in_a_spreadsheet() -> None:
    assert rows()["evil"]["name"] == '\'=HYPERLINK("http://x")</script>'


def test_records_for_programs_hold_named_and_unknown_levels_apart() -> None:
    listed = city_records(TABLE, find_cities(TABLE, CityQuery(choices={"areas": ("health",)})))
    assert (listed.count, listed.left_out) == (2, {"areas": 1})
    bergen = listed.model_dump()["cities"][1]
    assert bergen["levels"]["areas"] == ["health"]
    assert bergen["not_known"] == {"areas": ["housing", "roads"]}
    assert bergen["scores"] == {"capacity": {"score": 7.25, "low": 6.25, "high": 8.3735}}


def test_the_script_holds_the_same_sets_and_nothing_that_could_end_it() -> None:
    text = script_data(EDITION).decode()
    assert "</" not in text
    assert text.isascii()
    data = json.loads(text.removeprefix('civiscope.receive("cities-data",').removesuffix(");\n"))
    assert data["names"][2] == '=HYPERLINK("http://x")</script>'
    for name, missing, levels in data["facets"]:
        for (code, cities, unknown), level in zip(levels, TABLE.facets[name].levels, strict=True):
            assert code == level.code
            assert places(cities) == places_of(level.cities)
            assert sorted(places(missing) + places(unknown)) == places_of(level.unknown)
    assert data["points"][2] is None
    assert data["indices"]["capacity"][0] == [4, 7.25, None, None]


def places(packed: str) -> list[int]:
    content = base64.b64decode(packed)
    return [8 * byte + bit for byte, value in enumerate(content) for bit in range(8) if value >> bit & 1]
