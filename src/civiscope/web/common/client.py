"""Who sends a request, behind the proxies that the service knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from civiscope.web.common.rules.client_address import client_address


def client_of(request: HttpRequest) -> str:
    """The client's address in the network."""
    peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    return client_address(peer, forwarded, settings.PROXIES)
