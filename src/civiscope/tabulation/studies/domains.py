"""Which respondents belong to which level of which domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, AnswerBlock, AnswerSet
from civiscope.errors import UserError, did_you_mean, problem
from civiscope.study.definition import Group
from civiscope.study.groups import level_of
from civiscope.study.loading import Study
from civiscope.study.questionnaire import Kind
from civiscope.tabulation.tables.request import CROSSED
from civiscope.tabulation.values import as_text, sorted_values


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a domain: ``members`` holds the indices of its respondents in their block, rising."""

    domain: str
    level: str
    item: str
    """The item that the domain is by; empty where the frame decides."""
    members: NDArray[np.int64]


def domain_levels(
    study: Study, answers: AnswerSet, block: AnswerBlock, levels: dict[str, dict[str, str]]
) -> list[Level]:
    """All cities together (empty names), then every level of every domain of the study that has a respondent.

    ``levels`` are those of `civiscope.study.groups.all_levels`; groups may overlap.
    """
    found = [Level("", "", "", np.arange(block.size))]
    groups = {group.code: group for group in study.definition.groups}
    for code in study.definition.domains:
        found += _of_domain(
            code, groups[code].item or "", levels_of_respondents(study, answers, block, groups[code]), levels[code]
        )
    return found


def chosen_levels(
    study: Study,
    answers: AnswerSet,
    block: AnswerBlock,
    levels: dict[str, dict[str, str]],
    groupings: Sequence[Sequence[str]],
) -> list[Level]:
    """The levels of chosen domains: each of ``groupings`` names groups, single items or columns of the frame.

    Several names in one are crossed; the empty one is all cities. Raises UserError for names of none of these.
    """
    found: list[Level] = []
    for grouping in groupings:
        parts = [_respondents_by(study, answers, block, levels, code) for code in grouping]
        labels = [""] if not parts else parts[0][1]
        own = np.array([""] * block.size, dtype=object) if not parts else parts[0][2]
        for _, further, values in parts[1:]:
            own = np.array(
                [f"{a}{CROSSED}{b}" if a and b else "" for a, b in zip(own, values, strict=True)], dtype=object
            )
            labels = [f"{a}{CROSSED}{b}" for a in labels for b in further]
        items = [item for item, _, _ in parts if item]
        found += _of_domain(CROSSED.join(grouping), items[0] if items else "", own, labels)
    return found


def _of_domain(code: str, item: str, of_respondent: NDArray[np.object_], levels: Iterable[str]) -> Iterator[Level]:
    for level in levels:
        members = np.flatnonzero(of_respondent == level)
        if len(members):
            yield Level(code, level, item, members)


def _respondents_by(
    study: Study, answers: AnswerSet, block: AnswerBlock, levels: dict[str, dict[str, str]], code: str
) -> tuple[str, list[str], NDArray[np.object_]]:
    """The item behind a domain (empty: the frame), its levels in order, and each respondent's level."""
    groups = {group.code: group for group in study.definition.groups}
    column = block.columns.get((code, ""))
    is_own_answer = column is not None and column.item.kind is Kind.SINGLE
    if code in groups and not (is_own_answer and groups[code].item):
        return groups[code].item or "", list(levels[code]), levels_of_respondents(study, answers, block, groups[code])
    if column is not None and is_own_answer:
        own = np.array([""] * block.size, dtype=object)
        respondents, options = np.nonzero(column.ticks == NAMED)
        own[respondents] = np.array(column.options, dtype=object)[options]
        return code, list(column.options), own
    own = np.array([str(study.frame[city].value(code) or "") for city in block.cities], dtype=object)
    if not any(own):
        known = [*groups, *(item.code for item in (c.item for c in block.columns.values()) if item.kind is Kind.SINGLE)]
        similar, listed = did_you_mean(code, known), ", ".join(dict.fromkeys(known))
        raise UserError(problem("study-domain-unknown", value=code, similar=similar, known=listed))
    return "", [as_text(value) for value in sorted_values(set(own) - {""})], own


def levels_of_respondents(study: Study, answers: AnswerSet, block: AnswerBlock, group: Group) -> NDArray[np.object_]:
    """The level of each respondent of a block in a group, shape (n,); empty where it has none."""
    if group.item is None:
        return np.array([level_of(group, study.frame[city]) for city in block.cities], dtype=object)
    by_city = _answers_by_city(answers, block, group.item)
    return np.array([by_city.get(city, "") for city in block.cities], dtype=object)


def _answers_by_city(answers: AnswerSet, block: AnswerBlock, item: str) -> dict[str, str]:
    """What each city chose in a single item, in the block's own questionnaire or in another one of the wave."""
    others = [other for (wave, _), other in answers.blocks.items() if wave == block.wave]
    for asked in (block, *others):
        column = asked.columns.get((item, ""))
        if column is not None:
            respondents, options = np.nonzero(column.ticks == NAMED)
            return {asked.cities[r]: column.options[o] for r, o in zip(respondents, options, strict=True)}
    return {}
