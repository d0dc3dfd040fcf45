"""What the programme team takes out of the service at any moment: answers, consents, the audit trail."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from civiscope.report.words.phrases import language_name
from civiscope.web.collection.domain.audit_tables import audit_lines
from civiscope.web.collection.domain.export_rows import ExportTable
from civiscope.web.collection.domain.spss_files import answers_sav
from civiscope.web.collection.domain.wave_tables import answers_csv, consent_csv, origins_csv
from civiscope.web.collection.domain.workbooks import answers_workbook
from civiscope.web.collection.rules.selection import STATES, Include
from civiscope.web.common.domain.audit import record
from civiscope.web.common.page import render
from civiscope.web.common.rules.access import Role
from civiscope.web.common.views.failures import failure
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, Instrument

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sav": "application/x-spss-sav",
}
INCLUDED = {
    Include.SUBMITTED: "Submitted, and what came after",
    Include.APPROVED: "Approved only",
    Include.ALL: "All, drafts marked as such",
}

MANY = 500
"""Cases of which the page says that their file takes a while."""


@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """The page from which all of it is taken."""
    definition = study().definition
    languages = [(code, language_name(code)) for code in definition.languages]
    return render(
        request,
        "collection/desk/exports.html",
        title="Exports",
        fields=[_field(entry) for entry in Fieldwork.objects.order_by("-pk").prefetch_related("instruments")],
        included=[(include.value, text) for include, text in INCLUDED.items()],
        label_languages=languages,
        is_owner=_role(request) is Role.OWNER,
    )


@require_GET
def export_answers(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The answers to an instrument as CSV, Excel or SPSS."""
    instrument = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=number)
    definition = study().definition
    include = request.GET.get("include", Include.SUBMITTED.value)
    language = request.GET.get("labels", definition.source_language)
    if include not in set(Include) or language not in definition.languages or ending not in MEDIA:
        return failure(request, "bad_request", 400)
    chosen = Include(include)
    name = f"{definition.id}-{instrument.fieldwork.wave}-{instrument.questionnaire}-{chosen}"
    _note(request, instrument.fieldwork, f"{instrument.questionnaire}, {ending}, {chosen}")
    if ending == "csv":
        return _file(answers_csv(instrument, chosen).encode(), name, ending)
    table = ExportTable(instrument, chosen, language)
    if ending == "xlsx":
        return _file(answers_workbook(table), name, ending)
    return _file(answers_sav(table, name), name, ending)


@require_GET
def export_origins(request: HttpRequest, number: int) -> HttpResponse:
    """Where every answer to an instrument comes from, as CSV."""
    instrument = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=number)
    include = request.GET.get("include", Include.SUBMITTED.value)
    if include not in set(Include):
        return failure(request, "bad_request", 400)
    _note(request, instrument.fieldwork, f"{instrument.questionnaire}, origins, csv, {include}")
    name = f"{study().definition.id}-{instrument.fieldwork.wave}-{instrument.questionnaire}-origins-{include}"
    return _file(origins_csv(instrument, Include(include)).encode(), name, "csv")


@require_GET
def export_consents(request: HttpRequest, number: int) -> HttpResponse:
    """consent.csv of a fieldwork."""
    fieldwork = get_object_or_404(Fieldwork, pk=number)
    include = request.GET.get("include", Include.SUBMITTED.value)
    if include not in set(Include):
        return failure(request, "bad_request", 400)
    _note(request, fieldwork, f"consents, csv, {include}")
    text = consent_csv(fieldwork, Include(include))
    return _file(text.encode(), f"{study().definition.id}-{fieldwork.wave}-consent-{include}", "csv")


@require_GET
def export_audit(request: HttpRequest) -> HttpResponseBase:
    """The audit trail without contents, for all staff."""
    record(request.user.actor, "exported", "service", "audit trail")  # type: ignore[union-attr]
    return _lines(f"{study().definition.id}-audit", contents=False)


@require_GET
def export_audit_contents(request: HttpRequest) -> HttpResponseBase:
    """The audit trail with every version of every answer, for owners."""
    record(request.user.actor, "exported", "service", "audit trail with contents")  # type: ignore[union-attr]
    return _lines(f"{study().definition.id}-audit-with-contents", contents=True)


def _field(fieldwork: Fieldwork) -> dict[str, object]:
    """A fieldwork with its instruments, and how many cases each choice takes."""
    instruments = []
    for instrument in fieldwork.instruments.all():
        states = dict(instrument.cases.values_list("state").annotate(Count("pk")))
        counts = [
            (text, sum(count for state, count in states.items() if state in STATES[include]))
            for include, text in INCLUDED.items()
        ]
        is_long = max((number for _, number in counts), default=0) >= MANY
        instruments.append({"instrument": instrument, "counts": counts, "is_long": is_long})
    return {"fieldwork": fieldwork, "instruments": instruments}


def _note(request: HttpRequest, fieldwork: Fieldwork, detail: str) -> None:
    record(request.user.actor, "exported", f"fieldwork:{fieldwork.pk}", detail)  # type: ignore[union-attr]


def _role(request: HttpRequest) -> Role:
    return Role(request.user.role)  # type: ignore[union-attr]


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    return HttpResponse(content, content_type=MEDIA[ending], headers=_attached(f"{name}.{ending}"))


def _lines(name: str, *, contents: bool) -> HttpResponseBase:
    lines = audit_lines(contents=contents)
    return StreamingHttpResponse(lines, content_type=MEDIA["csv"], headers=_attached(f"{name}.csv"))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
