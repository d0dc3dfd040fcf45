"""What colleagues add to answers: comments, and how strictly an answer is to be kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from civiscope.study.questionnaire import CONSENTS, Questionnaire
from civiscope.web.collection.domain.saving import CaseClosedError, require_answering
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Case, Comment, Consent
from civiscope.web.collection.rules.case_states import ANSWERING
from civiscope.web.common.domain.audit import record


def add_comments(case: Case, comments: Mapping[str, str], writer: Writer) -> None:
    """Add a comment to every named item; the same words twice in a row of the same person count once.

    Raises CaseClosedError where the case takes no answers: nobody is told of a comment, so that one on answers that
    were handed in would be read by no one.
    """
    for item, text in comments.items():
        with transaction.atomic():
            require_answering(case.pk, writer)
            last = Comment.objects.filter(case=case, item=item).order_by("-id").first()
            if last is not None and (last.text, last.person_id) == (text, getattr(writer.person, "pk", None)):
                continue
            Comment.objects.create(case=case, item=item, person=writer.person, staff=writer.staff, text=text)
            record(writer.actor, "commented", f"case:{case.pk}", item)


def choose_consents(case: Case, questionnaire: Questionnaire, levels: Mapping[str, str], writer: Writer) -> None:
    """Keep the levels that are stricter than the questions' own; "" takes a choice back. Others change nothing, nor
    does any where the questionnaire leaves no choice.

    Raises CaseClosedError where the case takes no answers.
    """
    if not questionnaire.consent_choice:
        return
    before = dict(Consent.objects.filter(case=case, item__in=levels).values_list("item", "level"))
    for code, level in levels.items():
        own = CONSENTS.index(questionnaire.items[code].consent)
        if level == before.get(code, "") or (level and (level not in CONSENTS or CONSENTS.index(level) <= own)):
            continue
        with transaction.atomic():
            state = Case.objects.select_for_update().values_list("state", flat=True).get(pk=case.pk)
            if state not in ANSWERING or case.instrument.fieldwork.is_closed:
                raise CaseClosedError(state)
            if level:
                words = {"level": level, "person": writer.person}
                Consent.objects.update_or_create(case=case, item=code, defaults=words)
            else:
                Consent.objects.filter(case=case, item=code).delete()
            record(writer.actor, "consent chosen", f"case:{case.pk}", f"{code}: {level or 'as asked'}")
