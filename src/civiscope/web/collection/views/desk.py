"""The front page of the desk, opening a wave, and a wave's settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civiscope.study.definition import Wave
from civiscope.web.collection.domain.opening import WaveOpenError, has_earlier_wave, open_wave, read_cities
from civiscope.web.collection.domain.standing import standings, with_their_cities
from civiscope.web.collection.forms.desk import OpeningForm, PlanForm
from civiscope.web.collection.views.desk_dashboard import STATES
from civiscope.web.collection.views.desk_page import (
    desk_page,
    fieldwork_of,
    instruments_of,
    questionnaire_title,
    staff_of,
    wave_title,
)
from civiscope.web.studies.domain.fieldwork import change_plan, close, reopen
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.domain.uploads import RowProblem
from civiscope.web.studies.models import Fieldwork


@require_http_methods(["GET", "HEAD"])
def desk(request: HttpRequest) -> HttpResponse:
    """All waves of the study, with how each goes."""
    found = standings()
    waves = [
        {
            "id": wave.id,
            "title": wave_title(wave.id),
            "status": wave.status,
            "questionnaires": [questionnaire_title(name) for name in wave.questionnaires],
            "fieldworks": [entry for entry in found if entry.fieldwork.wave == wave.id],
            "real": any(
                entry.fieldwork.wave == wave.id and entry.fieldwork.status != Fieldwork.Status.PILOT for entry in found
            ),
        }
        for wave in reversed(study().definition.waves)
    ]
    return desk_page(request, "home.html", "Programme desk", here="waves", waves=waves)


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, wave: str) -> HttpResponse:
    """Opening a wave."""
    found = next((entry for entry in study().definition.waves if entry.id == wave), None)
    if found is None:
        raise Http404(wave)
    if request.method != "POST":
        form = OpeningForm(
            initial={"pilot": "pilot" if "pilot" in request.GET else "", "prefill": has_earlier_wave(found)}
        )
        return _opening(request, found, form, [])
    form = OpeningForm(request.POST, request.FILES)
    cities: tuple[str, ...] = tuple(study().frame)
    problems: list[RowProblem] = []
    valid = form.is_valid()
    if form.cleaned_data.get("cities"):
        cities, problems = read_cities(form.cleaned_data["cities"])
    if not valid or problems:
        return _opening(request, found, form, problems, 400)
    try:
        fieldwork = open_wave(
            found,
            cities,
            form.cleaned_data["deadline"],
            form.target_share,
            staff_of(request).actor,
            pilot=form.cleaned_data["pilot"] == "pilot",
            prefill=form.cleaned_data["prefill"],
        )
    except WaveOpenError:
        form.add_error(None, "This wave is in the field already. A pilot can stand beside it.")
        return _opening(request, found, form, [], 409)
    messages.success(request, f"The wave is in the field, with {len(cities):,} cities. Next: its contacts.")
    return HttpResponseRedirect(reverse("desk_contacts", kwargs={"number": fieldwork.pk}))


def _opening(
    request: HttpRequest, wave: Wave, form: OpeningForm, problems: list[RowProblem], status: int = 200
) -> HttpResponse:
    if not has_earlier_wave(wave):
        form.fields.pop("prefill", None)
    return desk_page(
        request,
        "open.html",
        f"Open {wave_title(wave.id)}",
        status,
        here="waves",
        form=form,
        problems=problems,
        frame=len(study().frame),
        questionnaires=[questionnaire_title(name) for name in wave.questionnaires],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, number: int) -> HttpResponse:
    """A wave's deadline and target, closing and reopening it."""
    fieldwork = fieldwork_of(number)
    actor, here = staff_of(request).actor, HttpResponseRedirect(reverse("desk_settings", kwargs={"number": number}))
    if request.method == "POST" and request.POST.get("do") in ("close", "reopen"):
        if request.POST["do"] == "close":
            close(fieldwork, actor)
            messages.success(request, "The wave is closed: cities read their answers, and change nothing.")
        else:
            reopen(fieldwork, actor)
            messages.success(request, "The wave is open again.")
        return here
    target = None if fieldwork.target is None else round(fieldwork.target * 100, 1)
    form = PlanForm(request.POST or None, initial={"deadline": fieldwork.deadline, "target": target})
    if request.method == "POST" and form.is_valid():
        change_plan(fieldwork, form.cleaned_data["deadline"], form.target_share, actor)
        messages.success(request, "Saved.")
        return here
    status = 400 if request.method == "POST" else 200
    left = {} if fieldwork.closed_at else with_their_cities(fieldwork)
    words = {
        "form": form,
        "instruments": instruments_of(fieldwork),
        "left": [(STATES[state].lower(), count) for state, count in left.items()],
    }
    return desk_page(request, "settings.html", "Settings", status, here="settings", fieldwork=fieldwork, **words)
