"""Who answers what: inviting and removing colleagues, assigning sections, saying that a section is done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from civiscope.web.accounts.domain.links import link_address
from civiscope.web.collection.domain.cases import OpenCase, case_for
from civiscope.web.collection.domain.colleagues import (
    InvitationError,
    StaysError,
    assign,
    invite,
    mark_done,
    take_off,
)
from civiscope.web.collection.forms.invitation import InvitationForm, read_invitation
from civiscope.web.collection.rules.case_states import Actor
from civiscope.web.collection.views.overview import overview_page
from civiscope.web.common.page import language_of
from civiscope.web.common.views.failures import failure


@require_POST
def invite_colleague(request: HttpRequest, number: int) -> HttpResponse:
    """Invite a colleague; what is wrong with the form stands on the overview."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    if not _leads(open_case):
        return failure(request, "lead_only", 403)
    form = read_invitation(request.POST, language_of(request))
    if form.invited is not None:
        try:
            invite(open_case, form.invited, link_address)
        except InvitationError as refused:
            form = InvitationForm(form.typed, {"email": f"collect_invite_{refused.reason}"}, None)
    if form.invited is None:
        return overview_page(request, open_case, form, 400)
    return _back(number, "colleagues")


@require_POST
def remove_colleague(request: HttpRequest, number: int, contact: int) -> HttpResponse:
    """Take a colleague off; the overview says that it was done."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    if not _leads(open_case):
        return failure(request, "lead_only", 403)
    try:
        removed = take_off(open_case, contact)
    except StaysError:
        return failure(request, "colleague_stays", 409)
    address = reverse("case", kwargs={"number": number})
    return HttpResponseRedirect(f"{address}?removed={removed.pk}#removed", status=303)


@require_POST
def assign_section(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """Assign a section to one of the city, or to nobody."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    _require_section(open_case, section)
    if not _leads(open_case):
        return failure(request, "lead_only", 403)
    chosen = request.POST.get("contact", "")
    if chosen and not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 19):
        return failure(request, "bad_request", 400)
    if not assign(open_case.case, section, int(chosen) if chosen else None, open_case.contact.person.actor):
        return failure(request, "bad_request", 400)
    return _back(number, f"section-{section}")


@require_POST
def section_done(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """Say that a section is done (``done=1``), or that it is not after all."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    _require_section(open_case, section)
    mark_done(open_case.case, section, open_case.contact.person, done=request.POST.get("done") == "1")
    return _back(number, f"section-{section}")


def _leads(open_case: OpenCase) -> bool:
    return Actor.LEAD in open_case.actors


def _require_section(open_case: OpenCase, code: str) -> None:
    if all(section.code != code for section in open_case.questionnaire.sections):
        raise Http404(code)


def _back(number: int, anchor: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('case', kwargs={'number': number})}#{anchor}", status=303)
