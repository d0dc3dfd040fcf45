"""What was signed: its page, its PDF, the text that the checksum is of; queries and the history of answers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from civiscope.report.words.phrases import language_name, say
from civiscope.report.writers.html import write_fragment
from civiscope.report.writers.pdf import PdfWriter
from civiscope.web.collection.domain.cases import case_for, version_of
from civiscope.web.collection.domain.history import corrections_of, revisions_of
from civiscope.web.collection.domain.reopening import can_ask_reopening
from civiscope.web.collection.domain.reviewing import reply_to_queries
from civiscope.web.collection.domain.steps import StepNotAllowedError
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.forms.query_replies import read_replies
from civiscope.web.collection.forms.receipts import receipt_of
from civiscope.web.collection.forms.signed_answers import numbered
from civiscope.web.collection.models import Case, Query, SignOff
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded
from civiscope.web.collection.views.signing import sign_off_of
from civiscope.web.common.page import language_of, languages, render
from civiscope.web.common.views.failures import failure
from civiscope.web.studies.domain.instruments import questionnaire_of


@require_http_methods(["GET", "HEAD"])
def signed(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """The receipt as a page."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    found = sign_off_of(open_case, sign_off)
    language = language_of(request)
    document = receipt_of(found, language)
    # Every text in it is escaped by the writer.
    html = mark_safe(write_fragment(document))
    return render(
        request,
        "collection/signed.html",
        title=document.title,
        case=open_case.case,
        city=open_case.city.name,
        signed=found,
        receipt=html,
        choices=[(code, language_name(code)) for code in languages()],
        others=list(open_case.case.sign_offs.exclude(pk=found.pk).order_by("number")),
        can_ask=can_ask_reopening(open_case.case, open_case.actors),
        corrections=_corrections(found, language),
    )


@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """The receipt as a PDF in the reader's language."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    return receipt_pdf(sign_off_of(open_case, sign_off), language_of(request))


@require_http_methods(["GET", "HEAD"])
def signed_content(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """The very text that the checksum is of."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    return content_file(sign_off_of(open_case, sign_off))


@require_http_methods(["GET", "HEAD", "POST"])
def queries(request: HttpRequest, number: int) -> HttpResponse:
    """All queries of the programme team, with a reply to each."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    given = read_replies(request.POST)
    sent = request.method == "POST"
    if sent and given.pressed not in given.typed:
        return failure(request, "step", 409, back=reverse("case", kwargs={"number": number}))
    if sent and not given.wrong:
        try:
            reply_to_queries(open_case, given.to_save)
        except (Query.DoesNotExist, StepNotAllowedError):
            # Settled meanwhile, or at another stage.
            return failure(request, "step", 409, back=reverse("case", kwargs={"number": number}))
        else:
            address = reverse("case_queries", kwargs={"number": number})
            return HttpResponseRedirect(f"{address}#query-{given.pressed}", status=303)
    language, questionnaire = language_of(request), open_case.questionnaire
    places = numbered(questionnaire)
    shown = []
    for query in open_case.case.queries.filter(sent_at__isnull=False).select_related("replied_by").order_by("id"):
        item = questionnaire.items.get(query.item)
        label = say("query_whole_case", language) if item is None else text_of(item.label, language)
        text = given.typed.get(query.pk, query.reply)
        shown.append((query, label, places.get(query.item, ("", "")), text, sent and query.pk in given.wrong))
    return render(
        request,
        "collection/queries.html",
        400 if sent else 200,
        title=say("query_title", language),
        case=open_case.case,
        city=open_case.city.name,
        queries=shown,
        answering=open_case.case.state == CaseState.QUERIED and open_case.case.takes_answers,
        wrong=sent,
    )


@require_http_methods(["GET", "HEAD"])
def history(request: HttpRequest, number: int, item: str) -> HttpResponse:
    """All versions of an answer."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    return render(
        request,
        "collection/history.html",
        title=say("history_title", language_of(request)),
        case=open_case.case,
        city=open_case.city.name,
        **history_words(open_case.case, item, language_of(request)),
    )


def history_words(case: Case, code: str, language: str) -> dict[str, Any]:
    """The question and its versions in words; raises Http404 for an item that no version of the questionnaire has."""
    questionnaire = None
    for version in range(case.instrument.version, 0, -1):
        found = questionnaire_of(case.instrument_id, version)
        if code in found.items:
            questionnaire = found
            break
    if questionnaire is None:
        raise Http404(code)
    item = questionnaire.items[code]
    rows = [
        (revision, answer_words(questionnaire, item, decoded(revision.value), language))
        for revision in revisions_of(case, code)
    ]
    return {"question": text_of(item.label, language), "item": code, "rows": rows}


def receipt_pdf(sign_off: SignOff, language: str) -> HttpResponse:
    """The PDF as a file to keep."""
    pdf = PdfWriter().write(receipt_of(sign_off, language))
    answer = HttpResponse(pdf.content, content_type="application/pdf")
    name = f"receipt-{sign_off.case.city}-{sign_off.number}-{language}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def content_file(sign_off: SignOff) -> HttpResponse:
    """What was signed, byte for byte."""
    answer = HttpResponse(sign_off.content.encode(), content_type="application/json")
    name = f"answers-{sign_off.case.city}-{sign_off.number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _corrections(signed: SignOff, language: str) -> list[tuple[str, str, list[str], str]]:
    """Corrections of the programme team since a sign-off, which holds the earlier ones: the item, its question, the
    corrected answer and the reason."""
    case = signed.case
    questionnaire = questionnaire_of(case.instrument_id, version_of(case))
    return [
        (
            code,
            text_of(questionnaire.items[code].label, language),
            answer_words(questionnaire, questionnaire.items[code], decoded(revision.value), language),
            revision.reason,
        )
        for code, revisions in corrections_of(case).items()
        if code in questionnaire.items
        for revision in revisions
        if revision.saved_at > signed.at
    ]
