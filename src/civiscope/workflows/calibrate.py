"""Adjusted weights of a table or of a study's answers, as `civiscope calibrate` makes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from civiscope.errors import Problem, UserError, problem
from civiscope.results.estimates import Estimate
from civiscope.results.weighting import WeightingReport
from civiscope.sampling.design import Design, ReplicateWeights
from civiscope.sampling.weighting.adjustment import Adjustment
from civiscope.sampling.weighting.auxiliaries import Auxiliaries
from civiscope.sampling.weighting.base_weights import checked
from civiscope.sampling.weighting.margins import Margin
from civiscope.sampling.weighting.report import report
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.adjusted import estimate_adjusted
from civiscope.tabulation.tables.description import describe, unknown_columns
from civiscope.tabulation.tables.request import CROSSED, Request
from civiscope.tabulation.tables.row_design import RowDesign, read_row_design
from civiscope.tabulation.variables import Measure
from civiscope.workflows.calibrate_files import (
    Writer,
    check_outputs,
    replicate_table,
    report_writer,
    table_writer,
    weighted_table,
    write_together,
)
from civiscope.workflows.calibrate_frame import frame_margins
from civiscope.workflows.calibrate_margins import read_totals, tied
from civiscope.workflows.calibrate_report import report_rows
from civiscope.workflows.calibrate_request import CalibrationRequest, ResponseWanted
from civiscope.workflows.calibrate_rows import parts_of, predictors, responses, row_count, texts
from civiscope.workflows.calibrate_steps import Response, Steps, Targets, usual_method
from civiscope.workflows.replicates import ReplicateOptions
from civiscope.workflows.study_tables import StudyBlock, open_block_table, read_block


@dataclass(frozen=True)
class Calibrated:
    """What came of it: the report, the table with its weights, estimates and replicate weights where asked for."""

    report: WeightingReport
    table: pa.Table
    estimates: list[Estimate]
    replicates: ReplicateWeights | None


@dataclass(frozen=True)
class _Source:
    """The opened rows, with their design and, of a study, the answers that they are."""

    engine: Engine
    design: Design
    block: StudyBlock | None

    @property
    def wave(self) -> str:
        """The wave of a study, empty for a table."""
        return "" if self.block is None else self.block.block.wave

    @property
    def questionnaire(self) -> str:
        """The questionnaire of a study, empty for a table."""
        return "" if self.block is None else self.block.block.questionnaire


def calibrate_weights(job: CalibrationRequest) -> Calibrated:
    """Adjust the weights of every row, estimate from them, and write the files that the request names.

    Files are written last, all or none. Raises UserError for data, designs, totals and responses that cannot be used
    or reached.
    """
    _check_files(job)
    if job.estimates is not None and job.estimates.measure is Measure.RESIDENTS:
        raise UserError(problem("measure-of-studies", value=job.estimates.measure.value))
    source = _open(job)
    with source.engine as engine:
        _check_columns(engine, job, source.design)
        rows = read_row_design(engine, source.design)
        margins, numbers = _totals(job, source)
        steps = _steps(job, engine, margins, numbers)
        adjustment = steps.adjust(checked(rows.weights))
        replicates = None
        if job.replicates is not None:
            replicates = _replicates(job.replicates, rows, steps, adjustment)
        estimates = []
        if job.estimates is not None:
            made = estimate_adjusted(engine, job.estimates, source.design, rows, adjustment)
            estimates = [replace(each, wave=source.wave, questionnaire=source.questionnaire) for each in made]
        table = weighted_table(engine, job.outputs.weight_name, adjustment.weights)
    found = Calibrated(report(adjustment, margins, numbers), table, estimates, replicates)
    _write(job, found)
    return found


def _check_files(job: CalibrationRequest) -> None:
    outputs = job.outputs
    read = [path for path in (job.source.data, job.totals.file) if path is not None]
    tables = [path for path in (outputs.table, outputs.replicates) if path is not None]
    check_outputs(tables, [] if outputs.report is None else [outputs.report], read)


def _open(job: CalibrationRequest) -> _Source:
    """The rows, one thread only: their sums are the same each time."""
    source = job.source
    if source.data is None:
        raise UserError(problem("data-missing"))
    if source.is_study:
        block = read_block(source.data, source.wave, source.questionnaire)
        engine, design = open_block_table(block, job.design, threads=1)
        return _Source(engine, design, block)
    if job.totals.frame:
        raise UserError(problem("frame-margins-of-studies"))
    return _Source(open_table(source.data, threads=1), job.design, None)


def _check_columns(engine: Engine, job: CalibrationRequest, design: Design) -> None:
    """Raise UserError for columns of response and design that are unknown, missing or cannot be what they should be."""
    named = _response_columns(engine, job.response)
    problems: list[Problem] = []
    for role, names in named.items():
        problems += unknown_columns(engine, role, names)
    problems += unknown_columns(engine, "column of the design", design.columns)
    if problems:
        raise UserError(*problems)
    if design.columns:
        describe(engine, Request(design.columns, measure=Measure.SHARE), design)


def _response_columns(engine: Engine, wanted: ResponseWanted | None) -> dict[str, tuple[str, ...]]:
    """The columns that response needs by their role."""
    if wanted is None:
        return {}
    classes = tuple(part for name in wanted.classes for part in parts_of(engine, name))
    return {"column of responses": (wanted.column,), "class": classes, "predictor of response": wanted.propensity}


def _totals(job: CalibrationRequest, source: _Source) -> tuple[list[Margin], Auxiliaries | None]:
    margins: list[Margin] = []
    numbers = None
    wanted = job.totals
    if wanted.file is not None:
        margins, numbers = tied(source.engine, read_totals(wanted.file), wanted.missing_level)
    if wanted.frame and source.block is not None:
        study, cities = source.block.study, source.block.block.cities
        margins += frame_margins(study, cities, wanted.frame, wanted.missing_level)
    return margins, numbers


def _steps(job: CalibrationRequest, engine: Engine, margins: list[Margin], numbers: Auxiliaries | None) -> Steps:
    targets = None
    totals = job.totals
    if not totals.is_empty:
        method = totals.method or usual_method(len(margins), numbers is not None, totals.bounds)
        targets = Targets(margins, numbers, method, totals.bounds, totals.partial)
    response = None if job.response is None else _response(engine, job.response)
    return Steps(response, targets, job.trimming)


def _response(engine: Engine, wanted: ResponseWanted) -> Response:
    responded = responses(engine, wanted.column)
    if wanted.propensity:
        found = predictors(engine, wanted.propensity)
        return Response(responded, CROSSED.join(wanted.propensity), [], found, wanted.count)
    if not wanted.classes:
        return Response(responded, "all rows", ["all rows"] * row_count(engine))
    name = CROSSED.join(wanted.classes)
    return Response(responded, name, texts(engine, name))


def _replicates(options: ReplicateOptions, rows: RowDesign, steps: Steps, adjustment: Adjustment) -> ReplicateWeights:
    return steps.adjust_replicates(options.make(rows), adjustment.weights)


def _write(job: CalibrationRequest, found: Calibrated) -> None:
    outputs = job.outputs
    writers: dict[Path, Writer] = {}
    if outputs.table is not None:
        writers[outputs.table] = table_writer(outputs.table, found.table)
    if outputs.replicates is not None and found.replicates is not None:
        writers[outputs.replicates] = table_writer(outputs.replicates, replicate_table(found.replicates))
    if outputs.report is not None:
        writers[outputs.report] = report_writer(report_rows(found.report))
    write_together(writers)
