"""How allauth signs staff in: nobody signs up by themselves, and its mails go through the service's own queue."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest

from civiscope.web.accounts.models import User
from civiscope.web.common.domain.mail import queue_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are let in by an owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail of allauth (to set a password, or that something was changed)."""
        message: EmailMessage = self.render_mail(template_prefix, email, context)
        user = User.objects.filter(email=email.lower()).first()
        about = user.actor if user is not None else "staff:unknown"
        queue_mail("account", about, email, str(message.subject), str(message.body))
