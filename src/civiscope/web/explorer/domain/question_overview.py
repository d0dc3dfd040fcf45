"""All questions with what was answered most: the list from which readers choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from civiscope.report.figures.tables import ALL_CITIES, Subject
from civiscope.report.words.phrases import number
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.words.remarks import note_in
from civiscope.results.estimates import Estimate
from civiscope.results.published import FEWEST_COMPARED
from civiscope.study.questionnaire import GRID_KINDS, NUMBER_KINDS, OTHER, Kind, Questionnaire, Section
from civiscope.web.explorer.domain.findings import Finding, finding_of
from civiscope.web.explorer.domain.folding import folded
from civiscope.web.explorer.domain.question_index import Place, QuestionIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the list: its leading result, or why it has none (``without``).

    ``found_by`` is the folded text in which a search looks.
    """

    questionnaire: str
    item: str
    title: str
    question: str
    leading: Finding | None
    without: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a questionnaire."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A questionnaire: whom it asks, in which waves."""

    code: str
    title: str
    about: str
    parts: tuple[Part, ...]


def overview(view: ReleaseView, index: QuestionIndex, wanted: str = "") -> tuple[Chapter, ...]:
    """The questionnaires of the latest waves first; of all questions, those in whose texts all words of ``wanted``
    are found, whatever their case and accents."""
    words = folded(wanted).split()
    chapters = []
    for questionnaire in latest_first(view):
        parts = [_part(view, index, questionnaire, section, words) for section in questionnaire.sections]
        parts = [part for part in parts if part.lines]
        if parts:
            chapters.append(
                Chapter(questionnaire.id, view.text(questionnaire.title), _about(view, questionnaire), tuple(parts))
            )
    return tuple(chapters)


def latest_first(view: ReleaseView) -> list[Questionnaire]:
    """The questionnaires, those of the latest waves first."""
    order = dict.fromkeys(name for wave in reversed(view.definition.waves) for name in wave.questionnaires)
    known = view.release.questionnaires
    return [known[name] for name in [*(n for n in order if n in known), *(n for n in known if n not in order)]]


def _about(view: ReleaseView, questionnaire: Questionnaire) -> str:
    waves = [view.text(wave.title) for wave in view.definition.waves if questionnaire.id in wave.questionnaires]
    respondents = view.text(questionnaire.respondents)
    return " · ".join(part for part in (respondents, *waves) if part)


def _part(
    view: ReleaseView, index: QuestionIndex, questionnaire: Questionnaire, section: Section, words: Sequence[str]
) -> Part:
    lines = (line(view, index, Place(questionnaire, section, item)) for item in section.items)
    kept = tuple(entry for entry in lines if all(word in entry.found_by for word in words))
    return Part(section.code, view.text(section.title), kept)


def line(view: ReleaseView, index: QuestionIndex, place: Place) -> Line:
    """A question as the list has it."""
    variants = index.variants(place.key)
    leading = leading_result(view, variants[""]) if variants else None
    item = place.item
    options = [*place.questionnaire.options_of(item), *place.questionnaire.rows_of(item)]
    texts = [view.short(item), view.text(item.label), item.code, *(view.text(option.label) for option in options)]
    return Line(
        questionnaire=place.questionnaire.id,
        item=item.code,
        title=view.short(item),
        question=view.text(item.label) if item.short else "",
        leading=leading,
        without="" if leading else view.say("site_without_few") if variants else why_without(view, place),
        found_by=folded(" ".join(texts)),
    )


def leading_result(view: ReleaseView, subject: Subject) -> Finding | None:
    """The answer that most cities gave; of a scale, the row with the largest share of its first answer; of a number,
    its mean. None where nothing may be shown, or where so few cities answered that it would say nothing."""
    cells = [cell for cell in _cells(view, subject) if not cell.suppressed and cell.option != OTHER]
    if subject.item.kind in NUMBER_KINDS:
        found = [cell for measure in ("mean", "median") for cell in cells if cell.measure == measure]
        found = [cell for cell in found if cell.estimate is not None and (cell.base or 0) >= FEWEST_COMPARED]
        return _mean(view, subject, found[0]) if found else None
    if subject.item.kind is Kind.GRID:
        first = subject.questionnaire.options_of(subject.item)[0].code
        cells = [cell for cell in cells if cell.option == first] or cells
    shares = [cell for cell in cells if cell.estimate is not None and (cell.base or 0) >= FEWEST_COMPARED]
    if shares:
        most = max(shares, key=lambda cell: cell.estimate or 0)
        return finding_of(view, subject.questionnaire, subject.item, most, "")
    counted = [cell for cell in cells if cell.n is not None and (cell.base or 0) >= FEWEST_COMPARED]
    if not counted:
        return None
    return _count(view, subject, max(counted, key=lambda cell: cell.n or 0))


def _mean(view: ReleaseView, subject: Subject, cell: Estimate) -> Finding:
    label = view.say("figure_head_mean" if cell.measure == "mean" else "figure_head_median")
    if subject.item.unit:
        label = f"{label} ({view.say('codebook_unit', unit=view.text(subject.item.unit))})"
    return finding_of(view, subject.questionnaire, subject.item, cell, label)


def _cells(view: ReleaseView, subject: Subject) -> Iterable[Estimate]:
    item, questionnaire = subject.item, subject.questionnaire
    rows = [row.code for row in questionnaire.rows_of(item)] if item.kind in GRID_KINDS else [""]
    for row in rows:
        yield from view.release.table(subject.wave.id, questionnaire.id, item.code, row, "", ALL_CITIES)


def _count(view: ReleaseView, subject: Subject, cell: Estimate) -> Finding:
    """A number of cities, where no share can be given."""
    language = view.language
    parts = [view.row_label(subject.questionnaire.id, subject.item, cell.row)] if cell.row else []
    parts += [view.option_label(subject.questionnaire.id, subject.item, cell.option)]
    words = {"n": number(cell.n or 0, language), "base": number(cell.base or 0, language)}
    return Finding(
        questionnaire=subject.questionnaire.id,
        item=subject.item.code,
        shown=number(cell.n or 0, language),
        label=", ".join(parts),
        question=view.short(subject.item),
        interval="",
        cities=view.say("site_n_of_lists", **words),
        wave=view.wave_title(subject.wave.id),
        note=note_in(cell.note, language),
        low=None,
        at=None,
        high=None,
    )


def why_without(view: ReleaseView, place: Place) -> str:
    """Why a question has no results, in a sentence."""
    item = place.item
    if item.consent == "never":
        return view.say("site_without_never")
    waves = [wave for wave in view.definition.waves if place.questionnaire.id in wave.questionnaires]
    asked = [wave for wave in waves if view.respondent_counts[wave.id, place.questionnaire.id]]
    if item.kind not in NUMBER_KINDS and not place.questionnaire.options_of(item):
        return view.say("site_without_text")
    if not item.tabulate:
        return view.say("site_without_estimates")
    if not asked:
        closed = any(wave.answers == "not_public" for wave in waves)
        return view.say("site_without_public" if closed else "site_without_answers")
    return view.say("site_without_published")
