"""What stands around a snapshot: head facts, what is not known, sources, licence, how to cite."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel.dates import format_date

from civiscope.report.snapshots.blocks import NOT_PUBLISHED, Missing
from civiscope.report.snapshots.sentences import formatted
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import in_sentence, language_name, listed, locale_of, number, said_in, separated
from civiscope.results.answers import Status
from civiscope.results.document import Block, Fact, Facts, Inline, Note, Paragraph, Section, Span
from civiscope.results.published import FEWEST_COMPARED
from civiscope.study.definition import SnapshotSection
from civiscope.study.questionnaire import CHOICE_KINDS, NUMBER_KINDS, Item, Kind

_ENDS = ("?", "؟", "？", ".", "。", "!")
_POPULATION, _POPULATION_YEAR = "population", "population_year"
_KEY_OF_KIND = {
    Status.NOT_KNOWN.label: "kind_not_known",
    Status.NOT_ANSWERED.label: "kind_not_answered",
    Status.DONT_KNOW.label: "kind_dont_know",
    Status.NOT_APPLICABLE.label: "kind_not_applicable",
    Status.NOT_ASKED.label: "kind_not_asked",
    NOT_PUBLISHED: "kind_not_published",
}


def head_facts(subject: Subject) -> tuple[Facts, list[Missing]]:
    """The facts under the city's name, and which of those that the study asks for are not known."""
    snapshot = subject.view.definition.snapshot
    wanted = list(snapshot.facts) if snapshot is not None else []
    facts: list[Fact] = []
    missing: list[Missing] = []
    if _POPULATION not in wanted:
        facts += _population(subject)
    for code in wanted:
        if code == _POPULATION_YEAR and _POPULATION in wanted:
            continue
        found = _population(subject) if code == _POPULATION else _fact(subject, code)
        facts += found
        place = subject.view.find_item(code, subject.questionnaires)
        if not found and place is not None:
            missing.append(Missing(*place, Status.NOT_KNOWN.label))
    rounds = dict.fromkeys(entry.answered_in for entry in subject.respondents if entry.answered_in)
    answered = listed(list(rounds), subject.view.language) or subject.say("round_not_known")
    facts.append(Fact(subject.say("round"), (Span(answered),)))
    return Facts(tuple(facts)), missing


def not_known_section(
    subject: Subject, missing: list[Missing], parts: tuple[SnapshotSection, ...], scores: list[Paragraph]
) -> Section | None:
    """One sentence per kind of missing, then ``scores``, those on missing scores; None where everything is known.

    A part of the snapshot that lacks all its items for the same reason is named instead of them.
    """
    view = subject.view
    kinds = {entry.item.code: entry.kind for entry in missing}
    names = {entry.item.code: view.short(entry.item) for entry in missing}
    for part in parts:
        codes = [block.item for block in part.blocks]
        if len(codes) > 1 and "" not in (found := {kinds.get(code, "") for code in codes}) and len(found) == 1:
            names.update(dict.fromkeys(codes, view.text(part.title)))
    blocks: list[Block] = []
    for kind, key in _KEY_OF_KIND.items():
        shown = list(dict.fromkeys(_inside(subject, names[code]) for code, found in kinds.items() if found == kind))
        if shown:
            blocks.append(Paragraph((Span(subject.say(key, items=listed(shown, view.language))),)))
    blocks += scores
    return Section("not-known", subject.say("not_known_title"), tuple(blocks)) if blocks else None


def _inside(subject: Subject, title: str) -> str:
    """The title of an item inside a sentence; a question, which ends as a sentence does, is quoted."""
    if title.rstrip().endswith(_ENDS):
        return subject.say("kind_question", question=title)
    return in_sentence(title, subject.view.language)


def foot_line(subject: Subject, title: str) -> str:
    """One line for the foot of every page."""
    view = subject.view
    wave = view.wave(subject.wave)
    return subject.say(
        "foot",
        title=title,
        wave=view.text(wave.title),
        publisher=view.definition.publisher.name,
        date=written_date(wave.date, view.language),
    )


