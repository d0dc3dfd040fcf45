"""What a city's score would be with other answers, as `civiscope what-if` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.indices.build import class_of
from civiscope.indices.other_answers import OtherAnswer, values_with
from civiscope.indices.recipe import ScoreClass
from civiscope.indices.scoring import answers_behind
from civiscope.indices.what_if import Change, Outcome, what_if
from civiscope.results.answers import Status
from civiscope.results.index_analysis import AnswerEffect
from civiscope.study.expressions import parse_expression
from civiscope.workflows.absent import number_or_none, whole_or_none
from civiscope.workflows.answer_words import parse_answers
from civiscope.workflows.improvements import LEAST_GAIN, Answerer, answerers, option_in_words, single_changes
from civiscope.workflows.opened_index import IndexOptions, IndexSource
from civiscope.workflows.score import open_study_index
from civiscope.workflows.study_index import StudyIndex

AND = " & "


@dataclass(frozen=True, slots=True)
class Effects:
    """The rows, and what whoever asked should know (``remark``, empty where there is nothing)."""

    rows: list[AnswerEffect]
    remark: str = ""


def answer_effects(
    folder: Path,
    city: str,
    index: str | None,
    wave: str | None = None,
    answers: Sequence[str] = (),
    *,
    idle: bool = False,
) -> Effects:
    """What the score of a city would be if ``answers`` changed together: one row.

    Without ``answers`` a row for every single other answer that would change the score, the greatest gain first;
    with ``idle`` also for those that would change an indicator only. Raises UserError for a study with errors, and for
    indices, waves, cities, items and options that it does not have.
    """
    _, found = open_study_index(IndexSource(folder, index=index), IndexOptions())
    answerer = _answerer(found, city, wave)
    remark = _without_score(answerer)
    if answers:
        scored = dict.fromkeys(part for parts in answers_behind(found.definition).values() for part in parts)
        return Effects([_together(answerer, parse_answers(answers, answerer.block, scored))], remark)
    rows = [
        _effect(answerer, [(change.item, change.row, option_in_words(change))], outcome, "")
        for change, outcome in single_changes([answerer])[0]
        if idle or abs(outcome.after - outcome.before) > LEAST_GAIN
    ]
    return Effects(sorted(rows, key=_greatest_gain_first), remark)


def _greatest_gain_first(row: AnswerEffect) -> tuple[float, str, str, str]:
    return (np.inf if row.gain is None else -row.gain, row.item, row.row, row.option)


def _answerer(found: StudyIndex, city: str, wave: str | None) -> Answerer:
    """The city's answer in the wave, or in its latest; raises UserError where there is none."""
    if wave is not None and wave not in found.blocks:
        raise UserError(problem("wave-unknown", column="--wave", value=wave, waves=", ".join(found.blocks)))
    waves = [name for name in found.blocks if wave in (None, name)]
    with_city = [name for name in waves if city in found.blocks[name].cities]
    if not with_city:
        cities = dict.fromkeys(code for name in waves for code in found.blocks[name].cities)
        raise UserError(problem("city-unknown", value=city, similar=did_you_mean(city, cities)))
    answerer = next((entry for entry in answerers(found, with_city[-1]) if entry.city == city), None)
    if answerer is None:
        raise UserError(problem("index-city-screened", value=city, index=found.definition.id))
    return answerer


def _together(answerer: Answerer, answers: list[OtherAnswer]) -> AnswerEffect:
    """The effect of several answers as one change."""
    found = answerer.found
    values = values_with(found.definition, answerer.block, answerer.respondent, answers)
    (outcome,) = what_if(found.built, [Change(answerer.row, values)])
    given = [(answer.item, answer.row, str(answer)) for answer in answers]
    missing = {
        f"{item} is {status.label} now": None
        for item, row, _ in given
        if (status := Status(int(answerer.block.columns[item, row].status[answerer.respondent]))) is not Status.ANSWERED
    }
    if np.isnan(outcome.after):
        missing["there would be no score: other answers are missing"] = None
    missing |= dict.fromkeys(_routed(answerer, {item for item, _, _ in given}))
    return _effect(answerer, given, outcome, "; ".join(missing))


def _routed(answerer: Answerer, changed: set[str]) -> list[str]:
    """A remark for every answer behind the index that routing decides by a changed one: it is kept as it is."""
    behind = {item for parts in answers_behind(answerer.found.definition).values() for item, _ in parts}
    items = {column.item.code: column.item for column in answerer.block.columns.values()}
    return [
        f"whether {code} is asked depends on {', '.join(sorted(read))}: its answer is kept as it is"
        for code in sorted(behind - changed)
        if (relevant := items[code].relevant)
        and (read := {name.partition(".")[0] for name in parse_expression(relevant).references} & changed)
    ]


def _effect(answerer: Answerer, given: list[tuple[str, str, str]], outcome: Outcome, note: str) -> AnswerEffect:
    classes = answerer.found.built.recipe.classes
    now, then = class_of(outcome.before, classes), class_of(outcome.after, classes)
    has_rows = any(row for _, row, _ in given)
    return AnswerEffect(
        wave=answerer.block.wave,
        index=answerer.found.built.tree.root,
        city=answerer.city,
        item=AND.join(item for item, _, _ in given),
        row=AND.join(row for _, row, _ in given) if has_rows else "",
        option=AND.join(option for _, _, option in given),
        now=AND.join(answerer.now(item, row) for item, row, _ in given),
        score_now=number_or_none(outcome.before),
        score_then=number_or_none(outcome.after),
        gain=number_or_none(outcome.after - outcome.before),
        rank_now=whole_or_none(outcome.rank_before),
        rank_then=whole_or_none(outcome.rank_after),
        class_now=now,
        class_then=then,
        lifts=_height(then, classes) > _height(now, classes) and not np.isnan(outcome.before),
        note=note,
    )


def _height(code: str, classes: tuple[ScoreClass, ...]) -> int:
    """The place of a class from below; -1 without one."""
    return next((place for place, entry in enumerate(classes) if entry.code == code), -1)


def _without_score(answerer: Answerer) -> str:
    """Why the city has no score now, where it has none."""
    built = answerer.found.built
    if not np.isnan(built.scores[built.tree.root][answerer.row]):
        return ""
    values = built.prepared.raw.values[answerer.row]
    missing = [code for code, value in zip(built.tree.indicators, values.tolist(), strict=True) if np.isnan(value)]
    return f"{answerer.city} has no score of {built.tree.root} now; these have no value: {', '.join(missing)}."
