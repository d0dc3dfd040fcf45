"""A bare Django view behind the same server: the bound for pages of the explorer, which no Django page can undercut."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from civiscope.web.service.server import end_at_once

BODY = b"x" * int(os.environ.get("BARE_BYTES", "10000"))


def view(request: HttpRequest) -> HttpResponse:
    """As many bytes as the median page has, compressed."""
    return HttpResponse(BODY)


urlpatterns = [path("", view)]


def make_application() -> object:
    """The application that Granian runs."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare", MIDDLEWARE=[])
    end_at_once()
    return get_wsgi_application()
