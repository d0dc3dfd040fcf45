"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import import_string


class AccountsConfig(AppConfig):
    """Staff, people of cities, their links, codes and devices."""

    name = "civiscope.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note the code with which an authenticator app is set up."""
        authenticator_added = import_string("allauth.mfa.signals.authenticator_added")
        note = import_string("civiscope.web.accounts.domain.second_factor.note_first_code")
        authenticator_added.connect(note, dispatch_uid="civiscope.second_factor")
