"""The answers of one wave and questionnaire of a study, ready to be tabulated, tested or calibrated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from civiscope.answers.answerset import AnswerBlock, AnswerSet
from civiscope.errors import ProblemLog, UserError, did_you_mean, problem
from civiscope.results.estimates import SIMULATED, Estimate, marked
from civiscope.sampling.design import Design, Lonely
from civiscope.study.groups import all_levels
from civiscope.study.loading import Study
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.studies.answer_design import AnswerDesign, design_of
from civiscope.tabulation.studies.answer_table import CLUSTER, POPULATION, STRATUM, WEIGHT, answer_table
from civiscope.tabulation.studies.domains import chosen_levels
from civiscope.tabulation.studies.estimates import StudyOptions, estimate_block
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.tables.row_design import read_row_design
from civiscope.tabulation.variables import Measure
from civiscope.workflows.reading import require_sound_study


@dataclass(frozen=True)
class StudyBlock:
    """One block of a study's answers with the study around it."""

    study: Study
    answers: AnswerSet
    block: AnswerBlock

    @property
    def design(self) -> AnswerDesign:
        """The design that study.yaml states."""
        return design_of(self.study, self.block)

    @property
    def mark(self) -> str:
        """What the note of every number begins with: of made-up answers that they are."""
        return SIMULATED if self.study.definition.simulated else ""

    @property
    def levels(self) -> dict[str, dict[str, str]]:
        """The levels of all groups of the study."""
        return all_levels(self.study.definition, self.study.questionnaires, self.study.frame)


def read_block(folder: Path, wave: str | None, questionnaire: str | None) -> StudyBlock:
    """The answers of a wave (the latest that has any, where absent) to a questionnaire (the first, where absent).

    Raises UserError for a study with errors and for names that it lacks.
    """
    coded = require_sound_study(folder, ProblemLog())
    known = list(coded.answers.blocks)
    chosen = [
        key for key in known if (wave is None or key[0] == wave) and (questionnaire is None or key[1] == questionnaire)
    ]
    if not chosen:
        named = ", ".join(f"{name} ({of_wave})" for of_wave, name in known) or "no answers yet"
        wanted = " in ".join(part for part in (questionnaire or "", f"wave {wave}" if wave else "") if part)
        raise UserError(problem("questionnaire-without-answers", value=wanted or "any wave", known=named))
    latest = chosen[-1][0]
    key = next(key for key in chosen if key[0] == latest)
    return StudyBlock(coded.study, coded.answers, coded.answers.blocks[key])


def open_block_table(found: StudyBlock, design: Design, threads: int | None) -> tuple[Engine, Design]:
    """The answers as a table, with the wave's own design where ``design`` names no column."""
    own = found.design
    table = answer_table(found.study, found.answers, found.block, own)
    engine = open_table(table, threads=threads)
    if design.columns or design.replicates is not None:
        return engine, design
    clusters = (CLUSTER,) if CLUSTER in table.column_names else ()
    # A single answer of a simple random sample has no variance and is no mistake of the user's.
    lonely = Lonely.REMOVE if own.stages.lonely is Lonely.FAIL else own.stages.lonely
    return engine, Design(WEIGHT, STRATUM, clusters, (POPULATION,), lonely)


def tabulate_study(
    folder: Path, wave: str | None, questionnaire: str | None, request: Request, design: Design
) -> list[Estimate]:
    """Shares (or residents represented) of a study's items by groups, single items or columns of the frame."""
    found = read_block(folder, wave, questionnaire)
    codes = list(dict.fromkeys(column.item.code for column in found.block.columns.values()))
    unknown = [name for name in request.items if name not in codes]
    if unknown:
        listed = ", ".join(codes)
        words: dict[str, Any] = {"questionnaire": found.block.questionnaire, "known": listed}
        raise UserError(
            *(problem("study-item-unknown", value=name, similar=did_you_mean(name, codes), **words) for name in unknown)
        )
    of_answers = found.design
    if design.columns:
        engine, _ = open_block_table(found, design, None)
        with engine:
            read = read_row_design(engine, design)
        of_answers = AnswerDesign(read.stages, read.unit, read.weights)
    domains = chosen_levels(found.study, found.answers, found.block, found.levels, request.groupings())
    residents = None
    if request.measure is Measure.RESIDENTS:
        residents = [found.study.frame[city].population for city in found.block.cities]
    options = StudyOptions(request.interval, request.level, request.items, residents)
    rows = estimate_block(found.block, of_answers, domains, options)
    return [replace(row, note=marked(row.note, found.mark)) for row in rows]
