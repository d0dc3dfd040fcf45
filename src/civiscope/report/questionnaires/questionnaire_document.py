"""The whole questionnaire to read and print: every question as it is asked, with room to answer by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from civiscope.report.questionnaires.questionnaire_words import QuestionnaireWords
from civiscope.report.snapshots.about_section import written_date
from civiscope.report.words.phrases import direction_of, joined_spans, named
from civiscope.results.document import (
    Blanks,
    Block,
    Document,
    Inline,
    Look,
    Note,
    Paragraph,
    Section,
    Span,
    Subheading,
    WritingLines,
)
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, Item, Kind, Option
from civiscope.study.questionnaire import Section as Part

_LINES = {Kind.LONGTEXT: 5, Kind.TEXT: 1, Kind.URL: 1}
_WIDEST_GRID = 7
"""Options of a scale that fit beside the rows on paper; longer scales are repeated under every row."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands around the questions: the study, the wave, the version, and by when answers are wanted."""

    study: str
    wave: str
    publisher: str
    look: Look
    simulated: bool
    version: int
    day: dt.date
    deadline: str = ""


def questionnaire_document(words: QuestionnaireWords, edition: Edition) -> Document:
    """The document, for the screen and for paper."""
    questionnaire = words.questionnaire
    sections = tuple(_section(words, part, number) for number, part in enumerate(questionnaire.sections, start=1))
    title = words.text(questionnaire.title)
    day = written_date(edition.day, words.language)
    version = words.say("offline_paper_version", version=edition.version, day=day)
    eyebrow = " · ".join(text for text in (edition.study, edition.wave) if text and text != title)
    return Document(
        id=f"questionnaire-{questionnaire.id}",
        title=title,
        eyebrow=eyebrow,
        subtitle=words.say("offline_paper_subtitle"),
        language=words.language,
        direction="rtl" if direction_of(words.language) == "rtl" else "ltr",
        lead=_lead(words, edition),
        sections=sections,
        footer=(Note(_said(words, version)),),
        look=edition.look,
        simulated=edition.simulated,
        publisher=edition.publisher,
        source=named(edition.study, title, words.language) if edition.study != title else title,
        description=words.say("offline_paper_subtitle"),
        date=edition.day.isoformat(),
        subtitle_language=words.spoken,
    )


def _lead(words: QuestionnaireWords, edition: Edition) -> tuple[Block, ...]:
    questionnaire = words.questionnaire
    sections = words.say("offline_paper_sections", count=len(questionnaire.sections))
    counts = words.say("offline_paper_counts", count=len(questionnaire.items), sections=sections)
    facts = [f"{counts[:1].upper()}{counts[1:]}."]
    if edition.deadline:
        wanted = words.say("offline_deadline", day=edition.deadline)
        facts.append(f"{wanted[:1].upper()}{wanted[1:]}.")
    facts.append(words.say("offline_paper_how"))
    intro = words.text(questionnaire.intro)
    return (
        *((Paragraph(_plain(intro)),) if intro else ()),
        Paragraph(_said(words, " ".join(facts))),
        Note(_said(words, words.say("offline_use_but"))),
    )


def _section(words: QuestionnaireWords, part: Part, number: int) -> Section:
    blocks: list[Block] = [Paragraph(_plain(words.text(part.intro)))] if part.intro else []
    for place, item in enumerate(part.items, start=1):
        blocks += _item(words, item, f"{number}.{place}")
    return Section(f"section-{part.code}", f"{number}. {words.text(part.title)}", tuple(blocks), wide=True)


def _item(words: QuestionnaireWords, item: Item, number: str) -> list[Block]:
    blocks: list[Block] = [Subheading((Span(f"{number}  "), Span(words.text(item.label))), id=f"item-{item.code}")]
    if item.hint:
        blocks.append(Paragraph(_plain(words.text(item.hint))))
    blocks.append(Note(_remarks(words, item)))
    return blocks + _room(words, item)


def _remarks(words: QuestionnaireWords, item: Item) -> Inline:
    """The kind, when it is asked, and how the answer may be used where it is not simply public."""
    asked = " ".join(text for text in (words.kind_of(item), words.asked_when(item)) if text)
    remarks = [_said(words, asked)]
    if item.constraint_message:
        remarks.append(_plain(words.text(item.constraint_message)))
    if item.consent != "public":
        remarks.append(_said(words, words.use_of(item)))
    spans = [span for remark in remarks for span in (Span(" "), *remark)]
    return joined_spans(spans[1:])


def _room(words: QuestionnaireWords, item: Item) -> list[Block]:
    """Room to answer."""
    options = words.questionnaire.options_of(item)
    if item.kind in GRID_KINDS:
        return _grid(words, item, options)
    if options:
        return _marked(words, item, options)
    lines = _LINES.get(item.kind)
    if lines is not None:
        return [WritingLines((), lines)]
    return [WritingLines(_plain(words.text(item.unit)) if item.unit else (), 1, short=True)]


def _grid(words: QuestionnaireWords, item: Item, options: tuple[Option, ...]) -> list[Block]:
    rows = words.questionnaire.rows_of(item)
    if len(options) > _WIDEST_GRID:
        blocks: list[Block] = []
        for row in rows:
            blocks += [Paragraph(_entry(words, row)), *_marked(words, item, options)]
        return blocks
    head = (_said(words, words.say("offline_paper_row")), *((_option(words, option),) for option in options))
    explained = tuple(option for option in options if option.explanation)
    notes = [Note((Span(words.option_text(option), strong=True), *_explained(words, option))) for option in explained]
    mark = _mark(item)
    return [*notes, Blanks(mark, tuple(_entry(words, row) for row in rows), head)]


def _marked(words: QuestionnaireWords, item: Item, options: tuple[Option, ...]) -> list[Block]:
    listed = [_entry(words, option) for option in options]
    if item.kind is Kind.RANKING:
        return [Blanks("number", tuple(listed))]
    mark = _mark(item)
    if not item.other:
        return [Blanks(mark, tuple(listed))]
    return [
        Blanks(mark, tuple(listed)),
        WritingLines(_said(words, words.say("offline_own_words") + words.say("colon"))),
    ]


def _mark(item: Item) -> Literal["box", "circle"]:
    return "box" if item.kind in LIST_KINDS else "circle"


def _entry(words: QuestionnaireWords, option: Option) -> Inline:
    return (_option(words, option), *_explained(words, option))


def _option(words: QuestionnaireWords, option: Option) -> Span:
    return Span(words.option_text(option), language=words.spoken if words.is_added(option) else "")


def _explained(words: QuestionnaireWords, option: Option) -> Inline:
    explanation = words.text(option.explanation)
    return (Span(f" ({explanation})", muted=True),) if explanation else ()


def _plain(text: str) -> Inline:
    return (Span(text),)


def _said(words: QuestionnaireWords, text: str) -> Inline:
    """Words of Civiscope, in their language."""
    return (Span(text, language=words.spoken),)
