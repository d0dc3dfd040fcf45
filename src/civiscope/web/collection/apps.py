"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Cases and answers."""

    name = "civiscope.web.collection"
    label = "collection"
    default_auto_field = "django.db.models.BigAutoField"
