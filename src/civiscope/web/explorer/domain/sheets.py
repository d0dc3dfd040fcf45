"""What is known of a city, or of a group of cities, line by line, so that any of them can stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from civiscope.release.model import CityAnswer
from civiscope.report.words.phrases import listed, named, number, percent, separated
from civiscope.report.words.release_view import ReleaseView, rows_of
from civiscope.results.answers import Status
from civiscope.results.estimates import Estimate
from civiscope.results.peers import PeerGroup
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, NUMBER_KINDS, Item, Kind, Questionnaire

NAMED, NOT_NAMED, UNKNOWN = "yes", "no", ""
_ABOUT = "about"
PEERS = "peers"
"""What stands for a domain in the name of the peers of a city."""
MOST_ANSWERS = 5
"""Different answers of peers that are told one by one; of more (numbers, own words) none is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known: ``key`` is the same for all cities, ``section`` what it belongs to (a question).

    ``value`` tells whether cities differ; empty where it is not known. ``shown`` is what a reader sees.
    """

    key: str
    section: str
    title: str
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines of a city, or of a group (``is_group``), by key in the order of the study."""

    code: str
    title: str
    subtitle: str
    is_group: bool
    lines: dict[str, Line]


def city_sheet(view: ReleaseView, code: str) -> Sheet:
    """What is known of a city in its latest wave; raises KeyError for one that has not answered."""
    release = view.release
    city, wave = release.cities[code], release.waves_by_city[code][-1]
    country = view.country(city.country)
    lines = list(_facts(view, code))
    for name in view.wave(wave).questionnaires:
        questionnaire = release.questionnaires.get(name)
        if questionnaire is not None:
            answers = view.answers_of(wave, name, code)
            for item in questionnaire.items.values():
                lines += _answer_lines(view, questionnaire, item, answers)
    lines += _score_lines(view, wave, code)
    return Sheet(code, city.name, f"{country} · {view.wave_title(wave)}", False, {line.key: line for line in lines})


def _facts(view: ReleaseView, code: str) -> Iterator[Line]:
    city = view.release.cities[code]
    about = view.say("site_about_city")
    population = "" if city.population is None else number(city.population, view.language)
    yield Line(f"{_ABOUT}.population", about, view.say("population"), population, population)
    for group in view.definition.groups:
        if group.item is not None:
            continue
        key, title = f"{_ABOUT}.{group.code}", view.text(group.label)
        level = view.release.level_by_city.get(group.code, {}).get(code, "")
        if group.cities or group.countries:
            # Of a set of named cities or countries it is known who does not belong.
            shown = view.say("site_member" if level else "site_not_member")
            yield Line(key, about, title, NAMED if level else NOT_NAMED, shown)
        else:
            label = view.levels.get(group.code, {}).get(level, level)
            yield Line(key, about, title, label, label)


def _answer_lines(
    view: ReleaseView, questionnaire: Questionnaire, item: Item, answers: dict[tuple[str, str], CityAnswer]
) -> Iterator[Line]:
    """Lists have a line for every option, everything else one for every row."""
    section = view.short(item)
    for row in rows_of(questionnaire, item):
        key = ".".join(part for part in (questionnaire.id, item.code, row) if part)
        answer = answers.get((item.code, row))
        row_title = view.row_label(questionnaire.id, item, row) if row else ""
        if item.kind in LIST_KINDS:
            for option in questionnaire.options_of(item):
                title = named(row_title, view.text(option.label), view.language)
                value = _mark(answer, option.code)
                yield Line(f"{key}.{option.code}", section, title, value, view.say(_MARKS[value]))
        elif answer is not None and answer.is_known:
            shown = _words(view, questionnaire, item, answer)
            yield Line(key, section, row_title, shown, shown)


_MARKS = {NAMED: "site_named", NOT_NAMED: "site_not_named", UNKNOWN: "site_unknown"}


def _mark(answer: CityAnswer | None, option: str) -> str:
    """Whether an option is named; of a list that is cut off, what it does not name is not known."""
    if answer is None or not answer.is_known:
        return UNKNOWN
    if option in answer.named:
        return NAMED
    return UNKNOWN if answer.status is Status.INCOMPLETE else NOT_NAMED


def _words(view: ReleaseView, questionnaire: Questionnaire, item: Item, answer: CityAnswer) -> str:
    if item.kind in NUMBER_KINDS and answer.texts:
        return number(float(answer.texts[0]), view.language, 2)
    labels = [view.option_label(questionnaire.id, item, code) for code in answer.named]
    shown = " → ".join(labels) if item.kind is Kind.RANKING else listed(labels, view.language) if labels else ""
    texts = separated(answer.texts, view.language)
    return f"{shown} ({texts})" if shown and texts else shown or texts


def _score_lines(view: ReleaseView, wave: str, code: str) -> Iterator[Line]:
    for name, index in view.release.indices.items():
        score = view.release.index_score(wave, name, code)
        if score is not None and score.score is not None:
            interval = _interval(view, score.low, score.high)
            words = {"score": number(score.score, view.language, 1), "interval": interval}
            rank = "" if score.rank is None else number(score.rank, view.language)
            shown = view.say("site_score_with_rank" if rank else "site_score_alone", **words, rank=rank)
            yield Line(f"index.{name}", view.text(index.title), "", words["score"], shown)


