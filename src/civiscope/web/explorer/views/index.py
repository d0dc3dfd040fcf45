"""An index: its ranking with rank intervals, other weights, and how it is made."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from civiscope.report.pages.indices import index_background
from civiscope.report.words.index_words import IndexWords
from civiscope.results.document import Document
from civiscope.web.explorer.domain.index_ranking import Ranking, ranking, ranking_text, scored_waves
from civiscope.web.explorer.domain.index_weights import reweighting
from civiscope.web.explorer.page import Head, Way, citation, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.views import index_shown as shown
from civiscope.web.explorer.within_site import sections_within_site


def index(request: HttpRequest, index: str, wave: str = "", number: int = 0) -> HttpResponse:
    """A page of the ranking of an index in a wave (the latest that has scores, where the address names none).

    404 for an index that the study does not define, a wave without scores, the latest wave by its name (it has the
    address without one), and a page beyond the last.
    """
    reader = reader_of(request)
    if index not in reader.edition.release.indices:
        raise Http404(index)
    waves = scored_waves(reader.edition.release, index)
    if wave and wave not in waves[1:]:
        raise Http404(wave)
    found = ranking(reader.edition, index, wave or waves[0]) if waves else None
    if number and not 1 < number <= (found.pages if found else 0):
        raise Http404(f"page {number}")
    words = index_words(reader, index)
    document, fragment = _background(reader, index, found.wave if found else "")
    title = words.title
    if wave:
        title = f"{title} – {reader.view.wave_title(wave)}"
    if number > 1:
        title = f"{title} – {reader.view.say('cities_page', page=number)}"
    return render(
        request,
        "index.html",
        Head(title, document.description or reader.view.text(words.definition.about), "indices"),
        words=words,
        document=document,
        fragment=mark_safe(fragment),
        index=index,
        cite=citation(reader, words.title),
        **_weights(reader, words),
        **(_ranking(reader, words, found, waves, number or 1) if found else {"ranking": None}),
    )


def index_csv(request: HttpRequest, index: str) -> HttpResponse:
    """The rankings of all waves as a table to download; 404 for an index that the study does not define."""
    reader = reader_of(request)
    if index not in reader.edition.release.indices:
        raise Http404(index)
    response = HttpResponse(ranking_text(reader.edition, index), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{reader.edition.id}-{index}.csv"'
    return response


def index_words(reader: Reader, index: str) -> IndexWords:
    """The index in words, put together once in each language."""
    view = reader.view
    return reader.edition.remembered(
        ("index words", index, reader.language), lambda: IndexWords(view, view.release.indices[index])
    )


def _background(reader: Reader, index: str, wave: str) -> tuple[Document, str]:
    """The document beside the ranking and its HTML, both made once."""
    edition, language = reader.edition, reader.language
    document = edition.remembered(
        ("index", index, wave, language), lambda: index_background(edition.release, index, language, wave)
    )
    key = ("index", index, wave, language, reader.base)
    return document, edition.remembered(key, lambda: sections_within_site(document, reader))


def _ranking(reader: Reader, words: IndexWords, found: Ranking, waves: list[str], number: int) -> dict[str, Any]:
    view, name, latest = reader.view, words.definition.id, waves[0]
    return {
        "ranking": found,
        "wave": view.wave_title(found.wave),
        "waves": [
            Way(shown.way(reader, name, wave, latest), view.wave_title(wave), wave == found.wave) for wave in waves
        ],
        "facts": shown.facts(words, found),
        "rows": shown.rows(words, found, number),
        "last": words.ranked_cities(found.wave),
        "any_classes": any(entry.class_ for entry in found.entries),
        "notes": shown.notes(words, found),
        "pager": shown.pager(reader, name, found, latest, number),
    }


def _weights(reader: Reader, words: IndexWords) -> dict[str, Any]:
    found = reweighting(reader.edition, words.definition.id)
    if found.obstacle:
        return {"obstacle": reader.view.say(f"weights_fixed_{found.obstacle}")}
    return {
        "weights": shown.weight_fields(words, found),
        "missing": shown.missing_rule(words, found),
        "rule": words.rule("aggregate", found.method),
        "script": shown.script_words(words),
        "hidden": not all(words.all_shown(wave) for wave in scored_waves(reader.edition.release, words.definition.id)),
    }
