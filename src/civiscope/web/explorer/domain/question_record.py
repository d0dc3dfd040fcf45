"""A question as data: what `questions/.../ITEM.json` and `.csv` hold, and what the API answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from civiscope.report.figures.tables import ALL_CITIES, Subject
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.contrasts import Contrast
from civiscope.results.estimates import Estimate
from civiscope.study.labels import is_given
from civiscope.study.questionnaire import GRID_KINDS, Option
from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.domain.question_index import Place, QuestionIndex, question_index
from civiscope.web.explorer.domain.question_wording import elsewhere, routing
from civiscope.web.explorer.domain.records import record_type, records
from civiscope.web.explorer.domain.shelf import Edition

ContrastRows: Any = list[record_type(Contrast)]  # type: ignore[misc]


class Record(BaseModel):
    """Base of what is sent as JSON: values do not change."""

    model_config = ConfigDict(frozen=True)


class OptionRecord(Record):
    """An option, or a row of a grid."""

    code: str
    label: dict[str, str] = Field(description="What the respondent reads, by language.")
    explanation: dict[str, str] = Field(description="An example or definition shown beside it, by language.")
    counts_as: str | None = Field(description="The option that stands for it in comparisons between questionnaires.")


class EstimateRecord(Record):
    """One estimate, as results/estimates.csv has it, with its labels in the language of the record."""

    wave: str
    row: str = Field(description="The code of a grid's row, else empty.")
    row_label: str
    option: str = Field(description="The code of the option; empty for numbers.")
    option_label: str
    domain: str = Field(description="The group by which the cities are divided; empty for all cities.")
    level: str
    level_label: str
    measure: str = Field(description="`share`, `mean` or `median`.")
    estimate: float | None = Field(description="A share in [0, 1], or a number in the question's unit.")
    se: float | None
    low: float | None = Field(description="Lower end of the 95% interval.")
    high: float | None = Field(description="Upper end of the 95% interval.")
    n: int | None = Field(description="Cities behind the numerator.")
    base: int | None = Field(description="Cities behind the denominator.")
    weighted_base: float | None
    bound_low: float | None = Field(description="The lowest share of all lists that incomplete ones allow.")
    bound_high: float | None = Field(description="The highest share of all lists that incomplete ones allow.")
    suppressed: bool
    note: str


class VariantRecord(Record):
    """A result of the question: all cities in a wave, or a wave's cities by a group."""

    variant: str = Field(description="What its address has after the question's code; empty for the main result.")
    wave: str
    domain: str = Field(description="The group; empty for all cities.")
    title: str
    figure: str = Field(description="The name of its files in files/figures/, without their endings.")


class AskedRecord(Record):
    """The same question in another questionnaire."""

    questionnaire: str
    item: str
    title: str


class QuestionRecord(Record):
    """A question: how it is asked, and one of its results."""

    release: str
    questionnaire: str
    section: str
    item: str
    kind: str
    unit: dict[str, str] = Field(description="Unit of a number, by language.")
    title: dict[str, str] = Field(description="Short title, by language.")
    wording: dict[str, str] = Field(description="The question as it is asked, by language.")
    hint: dict[str, str]
    options: tuple[OptionRecord, ...]
    rows: tuple[OptionRecord, ...] = Field(description="Rows of a grid.")
    required: bool
    asked_when: str | None = Field(description="An XLSForm expression; null where the question is always asked.")
    asked_when_words: str | None
    constraint: str | None
    consent: str = Field(description="`public`, `aggregate` or `never`: what may be published.")
    concept: str | None = Field(description="Ties the same question across waves and questionnaires.")
    waves: tuple[str, ...] = Field(description="Waves whose questionnaires have it.")
    asked_elsewhere: tuple[AskedRecord, ...]
    variants: tuple[VariantRecord, ...] = Field(description="All its results.")
    variant: str = Field(description="The result whose estimates these are.")
    estimates: tuple[EstimateRecord, ...]
    contrasts: ContrastRows = Field(
        description="Differences of the group's levels from all other cities, or of all cities from the wave before."
    )


