"""What the pages of a release have in common: their frame, their foot, their links."""

from __future__ import annotations

import datetime as dt

from civiscope.report.snapshots.about_section import written_date
from civiscope.report.words.phrases import direction_of, named
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Document, Inline, Note, Paragraph, Section, Span


def page(
    view: ReleaseView,
    *,
    page_id: str,
    title: str,
    subtitle: str,
    sections: list[Section],
    links: tuple[Span, ...],
    lead: tuple[Block, ...] = (),
) -> Document:
    """A page of the release with the study's look and a foot that says how to cite it and under which terms."""
    definition = view.definition
    study = view.text(definition.title)
    return Document(
        id=page_id,
        title=title,
        eyebrow="" if title == study else study,
        subtitle=subtitle,
        language=view.language,
        direction="rtl" if direction_of(view.language) == "rtl" else "ltr",
        lead=lead,
        sections=tuple(sections),
        footer=_foot(view, study),
        look=view.look,
        simulated=definition.simulated,
        publisher=definition.publisher.name,
        links=links,
        description=named(title, subtitle, view.language),
        date=declared_date(view).isoformat(),
    )


def declared_date(view: ReleaseView) -> dt.date:
    """The declared date of the latest wave that the release holds."""
    waves = {entry.wave for entry in view.release.respondents}
    return max(wave.date for wave in view.definition.waves if wave.id in waves)


def plain_text(text: str) -> Inline:
    """A text without marks."""
    return (Span(text),)


def paragraph(text: str) -> Paragraph:
    """A paragraph without marks."""
    return Paragraph(plain_text(text))


def note(text: str) -> Note:
    """Small print without marks."""
    return Note(plain_text(text))


def _foot(view: ReleaseView, study: str) -> tuple[Block, ...]:
    definition = view.definition
    date = declared_date(view)
    licence = definition.licence
    terms = [Span(view.say("licence", licence=licence.name), href=licence.url or "")]
    if licence.note is not None:
        terms.append(Span(f" {view.text(licence.note)}"))
    sources = [Span(f"{source.title} ({source.publisher})", href=source.url or "") for source in definition.sources]
    cite = view.say(
        "page_cite",
        publisher=definition.publisher.name,
        year=date.year,
        study=study,
        date=written_date(date, view.language),
    )
    blocks: list[Block] = [note(cite), Note(tuple(terms))]
    if sources:
        before, after = view.say("draws_on", sources="\n").split("\n")
        spans = [Span(before)]
        for index, source in enumerate(sources):
            spans += [Span(view.say("separator"))] if index else []
            spans.append(source)
        blocks.append(Note((*spans, Span(after))))
    return (*blocks, note(view.say("page_made")))
