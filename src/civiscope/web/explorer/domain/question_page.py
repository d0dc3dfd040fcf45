"""Everything that the page of a question shows."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.concepts import Asked, counterpart
from civiscope.report.figures.items import beside_figure
from civiscope.report.figures.tables import Subject
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Table
from civiscope.web.explorer.domain.contrast_marks import Marks, level_marks, wave_marks
from civiscope.web.explorer.domain.findings import Finding
from civiscope.web.explorer.domain.question_index import Place, QuestionIndex, question_index
from civiscope.web.explorer.domain.question_overview import leading_result, why_without
from civiscope.web.explorer.domain.question_published import PublishedRow, published_rows
from civiscope.web.explorer.domain.question_result import Result, figure_files, result_of, small_print, style_of
from civiscope.web.explorer.domain.question_trend import Trend, trend_of
from civiscope.web.explorer.domain.question_wording import (
    Coverage,
    Elsewhere,
    Wording,
    consent,
    coverages,
    elsewhere,
    routing,
    waves_of,
    wordings,
)
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True, slots=True)
class VariantWay:
    """One of the results of a question, as its navigation names it."""

    variant: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The question as several questionnaires of one wave ask it, side by side."""

    table: Table
    alt: str
    notes: tuple[str, ...]
    stem: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked."""

    wordings: tuple[Wording, ...]
    kind: str
    routing: str
    expression: str
    constraint: str
    consent: str
    concept: str
    provenance: str
    waves: str
    coverage: tuple[Coverage, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """``result`` is None, and ``without`` says why, where there is nothing to show.

    Trend, published results and other questionnaires stand on the page of the main result only.
    """

    place: Place
    title: str
    question: str
    questionnaire: str
    section: str
    variants: tuple[VariantWay, ...]
    leading: Finding | None
    result: Result | None
    without: str
    trend: Trend | None
    changes: Marks
    beside: Beside | None
    published: tuple[PublishedRow, ...]
    asking: Asking
    before: Place | None
    after: Place | None
    before_title: str
    after_title: str


def question_page(edition: Edition, language: str, place: Place, variant: str) -> QuestionPage | None:
    """The page of a question's result; None where the release does not have the variant."""
    view = edition.view(language)
    index = question_index(edition)
    subject = index.subject(place.key, variant, language)
    if subject is None and variant:
        return None
    main = not variant
    changes = wave_marks(view, place) if main else Marks()
    before, after = index.neighbours(place.key)
    result = None if subject is None else result_of(edition, view, subject, level_marks(view, subject))
    return QuestionPage(
        place=place,
        title=view.short(place.item) if main or result is None else result.title,
        question=view.text(place.item.label),
        questionnaire=view.text(place.questionnaire.title),
        section=view.text(place.section.title),
        variants=_variants(view, index, place, variant),
        leading=leading_result(view, subject) if subject is not None and subject.group is None else None,
        result=result,
        without=why_without(view, place) if subject is None else "",
        trend=trend_of(edition, view, place, changes) if main else None,
        changes=changes,
        beside=_beside(edition, view, subject) if main and subject is not None else None,
        published=published_rows(view, place) if main else (),
        asking=asking(edition, view, place),
        before=before,
        after=after,
        before_title=view.short(before.item) if before else "",
        after_title=view.short(after.item) if after else "",
    )


def _variants(view: ReleaseView, index: QuestionIndex, place: Place, here: str) -> tuple[VariantWay, ...]:
    found = []
    for variant, subject in index.variants(place.key).items():
        if subject.group is not None:
            label = view.text(subject.group.label)
        else:
            label = view.text(subject.wave.title) if variant else view.say("figure_all_cities")
        found.append(VariantWay(variant, label, variant == here))
    return tuple(found) if len(found) > 1 else ()


def asking(edition: Edition, view: ReleaseView, place: Place) -> Asking:
    """How a question is asked, and how many cities answered it."""
    item = place.item
    return Asking(
        wordings=wordings(view, place),
        kind=_kind(view, place),
        routing=routing(view, place),
        expression=item.relevant or "",
        constraint=item.constraint or "",
        consent=consent(view, item),
        concept=item.concept or "",
        provenance=view.text(item.provenance),
        waves=waves_of(view, place),
        coverage=coverages(edition, view, place),
        elsewhere=elsewhere(view, place),
    )


def _kind(view: ReleaseView, place: Place) -> str:
    item = place.item
    facts = [view.say(f"kind_{item.kind}")]
    if item.unit:
        facts.append(view.say("codebook_unit", unit=view.text(item.unit)))
    if item.most:
        facts.append(view.say("codebook_most", most=item.most))
    if item.required:
        facts.append(view.say("codebook_required"))
    return ", ".join(facts)


def _beside(edition: Edition, view: ReleaseView, subject: Subject) -> Beside | None:
    """The question beside what the wave's other questionnaires ask of the same."""
    asked = [Asked(subject.wave, subject.questionnaire, subject.item)]
    for name in subject.wave.questionnaires:
        other = view.release.questionnaires.get(name)
        if other is not None and other is not subject.questionnaire:
            same = counterpart(other, subject.item)
            asked += [Asked(subject.wave, other, same)] if same is not None else []
    if len(asked) == 1:
        return None
    subjects = [
        Subject(view.release, entry.wave, entry.questionnaire, entry.item, None, entry.item.code, view.language)
        for entry in asked
    ]
    made = beside_figure(subjects, style_of(view))
    if made is None:
        return None
    stem = f"{subject.item.code}--{'-and-'.join(entry.questionnaire.id for entry in asked)}"
    known = stem in question_index(edition).further
    return Beside(
        table=made.table,
        alt=f"{made.picture.summary.strip()} {made.picture.detail.strip()}".strip(),
        notes=small_print(made.words),
        stem=stem,
        files=figure_files(edition, stem) if known else (),
    )
