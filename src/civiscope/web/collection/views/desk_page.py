"""What the pages of the desk have in common: their frame, the fieldwork they are about, tables as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from civiscope.study.labels import in_language
from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.prefill_failures import PrefillFailure, prefill_failures
from civiscope.web.collection.domain.prefill_runs import Filling, filling_of
from civiscope.web.collection.forms.prefill_words import failure_words
from civiscope.web.common.page import render
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, Instrument

_COMPUTED = re.compile(r"^[=+\-@\t\r]")


def staff_of(request: HttpRequest) -> User:
    """Who is signed in; the gate lets nobody else here."""
    return cast(User, request.user)


def may_edit(request: HttpRequest) -> bool:
    """Whether buttons that change something are shown; the gate refuses others in any case."""
    return Role(staff_of(request).role) in (Role.OWNER, Role.EDITOR)


def desk_page(
    request: HttpRequest, template: str, title: str, status: int = 200, *, here: str = "", **words: Any
) -> HttpResponse:
    """A page of the desk, which is in English; ``here`` names its place in the navigation."""
    fieldwork = words.get("fieldwork")
    filling, unfilled = _filling(fieldwork) if isinstance(fieldwork, Fieldwork) else (None, [])
    return render(
        request,
        f"collection/desk/{template}",
        status,
        title=title,
        here=here,
        language="en",
        direction="ltr",
        languages=[],
        edits=may_edit(request),
        wave_title=wave_title(fieldwork.wave) if isinstance(fieldwork, Fieldwork) else "",
        filling=filling,
        unfilled=unfilled,
        **words,
    )


def _filling(fieldwork: Fieldwork) -> tuple[Filling | None, list[tuple[str, PrefillFailure, str, str]]]:
    """How far it is with answers of earlier waves, and what keeps each questionnaire from them."""
    filling = filling_of(fieldwork)
    failed = [] if filling is None else prefill_failures(fieldwork)
    return filling, [(questionnaire_title(entry.questionnaire), entry, *failure_words(entry)) for entry in failed]


def fieldwork_of(number: int) -> Fieldwork:
    """The fieldwork of that number; else Http404."""
    found = Fieldwork.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def instruments_of(fieldwork: Fieldwork) -> list[Instrument]:
    """Its questionnaires in the field."""
    return list(fieldwork.instruments.order_by("pk"))


def instrument_asked(request: HttpRequest, instruments: list[Instrument]) -> Instrument:
    """The questionnaire that the address names (``?questionnaire=``), else the first; Http404 without any."""
    asked = request.GET.get("questionnaire", "")
    found = next((entry for entry in instruments if entry.questionnaire == asked), None)
    if found is None and (asked or not instruments):
        raise Http404
    return found or instruments[0]


def questionnaire_title(name: str) -> str:
    """The title of a questionnaire; its name where the study no longer has it."""
    found = study().questionnaires.get(name)
    return name if found is None else in_language(found.title, "en", study().definition.source_language)


def wave_title(wave: str) -> str:
    """The title of a wave; its id where the study no longer has it."""
    found = next((entry for entry in study().definition.waves if entry.id == wave), None)
    return wave if found is None else in_language(found.title, "en", study().definition.source_language)


def city_name(code: str) -> str:
    """The name of a city; its code where the frame no longer has it."""
    found = study().frame.get(code)
    return code if found is None else found.name


def csv_file(name: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A table as a CSV file. A text that a spreadsheet would compute gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _plain(cell: object) -> object:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and _COMPUTED.match(cell) else cell
