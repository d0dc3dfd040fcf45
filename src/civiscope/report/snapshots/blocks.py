"""The blocks of a snapshot: one item shown in one way, for one city; and which items are not known, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from civiscope.release.model import CityAnswer
from civiscope.report.snapshots.charts import Charts
from civiscope.report.snapshots.sentences import (
    is_comparable,
    number_value,
    own_words,
    published_list,
    single_choice,
    text_value,
)
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import in_sentence, number, percent
from civiscope.report.words.published_words import printed_by_all
from civiscope.report.words.release_view import rows_of
from civiscope.results.answers import Status
from civiscope.results.document import Block, Bullets, Inline, Note, Paragraph, Span, Subheading, Tag, Tags
from civiscope.study.definition import SnapshotBlock
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind

NOT_PUBLISHED = "not published"
Show = Literal["sentence", "bars", "tags", "list", "value", "grid"]
State = Literal["marked", "plain", "absent", "unknown"]


@dataclass(frozen=True, slots=True)
class Missing:
    """An item of which nothing is shown. ``kind`` is a status' label, or "not published"."""

    questionnaire: str
    item: Item
    kind: str
    rows: int = 0


def default_show(item: Item) -> Show:
    """How an item is shown where the study does not say."""
    if item.kind in GRID_KINDS:
        return "grid"
    if item.kind is Kind.SINGLE:
        return "sentence"
    if item.kind is Kind.MULTIPLE:
        return "bars"
    return "list" if item.kind is Kind.RANKING else "value"


def show_item(
    subject: Subject, charts: Charts, questionnaire: str, item: Item, block: SnapshotBlock
) -> list[Block] | Missing:
    """The blocks of one item, or why there are none."""
    if item.kind in GRID_KINDS:
        return _grid(subject, questionnaire, item)
    answer = subject.answer(questionnaire, item)
    if answer is None or not answer.is_known:
        return Missing(questionnaire, item, _kind_of_missing(item, answer))
    if item.kind in NUMBER_KINDS:
        return _number(subject, charts, questionnaire, item, answer, block)
    if item.kind not in CHOICE_KINDS:
        return text_value(subject, questionnaire, item, answer)
    if item.kind is Kind.SINGLE:
        if block.show == "sentence":
            return single_choice(subject, questionnaire, item, answer)
        if block.show == "bars":
            return _bars(subject, charts, questionnaire, item, answer)
        return _tags(subject, questionnaire, item, answer)
    if block.show == "bars" and item.kind in LIST_KINDS:
        shown = _printed_in_bars(subject, charts, questionnaire, item)
        blocks = _bars(subject, charts, questionnaire, item, answer)
    elif block.show == "list" or item.kind is Kind.RANKING:
        shown = _printed_in_bars(subject, charts, questionnaire, item) & frozenset(answer.named)
        blocks = _list(subject, charts, questionnaire, item, answer)
    else:
        shown = frozenset()
        blocks = _tags(subject, questionnaire, item, answer)
    return [*blocks, *published_list(subject, questionnaire, item, shown)]


def _printed_in_bars(subject: Subject, charts: Charts, questionnaire: str, item: Item) -> frozenset[str]:
    """The options whose published shares stand in the place of computed ones."""
    shared = charts.shared_bars(subject.question(questionnaire, item), item)
    return frozenset(shared.options) if shared is not None and shared.published else frozenset()


def _number(
    subject: Subject, charts: Charts, questionnaire: str, item: Item, answer: CityAnswer, block: SnapshotBlock
) -> list[Block]:
    blocks = number_value(subject, questionnaire, item, answer, block.sentence)
    chart = charts.column_chart(subject, questionnaire, item, float(answer.texts[0]))
    return [*blocks, chart] if chart is not None else blocks


