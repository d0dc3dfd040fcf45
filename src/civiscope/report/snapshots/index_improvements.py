"""The single answers that would raise a city's score most; options that would do the same are named together."""

from __future__ import annotations

from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import either, named, number
from civiscope.results.document import Block, Bullets, Inline, Note, Paragraph, Span, Subheading
from civiscope.results.scores import Improvement
from civiscope.study.index_definition import Scoring
from civiscope.study.questionnaire import LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind

_MOST_NAMED = 3
"""Of more options that would do the same one is named, as an example."""


def improvement_blocks(subject: Subject, words: IndexWords) -> list[Block]:
    """What the release tells of the city's other answers; a sentence where none would raise the score."""
    key = (subject.wave, words.definition.id)
    found = subject.view.release.improvements_by_city.get(key, {}).get(subject.city.code, [])
    if not found:
        return [Paragraph((Span(subject.say("improvements_none")),))]
    items = tuple(_improvement(subject, words, entry) for entry in found)
    title = Subheading((Span(subject.say("improvements_title")),))
    return [title, Bullets(items), Note((Span(subject.say("improvements_note")),))]


def _improvement(subject: Subject, words: IndexWords, entry: Improvement) -> Inline:
    """One other answer in the questionnaire's words, and the score, rank and class with it."""
    view, item = subject.view, words.item(entry.item)
    title = view.short(item)
    if entry.row:
        title = named(title, view.row_label(words.questionnaire, item, entry.row), view.language)
    rank = (
        "" if entry.rank_then is None else subject.say("improvement_rank", rank=number(entry.rank_then, view.language))
    )
    moved = entry.class_then and entry.class_then != entry.class_now
    class_ = subject.say("improvement_class", label=words.class_label(entry.class_then)) if moved else ""
    return subject.say_spans(
        "improvement",
        item=subject.link(words.questionnaire, item, title),
        answer=_answer(subject, words, entry, item),
        score=words.points(entry.score_then),
        unit=words.definition.unit,
        gain=words.points(entry.gain),
        rank=rank,
        class_=class_,
    )


def _answer(subject: Subject, words: IndexWords, entry: Improvement, item: Item) -> str:
    """The other answer, with the options that would do the same; in place of what, unless it is one more of a list."""
    if item.kind in NUMBER_KINDS:
        now = entry.now or subject.say("none_named")
        return subject.say("improvement_number", option=entry.option, now=now)
    labels = [_label(words, item, code) for code in _equal_options(subject, words, entry, item)]
    kind = "also" if _names_several(item) else "instead"
    now = ", ".join(_label(words, item, code) for code in entry.now.split()) or subject.say("none_named")
    if len(labels) == 1:
        return subject.say(f"improvement_{kind}", option=labels[0], now=now)
    if len(labels) > _MOST_NAMED:
        shown = number(len(labels), subject.view.language)
        return subject.say(f"improvement_{kind}_many", number=shown, option=labels[0], now=now)
    quoted = [subject.say("improvement_quoted", option=label) for label in labels]
    options = either(quoted, subject.view.language)
    return subject.say(f"improvement_{kind}_some", options=options, now=now)


def _equal_options(subject: Subject, words: IndexWords, entry: Improvement, item: Item) -> list[str]:
    """The entry's option and those that would give all indicators the same values, in the question's order."""
    now = set(entry.now.split())
    scorings = [
        element.score
        for element in words.elements.values()
        if element.score is not None and (entry.item, entry.row) in element.score.variables
    ]

    def values(option: str) -> list[float | None]:
        named = {*now, option} if _names_several(item) else {option}
        return [_value(score, entry.item, entry.row, named) for score in scorings]

    answer = subject.answer(words.questionnaire, item, entry.row)
    # Own answers are not among what could be named; of a list that is cut off it is not known what else it names.
    left = {*now, *((OTHER,) if item.other else ()), *(answer.unknown if answer else ())}
    wanted = values(entry.option)
    codes = [option.code for option in subject.view.release.questionnaires[words.questionnaire].options_of(item)]
    equal = [code for code in codes if code not in left and values(code) == wanted]
    return equal or [entry.option]


def _names_several(item: Item) -> bool:
    return item.kind in LIST_KINDS or item.kind is Kind.RANKING


def _value(score: Scoring, item: str, row: str, named: set[str]) -> float | None:
    """What the options named in answer to one question give, whatever the other answers behind the indicator."""
    if score.points is not None:
        return next((score.points.get(option) for option in named), None)
    if score.any_of is not None:
        return float(bool(named & set(score.any_of)))
    if score.checklist:
        entries = [entry for entry in score.checklist if (item, row) in entry.variables]
        return float(sum(bool(named & set(entry.options)) for entry in entries))
    counted = named - {OTHER} if score.count == "all" else named & set(score.count or ())
    return float(min(len(counted), score.cap or len(counted)))


def _label(words: IndexWords, item: Item, code: str) -> str:
    return words.view.option_label(words.questionnaire, item, code, short=True)
