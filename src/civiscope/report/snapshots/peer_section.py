"""A city beside its peers: who they are, by which rule, and how many of them gave the same answers."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.release.model import CityAnswer
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.peer_words import peer_rule
from civiscope.report.words.phrases import listed, number
from civiscope.results.answers import Status
from civiscope.results.document import Block, Inline, Note, Paragraph, Section, Span, Table
from civiscope.results.peers import PeerGroup
from civiscope.study.questionnaire import LIST_KINDS, OTHER, Item, Kind

FEWEST_PEERS = 3
"""An item is compared when at least this many peers' answers are known."""

_MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class _Count:
    """How many of the peers named an option, how many at most (some lists are incomplete), of how many."""

    n: int
    most: int
    base: int


def peer_section(subject: Subject, group: PeerGroup, items: list[tuple[str, Item]]) -> Section | None:
    """The section; None where the city has no peers. ``items`` are those that the snapshot shows, in order."""
    if not group.peers:
        return None
    view = subject.view
    blocks: list[Block] = [
        Paragraph(_names(subject, group)),
        Note((Span(peer_rule(view, group)),)),
    ]
    rows: list[tuple[Inline, ...]] = []
    others: list[str] = []
    for questionnaire, item in items:
        if item.kind not in LIST_KINDS | {Kind.SINGLE} or item.kind is Kind.GRID_MULTIPLE:
            continue
        own = subject.answer(questionnaire, item)
        peers = [view.answers_of(subject.wave, questionnaire, peer).get((item.code, "")) for peer in group.peers]
        known = [answer for answer in peers if answer is not None and answer.is_known]
        if own is None or not own.is_known or len(known) < FEWEST_PEERS:
            continue
        row = _row(subject, questionnaire, item, own, known)
        rows += [row] if row is not None else []
        if item.kind is not Kind.SINGLE and own.status is Status.ANSWERED:
            others += _others(subject, questionnaire, item, own, known)
    if not rows:
        blocks.append(Paragraph((Span(subject.say("peers_few")),)))
        return Section("peers", subject.say("peers_title"), tuple(blocks), wide=True)
    head = (subject.say("peers_question"), subject.say("peers_answers"), subject.say("peers_known"))
    blocks.append(Table(subject.say("peers_caption"), head, tuple(rows), (False, False, True), (10, 24, 5)))
    if others:
        blocks.append(Paragraph((Span(subject.say("peers_others", options=listed(others, view.language))),)))
    blocks.append(Note((Span(subject.say("peers_note")),)))
    return Section("peers", subject.say("peers_title"), tuple(blocks), wide=True)


def _names(subject: Subject, group: PeerGroup) -> Inline:
    """The peers' names, each a link to its snapshot."""
    view = subject.view
    links: list[Span] = []
    for peer in group.peers:
        city = view.release.cities[peer]
        links += [Span(", ")] if links else []
        links.append(Span(city.name, href=view.city_file(peer, "html")))
    return subject.say_spans("peers_are", peers=tuple(links))


def _row(
    subject: Subject, questionnaire: str, item: Item, own: CityAnswer, known: list[CityAnswer]
) -> tuple[Inline, ...] | None:
    """What the city named, each with the number of peers that named it too; None where it named own words alone."""
    spans: list[Span] = []
    for code in own.named:
        if code == OTHER and item.kind is not Kind.SINGLE:
            continue
        label = subject.view.option_label(questionnaire, item, code, short=item.kind is Kind.SINGLE)
        spans += [
            Span(f"{subject.say('separator')}{label} " if spans else f"{label} "),
            Span(_shown(subject, _count(code, known)), strong=True),
        ]
    if not spans:
        return None
    title = subject.link(questionnaire, item, subject.view.short(item))
    return (title,), tuple(spans), (Span(number(len(known), subject.view.language)),)


def _others(subject: Subject, questionnaire: str, item: Item, own: CityAnswer, known: list[CityAnswer]) -> list[str]:
    """Options that at least half of the peers name and the city does not, the most frequent first."""
    codes = [option.code for option in subject.view.release.questionnaires[questionnaire].options_of(item)]
    counts = {code: _count(code, known) for code in codes if code != OTHER and code not in own.named}
    frequent = sorted(
        (code for code in counts if 2 * counts[code].n >= counts[code].base), key=lambda code: -counts[code].n
    )
    return [
        subject.say(
            "peers_other_option",
            option=subject.view.option_label(questionnaire, item, code),
            n=number(counts[code].n, subject.view.language),
            base=number(counts[code].base, subject.view.language),
        )
        for code in frequent[:_MOST_OTHERS]
    ]


def _count(code: str, known: list[CityAnswer]) -> _Count:
    named = sum(1 for answer in known if code in answer.named)
    unknown = sum(1 for answer in known if code in answer.unknown)
    return _Count(named, named + unknown, len(known))


def _shown(subject: Subject, count: _Count) -> str:
    language = subject.view.language
    if count.most == count.n:
        return number(count.n, language)
    return subject.say("peers_range", n=number(count.n, language), most=number(count.most, language))
