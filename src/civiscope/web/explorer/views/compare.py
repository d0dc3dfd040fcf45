"""Cities and groups side by side."""

from __future__ import annotations

import json
from operator import itemgetter

from django.http import HttpRequest, HttpResponse

from civiscope.report.words.phrases import Phrase, named, say, template_of
from civiscope.web.explorer.domain.comparison import MOST_COMPARED, Comparison, Part
from civiscope.web.explorer.domain.sheets import PEERS
from civiscope.web.explorer.forms.comparison import asked_comparison
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of

_SCRIPT_PHRASES = (
    "compare_different",
    "compare_alike",
    "compare_alone",
    "compare_beside",
    "compare_too_many",
    "compare_table",
    "compare_unknown_city",
    "compare_unknown_group",
    "peers_of",
    "peers_count",
    "count_of",
)
"""What the script of the static site says, which fills the phrases itself."""


def comparison(request: HttpRequest) -> HttpResponse:
    """The page for ``cities=a,b`` and ``group=domain:level`` (each may be given again).

    400 for more than six, for a city that has not answered and for a group without estimates, with the nearest name.
    """
    reader = reader_of(request)
    found = asked_comparison(request)
    codes = [sheet.code for sheet in found.sheets if not sheet.is_group]
    groups = [sheet.code for sheet in found.sheets if sheet.is_group]
    title = reader.view.say("site_compare")
    names = ", ".join(sheet.title for sheet in found.sheets)
    return render(
        request,
        "compare.html",
        Head(named(title, names, reader.language), reader.view.say("site_compare_about")),
        comparison=found if len(found.sheets) > 1 and codes else None,
        listed=_listed_parts(reader, found, len(codes)),
        chosen=codes,
        chosen_groups=groups,
        cities=city_choices(reader),
        groups=[*peer_choices(reader, codes), *group_choices(reader)],
        most=MOST_COMPARED,
        phrases=json.dumps(_script_phrases(reader.language)),
    )


def _script_phrases(language: str) -> dict[str, Phrase]:
    return {key: template_of(f"site_{key}", language) for key in _SCRIPT_PHRASES} | {"colon": say("colon", language)}


def _listed_parts(reader: Reader, found: Comparison, cities: int) -> list[tuple[str, tuple[Part, ...]]]:
    """The parts under their headings, those without a part left out."""
    alone = "site_compare_alone" if cities > 1 else "site_compare_beside"
    keys = {"site_compare_different": found.different, "site_compare_alike": found.alike, alone: found.alone}
    return [(reader.view.say(key), parts) for key, parts in keys.items() if parts]


def city_choices(reader: Reader) -> list[tuple[str, str]]:
    """Every city that answered: code, and name with country."""
    view, release = reader.view, reader.edition.release
    cities = ((code, release.cities[code]) for code in release.waves_by_city)
    return sorted(((code, f"{city.name} ({view.country(city.country)})") for code, city in cities), key=itemgetter(1))


def peer_choices(reader: Reader, cities: list[str]) -> list[tuple[str, str]]:
    """The peers of each of the cities that have some."""
    names = reader.edition.release.cities
    return [
        (f"{PEERS}:{code}", reader.view.say("site_peers_of", city=names[code].name))
        for code in cities
        if reader.edition.peers[code].peers
    ]


def group_choices(reader: Reader) -> list[tuple[str, str]]:
    """All cities together, then every level of every domain that the release has estimates of."""
    view = reader.view
    labels = {group.code: view.text(group.label) for group in view.definition.groups}
    found = [(":", view.say("figure_all_cities"))]
    for domain in view.definition.domains:
        held = reader.edition.levels_with_estimates.get(domain, ())
        found += [
            (f"{domain}:{level}", named(labels[domain], label, view.language))
            for level, label in view.levels.get(domain, {}).items()
            if level in held
        ]
    return found