def about(subject: Subject, title: str, shown: list[tuple[str, Item]], indices: list[Inline]) -> tuple[Block, ...]:
    """Sources, rounds, method, findings in the city's data, licence and citation, as small print.

    ``shown`` are the items that the snapshot shows, with their questionnaires, ``indices`` what must be said of its
    indices, one entry for each.
    """
    view = subject.view
    definition = view.definition
    wave = view.wave(subject.wave)
    origin: list[Inline] = []
    for entry in subject.respondents:
        if entry.answered_in:
            origin.append(_plain(subject.say("answered_round", round=entry.answered_in)))
        else:
            origin.append(_plain(subject.say("answered_round_unknown")))
        if entry.source:
            origin.append(subject.say_spans("source_of", source=Span(entry.source, href=entry.source)))
    if wave.answers == "not_public":
        origin.append(_plain(subject.say("not_public_snapshot")))
    if intervals := _intervals(subject):
        origin.append(_plain(intervals))
    published = view.published_sources(subject.wave, {(questionnaire, item.code) for questionnaire, item in shown})
    if published:
        origin.append(_plain(subject.say("published_sources", sources=separated(published, view.language))))
        if definition.simulated:
            origin.append(_plain(subject.say("published_real")))
    findings = view.findings_by_city.get(subject.city.code, [])
    found = [_plain(subject.say("found_in_data", findings=" ".join(findings)))] if findings else []
    licence = Span(definition.licence.name, href=definition.licence.url or "")
    terms = [subject.say_spans("licence", licence=licence)]
    if definition.licence.note:
        terms.append(_plain(view.text(definition.licence.note)))
    cite = subject.say(
        "cite",
        publisher=definition.publisher.name,
        year=str(wave.date.year),
        study=view.text(definition.title),
        title=title,
        wave=view.text(wave.title),
    )
    closing = [_plain(cite), _plain(subject.say("dated", date=written_date(wave.date, view.language)))]
    for party in definition.contacts:
        address = party.url or (f"mailto:{party.email}" if party.email else "")
        closing.append(subject.say_spans("contact", contact=Span(party.name, href=address)))
    return tuple(
        Note(_joined(lines)) for lines in (origin, found, *([said] for said in indices), terms, closing) if lines
    )


@lru_cache(maxsize=256)
def written_date(date: dt.date, language: str) -> str:
    """A date in words, in the language of the phrases that it stands in."""
    spoken = said_in(language)
    return str(format_date(date, format="long", locale=locale_of("en-GB" if spoken == "en" else spoken)))


def links_of(subject: Subject) -> tuple[Span, ...]:
    """Where a reader may go from a snapshot."""
    view = subject.view
    codebooks = [Span(view.say("link_codebook"), href=f"../codebook/{name}.html") for name in subject.questionnaires]
    return (
        Span(view.say("link_pdf"), href=view.city_file(subject.city.code, "pdf")),
        Span(view.say("link_index"), href="../index.html"),
        *codebooks,
        Span(view.say("link_quality"), href="../quality/index.html"),
        *_in_other_languages(subject),
    )


def _in_other_languages(subject: Subject) -> list[Span]:
    """The same snapshot in the study's other languages, each under the name that the language gives itself."""
    view = subject.view
    return [
        Span(language_name(language), href=view.city_file(subject.city.code, "html", language), language=language)
        for language in view.definition.languages
        if language != view.language
    ]


def _population(subject: Subject) -> list[Fact]:
    """The population as answered in the wave, else as in the frame, with its year."""
    value, year = _number_answer(subject, _POPULATION), _number_answer(subject, _POPULATION_YEAR)
    if value is None:
        value, year = subject.city.population, subject.city.population_year
    if value is None:
        return []
    shown = number(int(value), subject.view.language)
    return [Fact(subject.say("population"), (Span(shown),), f"({int(year)})" if year is not None else "")]


def _number_answer(subject: Subject, code: str) -> float | None:
    place = subject.view.find_item(code, subject.questionnaires)
    if place is None or place[1].kind not in NUMBER_KINDS:
        return None
    answer = subject.answer(*place)
    return float(answer.texts[0]) if answer is not None and answer.is_known and answer.texts else None


def _fact(subject: Subject, code: str) -> list[Fact]:
    """An item as a labelled value; [] where the city's answer is not known."""
    place = subject.view.find_item(code, subject.questionnaires)
    if place is None:
        return []
    questionnaire, item = place
    answer = subject.answer(questionnaire, item)
    if answer is None or not answer.is_known or not (answer.texts or answer.named):
        return []
    if item.kind in CHOICE_KINDS:
        value = (Span(", ".join(subject.view.option_label(questionnaire, item, code) for code in answer.named)),)
    elif item.kind in NUMBER_KINDS:
        value = (Span(formatted(subject, item, float(answer.texts[0]))),)
    elif item.kind is Kind.URL:
        value = (Span(_bare(answer.texts[0]), href=answer.texts[0]),)
    else:
        value = (Span(answer.texts[0]),)
    return [Fact(subject.view.short(item), value)]


def _bare(address: str) -> str:
    """An address without what readers need not see."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _intervals(subject: Subject) -> str:
    """What the intervals take for granted; empty where so few cities answered that none is shown."""
    view = subject.view
    wave = view.wave(subject.wave)
    cities = max(view.respondent_counts[subject.wave, entry.questionnaire] for entry in subject.respondents)
    if cities < FEWEST_COMPARED:
        return ""
    text = subject.say(
        "intervals_design" if wave.design else "intervals" if wave.surveyed else "intervals_frame",
        cities=number(cities, view.language),
        surveyed=number((not wave.design and wave.surveyed) or len(view.release.cities), view.language),
    )
    return f"{text} {view.text(wave.surveyed_note)}".strip()


def _plain(text: str) -> Inline:
    return (Span(text),)


def _joined(lines: list[Inline]) -> Inline:
    """Statements in one paragraph."""
    spans: list[Span] = []
    for line in lines:
        if spans:
            spans.append(Span(" "))
        spans += line
    return tuple(spans)
