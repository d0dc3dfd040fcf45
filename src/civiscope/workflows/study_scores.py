"""The scores of a study's indices: with intervals, contributions, what would change them, and group means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock, AnswerSet
from civiscope.errors import UserError
from civiscope.indices.build import wave_rows
from civiscope.indices.definition import combined
from civiscope.indices.ranking import rank_descending
from civiscope.indices.sampling_error import group_means
from civiscope.results.scores import GroupScore, Improvement, Score, StudyScores
from civiscope.sampling.design import ReplicateMethod, ReplicateWeights
from civiscope.sampling.replicates import make_replicates
from civiscope.study.groups import all_levels
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.loading import Study
from civiscope.tabulation.studies.answer_design import design_of
from civiscope.tabulation.studies.domains import domain_levels
from civiscope.workflows.absent import number_or_none
from civiscope.workflows.improvements import answerers, improvements
from civiscope.workflows.index_contributions import contribution_rows
from civiscope.workflows.index_runs import Analysed, UncertaintyOptions, analyse, index_rows, interval_by_row
from civiscope.workflows.opened_index import score_rows
from civiscope.workflows.progress import Progress
from civiscope.workflows.study_index import StudyIndex, build_study_index

Floats = NDArray[np.float64]

SHOWN_IMPROVEMENTS = 3
"""Single answers that are told per city: those that would change its score most."""

_TOGETHER = 500
"""Cities whose other answers are scored at a time."""

REPLICATES = 200


def study_scores(study: Study, answers: AnswerSet, progress: Progress) -> StudyScores:
    """All scores of all indices of a study; indices that no wave asks have none."""
    parts = []
    for definition in study.indices.values():
        found = build_study_index(study, answers, definition)
        if found is not None:
            parts.append(_all_of(study, answers, found, progress))
    return StudyScores(
        tuple(chain.from_iterable(part.scores for part in parts)),
        tuple(chain.from_iterable(part.contributions for part in parts)),
        tuple(chain.from_iterable(part.improvements for part in parts)),
        tuple(chain.from_iterable(part.groups for part in parts)),
        tuple(chain.from_iterable(part.sensitivity for part in parts)),
    )


def plain_scores(study: Study, answers: AnswerSet, indices: Collection[str]) -> list[Score]:
    """The scores of some indices themselves in the waves in which they are shown, without intervals."""
    rows = []
    for definition in (entry for name, entry in study.indices.items() if name in indices):
        found = build_study_index(study, answers, definition)
        if found is not None:
            shown = _shown_waves(found)
            rows += [row for row in score_rows(found.built) if row.node == row.index and row.wave in shown]
    return rows


def shown_scores(found: StudyIndex, progress: Progress) -> list[Score]:
    """The scores of an index in the waves in which enough cities have one, with intervals over its variants."""
    shown = _shown_waves(found)
    return [row for row in _scores(found, _analysed(found, progress)) if row.wave in shown] if shown else []


def _all_of(study: Study, answers: AnswerSet, found: StudyIndex, progress: Progress) -> StudyScores:
    shown = _shown_waves(found)
    if not shown:
        return StudyScores()
    analysed = _analysed(found, progress)
    varied = () if analysed is None else index_rows(analysed, found.built.tree.root)
    return StudyScores(
        tuple(row for row in _scores(found, analysed) if row.wave in shown),
        tuple(row for row in contribution_rows(found.built) if row.wave in shown),
        tuple(_improvements(found, shown, progress)),
        tuple(_groups(study, answers, found, shown, progress)),
        tuple(row for row in varied if not row.wave or row.wave in shown),
    )


def _shown_waves(found: StudyIndex) -> set[str]:
    """Waves in which enough cities have a score of the index."""
    known = ~np.isnan(found.built.scores[found.built.tree.root])
    counts: dict[str, int] = defaultdict(int)
    for wave, has in zip(found.built.table.waves, known, strict=True):
        counts[wave] += bool(has)
    return {wave for wave, count in counts.items() if count >= found.definition.least}


def _analysed(found: StudyIndex, progress: Progress) -> Analysed | None:
    """The runs of the definition's alternatives; None where it names none."""
    definition = found.definition
    noise = definition.noise
    if not (definition.alternatives or noise.weights or noise.data):
        return None
    options = UncertaintyOptions(runs=definition.runs, place="alternatives").completed(definition)
    return analyse(found.opened, options, progress, stage=f"Varying {definition.id}")


