"""Charts of a snapshot: bars of all cities with the city's own marked, and distributions of numbers.

What is the same for all cities is made once a release: a city's chart only sets its marks and its words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from civiscope.release.model import CityAnswer
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import number, percent, separated
from civiscope.report.words.published_words import bar_share, common_base
from civiscope.report.words.release_view import Question, ReleaseView
from civiscope.results.answers import Status
from civiscope.results.document import Bar, BarChart, Column, ColumnChart, Inline, Key, Span
from civiscope.results.estimates import Estimate
from civiscope.results.published import FEWEST_COMPARED
from civiscope.study.questionnaire import OTHER, Item

_MOST_COLUMNS = 24
_MOST_UNNAMED = 5
_FEWEST_PRINTED = 2
"""Printed shares that make a chart; a single one is told in words."""


@dataclass(frozen=True, slots=True)
class SharedBars:
    """The part of a bar chart that all cities share.

    ``options``, ``labels`` (in full; the bars carry the short ones) and ``bars`` are parallel, sorted, without marks.
    ``published`` names the sources where the shares are not computed but printed elsewhere; ``base`` is 0 where no
    number of cities is printed.
    """

    options: tuple[str, ...]
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    top: float
    base: int
    is_share: bool
    notes: tuple[str, ...]
    published: str = ""


class Charts:
    """Makes the charts of a release; keeps what they share."""

    def __init__(self, view: ReleaseView) -> None:
        self._view = view
        self._bars: dict[Question, SharedBars | None] = {}

    def shared_bars(self, question: Question, item: Item) -> SharedBars | None:
        """The bars of all cities; where too few lists are known for a comparison, what is printed elsewhere.

        None where neither can be shown.
        """
        if question not in self._bars:
            computed = _shared_bars(self._view, question, item)
            self._bars[question] = computed or _published_bars(self._view, question, item)
        return self._bars[question]

    def bar_chart(self, subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> BarChart | None:
        """The bars of all cities with those of the city marked; None as `shared_bars`."""
        shared = self.shared_bars(subject.question(questionnaire, item), item)
        if shared is None:
            return None
        named, unknown = set(answer.named), set(answer.unknown)
        marks = [True if code in named else None if code in unknown else False for code in shared.options]
        bars = tuple(
            bar if mark is False else replace(bar, marked=mark) for bar, mark in zip(shared.bars, marks, strict=True)
        )
        view = subject.view
        key = Key(
            marked=subject.say("named_by"),
            unknown=subject.say("unknown_whether"),
            interval=view.say("key_interval"),
            possible=view.say("key_possible"),
        )
        if shared.published:
            title = view.say("chart_title_published", item=view.short(item))
        else:
            title = view.say("chart_title_share" if shared.is_share else "chart_title_count", item=view.short(item))
        return BarChart(
            title=(Span(title, href=view.question_link(questionnaire, item.code)),),
            bars=bars,
            top=shared.top,
            key=key,
            note=_note(shared.notes),
            alt=_alt(subject, item, shared, bars),
        )

    def column_chart(self, subject: Subject, questionnaire: str, item: Item, value: float) -> ColumnChart | None:
        """How many cities have each whole number; None where they are few, not whole or spread too wide for columns."""
        view = subject.view
        values = view.numbers.get(subject.question(questionnaire, item), [])
        if len(values) < FEWEST_COMPARED or any(entry != int(entry) for entry in values):
            return None
        first, last = int(values[0]), int(values[-1])
        if not 2 <= last - first < _MOST_COLUMNS:
            return None
        counts = Counter(int(entry) for entry in values)
        places = range(first, last + 1)
        columns = tuple(Column(number(place, view.language), counts[place], place == value) for place in places)
        rows = ", ".join(
            view.say("alt_column", label=column.label, count=number(column.value, view.language)) for column in columns
        )
        alt = subject.say(
            "alt_columns", item=view.short(item), base=number(len(values), view.language), rows=rows, value=int(value)
        )
        title = Span(view.say("number_title", item=view.short(item)), href=view.question_link(questionnaire, item.code))
        return ColumnChart((title,), columns, Key(marked=subject.say("number_of")), (), alt)


def _shared_bars(view: ReleaseView, question: Question, item: Item) -> SharedBars | None:
    wave, questionnaire, _ = question
    found = [entry for entry in view.release.table(wave, questionnaire, item.code) if entry.measure == "share"]
    found = [entry for entry in found if not entry.suppressed and entry.n is not None]
    base = max((entry.base or 0 for entry in found), default=0)
    if base < FEWEST_COMPARED:
        return None
    is_share = any(entry.estimate is not None for entry in found)
    shown = [entry for entry in found if entry.n]
    unnamed = [entry.option for entry in found if not entry.n and entry.option != OTHER]
    # Own answers are many different ones: their bar ends the chart and does not rank among the options.
    shown.sort(key=lambda entry: (entry.option == OTHER, -((entry.estimate if is_share else entry.n) or 0)))
    bars = tuple(_bar(view, questionnaire, item, entry, is_share=is_share) for entry in shown)
    notes = (_base_note(view, question, base, is_share=is_share), *_unnamed(view, questionnaire, item, unnamed))
    top = _axis_end(max((bar.high or bar.value for bar in bars), default=1.0)) if is_share else float(base)
    if is_share and top < 1:
        notes = (*notes, view.say("axis_ends", share=percent(top, view.language)))
    labels = tuple(_label(view, questionnaire, item, entry.option, short=False) for entry in shown)
    return SharedBars(tuple(entry.option for entry in shown), labels, bars, top, base, is_share, notes)


def _published_bars(view: ReleaseView, question: Question, item: Item) -> SharedBars | None:
    """Bars of the shares that are printed elsewhere; None where fewer than two are."""
    options = view.release.questionnaires[question[1]].options_of(item)
    printed = {option.code: view.published_share(question, option.code) for option in options}
    found = [(code, result, result.share) for code, result in printed.items() if result and result.share is not None]
    if len(found) < _FEWEST_PRINTED:
        return None
    found.sort(key=lambda entry: (entry[0] == OTHER, -entry[2]))
    bars = tuple(
        Bar(_label(view, question[1], item, code, short=True), share, bar_share(result, view.language))
        for code, result, share in found
    )
    sources = separated(dict.fromkeys(result.source for _, result, _ in found if result.source), view.language)
    base = common_base(result for _, result, _ in found) or 0
    key = "published_bars_of" if base else "published_bars"
    top = _axis_end(max(share for _, _, share in found))
    notes: tuple[str, ...] = (view.say(key, sources=sources, base=number(base, view.language), count=base),)
    if top < 1:
        notes = (*notes, view.say("axis_ends", share=percent(top, view.language)))
    labels = tuple(_label(view, question[1], item, code, short=False) for code, _, _ in found)
    return SharedBars(tuple(code for code, _, _ in found), labels, bars, top, base, True, notes, sources or "–")


def _axis_end(longest: float) -> float:
    """Where the axis of shares ends: at 100%, or at half or a quarter of it where all bars are short."""
    return next(end for end in (0.25, 0.5, 1.0) if longest <= end or end == 1.0)


def _bar(view: ReleaseView, questionnaire: str, item: Item, entry: Estimate, *, is_share: bool) -> Bar:
    label = _label(view, questionnaire, item, entry.option, short=True)
    if is_share:
        share = entry.estimate or 0.0
        return Bar(label, share, percent(share, view.language), entry.low, entry.high)
    count = entry.n or 0
    possible = None if entry.bound_high is None else entry.bound_high * (entry.base or 0)
    return Bar(label, float(count), number(count, view.language), possible=possible)


def _label(view: ReleaseView, questionnaire: str, item: Item, code: str, *, short: bool) -> str:
    """An option's label; own answers are many different ones."""
    return view.say("other_answers") if code == OTHER else view.option_label(questionnaire, item, code, short=short)