def _interval(view: ReleaseView, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "–"
    low_text, high_text = (number(end, view.language, _digits(end)) for end in (low, high))
    return view.say("report_interval", low=low_text, high=high_text)


def _digits(value: float) -> int:
    """Decimals that say something: none of large numbers."""
    return 0 if abs(value) >= 100 else 1


def group_sheet(view: ReleaseView, domain: str, level: str) -> Sheet:
    """The released estimates of a group's latest wave (of all cities, where ``domain`` is empty).

    Raises KeyError for a group that the release has no estimates of.
    """
    release = view.release
    held = {entry.wave for entry in release.estimates if (entry.domain, entry.level) == (domain, level)}
    waves = [wave.id for wave in view.definition.waves if wave.id in held]
    if not waves:
        raise KeyError(level)
    lines: list[Line] = []
    for name in view.wave(waves[-1]).questionnaires:
        questionnaire = release.questionnaires.get(name)
        if questionnaire is not None:
            for item in questionnaire.items.values():
                lines += _estimate_lines(view, (waves[-1], domain, level), questionnaire, item)
    title = view.levels[domain].get(level, level) if domain else view.say("figure_all_cities")
    subtitle = view.wave_title(waves[-1])
    return Sheet(f"{domain}:{level}", title, subtitle, True, {line.key: line for line in lines})


def _estimate_lines(
    view: ReleaseView, of: tuple[str, str, str], questionnaire: Questionnaire, item: Item
) -> Iterator[Line]:
    wave, domain, level = of
    section = view.short(item)
    for row in rows_of(questionnaire, item):
        found = view.release.table(wave, questionnaire.id, item.code, row, domain, level)
        key = ".".join(part for part in (questionnaire.id, item.code, row) if part)
        row_title = view.row_label(questionnaire.id, item, row) if row and item.kind in GRID_KINDS else ""
        shares = [entry for entry in found if entry.measure == "share"]
        if item.kind in LIST_KINDS:
            for entry in shares:
                title = view.option_label(questionnaire.id, item, entry.option)
                yield Line(f"{key}.{entry.option}", section, title, UNKNOWN, _share(view, entry))
        elif shares:
            parts = [
                named(
                    view.option_label(questionnaire.id, item, entry.option, short=True),
                    _share(view, entry),
                    view.language,
                )
                for entry in sorted(shares, key=lambda entry: -(entry.estimate or 0))
                if entry.n
            ]
            yield Line(key, section, row_title, UNKNOWN, "\n".join(parts))
        for entry in found:
            if entry.measure == "mean" and item.kind in NUMBER_KINDS and entry.estimate is not None:
                words = {
                    "mean": number(entry.estimate, view.language, _digits(entry.estimate)),
                    "interval": _interval(view, entry.low, entry.high),
                    "base": number(entry.base or 0, view.language),
                }
                yield Line(key, section, row_title, UNKNOWN, view.say("site_mean", **words))


def _share(view: ReleaseView, entry: Estimate) -> str:
    """``52% (49% to 56%; 122 cities)``; a word where it is not published."""
    if entry.suppressed or entry.base is None:
        return view.say("site_not_published")
    base = number(entry.base, view.language)
    if entry.estimate is None:
        return view.say("site_count_of", n=number(entry.n or 0, view.language), base=base)
    if entry.low is None or entry.high is None:
        return view.say("site_share_alone", share=percent(entry.estimate, view.language), base=base)
    low, high = percent(entry.low, view.language), percent(entry.high, view.language)
    return view.say("site_share", share=percent(entry.estimate, view.language), low=low, high=high, base=base)


def peer_sheet(view: ReleaseView, group: PeerGroup) -> Sheet:
    """What the peers of a city answered, counted; they are these very cities, so that nothing is estimated."""
    sheets = [city_sheet(view, code) for code in group.peers]
    found: dict[str, list[Line]] = {}
    for sheet in sheets:
        for key, line in sheet.lines.items():
            found.setdefault(key, []).append(line)
    told = {key: (of_peers[0], _counted(view, of_peers)) for key, of_peers in found.items()}
    lines = {key: replace(line, value=UNKNOWN, shown=shown) for key, (line, shown) in told.items() if shown}
    city = view.release.cities[group.city].name
    title = view.say("site_peers_of", city=city)
    subtitle = view.say("site_peers_count", count=len(sheets), shown=number(len(sheets), view.language))
    return Sheet(f"{PEERS}:{group.city}", title, subtitle, True, lines)


def _counted(view: ReleaseView, lines: list[Line]) -> str:
    """How many of the peers of which it is known name an option, or give each answer; empty where none is known."""
    known = [line for line in lines if line.value != UNKNOWN]
    base = number(len(known), view.language)
    counts = Counter(line.shown for line in known)
    if not known or (len(counts) > MOST_ANSWERS and not {line.value for line in known} <= {NAMED, NOT_NAMED}):
        return ""
    if {line.value for line in known} <= {NAMED, NOT_NAMED}:
        return view.say("site_count_of", n=number(sum(line.value == NAMED for line in known), view.language), base=base)
    answers = (
        named(answer, view.say("site_count_of", n=number(count, view.language), base=base), view.language)
        for answer, count in counts.most_common()
    )
    return "\n".join(answers)


def sheet_data(sheet: Sheet) -> dict[str, object]:
    """A sheet for the script of the static site: its lines as [key, section, title, value, shown]."""
    lines = [[line.key, line.section, line.title, line.value, line.shown] for line in sheet.lines.values()]
    return {
        "code": sheet.code,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "group": sheet.is_group,
        "lines": lines,
    }
