"""The frame: the cities that a study may ask."""

from __future__ import annotations

from dataclasses import dataclass, field

FRAME_COLUMNS = (
    "code",
    "name",
    "country",
    "region",
    "population",
    "population_year",
    "gdp_per_capita",
    "latitude",
    "longitude",
)


@dataclass(frozen=True, slots=True)
class City:
    """One city of the frame; absent numbers are None. ``other`` holds further columns of cities.csv as texts."""

    code: str
    name: str
    country: str
    region: str = ""
    population: int | None = None
    population_year: int | None = None
    gdp_per_capita: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    other: dict[str, str] = field(default_factory=dict)

    def value(self, column: str) -> str | float | None:
        """The value of any column of cities.csv; None where it is empty or there is no such column."""
        if column in FRAME_COLUMNS:
            found: str | float | None = getattr(self, column)
            return None if found == "" else found
        return self.other.get(column) or None


Frame = dict[str, City]
"""Cities by code, in the order of cities.csv."""
