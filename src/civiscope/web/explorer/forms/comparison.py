"""Which cities and groups an address wants side by side."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from civiscope.web.explorer.domain.comparison import MOST_COMPARED, Comparison, compare
from civiscope.web.explorer.domain.sheets import PEERS, Sheet, city_sheet, group_sheet, peer_sheet
from civiscope.web.explorer.forms.refusals import require_names, unknown
from civiscope.web.explorer.reader import Reader, reader_of

CITIES, GROUP = "cities", "group"
"""The parameters; each may be given again, and cities may be joined by commas (names of groups may hold some)."""


def asked_comparison(request: HttpRequest) -> Comparison:
    """The cities and groups of the request, side by side; raises BadRequest with what is wrong in the address."""
    reader = reader_of(request)
    require_names(request.GET, (CITIES, GROUP), reader.language)
    codes = _listed([part for value in request.GET.getlist(CITIES) for part in value.split(",")])
    groups = _listed(request.GET.getlist(GROUP))
    if len(codes) + len(groups) > MOST_COMPARED:
        raise BadRequest(reader.view.say("site_compare_too_many", most=MOST_COMPARED))
    return compare(tuple([_city(reader, code) for code in codes] + [_group(reader, name) for name in groups]))


def _listed(values: list[str]) -> list[str]:
    """The names that are not empty, each once."""
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def _city(reader: Reader, code: str) -> Sheet:
    _require_city(reader, code)
    return city_sheet(reader.view, code)


def _group(reader: Reader, name: str) -> Sheet:
    """``DOMAIN:LEVEL``, ``:`` for all cities, ``peers:CITY`` for the peers of a city."""
    domain, _, level = name.partition(":")
    if domain == PEERS:
        _require_city(reader, level)
        return peer_sheet(reader.view, reader.edition.peers[level])
    try:
        return group_sheet(reader.view, domain, level)
    except KeyError:
        known = [f"{held}:{code}" for held, codes in reader.edition.levels_with_estimates.items() for code in codes]
        raise unknown("site_compare_unknown_group", reader.language, name, known) from None


def _require_city(reader: Reader, code: str) -> None:
    known = reader.edition.release.waves_by_city
    if code not in known:
        raise unknown("site_compare_unknown_city", reader.language, code, known)
