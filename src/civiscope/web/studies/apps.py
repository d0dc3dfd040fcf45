"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """Fieldwork, instruments and contacts."""

    name = "civiscope.web.studies"
    label = "studies"
    default_auto_field = "django.db.models.BigAutoField"
