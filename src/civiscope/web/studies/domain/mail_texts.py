"""The texts of mails to cities: a standard one in every language, which the programme team can change.

Words in braces stand for what differs from mail to mail. They are filled by plain replacement, never by a format that
could reach into objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from civiscope.report.words.phrases import template_of
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.models import MailText

_CASE = ("name", "city", "study", "link", "team")
_FIELD = (*_CASE, "deadline", "questionnaire", "privacy")
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "invite": _FIELD,
    "remind": _FIELD,
    "replaced": _FIELD,
    "colleague": (*_CASE, "lead", "privacy"),
    "signatory": (*_CASE, "lead", "privacy"),
    "changed": (*_CASE, "questions"),
    "contributed": (*_CASE, "by"),
    "to_sign": (*_CASE, "by"),
    "returned": (*_CASE, "by"),
    "signed": (*_CASE, "signed_as", "digest"),
    "queries": (*_CASE, "queries"),
    "corrected": (*_CASE, "question", "reason"),
    "approved": _CASE,
    "reopened": _CASE,
    "not_reopened": (*_CASE, "reason"),
    "reply": (*_CASE, "deadline"),
}
"""The words in braces of every mail to cities, by its kind. One-time codes and lost links have no text of the team's
own: whoever could change them could break signing in."""
KINDS = tuple(PLACEHOLDERS)
LONGEST_SUBJECT, LONGEST_BODY = 200, 10_000
_BRACES = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A mail with its words in braces; ``standard`` where nobody changed it."""

    subject: str
    body: str
    standard: bool


class MailTextError(Exception):
    """A text that cannot be used: ``field`` is ``subject`` or ``body``; the text says what is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def text_of(kind: str, language: str) -> Text:
    """The text that holds: the team's own, else the standard one (in English where a language has none)."""
    own = MailText.objects.filter(kind=kind, language=language).first()
    if own is not None:
        return Text(own.subject, own.body, False)
    return standard_text(kind, language)


def standard_text(kind: str, language: str) -> Text:
    """The text as Civiscope has it."""
    subject, body = (str(template_of(f"mail_{kind}_{part}", language)) for part in ("subject", "body"))
    return Text(subject, body, True)


def texts_of(kind: str) -> dict[str, Text]:
    """The team's own texts of a kind, by language: one question for many mails."""
    return {text.language: Text(text.subject, text.body, False) for text in MailText.objects.filter(kind=kind)}


def check_text(kind: str, subject: str, body: str) -> None:
    """Raise MailTextError for the first thing that is wrong with a text of this kind."""
    names = PLACEHOLDERS[kind]
    for field, text, longest in (("subject", subject, LONGEST_SUBJECT), ("body", body, LONGEST_BODY)):
        if not text.strip():
            raise MailTextError(field, "This must not be empty.")
        if len(text) > longest:
            raise MailTextError(field, f"This is longer than {longest:,} characters.")
        for name in _BRACES.findall(text):
            if name not in names:
                known = ", ".join(f"{{{known}}}" for known in names)
                raise MailTextError(field, f"{{{name}}} stands for nothing. Use only: {known}.")
        if "{" in _BRACES.sub("", text) or "}" in _BRACES.sub("", text):
            raise MailTextError(field, "A brace stands alone. Write words in braces as {name}, and no other braces.")
    if "\n" in subject or "\r" in subject:
        raise MailTextError("subject", "A subject has one line.")
    if "{link}" in subject:
        raise MailTextError("subject", "The personal link belongs into the text, not into the subject.")
    if "{link}" not in body:
        raise MailTextError("body", "{link} is missing: without it nobody gets to the questionnaire.")


def change_text(kind: str, language: str, subject: str, body: str, actor: str) -> None:
    """Keep the team's own text; raises MailTextError."""
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip() + "\n"
    check_text(kind, subject, body)
    with transaction.atomic():
        MailText.objects.update_or_create(kind=kind, language=language, defaults={"subject": subject, "body": body})
        record(actor, "mail text changed", f"text:{kind}", language)


def restore_text(kind: str, language: str, actor: str) -> None:
    """Go back to the standard text."""
    with transaction.atomic():
        MailText.objects.filter(kind=kind, language=language).delete()
        record(actor, "mail text restored", f"text:{kind}", language)


def filled(text: str, words: Mapping[str, str], *, lines: bool = False) -> str:
    """The text with its words; what a word holds is on one line, unless ``lines``, and is not looked into again."""
    if lines:
        return _BRACES.sub(lambda found: words.get(found[1], found[0]), text)
    return _BRACES.sub(lambda found: " ".join(words.get(found[1], found[0]).split()), text)
