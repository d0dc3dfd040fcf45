"""Staff enter what a city told: choosing by which way it came, and the sections with what is still missing.

The questions themselves are the city's own pages (`sections`, `saving`, `offline`), at addresses that name the way.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from civiscope.web.collection.domain.cases import CaseInHand
from civiscope.web.collection.domain.overview import overview_of
from civiscope.web.collection.forms.answer_words import text_of
from civiscope.web.collection.models import Case, Origin
from civiscope.web.collection.rules.case_states import ANSWERING
from civiscope.web.collection.views.desk_page import city_name, desk_page, questionnaire_title
from civiscope.web.collection.views.hands import case_in_hand
from civiscope.web.collection.views.review import reviewed_case

WAYS = {
    Origin.PHONE: ("On the telephone", "Somebody of the city tells you the answers."),
    Origin.PAPER: ("On paper", "The city sent the printed questionnaire, or a letter."),
    Origin.MAILED: ("In a workbook that it mailed", "The workbook of this city came by mail, not on its pages."),
}
"""The ways in the words of the desk: how the answers came, and when to choose it."""


@require_http_methods(["GET", "HEAD"])
def enter(request: HttpRequest, number: int) -> HttpResponse:
    """Choose by which way the answers of the city came."""
    case = reviewed_case(number)
    return desk_page(
        request,
        "enter.html",
        f"Enter answers for {city_name(case.city)}",
        here="cities",
        fieldwork=case.instrument.fieldwork,
        case=case,
        city=city_name(case.city),
        questionnaire=questionnaire_title(case.instrument.questionnaire),
        refused=refusal(case),
        ways=[(way.value, title, when) for way, (title, when) in WAYS.items()],
    )


@require_http_methods(["GET", "HEAD"])
def enter_way(request: HttpRequest, number: int, way: str) -> HttpResponse:
    """The sections of the questionnaire for what came by this way."""
    held: CaseInHand = case_in_hand(request, number, way)
    overview = overview_of(held, "en")
    return desk_page(
        request,
        "enter_way.html",
        f"Answers of {held.city.name}",
        here="cities",
        fieldwork=held.case.instrument.fieldwork,
        case=held.case,
        open_case=held,
        city=held.city.name,
        came=WAYS[held.writer.origin][0],
        takes_workbooks=held.writer.origin == Origin.MAILED,
        questionnaire=questionnaire_title(held.case.instrument.questionnaire),
        refused=refusal(held.case),
        overview=overview,
        sections=[(found, text_of(found.section.title, "en")) for found in overview.sections],
        missing=[(found, text_of(found.item.short or found.item.label, "en")) for found in overview.missing],
        unconfirmed=[(found, text_of(found.item.short or found.item.label, "en")) for found in overview.unconfirmed],
    )


def refusal(case: Case) -> str:
    """Why nothing can be entered now; "" where it can."""
    if case.instrument.fieldwork.is_closed:
        return "The wave is closed, so that no answers can be entered. Corrections are made on the page of the review."
    if case.state not in ANSWERING:
        return (
            "The answers were handed in, so that none can be entered. Send a query or grant a request to reopen, and "
            "the city has them again; or correct an answer on the page of the review."
        )
    return ""
