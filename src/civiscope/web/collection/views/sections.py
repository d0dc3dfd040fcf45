"""A section of a questionnaire: its questions, saving them all at once, and what colleagues do there meanwhile."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import Section
from civiscope.web.collection.domain.answer_versions import Given
from civiscope.web.collection.domain.answering import answer_to
from civiscope.web.collection.domain.cases import CaseInHand, answers_of, case_for, version_of
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.prefilling import confirm
from civiscope.web.collection.domain.remarks import add_comments, choose_consents
from civiscope.web.collection.domain.saving import CaseClosedError, Saved, save_answers
from civiscope.web.collection.domain.section_state import saved_since, values_of_versions
from civiscope.web.collection.domain.writer_words import name_of
from civiscope.web.collection.forms.addresses import address_of
from civiscope.web.collection.forms.answer_form import joined
from civiscope.web.collection.forms.section_form import (
    SentAnswer,
    changed,
    sent_answers,
    sent_comments,
    sent_consents,
)
from civiscope.web.collection.forms.workbook_form import versions_in
from civiscope.web.collection.rules.given import encoded
from civiscope.web.collection.views.hands import case_in_hand, case_reached
from civiscope.web.collection.views.section_page import Standing, question_fragment, section_page
from civiscope.web.common.page import language_of, languages

NOT_AFTER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, number: int, section: str, way: str | None = None) -> HttpResponse:
    """The questions of a section; a POST saves all of them that were changed."""
    open_case = case_in_hand(request, number, way)
    found = next((part for part in open_case.questionnaire.sections if part.code == section), None)
    if found is None:
        raise Http404(section)
    if request.method == "POST":
        return _save_all(request, open_case, found)
    return section_page(request, open_case, found)


@require_http_methods(["GET", "HEAD"])
def question(request: HttpRequest, number: int, item: str, way: str | None = None) -> HttpResponse:
    """One question as it stands, for the page's script."""
    open_case = case_in_hand(request, number, way)
    if item not in open_case.questionnaire.items:
        raise Http404(item)
    return question_fragment(request, open_case, item)


@require_http_methods(["GET", "HEAD"])
def changes(request: HttpRequest, number: int, section: str, way: str | None = None) -> HttpResponse:
    """What was saved in a section since a moment (``since``, ISO 8601), for the page's script."""
    reached, language = case_reached(request, number, way), language_of(request)
    found = next((part for part in reached.questionnaire.sections if part.code == section), None)
    since = _moment(request.GET.get("since", ""))
    if found is None or since is None:
        raise Http404(section)
    answers = saved_since(number, [item.code for item in found.items], since)
    told = [
        {
            "item": answer.item,
            "version": answer.version,
            "by": name_of(answer, language),
            "at": answer.saved_at.isoformat(),
        }
        for answer in answers
    ]
    reply = JsonResponse({"answers": told})
    reply["Cache-Control"] = "no-store"
    return reply


@require_POST
def consent(request: HttpRequest, number: int, item: str) -> HttpResponse:
    """Choose how strictly an answer is to be kept, for the page's script."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    if item not in open_case.questionnaire.items:
        raise Http404(item)
    levels = {item: request.POST.get(f"consent:{item}", "")}
    try:
        choose_consents(open_case.case, open_case.questionnaire, levels, open_case.writer)
    except CaseClosedError:
        return JsonResponse({"saved": False, "reason": say("collect_closed", language_of(request))}, status=409)
    return JsonResponse({"saved": True})


def _save_all(request: HttpRequest, open_case: CaseInHand, section: Section) -> HttpResponse:
    """Save what was changed. Where something was not saved, the page comes again with all that was typed."""
    questionnaire, case = open_case.questionnaire, open_case.case
    writer = open_case.writer
    sent = sent_answers(questionnaire, section, request.POST)
    before = values_of_versions(case.pk, {answer.item.code: answer.base for answer in sent})
    waiting = changed(questionnaire, sent, before)
    try:
        outcomes = save_answers(case.pk, [_given(open_case, answer) for answer in waiting], writer) if waiting else {}
        closed = False
    except CaseClosedError:
        outcomes, closed = {}, True
    standing: dict[str, Standing] = {}
    for answer in waiting:
        outcome = outcomes.get(answer.item.code)
        if not isinstance(outcome, Saved):
            current = outcome.current if outcome is not None else None
            standing[answer.item.code] = Standing(answer.cells, answer.base, current)
    comments = sent_comments(section, request.POST)
    try:
        add_comments(case, comments, writer)
        # How an answer may be used only the city says.
        if not writer.is_entering:
            choose_consents(case, questionnaire, sent_consents(section, request.POST), writer)
    except CaseClosedError:
        closed = True
    if not closed:
        _confirm(open_case, section, request)
    if standing or closed:
        return section_page(
            request, open_case, section, standing, closed=closed, unsaid=tuple(comments.values()), status=409
        )
    return _after_saving(request, open_case, section)


def _confirm(open_case: CaseInHand, section: Section, request: HttpRequest) -> None:
    """Confirm the answers from an earlier wave whose button was pressed, each in the version that was shown."""
    named = [*request.POST.getlist("confirm"), *request.POST.get("confirm_section", "").split()]
    codes = {item.code for item in section.items}
    versions = {code: version for code, version in versions_in(named).items() if code in codes}
    if versions:
        confirm(open_case.case, versions, open_case.writer)


def _given(open_case: CaseInHand, answer: SentAnswer) -> Given:
    """An answer as it is saved; both of two where that was chosen."""
    cells, code = answer.cells, answer.item.code
    if answer.choice == "both":
        cells = joined(open_case.questionnaire, answer.item, cells, answer_to(open_case.case.pk, code))
    return Given(code, encoded(cells), answer.base)


def _after_saving(request: HttpRequest, open_case: CaseInHand, section: Section) -> HttpResponse:
    """Where the button that was pressed leads; questions with a problem are shown first."""
    number, writer, sections = open_case.case.pk, open_case.writer, open_case.questionnaire.sections
    go, at, query = request.POST.get("go", ""), "", {"saved": "1"}
    if go in ("next", "overview"):
        checker = checker_of(open_case.case.instrument_id, version_of(open_case.case), "en")
        checked = checker.check(answers_of(open_case.case))
        wrong = any(item.code in checked.problems and item.code in checked.asked for item in section.items)
        place = sections.index(section) + 1
        if not wrong and (go == "overview" or place == len(sections)):
            return HttpResponseRedirect(address_of(number, writer), status=303)
        if not wrong:
            section, query = sections[place], {}
    else:
        named = request.POST.get("at") or request.POST.get("clear") or _about(request)
        at = f"#{named}" if named in {item.code for item in section.items} else ""
    if request.POST.get("lang") in languages():
        query["lang"] = str(request.POST["lang"])
    address = address_of(number, writer, "section", section=section.code)
    return HttpResponseRedirect(f"{address}{'?' if query else ''}{urlencode(query)}{at}", status=303)


def _about(request: HttpRequest) -> str:
    """The question of a button that names it before a colon."""
    return (request.POST.get("choose") or request.POST.get("confirm") or "").partition(":")[0]


def _moment(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and found < NOT_AFTER else None