def _base_note(view: ReleaseView, question: Question, base: int, *, is_share: bool) -> str:
    """Which lists the chart counts, and what is missing."""
    counts = view.status_counts.get(question, Counter())
    shown = number(base, view.language)
    incomplete = counts[Status.INCOMPLETE]
    if not is_share:
        complete = counts[Status.ANSWERED]
        words = view.say("complete_lists", count=complete) if complete else view.say("no_list_complete")
        first = view.say("count_of_lists", base=shown, complete=words)
    elif incomplete:
        first = view.say("share_of_complete", base=shown, incomplete=number(incomplete, view.language))
    else:
        first = view.say("share_of_lists", base=shown, count=base)
    missing = [
        view.say("missing_lists", count=count, kind=view.say(f"status_{status.label}"))
        for status, count in sorted(counts.items())
        if status not in (Status.ANSWERED, Status.INCOMPLETE)
    ]
    return " ".join([first, *missing])


def _unnamed(view: ReleaseView, questionnaire: str, item: Item, options: list[str]) -> tuple[str, ...]:
    """The options that no city names, by name where they are few."""
    if not options:
        return ()
    if len(options) > _MOST_UNNAMED:
        return (view.say("no_city_names_many", count=number(len(options), view.language)),)
    labels = [view.option_label(questionnaire, item, code) for code in options]
    return (view.say("no_city_names", options=", ".join(labels)),)


def _note(notes: tuple[str, ...]) -> Inline:
    return (Span(" ".join(notes)),)


def _alt(subject: Subject, item: Item, shared: SharedBars, bars: tuple[Bar, ...]) -> str:
    """Everything that the chart shows, in one sentence per bar."""
    view = subject.view
    keys = {True: "alt_row_own", None: "alt_row_unknown", False: "alt_row"}
    rows = separated(
        (
            subject.say(keys[bar.marked], label=label, shown=bar.shown)
            for label, bar in zip(shared.labels, bars, strict=True)
        ),
        view.language,
    )
    base = number(shared.base, view.language)
    measure = view.say("alt_share" if shared.is_share else "alt_count", base=base)
    if shared.published:
        measure = view.say("alt_published", sources=shared.published)
    return view.say("alt_bars", item=view.short(item), measure=measure, rows=rows)
