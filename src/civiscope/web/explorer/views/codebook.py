"""The codebook: every variable, as a page and as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.results.answers import Status
from civiscope.results.estimates import SIMULATED
from civiscope.web.explorer.domain.codebook import codebook_chapters, codebook_csv
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import reader_of


def codebook(request: HttpRequest) -> HttpResponse:
    """Every variable of the release."""
    reader = reader_of(request)
    chapters = codebook_chapters(reader.edition, reader.language)
    head = Head(reader.view.say("site_codebook"), reader.view.say("site_codebook_about"), "questions")
    missing = [
        (status.label, reader.view.say(f"site_missing_{status.name.lower()}"))
        for status in Status
        if status is not Status.ANSWERED
    ]
    return render(request, "codebook.html", head, chapters=chapters, missing=missing)


def codebook_table(request: HttpRequest) -> HttpResponse:
    """The codebook as CSV."""
    reader = reader_of(request)
    remark = SIMULATED if reader.view.definition.simulated else ""
    text = codebook_csv(codebook_chapters(reader.edition, reader.language), remark)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="codebook.csv"'
    return response
