"""The front page: what the study found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import reader_of


def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    view = reader_of(request).view
    title = view.text(view.definition.title)
    about = view.text(view.definition.description)
    return render(request, "home.html", Head(title, about), about=about)
