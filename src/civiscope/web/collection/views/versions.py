"""Versions of questionnaires in the field: what the study folder changes, and putting it into the field."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.domain.release_warnings import ReleaseWarning, release_warnings
from civiscope.web.collection.domain.versions import (
    OutdatedError,
    StudyNotReadableError,
    cases_under_earlier_versions,
    counts_of_answers,
    digest_of_questionnaire,
    publish_version,
    questionnaire_in_folder,
)
from civiscope.web.collection.forms.answer_words import text_of, wave_title
from civiscope.web.collection.forms.version_mapping import changed_items, read_mapping
from civiscope.web.collection.rules.differences import differences
from civiscope.web.collection.rules.mapping import MappingError
from civiscope.web.collection.views.review import staff_of
from civiscope.web.common.page import language_of, render
from civiscope.web.common.rules.access import EDITORS, Role
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import Instrument


@require_http_methods(["GET", "HEAD"])
def versions(request: HttpRequest) -> HttpResponse:
    """All instruments with their versions."""
    rows, problems = [], []
    instruments = Instrument.objects.select_related("fieldwork").prefetch_related("versions").order_by("-pk")
    for instrument in instruments:
        try:
            current = questionnaire_in_folder(instrument.questionnaire)
        except StudyNotReadableError as failed:
            current, problems = None, failed.problems
        changed = current is not None and current != questionnaire_of(instrument.pk, instrument.version)
        rows.append((instrument, changed, sorted(instrument.versions.all(), key=lambda made: -made.number)))
    return render(
        request,
        "collection/desk/versions.html",
        title="Versions of the questionnaire",
        rows=rows,
        problems=problems,
    )


@require_http_methods(["GET", "HEAD"])
def version(request: HttpRequest, instrument: int) -> HttpResponse:
    """What the study folder changes in a questionnaire."""
    found = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=instrument)
    try:
        return _page(request, found, questionnaire_in_folder(found.questionnaire))
    except StudyNotReadableError as failed:
        return _page(request, found, None, problems=failed.problems)


@require_POST
def publish(request: HttpRequest, instrument: int) -> HttpResponse:
    """Puts the questionnaire of the study folder into the field."""
    found = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=instrument)
    try:
        after = questionnaire_in_folder(found.questionnaire)
    except StudyNotReadableError as failed:
        return _page(request, found, None, 409, problems=failed.problems)
    if after is None:
        return _page(request, found, after)
    try:
        if request.POST.get("digest", "") != digest_of_questionnaire(after):
            raise OutdatedError
        base = request.POST.get("version", "")
        number = int(base) if base.isascii() and base.isdecimal() and len(base) < 10 else 0
        before = questionnaire_of(found.pk, found.version)
        mapping = read_mapping(before, after, request.POST)
        made = publish_version(found.pk, after, mapping, number, staff_of(request))
    except OutdatedError:
        told = "Not published: the study folder or the version in the field has changed meanwhile. Look at it again."
        return _page(request, Instrument.objects.get(pk=instrument), after, 409, told=told)
    except MappingError as failed_mapping:
        return _page(request, found, after, 400, told=f"Not published: {failed_mapping}.")
    messages.success(
        request,
        f"Version {made.number} is in the field. Answers of {made.mapped} cases were carried over; "
        f"{made.told} cities were told by mail.",
    )
    return HttpResponseRedirect(reverse("review_version", kwargs={"instrument": instrument}), status=303)


def _page(
    request: HttpRequest,
    instrument: Instrument,
    after: Questionnaire | None,
    status: int = 200,
    *,
    told: str = "",
    problems: list[str] | None = None,
) -> HttpResponse:
    language = language_of(request)
    before = questionnaire_of(instrument.pk, instrument.version)
    changes = [] if after is None else differences(before, after, language)
    counts = counts_of_answers(instrument, [entry.item for entry in changes])
    earlier = cases_under_earlier_versions(instrument)
    differs = after is not None and after != before
    return render(
        request,
        "collection/desk/version.html",
        status,
        title=f"Questionnaire {instrument.questionnaire}",
        instrument=instrument,
        items=[] if after is None else changed_items(before, after, changes, counts, language),
        differs=differs,
        warnings=_warnings(instrument, after, language) if after is not None and differs else [],
        gone=after is None and not problems,
        digest="" if after is None else digest_of_questionnaire(after),
        earlier=[(case, city_name(case)) for case in earlier],
        editing=Role(staff_of(request).role) in EDITORS.roles,
        told=told,
        problems=problems or [],
    )


def _warnings(
    instrument: Instrument, after: Questionnaire, language: str
) -> list[tuple[str, list[tuple[str, str]], ReleaseWarning]]:
    """What a release would say of closed waves: the wave's title, its questions with their labels, and the error."""
    items = {**questionnaire_of(instrument.pk, instrument.version).items, **after.items}
    return [
        (
            wave_title(entry.wave, language),
            [(code, text_of(items[code].label, language) if code in items else "") for code in entry.items],
            entry,
        )
        for entry in release_warnings(instrument, after)
    ]
