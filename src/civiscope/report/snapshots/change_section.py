"""The same city in an earlier wave: what changed, where the two answers are known to come from different rounds."""

from __future__ import annotations

from itertools import groupby

from civiscope.report.snapshots.earlier_answers import EarlierAnswers
from civiscope.report.snapshots.sentences import formatted
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import in_sentence, listed, named
from civiscope.results.answers import Change
from civiscope.results.document import Block, Inline, Note, Paragraph, Section, Span, Table
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, Item

_DIFFERENT_ROUNDS, _SAME_ROUND = "different rounds", "same round"


def change_section(subject: Subject, items: set[str], earlier: EarlierAnswers) -> Section | None:
    """The section; None for a city that answered in one wave only. ``items`` are those that the snapshot is about."""
    changes = [
        change
        for change in subject.view.changes_by_city.get(subject.city.code, [])
        if change.wave_after == subject.wave
    ]
    blocks: list[Block] = []
    for _, group in groupby(changes, key=lambda change: (change.questionnaire, change.wave_before)):
        blocks += _pair(subject, list(group), items)
    blocks += earlier.blocks
    if not blocks:
        return None
    tabled = any(isinstance(block, Table) for block in blocks)
    return Section("earlier", subject.say("changes_title"), tuple(blocks), wide=tabled)


def _pair(subject: Subject, changes: list[Change], shown: set[str]) -> list[Block]:
    first = changes[0]
    view = subject.view
    before, after = view.wave_title(first.wave_before), view.wave_title(first.wave_after)
    if first.comparison == _SAME_ROUND:
        return [_sentence(subject, "changes_same_round", before=before, round=first.answered_before)]
    if first.comparison != _DIFFERENT_ROUNDS:
        return [_sentence(subject, "changes_not_known", before=before)]
    blocks: list[Block] = [
        _sentence(
            subject,
            "changes_rounds",
            before=before,
            after=after,
            before_round=first.answered_before,
            after_round=first.answered_after,
        )
    ]
    items = view.release.questionnaires[first.questionnaire].items
    told = [(change, items[change.item]) for change in changes if change.item in items and change.item in shown]
    changed = [(change, item) for change, item in told if change.change == "changed"]
    if changed:
        blocks.append(_table(subject, first, changed))
    else:
        blocks.append(_sentence(subject, "changes_none"))
    for key, kind in (("changes_same", "same"), ("changes_unknown", "unknown")):
        names = list(
            dict.fromkeys(
                in_sentence(view.short(item), view.language) for change, item in told if change.change == kind
            )
        )
        if names:
            blocks.append(Paragraph((Span(subject.say(key, items=listed(names, view.language))),)))
    others = sum(1 for change in changes if change.change == "changed" and change.item not in shown)
    if others:
        blocks.append(Note((Span(subject.say("changes_others", count=others)),)))
    return blocks


def _table(subject: Subject, first: Change, changed: list[tuple[Change, Item]]) -> Table:
    view = subject.view
    head = (
        subject.say("changes_item"),
        f"{view.wave_title(first.wave_before)} ({first.answered_before})",
        f"{view.wave_title(first.wave_after)} ({first.answered_after})",
    )
    rows = tuple(_row(subject, change, item) for change, item in changed)
    return Table(subject.say("changes_caption"), head, rows, widths=(3, 4, 4))


def _row(subject: Subject, change: Change, item: Item) -> tuple[Inline, ...]:
    """One answer that changed; of lists, what the second names for the first time is bold, what it drops says so."""
    view = subject.view
    title = view.short(item)
    if change.row:
        title = named(title, view.row_label(change.questionnaire, item, change.row), view.language)
    name: Inline = (subject.link(change.questionnaire, item, title),)
    if item.kind not in LIST_KINDS:
        return (
            name,
            _value(subject, change.questionnaire, item, change.before),
            _value(subject, change.questionnaire, item, change.after),
        )
    dropped, added = set(_codes(change.dropped)), set(_codes(change.added))
    return (
        name,
        _options(subject, change.questionnaire, item, change.before, dropped, "changes_dropped_mark"),
        _options(subject, change.questionnaire, item, change.after, added, "changes_added_mark"),
    )


def _options(subject: Subject, questionnaire: str, item: Item, codes: str, marked: set[str], key: str) -> Inline:
    spans: list[Span] = []
    for code in _codes(codes):
        label = subject.view.option_label(questionnaire, item, code)
        spans.append(Span(subject.say("separator") if spans else ""))
        spans.append(Span(subject.say(key, option=label) if code in marked else label, strong=code in marked))
    return tuple(span for span in spans if span.text) or (Span(subject.say("none_named"), muted=True),)


def _value(subject: Subject, questionnaire: str, item: Item, value: str) -> Inline:
    if item.kind in CHOICE_KINDS:
        labels = [subject.view.option_label(questionnaire, item, code) for code in _codes(value)]
        return (Span(", ".join(labels)),)
    if item.kind in NUMBER_KINDS:
        return (Span(formatted(subject, item, float(value))),)
    return (Span(value),)


def _codes(joined: str) -> list[str]:
    return [code for code in joined.split(";") if code]


def _sentence(subject: Subject, key: str, **words: str) -> Paragraph:
    return Paragraph((Span(subject.say(key, **words)),))
