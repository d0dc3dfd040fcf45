"""The cities on a map and in a list: filtered by what stands in the address, or by the reader's browser."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from civiscope.report.words.phrases import number as in_words
from civiscope.report.words.phrases import say
from civiscope.web.explorer.domain.cities import PAGE_LENGTH, CityTable, city_table
from civiscope.web.explorer.domain.city_columns import cities_text
from civiscope.web.explorer.domain.city_query import CityQuery, Found, find_cities
from civiscope.web.explorer.forms.cities import read_query, written
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.views import cities_shown as shown
from civiscope.web.explorer.views.cities_map import map_words
from civiscope.web.explorer.views.cities_script import script_words


def cities(request: HttpRequest, number: int = 1) -> HttpResponse:
    """One page of the list, with the map; 400 for a filter that is not known, 404 for a page beyond the last."""
    reader = reader_of(request)
    table = city_table(reader.edition, reader.language)
    query = read_query(request.GET, table)
    if number > 1:
        query = replace(query, page=number)
    found = find_cities(table, query)
    if query.page > max(1, ceil(found.count / PAGE_LENGTH)):
        raise Http404(f"page {query.page}")
    view = reader.view
    head = Head(view.say("cities_title"), view.say("cities_description"), "cities")
    if query.page > 1:
        head = replace(head, title=f"{head.title} – {view.say('cities_page', page=query.page)}")
    return render(request, "cities.html", head, **_words(reader, table, query, found))


def cities_csv(request: HttpRequest) -> HttpResponse:
    """The cities that match, all pages, as a table to download; 400 for a filter that is not known."""
    reader = reader_of(request)
    table = city_table(reader.edition, reader.language)
    found = find_cities(table, read_query(request.GET, table))
    response = HttpResponse(cities_text(table, found.places), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{reader.edition.id}-cities.csv"'
    return response


def _count(table: CityTable, found: Found) -> str:
    shown_count, everything = (in_words(count, table.language) for count in (found.count, len(table.rows)))
    return say("cities_count", table.language, count=found.count, shown=shown_count, all=everything)


def _words(reader: Reader, table: CityTable, query: CityQuery, found: Found) -> dict[str, Any]:
    page = reader.link("cities")
    return {
        "page": page,
        "query": query,
        "blocks": shown.blocks(table, query, found),
        "chips": shown.chips(table, query, page),
        "clear": page + written(CityQuery(index=query.index, classes=query.classes), table),
        "count": _count(table, found),
        "left_out": shown.left_out(table, found),
        "columns": shown.columns(table, query, page),
        "lines": shown.lines(table, query, found),
        "indices": list(table.indices.values()),
        "any_classes": any(column.classes for column in table.indices.values()),
        "index": table.indices.get(query.index),
        "kept": shown.kept(query),
        "pager": pager(reader, table, query, found),
        "csv": reader.link("cities_csv") + written(query, table),
        "map": map_words(reader.edition, table, query, found),
        "script": script_words(table),
    }


def pager(reader: Reader, table: CityTable, query: CityQuery, found: Found) -> dict[str, Any] | None:
    """The ways to the other pages of the list; None where it has one page only."""
    last = ceil(found.count / PAGE_LENGTH)
    if last <= 1:
        return None

    def way(page: int) -> str:
        if reader.baked:
            return reader.link("cities_page", number=page) if page > 1 else reader.link("cities")
        return reader.link("cities") + written(query, table, page=page)

    near = sorted({1, last, *range(max(1, query.page - 2), min(last, query.page + 2) + 1)})
    steps: list[tuple[int, str, bool]] = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before > 1:
            steps.append((0, "", False))
        steps.append((page, way(page), page == query.page))
    return {
        "steps": steps,
        "before": way(query.page - 1) if query.page > 1 else "",
        "after": way(query.page + 1) if query.page < last else "",
        "last": last,
    }