def question_record(
    edition: Edition, language: str, questionnaire: str, item: str, variant: str = ""
) -> QuestionRecord:
    """The record of a question with the estimates of one of its results; labels of estimates in ``language``.

    Raises KeyError for a question, or for a result, that the release does not have. The main result of a question
    without any has no estimates.
    """
    index = question_index(edition)
    place = index.places[questionnaire, item]
    view = edition.view(language)
    subject = index.subject(place.key, variant, language)
    if subject is None and variant:
        raise KeyError(variant)
    asked = place.item
    return QuestionRecord(
        release=edition.id,
        questionnaire=questionnaire,
        section=place.section.code,
        item=item,
        kind=asked.kind.value,
        unit=_texts(view, asked.unit),
        title=_texts(view, asked.short or asked.label),
        wording=_texts(view, asked.label),
        hint=_texts(view, asked.hint),
        options=_options(view, place, place.questionnaire.options_of(asked), recoded=True),
        rows=_options(view, place, place.questionnaire.rows_of(asked), recoded=False),
        required=asked.required,
        asked_when=asked.relevant,
        asked_when_words=routing(view, place) or None,
        constraint=asked.constraint,
        consent=asked.consent,
        concept=asked.concept,
        waves=tuple(wave.id for wave in view.definition.waves if questionnaire in wave.questionnaires),
        asked_elsewhere=tuple(
            AskedRecord(questionnaire=other.questionnaire, item=other.item, title=other.title)
            for other in elsewhere(view, place)
        ),
        variants=_variants(view, index, place, language),
        variant=variant,
        estimates=tuple(_estimate(view, place, cell) for cell in shown_estimates(subject)) if subject else (),
        contrasts=records(release_contrasts(subject), Contrast) if subject else [],
    )


def release_contrasts(subject: Subject) -> list[Contrast]:
    """The differences that belong to a result, as results/contrasts.csv has them."""
    domain = subject.group.code if subject.group else ""
    key = (subject.wave.id, subject.questionnaire.id, subject.item.code, domain)
    return subject.release.contrasts_by_item.get(key, [])


def shown_estimates(subject: Subject) -> list[Estimate]:
    """The estimates of a result: of all cities, and by the levels of its group, in the order of the questionnaire."""
    release, item = subject.release, subject.item
    rows = [row.code for row in subject.questionnaire.rows_of(item)] if item.kind in GRID_KINDS else [""]
    levels = [("", ALL_CITIES)]
    if subject.group is not None:
        levels += [(subject.group.code, level) for level in release.levels[subject.group.code]]
    return [
        cell
        for domain, level in levels
        for row in rows
        for cell in release.table(subject.wave.id, subject.questionnaire.id, item.code, row, domain, level)
    ]


def _texts(view: ReleaseView, label: dict[str, str] | None) -> dict[str, str]:
    """A label by language, as far as the study gives it."""
    if not label:
        return {}
    source = view.source_language
    return {
        code: label[code] if code in label else label[""]
        for code in view.definition.languages
        if is_given(label, code, source)
    }


def _options(view: ReleaseView, place: Place, options: Iterable[Option], *, recoded: bool) -> tuple[OptionRecord, ...]:
    return tuple(
        OptionRecord(
            code=option.code,
            label=_texts(view, option.label),
            explanation=_texts(view, option.explanation),
            counts_as=place.item.recode.get(option.code) if recoded else None,
        )
        for option in options
    )


def _variants(view: ReleaseView, index: QuestionIndex, place: Place, language: str) -> tuple[VariantRecord, ...]:
    return tuple(
        VariantRecord(
            variant=variant,
            wave=subject.wave.id,
            domain=subject.group.code if subject.group else "",
            title=view.text(subject.group.label) if subject.group else view.text(subject.wave.title),
            figure=subject.name,
        )
        for variant, subject in index.variants(place.key).items()
    )


def _estimate(view: ReleaseView, place: Place, cell: Estimate) -> EstimateRecord:
    questionnaire, item = place.questionnaire.id, place.item
    kept = {field.name: getattr(cell, field.name) for field in fields(Estimate) if field.name in _KEPT}
    return EstimateRecord(
        **kept,
        row_label=view.row_label(questionnaire, item, cell.row) if cell.row else "",
        option_label=view.option_label(questionnaire, item, cell.option) if cell.option else "",
        level_label=view.levels[cell.domain].get(cell.level, cell.level) if cell.domain else "",
    )


_COMPARED = ("against", "reference", "difference", "low", "high", "p", "p_adjusted", "significant")
"""What the table says of an estimate's difference from the other cities, or from the wave before."""

_KEPT = frozenset(EstimateRecord.model_fields)


def question_csv(record: QuestionRecord) -> str:
    """The estimates of a record as a table, a row each; texts that a spreadsheet would run are guarded."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = list(EstimateRecord.model_fields)
    writer.writerow(["release", "questionnaire", "item", *names, *(f"contrast_{name}" for name in _COMPARED)])
    compared: dict[tuple[str, str, str, str], Any] = {
        (row.row, row.option, row.level, row.measure): row for row in record.contrasts
    }
    for entry in record.estimates:
        cells = [record.release, record.questionnaire, record.item, *(getattr(entry, name) for name in names)]
        row = compared.get((entry.row, entry.option, entry.level, entry.measure))
        cells += [None if row is None else getattr(row, name) for name in _COMPARED]
        writer.writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(value: str | float | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else repr(value)
