"""A city's score of an index: with its uncertainty, what it consists of, and which answers would change it most."""

from __future__ import annotations

from civiscope.report.snapshots.index_improvements import improvement_blocks
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import in_sentence, listed, number, percent, separated
from civiscope.results.answers import Status
from civiscope.results.document import (
    Bar,
    BarChart,
    Block,
    Inline,
    Key,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
)
from civiscope.results.scores import Contribution, Score

_MOST_BARS = 10
"""Indices of more indicators are shown by dimension."""


class IndexSections:
    """The sections of a release's indices; keeps what all cities share."""

    def __init__(self, words: dict[str, IndexWords]) -> None:
        self._words = words
        self._means: dict[tuple[str, str], dict[str, float]] = {}

    def sections(self, subject: Subject) -> list[Section]:
        """A section for every index of which the city has a score in the wave."""
        found = []
        for words in self._words.values():
            score = _score_of(subject, words)
            if score is not None:
                found.append(self._section(subject, words, score))
        return found

    def notes(self, subject: Subject) -> list[Inline]:
        """For the foot: of every index that the snapshot shows what is known of an original, and what was decided."""
        shown = [words for words in self._words.values() if _score_of(subject, words) is not None]
        return [said for words in shown if (said := _provenance(subject, words))]

    def missing(self, subject: Subject) -> list[Paragraph]:
        """A sentence for every index of which other cities of the wave have a score and this one has none."""
        found = []
        for words in self._words.values():
            is_shown = (subject.wave, words.definition.id) in subject.view.release.scores_by_node
            is_asked = words.questionnaire in subject.questionnaires
            if is_shown and is_asked and _score_of(subject, words) is None:
                found.append(Paragraph(_no_score(subject, words)))
        return found

    def _section(self, subject: Subject, words: IndexWords, score: Score) -> Section:
        blocks: list[Block] = [Paragraph(_sentences(subject, words, score))]
        blocks += self._contributions(subject, words, score)
        blocks += improvement_blocks(subject, words)
        blocks.append(Note(_what_it_is(subject, words)))
        return Section(f"index-{words.definition.id}", words.short, tuple(blocks))

    def _contributions(self, subject: Subject, words: IndexWords, score: Score) -> list[Block]:
        """What adds up to the score, beside the mean of all cities; as a table where something is taken off."""
        key = (subject.wave, words.definition.id)
        cities = subject.view.release.contributions_by_city.get(key, {})
        own = _grouped(words, cities.get(subject.city.code, []))
        if not own:
            return []
        if key not in self._means:
            self._means[key] = _mean_contributions(words, list(cities.values()))
        means = self._means[key]
        if "" in own or min(*own.values(), *means.values()) < 0:
            return [_contribution_table(subject, words, own, means, len(cities))]
        return [_contribution_chart(subject, words, own, means, len(cities), score)]


def _score_of(subject: Subject, words: IndexWords) -> Score | None:
    """The city's score of the index in the wave; None where it has none, or none is published."""
    score = subject.view.release.index_score(subject.wave, words.definition.id, subject.city.code)
    return score if score is not None and score.score is not None else None


def _sentences(subject: Subject, words: IndexWords, score: Score) -> Inline:
    """The score, its rank among all, how both depend on the method, and its class."""
    language = subject.view.language
    shown = Span(f"{words.points(score.score or 0.0)} {words.definition.unit}", strong=True)
    said = list(_standing(subject, words, score, shown))
    if score.class_:
        said.append(Span(f" {subject.say('score_class', label=words.class_label(score.class_))}"))
    said.append(Span(f" {_interval_sentence(words, score)}"))
    if score.available < 1:
        said.append(Span(f" {subject.say('score_part_available', share=percent(score.available, language))}"))
    return tuple(said)


def _standing(subject: Subject, words: IndexWords, score: Score, shown: Span) -> Inline:
    """The score and its rank, with how many others share it."""
    language = subject.view.language
    if score.rank is None:
        return subject.say_spans("score_of_unranked", score=shown, scale=words.scale)
    ties = words.ties(score)
    key = "score_of"
    if ties:
        key = "score_of_shared" if words.all_shown(score.wave) else "score_of_shared_least"
    return subject.say_spans(
        key,
        rank=number(score.rank, language),
        count=ties,
        cities=number(words.ranked_cities(score.wave), language),
        score=shown,
        scale=words.scale,
    )


def _interval_sentence(words: IndexWords, score: Score) -> str:
    """What other choices of the method would make of the score and the rank, in plain words."""
    view = words.view
    if score.low is None or score.high is None:
        return view.say("score_not_varied")
    named: dict[str, object] = {"low": words.points(score.low), "high": words.points(score.high)}
    level, variants = score.interval_level or 0.0, score.variants or 0
    named |= {"level": percent(level, view.language), "runs": number(variants, view.language)}
    if score.rank_low is None or score.rank_high is None:
        return view.say("score_variants_unranked", **named)
    ranks = {"first": number(score.rank_low, view.language), "last": number(score.rank_high, view.language)}
    return view.say("score_variants", **named, **ranks)


