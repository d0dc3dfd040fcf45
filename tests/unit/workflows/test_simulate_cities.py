"""Made-up cities have the shape of the frame, and none of its names."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City, Frame
from civiscope.workflows.simulate_cities import placed, simulated_frame, write_frame


def definition(*groups: dict[str, object]) -> StudyDefinition:
    return StudyDefinition.model_validate(
        {
            "id": "s",
            "title": "S",
            "languages": ["en"],
            "publisher": {"name": "P"},
            "licence": {"name": "L"},
            "waves": [{"id": "w", "title": "W", "status": "planned", "date": "2020-01-01", "questionnaires": ["q"]}],
            "groups": groups,
        }
    )


def frame_of(*cities: City) -> Frame:
    return {city.code: city for city in cities}


def simulated(frame: Frame, cities: int, *groups: dict[str, object]) -> list[City]:
    return list(simulated_frame(frame, definition(*groups), cities, np.random.default_rng(1)).values())


def test_country_and_region_are_drawn_together() -> None:
    frame = frame_of(City("a", "A", "FRA", region="Europe"), City("b", "B", "JPN", region="Asia"))
    made = simulated(frame, 50)
    assert {(city.country, city.region) for city in made} == {("FRA", "Europe"), ("JPN", "Asia")}


def test_populations_are_spread_as_in_the_frame() -> None:
    generator = np.random.default_rng(5)
    real = frame_of(*[City(f"c{i}", "C", "FRA", population=int(generator.lognormal(11, 0.5))) for i in range(300)])
    logs = np.log([city.population or 0 for city in simulated(real, 2000)])
    assert abs(logs.mean() - 11) < 0.1
    assert abs(logs.std() - 0.5) < 0.05
    assert np.abs(logs - logs.mean()).max() < 3 * 0.6


def test_about_as_many_populations_are_missing_as_in_the_frame() -> None:
    real = frame_of(*[City(f"c{i}", "C", "FRA", population=None if i % 4 == 0 else 1000 * i) for i in range(40)])
    missing = sum(city.population is None for city in simulated(real, 400))
    assert 60 < missing < 140


def test_a_frame_without_populations_gets_usual_ones() -> None:
    made = simulated(frame_of(City("a", "A", "FRA")), 100)
    assert all(city.population is not None and 5_000 < city.population < 5_000_000 for city in made)
    assert all(city.gdp_per_capita is None for city in made)


def test_only_further_columns_that_groups_use_are_kept() -> None:
    frame = frame_of(
        City("a", "A", "FRA", other={"mayor": "X", "club": "gold", "income": "100"}),
        City("b", "B", "FRA", other={"mayor": "Y", "club": "tin", "income": "250"}),
        City("c", "C", "FRA", other={"mayor": "Z", "club": "tin", "income": "900"}),
    )
    club = {"code": "club", "label": "Club", "column": "club"}
    classes = [{"code": "low", "label": "Low", "below": 200}, {"code": "high", "label": "High"}]
    income = {"code": "income", "label": "Income", "column": "income", "classes": classes}
    made = simulated(frame, 60, club, income)
    assert {city.other["club"] for city in made} == {"gold", "tin"}
    assert all(10 < float(city.other["income"]) < 10_000 for city in made)
    assert all("mayor" not in city.other for city in made)


def test_codes_are_as_wide_as_the_number_of_cities() -> None:
    made = simulated(frame_of(City("a", "A", "FRA")), 1000)
    assert (made[0].code, made[-1].name) == ("simulated-city-0001", "Simulated city 1000")


def test_write_frame_leaves_out_columns_that_nobody_fills(tmp_path: Path) -> None:
    cities = frame_of(City("a", "A, with comma", "FRA", population=5), City("b", "B", "FRA", other={"club": "x"}))
    write_frame(cities, tmp_path / "cities.csv")
    with (tmp_path / "cities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["code", "name", "country", "population", "club"],
        ["a", "A, with comma", "FRA", "5", ""],
        ["b", "B", "FRA", "", "x"],
    ]


def test_made_up_cities_lie_near_real_places_of_their_countries() -> None:
    cities = {code: City(code, code, country) for code, country in (("a", "ISL"), ("b", "FRA"), ("c", "XXX"))}
    found = placed(cities, np.random.default_rng(1))
    assert list(found) == ["a", "b", "c"]
    iceland, nowhere = found["a"], found["c"]
    assert iceland.latitude is not None
    assert 63 < iceland.latitude < 67
    assert iceland.longitude is not None
    assert -25 < iceland.longitude < -13
    assert (nowhere.latitude, nowhere.longitude) == (None, None)
    assert found == placed(cities, np.random.default_rng(1))
    assert found != placed(cities, np.random.default_rng(2))
