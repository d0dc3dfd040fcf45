"""The filters of the list of cities in an address: read, checked against what the release has, and written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from civiscope.report.words.phrases import say
from civiscope.web.explorer.domain.cities import CityTable
from civiscope.web.explorer.domain.city_query import SORTS, CityQuery, SortKey
from civiscope.web.explorer.forms.refusals import require_names, unknown

FIXED = ("q", "population_from", "population_to", "index", "classes", "sort", "order", "page")
"""Names in the address besides the facets'."""
LONGEST_TEXT = 200
LONGEST_NUMBER = 12
"""Digits of a population."""
_ORDERS = ("asc", "desc")


def read_query(parameters: QueryDict, table: CityTable) -> CityQuery:
    """What the address asks for; raises BadRequest, in the reader's language, for what the page does not know.

    Empty values are those of a form's empty fields.
    """
    language = table.language
    require_names(parameters, [*table.facets, *FIXED], language)
    choices = {}
    for name, facet in table.facets.items():
        chosen = {value for value in parameters.getlist(name) if value}
        known = [level.code for level in facet.levels]
        for value in sorted(chosen - set(known)):
            raise unknown("cities_unknown_level", language, value, known, facet=facet.label)
        if chosen:
            choices[name] = tuple(code for code in known if code in chosen)
    sort = cast(SortKey, _one_of(parameters, "sort", SORTS, language) or "name")
    order = _one_of(parameters, "order", _ORDERS, language)
    return CityQuery(
        choices=choices,
        text=parameters.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT],
        population_from=_whole(parameters, "population_from", language),
        population_to=_whole(parameters, "population_to", language),
        index=_one_of(parameters, "index", tuple(table.indices), language) or next(iter(table.indices), ""),
        classes=bool(_one_of(parameters, "classes", ("1",), language)),
        sort=sort,
        descending=order == "desc" if order else sort != "name",
        page=_page(parameters, language),
    )


def written(query: CityQuery, table: CityTable, **changes: Any) -> str:
    """The query, with the changes, as the part of an address after its page: empty, or ``?`` and what differs from the
    list of all cities. The number of the page is 1 unless it is among the changes."""
    query = replace(query, **{"page": 1, **changes})
    pairs: list[tuple[str, str]] = []
    if query.text:
        pairs.append(("q", query.text))
    for name in table.facets:
        pairs += [(name, code) for code in query.choices.get(name, ())]
    if query.population_from is not None:
        pairs.append(("population_from", str(query.population_from)))
    if query.population_to is not None:
        pairs.append(("population_to", str(query.population_to)))
    if query.index != next(iter(table.indices), ""):
        pairs.append(("index", query.index))
    if query.classes:
        pairs.append(("classes", "1"))
    if query.sort != "name":
        pairs.append(("sort", query.sort))
    if query.descending != (query.sort != "name"):
        pairs.append(("order", "desc" if query.descending else "asc"))
    if query.page > 1:
        pairs.append(("page", str(query.page)))
    return f"?{urlencode(pairs)}" if pairs else ""


def _one_of(parameters: QueryDict, name: str, known: tuple[str, ...], language: str) -> str:
    value = parameters.get(name, "")
    if value and value not in known:
        raise unknown("cities_unknown_level", language, value, list(known), facet=name)
    return value


def _whole(parameters: QueryDict, name: str, language: str) -> int | None:
    value = parameters.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER):
        raise BadRequest(say("cities_not_a_number", language, value=value[:60], name=name))
    return int(value)


def _page(parameters: QueryDict, language: str) -> int:
    page = _whole(parameters, "page", language)
    if page == 0:
        raise BadRequest(say("cities_not_a_number", language, value="0", name="page"))
    return page or 1