def _grouped(words: IndexWords, rows: list[Contribution]) -> dict[str, float]:
    """Contributions by indicator, or by dimension where there are many; the base, if any, by the empty code."""
    by_indicator = {row.node: row.contribution for row in rows if row.contribution is not None}
    if len(by_indicator) <= _MOST_BARS:
        return by_indicator
    found: dict[str, float] = {}
    for code, value in by_indicator.items():
        dimension = words.dimension_of[code] if code else ""
        found[dimension] = found.get(dimension, 0.0) + value
    return found


def _mean_contributions(words: IndexWords, cities: list[list[Contribution]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for rows in cities:
        for code, value in _grouped(words, rows).items():
            sums[code] = sums.get(code, 0.0) + value
    return {code: value / len(cities) for code, value in sums.items()}


def _contribution_chart(
    subject: Subject, words: IndexWords, own: dict[str, float], means: dict[str, float], cities: int, score: Score
) -> BarChart:
    bars = tuple(
        Bar(
            words.labels[code],
            max(value, 0.0),
            words.points(value),
            mean=means.get(code),
            remark=subject.say("contributions_mean", mean=words.points(means.get(code, 0.0))),
        )
        for code, value in own.items()
    )
    shown = number(cities, subject.view.language)
    are_all = cities == words.ranked_cities(score.wave)
    rows = separated(
        (
            subject.say("contributions_alt_row", label=bar.label, points=bar.shown, mean=words.points(bar.mean or 0.0))
            for bar in bars
        ),
        subject.view.language,
    )
    named = {"unit": words.definition.unit, "score": words.points(score.score or 0.0)}
    return BarChart(
        title=(Span(subject.say("contributions_title")),),
        bars=bars,
        top=max([*own.values(), *means.values()]) or 1.0,
        key=Key(mean=subject.say("contributions_key" if are_all else "contributions_key_shown", cities=shown)),
        note=(Span(subject.say("contributions_note", **named)),),
        alt=subject.say("contributions_alt", rows=rows, **named),
    )


def _contribution_table(
    subject: Subject, words: IndexWords, own: dict[str, float], means: dict[str, float], cities: int
) -> Table:
    head = (
        subject.say("contributions_head"),
        subject.name,
        subject.say("contributions_head_mean", cities=number(cities, subject.view.language)),
    )
    rows = tuple(
        (
            (Span(words.labels[code] if code else subject.say("contributions_base")),),
            (Span(words.points(value)),),
            (Span(words.points(means.get(code, 0.0))),),
        )
        for code, value in own.items()
    )
    return Table(subject.say("contributions_title"), head, rows, (False, True, True), (5, 2, 3))


def _what_it_is(subject: Subject, words: IndexWords) -> Inline:
    """What the index is, and where the rest stands."""
    about = subject.view.text(words.definition.about)
    # In print there are no links: the words name the page.
    href = index_link(words.definition.id)
    link = Span(href.removeprefix("../"), href=href)
    more = subject.say_spans("index_more", link=link)
    return (Span(subject.say("index_tells", index=words.title, about=about) + " "), *more)


def _provenance(subject: Subject, words: IndexWords) -> Inline:
    """What is known of an original, what was decided here, and the document that the index follows."""
    view, definition = subject.view, words.definition
    said = [subject.say("index_made", index=words.short)]
    if definition.known is not None:
        said.append(subject.say("index_known", known=view.text(definition.known)))
    if definition.decided is not None:
        said.append(subject.say("index_decided", decided=view.text(definition.decided)))
    if definition.source is not None:
        said.append(subject.say("index_source", source=definition.source))
    return (Span(" ".join(said)),) if len(said) > 1 else ()


def _no_score(subject: Subject, words: IndexWords) -> Inline:
    """Which of the answers that the index needs are not known in full."""
    variables = dict.fromkeys(
        variable
        for element, _ in words.definition.indicators()
        if element.score is not None
        for variable in element.score.variables
    )
    lacking = []
    for code, row in variables:
        answer = subject.answer(words.questionnaire, words.item(code), row)
        if answer is None or answer.status is not Status.ANSWERED:
            lacking.append(in_sentence(subject.view.short(words.item(code)), subject.view.language))
    title = Span(words.short, href=index_link(words.definition.id))
    if not lacking:
        return subject.say_spans("score_none_unknown", index=title)
    items = listed(list(dict.fromkeys(lacking)), subject.view.language)
    return subject.say_spans("score_none", index=title, items=items)


def index_link(index: str) -> str:
    """The page of an index, from a snapshot."""
    return f"../indices/{index}.html"
