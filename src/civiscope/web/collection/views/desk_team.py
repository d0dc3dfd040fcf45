"""The programme team: who is in it, with which role."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civiscope.web.accounts.domain.team import (
    KnownMemberError,
    LastOwnerError,
    add_member,
    change_role,
    remove_second_factor,
    set_active,
)
from civiscope.web.accounts.models import User
from civiscope.web.collection.forms.desk import MemberForm, RoleForm
from civiscope.web.collection.views.desk_page import desk_page, staff_of
from civiscope.web.common.rules.access import Role

LAST_OWNER = "This is the only owner. Make someone else an owner first, so that somebody can let others in."


@require_http_methods(["GET", "HEAD"])
def team(request: HttpRequest) -> HttpResponse:
    """All members, those with an open account first."""
    secured = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    members = [(member, member.pk in secured) for member in User.objects.order_by("-is_active", "name", "email")]
    return desk_page(request, "team.html", "Team", here="team", members=members)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Let someone in."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            member = add_member(words["email"], " ".join(words["name"].split()), Role(words["role"]), staff_of(request))
        except KnownMemberError:
            form.add_error("email", "Somebody with this address is in the team already.")
        else:
            messages.success(request, f"{member} is let in; a mail with a link to set a password is on its way.")
            return HttpResponseRedirect(reverse("desk_team"))
    status = 400 if request.method == "POST" else 200
    return desk_page(request, "team_add.html", "Let someone in", status, here="team", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, number: int) -> HttpResponse:
    """A member: another role, closing the account, removing a second factor that was lost."""
    found = User.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _change(request, found)
    return _member_page(request, found, RoleForm(initial={"role": found.role}))


def _change(request: HttpRequest, found: User) -> HttpResponse:
    by, what, form = staff_of(request), request.POST.get("do", ""), RoleForm(request.POST)
    try:
        if what == "role" and form.is_valid():
            change_role(found, Role(form.cleaned_data["role"]), by)
        elif what in ("close", "open"):
            set_active(found, by, active=what == "open")
        elif what == "second-factor":
            remove_second_factor(found, by)
        elif what == "role":
            return _member_page(request, found, form, 400)
        else:
            raise Http404(what)
    except LastOwnerError:
        form = RoleForm({"role": found.role})
        form.add_error(None, LAST_OWNER)
        return _member_page(request, found, form, 409)
    messages.success(request, "Done.")
    return HttpResponseRedirect(reverse("desk_team"))


def _member_page(request: HttpRequest, found: User, form: RoleForm, status: int = 200) -> HttpResponse:
    return desk_page(request, "member.html", str(found), status, here="team", member=found, form=form)
