"""What people are told about their data: who is responsible, to whom they write, how long contacts are kept."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.study.labels import in_language
from civiscope.web.studies.domain.opened import study


@dataclass(frozen=True)
class Notice:
    """The parts of the notice that the study gives; ``contact`` is an e-mail address or "", ``own`` are paragraphs."""

    publisher: str
    publisher_url: str
    contact: str
    own: tuple[str, ...]
    keep_days: int


def notice_in(language: str) -> Notice:
    """The notice in a language; raises LookupError before a study was opened."""
    definition = study().definition
    privacy, publisher = definition.privacy, definition.publisher
    addresses = (privacy.contact, publisher.email, *(party.email for party in definition.contacts))
    own = in_language(privacy.notice, language, definition.source_language) if privacy.notice else ""
    paragraphs = tuple(" ".join(part.split()) for part in own.split("\n\n") if part.strip())
    return Notice(
        publisher.name,
        publisher.url or "",
        next((address for address in addresses if address), ""),
        paragraphs,
        privacy.keep_contacts_days,
    )
