"""The front page: what the study found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.report.words.phrases import number
from civiscope.web.explorer.domain.cities import city_table
from civiscope.web.explorer.domain.city_query import CityQuery, find_cities
from civiscope.web.explorer.domain.findings import findings
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.views.cities_map import MapWords, map_words

DOCUMENTS = ("report.pdf", "report.html", "report.docx")


def home(request: HttpRequest) -> HttpResponse:
    """The front page: the study in five numbers, the map, a search for a city, and the ways to all else."""
    reader = reader_of(request)
    view = reader.view
    title = view.text(view.definition.title)
    about = view.text(view.definition.description)
    return render(
        request,
        "home.html",
        Head(title, about),
        about=about,
        findings=findings(view),
        counts=_counts(reader),
        map=_map(reader),
        documents=[name for name in DOCUMENTS if reader.edition.has_file(f"report/{name}")],
    )


def _map(reader: Reader) -> MapWords | None:
    """The map of all cities that answered; None where none has coordinates."""
    table = city_table(reader.edition, reader.language)
    query = CityQuery()
    return map_words(reader.edition, table, query, find_cities(table, query))


def _counts(reader: Reader) -> dict[str, str]:
    """How many cities and countries answered, as text."""
    release = reader.edition.release
    countries = {release.cities[city].country for city in release.waves_by_city}
    view = reader.view
    cities = len(release.waves_by_city)
    return {
        "cities": view.say("index_count_cities", shown=number(cities, reader.language), count=cities),
        "countries": view.say(
            "index_count_countries", shown=number(len(countries), reader.language), count=len(countries)
        ),
    }
