"""Pages of the service for requests that cannot be answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.report.words.phrases import say
from civiscope.web.common.page import language_of, render


def failure(
    request: HttpRequest, key: str, status: int, reason: str = "", back: str = "", way: str = "sign_back"
) -> HttpResponse:
    """A helpful page of the phrases ``service_KEY_title`` and ``service_KEY_text``.

    ``back`` is an address that it leads to, in the words of the phrase ``way``; the page's own may take forms only.
    """
    language = language_of(request)
    return render(
        request,
        "common/failure.html",
        status,
        title=say(f"service_{key}_title", language),
        text=say(f"service_{key}_text", language),
        reason=reason,
        back=back,
        way=way,
        language_page=back if request.method == "POST" else "",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not sent from a page of this service, or cookies are off."""
    return failure(request, "form", 403)
