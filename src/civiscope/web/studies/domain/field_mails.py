"""Mails to contacts: their words, and putting them into the queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from civiscope.study.labels import in_language
from civiscope.web.accounts.domain.links import link_address
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.identity import identity
from civiscope.web.common.models import Message
from civiscope.web.common.zone import written_day, written_last_day
from civiscope.web.studies.domain.mail_texts import Text, filled, text_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact

MADE_UP = ".invalid"
"""The ending of addresses that are no one's (RFC 2606): those of a pilot's test contacts."""


def words_of(contact: Contact, deadline: dt.date | None) -> dict[str, str]:
    """What stands for the words in braces in a mail to this contact (with its person and instrument)."""
    person, found = contact.person, study()
    language, source = person.language, found.definition.source_language
    questionnaire = found.questionnaires.get(contact.instrument.questionnaire)
    city = found.frame.get(contact.city)
    return {
        "name": person.name,
        "city": contact.city if city is None else city.name,
        "study": identity().name_in(language),
        "link": link_address(person),
        "privacy": privacy_address(),
        "team": team_words(),
        "deadline": "–" if deadline is None else written_last_day(deadline, language),
        "questionnaire": "" if questionnaire is None else in_language(questionnaire.title, language, source),
    }


def team_words() -> str:
    """Who sends a mail, and the address at which they are asked; the study's name alone without a publisher."""
    shown = identity()
    return " · ".join(filter(None, [shown.publisher or shown.name_in(""), shown.contact]))


def privacy_address() -> str:
    """The whole address of the notice on personal data."""
    return f"{settings.PUBLIC_URL}{reverse('privacy')}"


def rendered(
    text: Text, contact: Contact, deadline: dt.date | None, more: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Subject and body of a mail to this contact; ``more`` holds words of its kind alone.

    A subject has the day of the deadline, and the body also the time at which it ends.
    """
    words = {**(more or {}), **words_of(contact, deadline)}
    day = {} if deadline is None else {"deadline": written_day(deadline, contact.person.language)}
    return filled(text.subject, {**words, **day}), filled(text.body, words)


def queue_text(kind: str, contact: Contact, deadline: dt.date | None, text: Text | None = None) -> Message:
    """Queue a mail of this kind; call it in the transaction of what it tells. ``text`` saves looking it up."""
    person = contact.person
    subject, body = rendered(text or text_of(kind, person.language), contact, deadline)
    return queue_mail(kind, f"contact:{contact.pk}", person.email, subject, body)
