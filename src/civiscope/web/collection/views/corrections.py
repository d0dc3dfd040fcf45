"""On the review desk: correcting an answer, its history, what was signed, and checking a checksum."""

from __future__ import annotations

from unicodedata import category

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from civiscope.report.writers.html import write_fragment
from civiscope.web.collection.domain.cases import version_of
from civiscope.web.collection.domain.content import digest_of
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.domain.reviewing import EmptyTextError, UnreadableError, correct
from civiscope.web.collection.domain.saving import CaseClosedError, Conflict
from civiscope.web.collection.domain.steps import StepNotAllowedError
from civiscope.web.collection.forms.answer_form import cells_from
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.forms.messages import messages_of
from civiscope.web.collection.forms.question import question_of
from civiscope.web.collection.forms.receipts import receipt_of
from civiscope.web.collection.forms.section_form import version_in
from civiscope.web.collection.models import SignOff
from civiscope.web.collection.rules.given import decoded
from civiscope.web.collection.views.receipts import content_file, history_words, receipt_pdf
from civiscope.web.collection.views.review import NOT_NOW, back_to, reviewed_case, staff_of
from civiscope.web.common.page import language_of, render
from civiscope.web.studies.domain.instruments import questionnaire_of

_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


@require_http_methods(["GET", "HEAD", "POST"])
def correct_answer(request: HttpRequest, number: int, item: str) -> HttpResponse:
    """Correct an answer, with a reason; what the city had answered is kept."""
    case, language = reviewed_case(number), language_of(request)
    questionnaire = questionnaire_of(case.instrument_id, version_of(case))
    asked = questionnaire.items.get(item)
    if asked is None:
        raise Http404(item)
    standing = case.answers.filter(item=item).first()
    cells = {} if standing is None else decoded(standing.value)
    told, conflict, status = "", False, 200
    wrong: list[str] = []
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        base = version_in(request.POST.get("version", ""))
        if base is None:
            # What names no version fits nothing that stands.
            base = 0 if standing is None else -1
        cells = cells_from(questionnaire, asked, request.POST)
        try:
            outcome = correct(number, item, cells, base, staff_of(request), reason)
        except EmptyTextError:
            told, status = "Say in at most 500 characters why the answer is corrected; the city reads it.", 400
        except UnreadableError as failed:
            wrong, status = messages_of(failed.problems, asked, language), 400
        except (StepNotAllowedError, CaseClosedError):
            messages.error(request, NOT_NOW)
            return back_to(number, item)
        else:
            if not isinstance(outcome, Conflict):
                messages.success(request, "Corrected. The city was told by mail; its own answer is kept.")
                return back_to(number, item)
            conflict, status, standing = True, 409, outcome.current
    version = 0 if standing is None else standing.version
    return render(
        request,
        "collection/desk/correct.html",
        status,
        title="Correct an answer",
        case=case,
        city=city_name(case),
        q=question_of(questionnaire, asked, language, cells, version=version, hidden=False),
        stands=answer_words(questionnaire, asked, decoded(standing.value), language) if standing else [],
        question=text_of(asked.label, language),
        reason=reason,
        told=told,
        wrong=wrong,
        conflict=conflict,
        answering=True,
    )


@require_http_methods(["GET", "HEAD"])
def history(request: HttpRequest, number: int, item: str) -> HttpResponse:
    """All versions of an answer."""
    case = reviewed_case(number)
    words = history_words(case, item, language_of(request))
    return render(request, "collection/desk/history.html", title="History", case=case, city=city_name(case), **words)


@require_http_methods(["GET", "HEAD"])
def signed(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """What was signed, as its receipt."""
    found = get_object_or_404(SignOff, case=number, number=sign_off)
    # Every text in it is escaped by the writer.
    receipt = mark_safe(write_fragment(receipt_of(found, language_of(request))))
    return render(
        request,
        "collection/desk/signed.html",
        title="What was signed",
        case=found.case,
        city=city_name(found.case),
        signed=found,
        intact=digest_of(found.content) == found.digest,
        receipt=receipt,
    )


@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """The receipt as a PDF."""
    return receipt_pdf(get_object_or_404(SignOff, case=number, number=sign_off), language_of(request))


@require_http_methods(["GET", "HEAD"])
def signed_content(request: HttpRequest, number: int, sign_off: int) -> HttpResponse:
    """The text that the checksum is of."""
    return content_file(get_object_or_404(SignOff, case=number, number=sign_off))


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a checksum: whose sign-off it is of, and whether what is kept is still what was signed."""
    # Copied out of a PDF, it may hold blanks and signs of no width at which its line may break.
    typed = "".join(sign for sign in request.POST.get("digest", "") if category(sign) not in _UNSEEN).lower()
    wrong = request.method == "POST" and not (len(typed) == 64 and all(sign in "0123456789abcdef" for sign in typed))
    found = [] if wrong or not typed else list(SignOff.objects.filter(digest=typed).select_related("case"))
    return render(
        request,
        "collection/desk/verify.html",
        400 if wrong else 200,
        title="Check a checksum",
        typed=typed[:200],
        wrong=wrong,
        sent=request.method == "POST" and not wrong,
        found=[(entry, city_name(entry.case), digest_of(entry.content) == entry.digest) for entry in found],
    )
