"""Putting answers of earlier waves into a whole wave, and what the team does where that fails."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.prefill_failures import go_on_without, try_again
from civiscope.web.collection.domain.prefill_runs import ask_prefill
from civiscope.web.collection.models import PrefillRun
from civiscope.web.collection.views.desk_page import staff_of
from civiscope.web.studies.models import Instrument


@require_POST
def ask(request: HttpRequest, instrument: int) -> HttpResponse:
    """Put the answers of earlier waves into all cases of an instrument."""
    found = get_object_or_404(Instrument, pk=instrument)
    if ask_prefill(found, staff_of(request)):
        messages.success(request, "Answers of earlier waves are being put in. The wave’s pages tell how far it is.")
    else:
        messages.warning(request, "Answers of earlier waves are being put in already.")
    return redirect("desk_field", number=found.fieldwork_id)


@require_POST
def again(request: HttpRequest, run: int) -> HttpResponse:
    """Try one that failed at once."""
    return _decided(request, run, try_again, "It is being tried again. Look at this page again in a minute.")


@require_POST
def without(request: HttpRequest, run: int) -> HttpResponse:
    """Go on without the rest of the answers of earlier waves, so that cities can be invited."""
    return _decided(request, run, go_on_without, "Invitations no longer wait for the answers of earlier waves.")


def _decided(
    request: HttpRequest, number: int, decide: Callable[[PrefillRun, User], bool], done: str
) -> HttpResponseRedirect:
    run = get_object_or_404(PrefillRun.objects.select_related("instrument"), pk=number)
    if decide(run, staff_of(request)):
        messages.success(request, done)
    else:
        messages.warning(request, "Nothing was done: it has gone on, or has ended, meanwhile.")
    return redirect("desk_field", number=run.instrument.fieldwork_id)
