"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    """The explorer; it has no tables, since all that it shows stands in a release."""

    name = "civiscope.web.explorer"
    label = "explorer"
