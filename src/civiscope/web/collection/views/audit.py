"""The audit log, and the erasure of contacts by rule, for owners."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.erasure import due, erase_due
from civiscope.web.collection.forms.audit_filter import read_audit_filter, read_number
from civiscope.web.common.domain.audit_log import page_before, rows
from civiscope.web.common.page import render
from civiscope.web.studies.domain.opened import study

FIELDS = ("actor", "action", "subject", "since", "until")


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


@require_http_methods(["GET", "HEAD"])
def audit(request: HttpRequest) -> HttpResponse:
    """A page of the log."""
    wanted, errors = read_audit_filter(request.GET)
    shown, following = page_before(wanted, read_number(request.GET.get("before", "")))
    typed = {field: request.GET.get(field, "")[:120] for field in FIELDS}
    asked = urlencode({field: text for field, text in typed.items() if text and field not in errors})
    return render(
        request,
        "collection/desk/audit.html",
        400 if errors else 200,
        title="Audit log",
        events=shown,
        typed=typed,
        errors=errors,
        asked=asked,
        following=following,
    )


@require_http_methods(["GET", "HEAD"])
def audit_file(request: HttpRequest) -> HttpResponseBase:
    """The whole log, as far as the filter wants it, as CSV."""
    wanted, _ = read_audit_filter(request.GET)
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield str(writer.writerow(("at", "actor", "action", "subject", "detail")))
        for row in rows(wanted):
            yield str(writer.writerow([_cell(text) for text in row]))

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.now():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Who is due to be erased; a POST erases them now, which the service does once a day by itself."""
    user = request.user
    if request.method == "POST" and isinstance(user, User):
        erased = erase_due(timezone.now().date(), user.actor)
        return HttpResponseRedirect(f"{reverse('desk_retention')}?erased={erased}", status=303)
    return render(
        request,
        "collection/desk/retention.html",
        title="Erasing contacts",
        waiting=len(due(timezone.now().date())),
        days=study().definition.privacy.keep_contacts_days,
        erased=read_number(request.GET.get("erased", "")),
    )


def _cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
