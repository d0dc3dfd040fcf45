"""The types of the API: rows of a release's tables as JSON, with their columns' names and meanings."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from civiscope.release.tables import column_name
from civiscope.report.words.phrases import say
from civiscope.results.comparisons import FrameComparison
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import GroupScore, Score


@cache
def record_type(kind: type) -> type[BaseModel]:
    """A model with a field for every column of a table's rows."""
    hints = typing.get_type_hints(kind)
    columns: dict[str, Any] = {
        column_name(field.name): (
            hints[field.name],
            Field(description=say(f"column_{column_name(field.name)}", "en").replace("`", "")),
        )
        for field in fields(kind)
    }
    return create_model(kind.__name__, **columns)


def records(rows: Iterable[Any], kind: type) -> list[BaseModel]:
    """The rows as models of their type."""
    model = record_type(kind)
    names = [(field.name, column_name(field.name)) for field in fields(kind)]
    return [model.model_construct(**{column: getattr(row, name) for name, column in names}) for row in rows]


ScoreRow = record_type(Score)
GroupScoreRow = record_type(GroupScore)
OutcomeRows: Any = list[record_type(OutcomeEstimate)]  # type: ignore[misc]
PublishedRow = record_type(PublishedResult)
ComparisonRow = record_type(PublishedComparison)
QualityRows: Any = list[record_type(QualityRow)]  # type: ignore[misc]


FrameRows: Any = list[record_type(FrameComparison)]  # type: ignore[misc]


class WaveRecord(BaseModel):
    """A wave of the study."""

    id: str
    title: str
    date: str
    questionnaires: list[str]
    cities: int = Field(description="Cities that answered and may be shown.")
    surveyed: int | None = Field(description="Cities that the wave stands for.")


class FindingRecord(BaseModel):
    """A number of the front page."""

    questionnaire: str
    item: str
    shown: str
    label: str
    interval: str
    cities: str
    wave: str


class StudyRecord(BaseModel):
    """The study and its release."""

    study: str
    title: str
    description: str
    languages: list[str]
    publisher: str
    licence: str
    cite: str
    release: str
    version: str
    date: str
    simulated: bool
    waves: list[WaveRecord]
    findings: list[FindingRecord]


class IndexSummary(BaseModel):
    """An index in short."""

    code: str
    title: str
    about: str
    cities: int = Field(description="Cities with a score.")
    simulated: bool = Field(description="Whether cities and answers are made up.")


class IndexRecord(IndexSummary):
    """An index with its scores; each has an interval over variants of the method."""

    scores: list[ScoreRow]  # type: ignore[valid-type]
    group_scores: list[GroupScoreRow]  # type: ignore[valid-type]


class PublishedRecord(BaseModel):
    """Results printed elsewhere, and each of them beside the released share."""

    results: list[PublishedRow]  # type: ignore[valid-type]
    comparison: list[ComparisonRow]  # type: ignore[valid-type]


class QuestionSummary(BaseModel):
    """A question in short."""

    questionnaire: str
    item: str
    title: str
    wording: str
    results: list[str] = Field(description="Addresses of its results, the main one first.")
    simulated: bool


class VariableRecord(BaseModel):
    """A variable in a wave: a row of codebook.csv."""

    model_config = ConfigDict(extra="allow")

    questionnaire: str
    section: str
    item: str
    row: str
    label: str
    kind: str
    unit: str | None
    options: str = Field(description="Codes joined by semicolons.")
    option_labels: str
    asked_when: str | None
    constraint: str | None
    consent: str
    concept: str | None
    wave: str | None
    asked_in_wave: bool
    cities: int | None
    answered: int | None
    note: str


class MethodsRecord(BaseModel):
    """Waves, the respondents against the frame, and what may be published."""

    waves: list[WaveRecord]
    representativeness: FrameRows
    minimum_base: int = Field(description="Estimates of fewer cities are suppressed.")
    minimum_cell: int = Field(description="Shares that fewer cities stand behind, or all but fewer, are suppressed.")
    simulated: bool


class TermRecord(BaseModel):
    """A term and what it means."""

    term: str
    meaning: str


class FileRecord(BaseModel):
    """A file of the release."""

    name: str
    about: str
    size: int = Field(description="In bytes.")
    checksum: str = Field(description="SHA-256.")
    columns: dict[str, str] = Field(description="Meaning of each column of a table.")
    simulated: bool = Field(description="Whether cities and answers are made up.")


class ReleaseRecord(BaseModel):
    """A release on the shelf."""

    id: str
    version: str
    date: str
    status: str
    newest: bool


class FoundRecord(BaseModel):
    """A result of a search."""

    kind: str
    title: str
    text: str
    address: str


class LineRecord(BaseModel):
    """One line of a comparison: a cell for each city or group, null where it has none."""

    part: str
    title: str
    differs: bool
    cells: list[str | None]


class ComparisonRecord(BaseModel):
    """Cities and groups side by side, differences first."""

    columns: list[str]
    lines: list[LineRecord]