def _scores(found: StudyIndex, analysed: Analysed | None) -> Iterator[Score]:
    """Scores of every node and combination that has one; of the index with the intervals of its variants."""
    intervals = {} if analysed is None else interval_by_row(analysed)
    rows = found.built.prepared.rows
    root = found.built.tree.root
    size = len(rows)
    for place, row in enumerate(score_rows(found.built)):
        if row.score is None:
            continue
        if row.node == root and (interval := intervals.get(int(rows[place % size]))) is not None:
            row = replace(row, **interval)
        yield row
    yield from _combined_scores(found)


def _combined_scores(found: StudyIndex) -> Iterator[Score]:
    table = found.built.table
    for code, values in combined(found.built.scores, found.combinations).items():
        entry = next(entry for entry in found.combinations if entry.code == code)
        available = np.mean([found.built.available[part] for part in entry.of], axis=0)
        for rows in wave_rows(table.waves):
            ranks = rank_descending(values[rows])
            for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
                if not np.isnan(values[row]):
                    yield Score(
                        table.waves[row], found.built.tree.root, table.units[row], code, float(values[row]), int(rank),
                        None, None, "", float(available[row]), None, None, "",
                    )  # fmt: skip


def _improvements(found: StudyIndex, shown: set[str], progress: Progress) -> Iterator[Improvement]:
    """The single other answers that would raise each city's score most."""
    scores = found.built.scores[found.built.tree.root]
    told = [
        answerer
        for wave in found.places
        if wave in shown
        for answerer in answerers(found, wave)
        if not np.isnan(scores[answerer.row])
    ]
    for start in range(0, len(told), _TOGETHER):
        yield from improvements(told[start : start + _TOGETHER], SHOWN_IMPROVEMENTS)
        progress(f"What would change {found.definition.id}", min(start + _TOGETHER, len(told)), len(told))


def _groups(
    study: Study, answers: AnswerSet, found: StudyIndex, shown: set[str], progress: Progress
) -> Iterator[GroupScore]:
    """Mean scores of all cities and of the levels of every domain, wave by wave."""
    levels = all_levels(study.definition, study.questionnaires, study.frame)
    size = len(found.opened.table.units)
    for wave, rows in found.places.items():
        if wave not in shown:
            continue
        block = found.blocks[wave]
        named = domain_levels(study, answers, block, levels)
        members = {}
        for entry in named:
            mask = np.zeros(size, dtype=np.bool_)
            mask[rows.start + entry.members] = True
            members[f"{entry.domain}\n{entry.level}"] = mask
        replicates, freedom, note = _replicates(study, block, rows, size)

        def report(done: int, total: int) -> None:
            progress(f"Groups of {found.definition.id}", done, total)

        means = group_means(
            found.opened.table, found.opened.tree, found.opened.recipe, replicates, members,
            degrees_of_freedom=freedom, progress=report,
        )  # fmt: skip
        for mean in means:
            domain, _, level = mean.group.partition("\n")
            yield GroupScore(
                wave, found.built.tree.root, mean.node, domain, level, mean.mean, number_or_none(mean.standard_error),
                _within(mean.low, found.definition), _within(mean.high, found.definition), mean.n,
                int(members[mean.group].sum()), False, note or ("one city" if mean.n == 1 else ""),
            )  # fmt: skip


def _replicates(study: Study, block: AnswerBlock, rows: slice, size: int) -> tuple[ReplicateWeights, float, str]:
    """Bootstrap weights (size, R) of a wave's answers, those of other waves constant; degrees of freedom; a note."""
    design = design_of(study, block)
    weights = np.ones(size)
    weights[rows] = design.weights
    try:
        made = make_replicates(
            ReplicateMethod.BOOTSTRAP, design.stages, design.unit, design.weights, count=REPLICATES, seed=1
        )
    except UserError:
        # A stratum with a single answer has no spread: means are told without an error.
        nothing = ReplicateWeights(weights, weights[:, None], float("nan"), np.ones(1))
        return nothing, 0.0, "no standard error: a stratum has a single answer"
    replicates = np.ones((size, made.replicates.shape[1]))
    replicates[rows] = made.replicates
    first = design.stages.ancestors
    units = len(np.unique(first[1][design.unit])) if len(first) > 1 else block.size
    freedom = float(units - len(np.unique(first[0][design.unit])))
    return ReplicateWeights(weights, replicates, made.scale, made.rscales), freedom, ""


def _within(bound: float, definition: IndexDefinition) -> float | None:
    """A bound of an interval, cut to the range of the scores."""
    if np.isnan(bound):
        return None
    low = -np.inf if definition.low is None else definition.low
    high = np.inf if definition.high is None else definition.high
    return float(min(max(bound, low), high))
