"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff, people of cities, their links, codes and devices."""

    name = "civiscope.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
