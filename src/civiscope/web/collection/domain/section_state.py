"""What stands on the pages of a section: answers with who gave them, comments, consents, what is not asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from civiscope.web.collection.domain.cases import version_of
from civiscope.web.collection.domain.checking import Checked, checker_of
from civiscope.web.collection.models import Answer, Case, Comment, Consent, Revision
from civiscope.web.collection.rules.given import Cells, decoded


@dataclass(frozen=True)
class CaseAnswers:
    """All answers to a case as they stand, and what they mean together."""

    answers: Mapping[str, Answer]
    checked: Checked

    def cells(self, item: str) -> Cells:
        """The cells of an item."""
        found = self.answers.get(item)
        return {} if found is None else decoded(found.value)


def answers_with_check(case: Case, language: str) -> CaseAnswers:
    """The answers to a case, coded, routed and checked; messages of constraints come in the language."""
    answers = {answer.item: answer for answer in case.answers.select_related("person", "staff")}
    checker = checker_of(case.instrument_id, version_of(case), language)
    return CaseAnswers(answers, checker.check({code: decoded(answer.value) for code, answer in answers.items()}))


def comments_by_item(case: Case, items: Collection[str]) -> dict[str, list[Comment]]:
    """The comments on the items, the oldest first."""
    found: dict[str, list[Comment]] = {}
    for comment in case.comments.filter(item__in=items).select_related("person", "staff").order_by("id"):
        found.setdefault(comment.item, []).append(comment)
    return found


def consents_by_item(case: Case) -> dict[str, str]:
    """The stricter levels that the city chose."""
    return dict(Consent.objects.filter(case=case).values_list("item", "level"))


def values_of_versions(case: int, bases: Mapping[str, int]) -> dict[str, str]:
    """What stood in the named version of every item; items without such a version are left out."""
    wanted = Q(pk__in=[])
    for item, version in bases.items():
        if version:
            wanted |= Q(item=item, version=version)
    return dict(Revision.objects.filter(wanted, case=case).values_list("item", "value"))


def saved_since(case: int, items: Collection[str], since: dt.datetime) -> list[Answer]:
    """The answers to the items that were saved since then."""
    found = Answer.objects.filter(case=case, item__in=items, saved_at__gt=since).select_related("person", "staff")
    return list(found.order_by("saved_at"))
