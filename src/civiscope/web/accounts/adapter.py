"""How allauth signs staff in: nobody signs up by themselves, and its mails go through the service's own queue."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote, urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from civiscope.web.accounts.models import User
from civiscope.web.common.client import client_of
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.identity import identity


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are let in by an owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail of allauth (to set a password, or that something was changed)."""
        shown = identity()
        site = {"name": shown.name_in(shown.languages[0]), "domain": urlsplit(settings.PUBLIC_URL).netloc}
        message: EmailMessage = self.render_mail(template_prefix, email, {**context, "current_site": site})
        user = User.objects.filter(email=email.lower()).first()
        about = user.actor if user is not None else "staff:unknown"
        queue_mail("account", about, email, str(message.subject), str(message.body))

    def format_email_subject(self, subject: str) -> str:
        """The subject with the study before it; the name under which the request came is not asked."""
        shown = identity()
        return f"[{shown.name_in(shown.languages[0])}] {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail: that of the service, whatever name the request used."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.PUBLIC_URL}{path.replace('UID-KEY', quote(key))}"

    def is_safe_url(self, url: str | None) -> bool:
        """Whether someone may be led there after signing in: to pages of this service only."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **words: Any) -> bool:
        """Whether a password or a code must be typed once more before the second factor is changed: not by someone who
        has signed in within the last minutes, so that the first sign-in does not ask for the password twice."""
        if not super().is_reauthentication_required(app=app, **words):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client, behind the proxies that the service knows."""
        return client_of(request)
