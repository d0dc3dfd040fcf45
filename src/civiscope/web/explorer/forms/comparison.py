"""Which cities and groups an address wants side by side."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from civiscope.web.explorer.domain.comparison import MOST_COMPARED, Comparison, compare
from civiscope.web.explorer.domain.nearest import nearest
from civiscope.web.explorer.domain.sheets import Sheet, city_sheet, group_sheet
from civiscope.web.explorer.reader import Reader, reader_of


def asked_comparison(request: HttpRequest) -> Comparison:
    """The cities and groups of the request, side by side; raises BadRequest with what is wrong in the address."""
    reader = reader_of(request)
    codes, groups = _listed(request, "cities"), _listed(request, "group")
    if len(codes) + len(groups) > MOST_COMPARED:
        raise BadRequest(reader.view.say("site_compare_too_many", most=MOST_COMPARED))
    return compare(tuple([_city(reader, code) for code in codes] + [_group(reader, name) for name in groups]))


def _listed(request: HttpRequest, name: str) -> list[str]:
    """The values of a parameter that may be given again and may hold commas, each once."""
    parts = [part.strip() for value in request.GET.getlist(name) for part in value.split(",")]
    return list(dict.fromkeys(part for part in parts if part))


def _city(reader: Reader, code: str) -> Sheet:
    known = reader.edition.release.waves_by_city
    if code not in known:
        raise BadRequest(reader.view.say("site_compare_unknown_city", city=code) + nearest(reader.view, code, known))
    return city_sheet(reader.view, code)


def _group(reader: Reader, name: str) -> Sheet:
    domain, _, level = name.partition(":")
    try:
        return group_sheet(reader.view, domain, level)
    except KeyError:
        raise BadRequest(reader.view.say("site_compare_unknown_group", group=name)) from None
