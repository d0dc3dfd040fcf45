"""Saving the answer to one question, as it is given. This is the service's busiest address, so it asks the database
for little and fills no template where none is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import Item, Questionnaire, Section
from civiscope.web.collection.domain.answering import Effect, Reached, answer_to, effect_of
from civiscope.web.collection.domain.saving import CaseClosedError, Conflict, Saved, save_answer
from civiscope.web.collection.domain.writer_words import closed_words, name_of
from civiscope.web.collection.forms.addresses import address_of
from civiscope.web.collection.forms.answer_form import cells_from, joined
from civiscope.web.collection.forms.messages import messages_of
from civiscope.web.collection.forms.section_form import version_in
from civiscope.web.collection.rules.given import Cells, decoded, encoded
from civiscope.web.collection.views.hands import case_in_hand, case_reached
from civiscope.web.collection.views.section_page import Standing, question_html, section_page
from civiscope.web.common.page import language_of


@dataclass(frozen=True)
class _Sent:
    """What came with the request."""

    request: HttpRequest
    reached: Reached
    way: str | None
    questionnaire: Questionnaire
    item: Item
    cells: Cells
    language: str

    @property
    def section(self) -> Section:
        """The section of the question."""
        return next(part for part in self.questionnaire.sections if self.item in part.items)

    @property
    def wants_json(self) -> bool:
        """Whether a script asks."""
        return "application/json" in self.request.META.get("HTTP_ACCEPT", "")

    @property
    def wants_part(self) -> bool:
        """Whether htmx asks, which puts a part into the page."""
        return "HTTP_HX_REQUEST" in self.request.META


@require_POST
def save(request: HttpRequest, number: int, item: str, way: str | None = None) -> HttpResponse:
    """Save an answer; 409 where somebody else saved another since, or the case takes no answers."""
    reached = case_reached(request, number, way)
    questionnaire = reached.questionnaire
    asked = questionnaire.items.get(item)
    if asked is None:
        raise Http404(item)
    base = version_in(str(request.POST.get("version", "0")))
    language = language_of(request)
    if base is None:
        return JsonResponse({"saved": False, "reason": say("collect_version_unreadable", language)}, status=400)
    cells = cells_from(questionnaire, asked, request.POST)
    if request.POST.get("both"):
        cells = joined(questionnaire, asked, cells, answer_to(number, item))
    sent = _Sent(request, reached, way, questionnaire, asked, cells, language)
    try:
        outcome = save_answer(number, item, encoded(cells), base, reached.writer)
    except CaseClosedError as closed:
        return _closed(sent, base, closed.state)
    if isinstance(outcome, Conflict):
        return _conflict(sent, base, outcome)
    return _saved(sent, outcome)


def _saved(sent: _Sent, outcome: Saved) -> HttpResponse:
    if not (sent.wants_json or sent.wants_part):
        return _back(sent)
    effect = effect_of(sent.reached, sent.item.code, sent.cells, sent.language)
    messages = messages_of(effect.problems, sent.item, sent.language)
    if not sent.wants_json:
        return _fragment(sent, say("collect_saved", sent.language), messages)
    return _json({"saved": True, "version": outcome.version, "at": outcome.at.isoformat(), **_told(effect, messages)})


def _told(effect: Effect, messages: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"problems": messages}
    if effect.not_asked is not None:
        told["not_asked"] = list(effect.not_asked)
    return told


def _conflict(sent: _Sent, base: int, outcome: Conflict) -> HttpResponse:
    """Both versions: for a script as HTML of the question, for htmx as a line, else as the page with what was typed."""
    current = outcome.current
    by = name_of(current, sent.language)
    if sent.wants_part and not sent.wants_json:
        return _fragment(sent, say("collect_conflict", sent.language, name=by), [], 409)
    open_case = case_in_hand(sent.request, sent.reached.case, sent.way)
    standing = Standing(sent.cells, base, current)
    if not sent.wants_json:
        return section_page(sent.request, open_case, sent.section, {sent.item.code: standing}, status=409)
    words = {"version": current.version, "by": by, "at": current.saved_at.isoformat(), "value": decoded(current.value)}
    html = question_html(sent.request, open_case, sent.item.code, standing)
    return _json({"saved": False, "conflict": words, "html": html}, 409)


def _closed(sent: _Sent, base: int, state: str) -> HttpResponse:
    reason = closed_words(sent.reached.writer, sent.language)
    if sent.wants_json:
        return _json({"saved": False, "reason": reason, "state": state}, 409)
    if sent.wants_part:
        return _fragment(sent, reason, [], 409)
    open_case = case_in_hand(sent.request, sent.reached.case, sent.way)
    standing = {sent.item.code: Standing(sent.cells, base, None)}
    return section_page(sent.request, open_case, sent.section, standing, closed=True, status=409)


def _json(words: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = JsonResponse(words, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _fragment(sent: _Sent, text: str, messages: list[str], status: int = 200) -> HttpResponse:
    parts = format_html_join("", '<p class="error">{}</p>', ((message,) for message in messages))
    return HttpResponse(
        format_html('<div class="save-state" id="state-{}" role="status">{}{}</div>', sent.item.code, text, parts),
        status=status,
    )


def _back(sent: _Sent) -> HttpResponse:
    """The way back to the question in its section."""
    address = address_of(sent.reached.case, sent.reached.writer, "section", section=sent.section.code)
    return HttpResponseRedirect(f"{address}?saved=1#{sent.item.code}", status=303)
