"""The frame of allauth's pages: they know what every page of the service knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from civiscope.web.common.page import known


def frame(request: HttpRequest) -> dict[str, Any]:
    """The words of the frame, for allauth's own views, which fill their templates themselves; they are in English."""
    match = request.resolver_match
    if match is None or not match.view_name.startswith(("account_", "mfa_")):
        return {}
    return {**known(request), "language": "en", "direction": "ltr"}
