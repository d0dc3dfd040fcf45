"""What the study found, in a few numbers: those that the study names for its front page, or the first by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from civiscope.report.figures.numbers import shown_number
from civiscope.report.words.phrases import number, percent
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.words.remarks import note_in
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import CHOICE_KINDS, Item, Questionnaire, Section
from civiscope.study.site_definition import MOST_FINDINGS, SiteFinding

LEAST_BASE = 10
"""Cities behind a number that is chosen by rule."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One number in words: ``shown`` of ``label``, with its interval, the cities behind it and its wave.

    ``low``, ``at`` and ``high`` place it on a line from 0 to 100; None for numbers that are not shares.
    """

    questionnaire: str
    item: str
    shown: str
    label: str
    question: str
    interval: str
    cities: str
    wave: str
    note: str
    low: float | None
    at: float | None
    high: float | None


def findings(view: ReleaseView) -> tuple[Finding, ...]:
    """The numbers of the front page, at most five; a number without an estimate is left out."""
    named = view.definition.site.findings
    found = (_named(view, entry) for entry in named) if named else _by_rule(view)
    return tuple(entry for entry in found if entry is not None)[:MOST_FINDINGS]


def _named(view: ReleaseView, wanted: SiteFinding) -> Finding | None:
    """The finding that the study names, in its latest wave that has it."""
    measure = "share" if wanted.option else "mean"
    for wave in reversed(view.definition.waves):
        for name in wave.questionnaires:
            questionnaire = view.release.questionnaires.get(name)
            if questionnaire is None or wanted.questionnaire not in (None, name):
                continue
            item = questionnaire.items.get(wanted.item)
            if item is None:
                continue
            for entry in view.release.table(wave.id, name, wanted.item, wanted.row or ""):
                if entry.measure == measure and entry.option == (wanted.option or "") and entry.estimate is not None:
                    return finding_of(view, questionnaire, item, entry, view.text(wanted.sentence))
    return None


def _by_rule(view: ReleaseView) -> Iterator[Finding | None]:
    """The leading answer of the first choice of every section, in the latest wave with answers."""
    answered = {entry.wave for entry in view.release.respondents}
    for wave in [entry for entry in view.definition.waves if entry.id in answered][-1:]:
        for name in wave.questionnaires:
            questionnaire = view.release.questionnaires.get(name)
            if questionnaire is not None:
                yield from (_of_section(view, wave.id, questionnaire, section) for section in questionnaire.sections)


def _of_section(view: ReleaseView, wave: str, questionnaire: Questionnaire, section: Section) -> Finding | None:
    for item in section.items:
        leading = _leading(view, wave, questionnaire.id, item)
        if leading is not None:
            return finding_of(view, questionnaire, item, leading, "")
    return None


def _leading(view: ReleaseView, wave: str, questionnaire: str, item: Item) -> Estimate | None:
    if item.kind not in CHOICE_KINDS:
        return None
    shares = [
        entry
        for entry in view.release.table(wave, questionnaire, item.code)
        if entry.measure == "share" and entry.estimate is not None and (entry.base or 0) >= LEAST_BASE
    ]
    return max(shares, key=lambda entry: entry.estimate or 0, default=None)


def finding_of(view: ReleaseView, questionnaire: Questionnaire, item: Item, entry: Estimate, sentence: str) -> Finding:
    """An estimate as a number in words; ``sentence`` says what it is of, else the labels of its answer do."""
    is_share = entry.measure == "share"
    language = view.language

    def written(value: float) -> str:
        return percent(value, language) if is_share else shown_number(value, language)

    answers = [view.row_label(questionnaire.id, item, entry.row)] if entry.row else []
    answers += [view.option_label(questionnaire.id, item, entry.option)] if entry.option else []
    interval = ""
    if entry.low is not None and entry.high is not None:
        interval = view.say("site_interval", low=written(entry.low), high=written(entry.high))
    assert entry.estimate is not None
    words = {"n": number(entry.n or 0, language), "base": number(entry.base or 0, language)}
    # Of weighted shares n is not the numerator: only the base says how many cities stand behind them.
    counted = is_share and entry.n is not None and entry.weighted_base == entry.base
    return Finding(
        questionnaire=questionnaire.id,
        item=item.code,
        shown=written(entry.estimate),
        label=sentence or ", ".join(answers) or view.short(item),
        question=view.short(item),
        interval=interval,
        cities=view.say("site_n_of_base" if counted else "site_of_base", **words),
        wave=view.wave_title(entry.wave),
        note=note_in(entry.note, language),
        low=entry.low if is_share else None,
        at=entry.estimate if is_share else None,
        high=entry.high if is_share else None,
    )
