"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Mails and the audit log."""

    name = "civiscope.web.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"
