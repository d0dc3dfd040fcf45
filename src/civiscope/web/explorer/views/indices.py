"""All indices of a study in short."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import percent
from civiscope.web.explorer.domain.index_ranking import ranking, scored_waves
from civiscope.web.explorer.domain.index_weights import top_weights
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.views.index import index_words


def indices(request: HttpRequest) -> HttpResponse:
    """Every index with what it is about, what it is made of, and how many cities have a score."""
    reader = reader_of(request)
    view = reader.view
    entries = [_entry(reader, index_words(reader, name)) for name in view.release.indices]
    head = Head(view.say("site_indices"), view.say("site_indices_about"), "indices")
    return render(request, "indices.html", head, indices=entries)


def _entry(reader: Reader, words: IndexWords) -> dict[str, Any]:
    name = words.definition.id
    waves = scored_waves(reader.edition.release, name)
    found = ranking(reader.edition, name, waves[0]) if waves else None
    return {
        "code": name,
        "title": words.title,
        "about": words.view.text(words.definition.about),
        "cities": words.ranked_cities(waves[0]) if found else 0,
        "wave": words.view.wave_title(waves[0]) if found else "",
        "parts": _parts(words),
    }


def _parts(words: IndexWords) -> list[dict[str, str]]:
    """The uppermost parts with their shares of the weights and where they stand in the bar; without weights no bar."""
    weights = top_weights(words.definition)
    total = sum(weights or ())
    found, before = [], 0.0
    for place, element in enumerate(words.definition.tree):
        part = {"label": words.labels[element.code], "share": "", "from": "", "width": "", "tint": str(place % 5)}
        if weights is not None and total > 0:
            share = weights[place] / total
            part |= {"share": percent(share, words.view.language), "from": _plain(before), "width": _plain(share)}
            before += share
        found.append(part)
    return found


def _plain(share: float) -> str:
    """A share as a number of hundredths in SVG."""
    return f"{100 * share:.2f}"
