"""Search: the results of a query; in the static site the reader's browser finds them."""

from __future__ import annotations

import json
from typing import get_args

from django.http import HttpRequest, HttpResponse

from civiscope.report.words.phrases import number
from civiscope.web.explorer.domain.search import MOST, Entry, Kind
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of

LONGEST_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """The page of results for ``q``; an empty query shows the form alone."""
    reader = reader_of(request)
    view = reader.view
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = reader.edition.search(reader.language).find(query) if query else []
    title = view.say("site_search_for", query=query) if query else view.say("site_search")
    return render(
        request,
        "search.html",
        Head(title, view.say("site_search_about")),
        query=query,
        kinds=json.dumps({kind: view.say(f"site_kind_{kind}") for kind in get_args(Kind)}),
        results=[_result(reader, entry) for entry in found],
        count=view.say("site_search_count", count=len(found), shown=number(len(found), reader.language)),
        more=len(found) == MOST,
    )


def _result(reader: Reader, entry: Entry) -> dict[str, str]:
    way = reader.file(entry.address.removeprefix("files/")) if entry.address.startswith("files/") else ""
    return {
        "href": way or f"{reader.root}{entry.address}",
        "kind": reader.view.say(f"site_kind_{entry.kind}"),
        "title": entry.title,
        "text": entry.text,
    }