def _bars(subject: Subject, charts: Charts, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    chart = charts.bar_chart(subject, questionnaire, item, answer)
    if chart is None:
        lists = sum(
            subject.view.status_counts[subject.question(questionnaire, item)][status]
            for status in (Status.ANSWERED, Status.INCOMPLETE)
        )
        few = Note((Span(subject.say("too_few_lists", count=lists)),))
        tags = _tags(subject, questionnaire, item, answer)
        return tags if published_list(subject, questionnaire, item) else [*tags, few]
    return [chart, *_beside_bars(subject, charts, questionnaire, item, answer), *_remarks(subject, item, answer)]


def _beside_bars(subject: Subject, charts: Charts, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    """What the city named of which no share is printed, where the bars are of published shares."""
    printed = _printed_in_bars(subject, charts, questionnaire, item)
    if not printed:
        return []
    left = [code for code in answer.named if code not in printed and code != OTHER]
    labels = [subject.view.option_label(questionnaire, item, code) for code in left]
    return [Paragraph((Span(subject.say("published_no_share", options=", ".join(labels))),))] if labels else []


def _tags(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    if not answer.named:
        return _names_none(subject, questionnaire, item, answer)
    tags = tuple(Tag(label) for label in _own_labels(subject, questionnaire, item, answer))
    blocks: list[Block] = [Tags(tags, _title(subject, questionnaire, item))]
    if answer.status is Status.INCOMPLETE:
        blocks.append(_incomplete(subject))
    return blocks


def _list(subject: Subject, charts: Charts, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    """The city's own answers, each with the share of cities (or their number) that name it too."""
    if not answer.named:
        return _names_none(subject, questionnaire, item, answer)
    shared = charts.shared_bars(subject.question(questionnaire, item), item)
    shown: dict[str, str] = {}
    if shared is not None:
        for code, bar in zip(shared.options, shared.bars, strict=True):
            if shared.published:
                shown[code] = subject.say("published_share", share=bar.shown)
            elif shared.is_share:
                shown[code] = subject.say("named_by_share", share=bar.shown)
            else:
                base = number(shared.base, subject.view.language)
                shown[code] = subject.say("named_by_count", n=bar.shown, base=base)
    items: list[Inline] = []
    for code in answer.named:
        if code == OTHER and answer.texts:
            items += [(Span(text),) for text in answer.texts]
        else:
            label = subject.view.option_label(questionnaire, item, code)
            beside = (Span("  "), Span(shown[code], muted=True)) if code in shown else ()
            items.append((Span(label), *beside))
    blocks: list[Block] = [
        Subheading(_title(subject, questionnaire, item)),
        Bullets(tuple(items), numbered=item.kind is Kind.RANKING),
    ]
    if shared is not None:
        blocks.append(Note((Span(shared.notes[0]),)))
    if answer.status is Status.INCOMPLETE:
        blocks.append(_incomplete(subject))
    return blocks


def _grid(subject: Subject, questionnaire: str, item: Item) -> list[Block] | Missing:
    """Rows under the answers that they got, in the order of the scale; rows without an answer come last."""
    view = subject.view
    rows = rows_of(view.release.questionnaires[questionnaire], item)
    answers = {row: subject.answer(questionnaire, item, row) for row in rows}
    known = {row: answer for row, answer in answers.items() if answer is not None and answer.is_known}
    if not known:
        return Missing(questionnaire, item, _kind_of_missing(item, next(iter(answers.values()), None)))
    groups: list[tuple[str, list[str], State]] = []
    for place, option in enumerate(view.release.questionnaires[questionnaire].options_of(item)):
        named = [row for row, answer in known.items() if option.code in answer.named]
        groups.append((view.text(option.label), named, "marked" if place == 0 else "plain"))
    for status in (Status.NOT_ANSWERED, Status.DONT_KNOW, Status.NOT_APPLICABLE, Status.NOT_ASKED, Status.NOT_KNOWN):
        missing = [row for row, answer in answers.items() if answer is not None and answer.status is status]
        groups.append((view.say(f"status_{status.label}"), missing, "unknown"))
    blocks: list[Block] = []
    for label, named, state in groups:
        if named:
            title = _state_title(subject, questionnaire, item, label, len(named), first=not blocks)
            tags = tuple(Tag(view.row_label(questionnaire, item, row), state) for row in named)
            blocks.append(Tags(tags, title))
    return [*blocks, *_grid_comparison(subject, questionnaire, item, known)]


def _grid_comparison(subject: Subject, questionnaire: str, item: Item, known: dict[str, CityAnswer]) -> list[Block]:
    """How many cities answered the same for each row, where enough are known; what is printed of it elsewhere."""
    view = subject.view
    question = subject.question(questionnaire, item)
    computed, published = [], []
    most = 1
    for row, code in ((row, code) for row, answer in known.items() for code in answer.named):
        label = view.row_label(questionnaire, item, row)
        found = view.estimate(question, code, row)
        most = max(most, found.base or 0) if found is not None else most
        results = view.published(question, code, row)
        if found is not None and found.estimate is not None and is_comparable(found):
            shown = percent(found.estimate, view.language)
            printed = printed_by_all(results, view.language) if results else ""
            key = "published_row" if printed else "alt_row"
            computed.append(subject.say(key, label=label, shown=shown, printed=printed))
        elif results:
            published.append(subject.say("alt_row", label=label, shown=printed_by_all(results, view.language)))
    if not computed and not published:
        return [Note((Span(subject.say("too_few_grids", count=most)),))]
    said = [subject.say("same_answer", rows=", ".join(computed))] if computed else []
    said += [subject.say("published_same_answer", rows=", ".join(published))] if published else []
    return [Note((Span(" ".join(said)),))]


def _state_title(subject: Subject, questionnaire: str, item: Item, label: str, count: int, *, first: bool) -> Inline:
    """The head of a group of rows; the first one carries the item's title."""
    view = subject.view
    shown = number(count, view.language)
    if first:
        return (
            *_title(subject, questionnaire, item),
            Span(subject.say("state_of", label=in_sentence(label, view.language), count=shown)),
        )
    return (Span(subject.say("state", label=label[:1].upper() + label[1:], count=shown)),)


def _remarks(subject: Subject, item: Item, answer: CityAnswer) -> list[Block]:
    """What stands under a city's marked bars: its own words, none named, a list that is cut off."""
    blocks: list[Block] = []
    if OTHER in answer.named and answer.texts:
        blocks.append(Paragraph((Span(own_words(subject, answer)),)))
    if not answer.named:
        blocks.append(Paragraph((Span(subject.say("names_none")),)))
    if answer.status is Status.INCOMPLETE:
        blocks.append(_incomplete(subject))
    return blocks


def _names_none(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    blocks: list[Block] = [
        Subheading(_title(subject, questionnaire, item)),
        Paragraph((Span(subject.say("names_none")),)),
    ]
    if answer.status is Status.INCOMPLETE:
        blocks.append(_incomplete(subject))
    return blocks


def _own_labels(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> list[str]:
    """The labels of what the city named; own answers stand as their words."""
    labels = []
    for code in answer.named:
        if code == OTHER and answer.texts:
            labels += answer.texts
        else:
            labels.append(subject.view.option_label(questionnaire, item, code))
    return labels


def _title(subject: Subject, questionnaire: str, item: Item) -> Inline:
    return (subject.link(questionnaire, item, subject.view.short(item)),)


def _incomplete(subject: Subject) -> Note:
    return Note((Span(subject.say("own_list_incomplete")),))


def _kind_of_missing(item: Item, answer: CityAnswer | None) -> str:
    if answer is not None:
        return answer.status.label
    return Status.NOT_KNOWN.label if item.consent == "public" else NOT_PUBLISHED
