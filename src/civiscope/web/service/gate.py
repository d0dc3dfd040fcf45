"""The gate: nobody reaches an address that `access` does not open to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from civiscope.web.accounts.domain.links import person_of_device
from civiscope.web.accounts.models import Person
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.domain.answering import Reached, reach_by_device
from civiscope.web.common.rules.access import Access, Role
from civiscope.web.common.views.failures import failure
from civiscope.web.service.access import ACCESS
from civiscope.web.service.rooms import is_of_the_service

Answer = Callable[[HttpRequest], HttpResponse]

FIRST_STEPS = frozenset({"account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_index"})
"""What staff reach before they have a second factor: the pages that set one up."""


class Gate:
    """Asks the table who may reach the address, and who is there."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; browsers and proxies keep no page of the service that does not say otherwise."""
        answer = self._answer(request)
        if is_of_the_service(request):
            answer.setdefault("Cache-Control", "no-store")
        return answer

    def process_view(
        self, request: HttpRequest, view: Answer, arguments: list[Any], words: dict[str, Any]
    ) -> HttpResponse | None:
        """None for those who may pass; else a page that says why not, or the way to sign in."""
        if not is_of_the_service(request):
            return None
        match = request.resolver_match
        access = ACCESS.get(match.view_name if match is not None else "")
        if access is None:
            raise ImproperlyConfigured(f"{request.path_info} is not in the table of access")
        if access.contacts:
            _look_up(request, words["number"] if access.with_case else None)
        if access.everyone or (access.contacts and request.person is not None):  # type: ignore[attr-defined]
            return None
        if access.roles:
            return _staff(request, access)
        return failure(request, "sign_in", 403, back=reverse("link_lost"), way="service_link_lost_title")


def _look_up(request: HttpRequest, number: int | None) -> None:
    """Who of the cities asks, and their case where its number is wanted."""
    key = request.COOKIES.get(DEVICE_COOKIE, "")
    person: Person | None = None
    reached: Reached | None = None
    if key and number is not None:
        person, reached = reach_by_device(key, number)
    elif key:
        person = person_of_device(key)
    request.person, request.reached = person, reached  # type: ignore[attr-defined]


def _staff(request: HttpRequest, access: Access) -> HttpResponse | None:
    """What staff get: their page, the way to sign in, or to set up their second factor."""
    user = request.user
    if not user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    if Role(user.role) not in access.roles:
        return failure(request, "role", 403)
    name = request.resolver_match.view_name if request.resolver_match is not None else ""
    if name not in FIRST_STEPS and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None
