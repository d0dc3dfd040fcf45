"""Analysis of an index of a table or of a study, as `civiscope analyse` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.rules import Rule
from civiscope.results.index_analysis import (
    ComponentRow,
    CorrelationRow,
    ReliabilityRow,
    RemovalRow,
    ScoreChangeRow,
    StandingRow,
    StatisticsRow,
    WarningRow,
    WeightRow,
)
from civiscope.results.scores import Contribution
from civiscope.workflows.index_contributions import contribution_rows
from civiscope.workflows.index_peers import PeerRows, peers_of_study, peers_of_table
from civiscope.workflows.index_structure import (
    component_rows,
    correlation_rows,
    reliability_rows,
    removal_rows,
    statistics_rows,
    warning_rows,
    weight_rows,
)
from civiscope.workflows.index_units import change_rows, standing_rows
from civiscope.workflows.indicator_tables import of_wave
from civiscope.workflows.opened_index import IndexOptions, IndexSource, OpenedIndex, open_index
from civiscope.workflows.progress import Progress
from civiscope.workflows.reading import CodedStudy
from civiscope.workflows.score import open_study_index
from civiscope.workflows.study_index import StudyIndex

DEFAULT_AGGREGATION = Rule("arithmetic")
"""An analysis needs the whole index; `score` prints normalised indicators where no rule is named."""


class What(StrEnum):
    """What is analysed."""

    STATISTICS = "statistics"
    CORRELATIONS = "correlations"
    RELIABILITY = "reliability"
    COMPONENTS = "components"
    WARNINGS = "warnings"
    WEIGHTS = "weights"
    CONTRIBUTIONS = "contributions"
    STRENGTHS = "strengths"
    REMOVAL = "removal"
    CHANGE = "change"


class Correlated(StrEnum):
    """Coefficients of correlation."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"
    KENDALL = "kendall"


_METHODS: dict[Correlated, Literal["pearson", "spearman", "kendall"]] = {
    Correlated.PEARSON: "pearson",
    Correlated.SPEARMAN: "spearman",
    Correlated.KENDALL: "kendall",
}

KINDS: dict[What, type[Any]] = {
    What.STATISTICS: StatisticsRow,
    What.CORRELATIONS: CorrelationRow,
    What.RELIABILITY: ReliabilityRow,
    What.COMPONENTS: ComponentRow,
    What.WARNINGS: WarningRow,
    What.WEIGHTS: WeightRow,
    What.CONTRIBUTIONS: Contribution,
    What.STRENGTHS: StandingRow,
    What.REMOVAL: RemovalRow,
    What.CHANGE: ScoreChangeRow,
}

_OF_UNITS = frozenset({What.CONTRIBUTIONS, What.STRENGTHS, What.CHANGE})


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """What is analysed, of which unit (all where absent), against which peers, since which wave, and how correlated."""

    what: What
    of: str | None = None
    peers_by: str | None = None
    since: str | None = None
    correlated: Correlated = Correlated.PEARSON


def analyse_index(
    source: IndexSource, recipe: IndexOptions, options: AnalysisOptions, progress: Progress
) -> tuple[type[Any], list[Any]]:
    """The kind of rows that are printed, and the rows. Raises UserError for what cannot be read, built or compared."""
    _check(options)
    subject = _opened(source, recipe, options)
    if options.what is What.STATISTICS:
        return StatisticsRow, list(statistics_rows(subject.opened.table, subject.opened.tree))
    rows = _rows(subject, source, options, progress)
    return KINDS[options.what], list(_of_unit(rows, subject.built, options.of))


@dataclass(frozen=True)
class _Subject:
    """An opened index, and of a study what is around it."""

    opened: OpenedIndex
    coded: CodedStudy | None = None
    found: StudyIndex | None = None

    @cached_property
    def built(self) -> BuiltIndex:
        """The index, built."""
        if self.found is not None:
            return self.found.built
        return build_index(self.opened.table, self.opened.tree, self.opened.recipe)


def _check(options: AnalysisOptions) -> None:
    """Options that say nothing about what is asked for are mistakes."""
    wrong = [
        ("--of", options.of is not None and options.what not in _OF_UNITS, "contributions, strengths or change"),
        ("--peers-by", options.peers_by is not None and options.what is not What.STRENGTHS, "strengths"),
        ("--since", options.since is not None and options.what is not What.CHANGE, "change"),
    ]
    found = [
        problem("index-analysis-option", column=name, value=options.what.value, option=name, wanted=wanted)
        for name, is_wrong, wanted in wrong
        if is_wrong
    ]
    if found:
        raise UserError(*found)


def _opened(source: IndexSource, recipe: IndexOptions, options: AnalysisOptions) -> _Subject:
    """The index; of the one wave that is named, but of all of them where a change is asked for."""
    of_change = options.what is What.CHANGE
    if source.is_study:
        coded, found = open_study_index(replace(source, wave=None) if of_change else source, recipe)
        return _Subject(found.opened, coded, found)
    opened = open_index(source, recipe)
    if source.wave is not None and not of_change:
        opened = replace(opened, table=of_wave(opened.table, source.wave))
    aggregate = opened.recipe.aggregate or (DEFAULT_AGGREGATION,)
    return _Subject(replace(opened, recipe=replace(opened.recipe, aggregate=aggregate)))


def _rows(subject: _Subject, source: IndexSource, options: AnalysisOptions, progress: Progress) -> Iterator[Any]:
    built, method = subject.built, _METHODS[options.correlated]
    match options.what:
        case What.CORRELATIONS:
            return correlation_rows(built, method)
        case What.RELIABILITY:
            return reliability_rows(built)
        case What.COMPONENTS:
            return component_rows(built)
        case What.WARNINGS:
            return warning_rows(built, method)
        case What.WEIGHTS:
            return weight_rows(built)
        case What.CONTRIBUTIONS:
            return contribution_rows(built)
        case What.STRENGTHS:
            return standing_rows(built, _peers(subject, built, source, options))
        case What.REMOVAL:
            return removal_rows(subject.opened.table, built, progress)
        case _:
            return change_rows(built, source.wave, options.since)


def _peers(subject: _Subject, built: BuiltIndex, source: IndexSource, options: AnalysisOptions) -> list[PeerRows]:
    if subject.coded is not None and subject.found is not None:
        return peers_of_study(subject.coded, subject.found, options.peers_by)
    return peers_of_table(built, source.data, options.peers_by)


class _OfUnit(Protocol):
    @property
    def city(self) -> str: ...


Row = TypeVar("Row", bound=_OfUnit)


def _of_unit(rows: Iterable[Row], built: BuiltIndex, unit: str | None) -> Iterable[Row]:
    """The rows of one unit, or all of them; raises UserError for a unit that the index does not have."""
    if unit is None:
        return rows
    if unit not in built.table.units:
        similar = did_you_mean(unit, built.table.units)
        raise UserError(problem("index-unit-unknown", column="--of", value=unit, similar=similar))
    return (row for row in rows if row.city == unit)
