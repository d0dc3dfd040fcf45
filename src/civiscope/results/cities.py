"""The cities of the frame and their groups, as a release publishes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleasedCity:
    """One row of results/cities.csv: the frame's known columns; further ones (contacts, notes) stay in the study."""

    code: str
    name: str
    country: str
    region: str
    population: int | None
    population_year: int | None
    gdp_per_capita: float | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Membership:
    """One row of results/groups.csv: a city that the frame puts in a level of a group; groups may overlap."""

    group: str
    level: str
    city: str
