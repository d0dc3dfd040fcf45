"""Made-up cities: a frame with the shape of a study's own, without any of its names or numbers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import FRAME_COLUMNS, City, Frame
from civiscope.study.gazetteer import places_by_country

Generator = np.random.Generator
Draw = Callable[[Generator], float | None]

_USUAL_POPULATION = (12.0, 1.2)
"""Mean and standard deviation of log populations where the frame has too few: half of the cities above 160,000."""
_AWAY = 0.15
"""Degrees of latitude and longitude by which made-up cities miss real places."""


def simulated_frame(
    frame: Frame,
    definition: StudyDefinition,
    cities: int,
    generator: Generator,
    controls: frozenset[str] = frozenset(),
) -> Frame:
    """``cities`` made-up cities, ``simulated-city-001`` and on.

    Country and region are drawn together from the frame's cities. Populations and incomes are log-normal, with the
    mean, the spread and the share of missing values of the frame's own. Of further columns only those are kept by which
    the study groups its cities, and ``controls`` of outcome models; texts are drawn from the column's values.
    """
    known = list(frame.values())
    population = _log_normal([city.population for city in known], *_USUAL_POPULATION)
    income = _log_normal([city.gdp_per_capita for city in known])
    years = [city.population_year for city in known if city.population_year is not None]
    extra = {
        group.column: _further(known, group.column, numeric=bool(group.classes))
        for group in definition.groups
        if group.column is not None and group.column not in FRAME_COLUMNS
    }
    for column in sorted(controls - {*FRAME_COLUMNS, *extra}):
        extra[column] = _further(known, column, numeric=all(_is_number(city.other.get(column, "")) for city in known))
    width = max(3, len(str(cities)))
    made: Frame = {}
    for number in range(1, cities + 1):
        place = known[int(generator.integers(len(known)))] if known else City("", "", "FRA")
        size = population(generator)
        gdp = income(generator)
        code = f"simulated-city-{number:0{width}}"
        made[code] = City(
            code=code,
            name=f"Simulated city {number:0{width}}",
            country=place.country,
            region=place.region,
            population=None if size is None else _rounded(size),
            population_year=int(generator.choice(years)) if years and size is not None else None,
            gdp_per_capita=None if gdp is None else _rounded(gdp),
            other={column: draw(generator) for column, draw in extra.items()},
        )
    return made


def placed(frame: Frame, generator: Generator) -> Frame:
    """The made-up cities somewhere near real places of their countries, so that they make a map like that of real ones.

    Each is up to `_AWAY` degrees off a place that is drawn evenly; where geonames knows no place of the country, it has
    no coordinates.
    """
    places = places_by_country({city.country for city in frame.values()})
    found: Frame = {}
    for code, city in frame.items():
        here = places.get(city.country)
        if here:
            latitude, longitude = here[int(generator.integers(len(here)))]
            north, east = generator.uniform(-_AWAY, _AWAY, size=2)
            latitude = round(min(max(latitude + north, -89.0), 89.0), 4)
            found[code] = replace(city, latitude=latitude, longitude=round(_turned(longitude + east), 4))
        else:
            found[code] = city
    return found


def _turned(longitude: float) -> float:
    """The longitude between -180 and 180."""
    return (longitude + 180) % 360 - 180


def write_frame(frame: Frame, path: Path, needed: Collection[str] = ()) -> None:
    """Write cities.csv; columns that no city fills are left out, but for those ``needed``."""
    further = list(dict.fromkeys(column for city in frame.values() for column in city.other))
    always = {"code", "name", "country", *needed}
    columns = [
        column
        for column in (*FRAME_COLUMNS, *further)
        if column in always or any(city.value(column) is not None for city in frame.values())
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for city in frame.values():
            values = [city.value(column) for column in columns]
            writer.writerow(["" if value is None else value for value in values])


def _log_normal(values: Sequence[float | None], mean: float | None = None, spread: float = 0.0) -> Draw:
    """Draws with the moments and the share of missing values of ``values``; where few are known, with those given.

    No draw lies more than 2.5 standard deviations from the mean, so that no city has more people than any has.
    """
    known = [value for value in values if value is not None and value > 0]
    if len(known) >= 3:
        logs = np.log(known)
        mean, spread = float(logs.mean()), max(float(logs.std()), 0.1)
    if mean is None:
        return lambda generator: None
    centre, missing = mean, 1 - len(known) / len(values) if known else 0.0

    def drawn(generator: Generator) -> float | None:
        if generator.random() < missing:
            return None
        return float(np.exp(centre + spread * np.clip(generator.normal(), -2.5, 2.5)))

    return drawn


def _further(cities: Iterable[City], column: str, numeric: bool) -> Callable[[Generator], str]:
    """Draws of a further column: like its numbers, or one of its texts."""
    values = [city.other.get(column, "") for city in cities]
    if not numeric:
        return lambda generator: values[int(generator.integers(len(values)))] if values else ""
    draw = _log_normal([_number(value) for value in values])

    def drawn(generator: Generator) -> str:
        number = draw(generator)
        return "" if number is None else f"{number:.4g}"

    return drawn


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    """Whether it is a number, or nothing."""
    return not text or _number(text) is not None


def _rounded(number: float) -> int:
    """A whole number of three significant digits, at least 1: exactness would only feign knowledge."""
    return max(1, int(float(f"{number:.3g}")))
