"""Estimates of a table or of a study, as `civiscope tabulate` prints them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.results.estimates import Estimate, marked
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.description import check_columns
from civiscope.tabulation.tables.estimate import answer
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.replicates import ReplicateOptions, with_replicates
from civiscope.workflows.study_tables import open_block_table, read_block, tabulate_study


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where rows are: a study folder or a file, or the table of an engine.

    ``wave`` and ``questionnaire`` are those of a study.
    """

    data: Path | None = None
    engine: str | None = None
    table: str | None = None
    threads: int | None = None
    wave: str | None = None
    questionnaire: str | None = None

    @property
    def is_study(self) -> bool:
        """Whether ``data`` is a study folder."""
        return self.data is not None and self.data.is_dir()


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A table, its design, and the wave and questionnaire that it is of (empty where it is of no study).

    ``mark`` is what the note of every row begins with: of made-up answers that they are.
    """

    engine: Engine
    design: Design
    wave: str = ""
    questionnaire: str = ""
    mark: str = ""


def open_source(source: TableSource, design: Design) -> OpenedSource:
    """Open a table; of a study its answers, with the design of their wave where ``design`` names nothing.

    Raises UserError where there is nothing to open.
    """
    if source.is_study and source.data is not None:
        found = read_block(source.data, source.wave, source.questionnaire)
        engine, design = open_block_table(found, design, source.threads)
        return OpenedSource(engine, design, found.block.wave, found.block.questionnaire, found.mark)
    if source.data is None and source.table is None:
        raise UserError(problem("data-missing"))
    engine = open_table(source.data or "", engine=source.engine, table=source.table, threads=source.threads)
    return OpenedSource(engine, design)


def tabulate(
    source: TableSource, request: Request, design: Design, replicates: ReplicateOptions | None = None
) -> list[Estimate]:
    """The estimates of a request; raises UserError as `civiscope.tabulation.tables.estimate.estimate` does."""
    if source.is_study and source.data is not None and request.measure in (Measure.SHARE, Measure.RESIDENTS):
        return tabulate_study(source.data, source.wave, source.questionnaire, request, design)
    if request.measure is Measure.RESIDENTS:
        raise UserError(problem("measure-of-studies", value=request.measure.value))
    if replicates is not None and source.engine is not None:
        raise UserError(problem("replicates-engine"))
    opened = open_source(source, design)
    with opened.engine as engine:
        design = opened.design
        if replicates is not None:
            check_columns(engine, request, design)
            design = with_replicates(engine, design, replicates)
        rows = answer(engine, request, design)
        return [
            replace(row, wave=opened.wave, questionnaire=opened.questionnaire, note=marked(row.note, opened.mark))
            for row in rows
        ]
