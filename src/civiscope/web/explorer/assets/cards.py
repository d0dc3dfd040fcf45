"""Cards that other people's tools show for a shared link: title, finding and picture, as PNG.

Every question with a result has one of its own, in the study's source language as its figure is; all other pages share
one a language.
"""

from __future__ import annotations

from civiscope.report.figures.tables import Subject
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.writers.cards import card_png
from civiscope.web.explorer.domain.findings import Finding, findings
from civiscope.web.explorer.domain.question_index import question_index
from civiscope.web.explorer.domain.question_overview import leading_result
from civiscope.web.explorer.domain.shelf import Edition


def site_card(language: str) -> str:
    """The name of the card that pages of the language share."""
    return f"card-{language}.png"


def question_card(questionnaire: str, item: str) -> str:
    """The name of a question's card."""
    return f"card-{questionnaire}.{item}.png"


def card_names(edition: Edition) -> list[str]:
    """The names of all cards."""
    return [*map(site_card, edition.languages), *_questions(edition)]


def card(edition: Edition, name: str) -> bytes | None:
    """The card of that name; None where there is none."""
    for language in edition.languages:
        if name == site_card(language):
            return _site(edition, language)
    found = _questions(edition).get(name)
    if found is None:
        return None
    subject, leading = found
    path = edition.folder / "figures" / f"{subject.item.code}.png"
    picture = path.read_bytes() if path.is_file() else None
    view = edition.view(edition.source_language)
    return _drawn(view, view.short(subject.item), leading, picture)


def _questions(edition: Edition) -> dict[str, tuple[Subject, Finding]]:
    """The questions with a result by the names of their cards."""
    view = edition.view(edition.source_language)

    def made() -> dict[str, tuple[Subject, Finding]]:
        found = {}
        index = question_index(edition)
        for key in index.places:
            subject = index.subject(key, "", edition.source_language)
            leading = leading_result(view, subject) if subject is not None else None
            if subject is not None and leading is not None:
                found[question_card(*key)] = subject, leading
        return found

    return edition.remembered(("cards",), made)


def _site(edition: Edition, language: str) -> bytes:
    """The study's title, its first finding, and its cover where that is made of pixels."""
    view = edition.view(language)
    found = findings(view)
    cover = view.look.cover
    picture = cover.content if cover is not None and cover.media_type != "image/svg+xml" else None
    return _drawn(view, view.text(view.definition.title), found[0] if found else None, picture)


def _drawn(view: ReleaseView, title: str, found: Finding | None, picture: bytes | None) -> bytes:
    said = "" if found is None else f"{found.shown} {found.label}".strip()
    note = view.site_name if found is None else f"{view.site_name} · {found.wave} · {found.cities}"
    mark = view.say("simulated_short") if view.definition.simulated else ""
    return card_png(title, said, view.look, note, picture, mark=mark)
