"""What parts of pages ask about a case: addresses, steps, queries, what has changed in its questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import template
from django.template import Context

from civiscope.web.collection.domain.cases import CaseInHand, OpenCase
from civiscope.web.collection.domain.changed_questions import changed_questions
from civiscope.web.collection.domain.reopening import can_ask_reopening
from civiscope.web.collection.domain.steps import can_take
from civiscope.web.collection.domain.writer_words import name_of
from civiscope.web.collection.forms.addresses import address_of
from civiscope.web.collection.models import Answer, Case, Query, Reopening, SignOff
from civiscope.web.collection.rules.case_states import Step

register = template.Library()
Found = TypeVar("Found")


@dataclass(frozen=True)
class CaseSteps:
    """What whoever is signed in can do with a case, and what was signed of it."""

    contribute: bool
    review: bool
    back: bool
    sign: bool
    reopen: bool
    asked: Reopening | None
    declined: Reopening | None
    sign_offs: list[SignOff]
    queries: int


@register.simple_tag
def steps_of(open_case: OpenCase) -> CaseSteps:
    """The steps of a case for its contact."""
    case, actors = open_case.case, open_case.actors
    reopenings = list(case.reopenings.order_by("-id")[:1])
    latest = reopenings[0] if reopenings else None
    return CaseSteps(
        contribute=can_take(case, Step.CONTRIBUTE, actors),
        review=can_take(case, Step.REVIEW, actors),
        back=can_take(case, Step.RETURN, actors),
        sign=can_take(case, Step.SIGN, actors),
        reopen=can_ask_reopening(case, actors),
        asked=latest if latest is not None and latest.granted is None else None,
        declined=latest if latest is not None and latest.granted is False else None,
        sign_offs=list(case.sign_offs.order_by("number")),
        queries=case.queries.filter(sent_at__isnull=False, settled_at__isnull=True).count(),
    )


@register.simple_tag(takes_context=True)
def address(context: Context, place: str = "", **words: str) -> str:
    """The address of a page of the case ``open_case`` for whoever has it in their hands, as `addresses.address_of`."""
    open_case: CaseInHand = context["open_case"]
    return address_of(open_case.case.pk, open_case.writer, place, **words)


@register.simple_tag(takes_context=True)
def given_by(context: Context, answer: Answer) -> str:
    """Who gave an answer; a dash where nobody is known any more."""
    return name_of(answer, context["language"]) or "–"


@register.simple_tag(takes_context=True)
def queries_of(context: Context, open_case: CaseInHand, item: str) -> list[Query]:
    """The queries on a question that the city has; a page asks the database once."""
    return _kept(context, "queries_of", open_case, _queries).get(item, [])


@register.simple_tag(takes_context=True)
def change_note(context: Context, open_case: CaseInHand, item: str) -> str:
    """The key of the phrase that says how a question has changed since the city answered it; "" where it has not."""
    note = _kept(context, "change_note", open_case, changed_questions).get(item, "")
    return f"change_note_{note}" if note else ""


def _queries(case: Case) -> dict[str, list[Query]]:
    found: dict[str, list[Query]] = {}
    for query in case.queries.filter(sent_at__isnull=False, settled_at__isnull=True).order_by("id"):
        found.setdefault(query.item, []).append(query)
    return found


def _kept(
    context: Context, name: str, open_case: CaseInHand, find: Callable[[Case], dict[str, Found]]
) -> dict[str, Found]:
    """What was found for the case, once a page: kept in the lowest layer of the context, which included templates
    share."""
    layer: dict[str, Any] = context.dicts[0]
    key = f"{name}:{open_case.case.pk}"
    if key not in layer:
        layer[key] = find(open_case.case)
    kept: dict[str, Found] = layer[key]
    return kept
