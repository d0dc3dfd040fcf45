"""Answers that the shown wave lacks and an earlier one of the same city has, with the wave that they are from."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.release.model import CityAnswer
from civiscope.report.snapshots.sentences import formatted
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import in_sentence, separated
from civiscope.report.words.release_view import rows_of
from civiscope.results.answers import Status
from civiscope.results.document import Block, Bullets, Inline, Paragraph, Span
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, NUMBER_KINDS, OTHER, Item, Kind


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """The blocks, and the codes of the items of which they show everything that is known."""

    blocks: tuple[Block, ...]
    items: frozenset[str]


def earlier_answers(subject: Subject, items: list[tuple[str, Item]]) -> EarlierAnswers:
    """What the latest earlier wave of the city knows of ``items`` that the shown wave does not."""
    view = subject.view
    earlier = view.release.waves_by_city[subject.city.code]
    earlier = earlier[: earlier.index(subject.wave)]
    if not earlier:
        return EarlierAnswers((), frozenset())
    before = earlier[-1]
    lines: list[Inline] = []
    codes: set[str] = set()
    for questionnaire, item in items:
        told = _told(subject, questionnaire, item, view.answers_of(before, questionnaire, subject.city.code))
        if told:
            lines.append((subject.link(questionnaire, item, view.short(item)), Span(subject.say("colon")), *told))
            codes.add(item.code)
    if not lines:
        return EarlierAnswers((), frozenset())
    rounds = [entry.answered_in for entry in view.respondents[before, subject.city.code] if entry.answered_in]
    lead = subject.say(
        "earlier_answers",
        before=view.wave_title(before),
        round=subject.say("earlier_round", round=rounds[0]) if rounds else subject.say("round_not_known"),
    )
    return EarlierAnswers((Paragraph((Span(lead),)), Bullets(tuple(lines))), frozenset(codes))


def _told(subject: Subject, questionnaire: str, item: Item, earlier: dict[tuple[str, str], CityAnswer]) -> Inline:
    """One item in words; () where the shown wave knows it or the earlier one does not."""
    lacking = [
        row
        for row in rows_of(subject.view.release.questionnaires[questionnaire], item)
        if _is_open(subject.answer(questionnaire, item, row))
    ]
    found = {row: earlier[item.code, row] for row in lacking if (item.code, row) in earlier}
    if item.kind in GRID_KINDS:
        return _grid(subject, questionnaire, item, found)
    answer = found.get("")
    if answer is None or not answer.is_known:
        return ()
    return _answer(subject, questionnaire, item, answer)


def _is_open(answer: CityAnswer | None) -> bool:
    return answer is None or answer.status is Status.NOT_KNOWN


def _answer(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> Inline:
    if item.kind in CHOICE_KINDS:
        labels = [
            label
            for code in answer.named
            for label in (
                answer.texts
                if code == OTHER and answer.texts
                else [subject.view.option_label(questionnaire, item, code)]
            )
        ]
        text = separated(labels, subject.view.language) or subject.say("none_named")
        cut_off = answer.status is Status.INCOMPLETE
        return (Span(text), *((Span(f" ({subject.say('status_incomplete')})"),) if cut_off else ()))
    if item.kind in NUMBER_KINDS:
        return (Span(formatted(subject, item, float(answer.texts[0]))),)
    return (Span(answer.texts[0], href=answer.texts[0] if item.kind is Kind.URL else ""),)


def _grid(subject: Subject, questionnaire: str, item: Item, found: dict[str, CityAnswer]) -> Inline:
    """Rows under the answers that they got, then those without an answer."""
    view = subject.view
    parts = []
    for option in view.release.questionnaires[questionnaire].options_of(item):
        rows = [row for row, answer in found.items() if answer.is_known and option.code in answer.named]
        parts.append((view.text(option.label), rows))
    parts += [
        (view.say(f"status_{status.label}"), [row for row, answer in found.items() if answer.status is status])
        for status in (Status.NOT_ANSWERED, Status.DONT_KNOW, Status.NOT_APPLICABLE, Status.NOT_ASKED)
    ]
    said = [
        subject.say(
            "earlier_rows",
            label=in_sentence(label, view.language),
            rows=", ".join(view.row_label(questionnaire, item, row) for row in rows),
        )
        for label, rows in parts
        if rows
    ]
    return (Span(separated(said, view.language)),) if said else ()
