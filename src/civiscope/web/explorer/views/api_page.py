"""The page that explains the API, from its OpenAPI description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.web.explorer.api import openapi
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import reader_of


def api_page(request: HttpRequest) -> HttpResponse:
    """Every address with what it gives and takes."""
    reader = reader_of(request)
    view = reader.view
    paths = [
        {
            "path": path.lstrip("/"),
            "summary": operation["get"]["summary"],
            "parameters": [entry["name"] for entry in operation["get"].get("parameters", ())],
        }
        for path, operation in openapi(reader)["paths"].items()
    ]
    head = Head(view.say("site_api"), view.say("site_api_about"))
    return render(request, "api.html", head, paths=paths)
