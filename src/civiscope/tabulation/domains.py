"""Which respondents belong to which level of which domain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, AnswerBlock, AnswerSet
from civiscope.study.definition import Group
from civiscope.study.groups import level_of
from civiscope.study.loading import Study


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
        of_respondent = _levels_of_respondents(study, answers, block, groups[code])
        for level in levels[code]:
            members = np.flatnonzero(of_respondent == level)
            if len(members):
                found.append(Level(code, level, groups[code].item or "", members))
    return found


def _levels_of_respondents(study: Study, answers: AnswerSet, block: AnswerBlock, group: Group) -> NDArray[np.object_]:
    if group.item is None:
        return np.array([level_of(group, study.frame[city]) for city in block.cities], dtype=object)
    by_city = _answers_by_city(answers, block.wave, group.item)
    return np.array([by_city.get(city, "") for city in block.cities], dtype=object)


def _answers_by_city(answers: AnswerSet, wave: str, item: str) -> dict[str, str]:
    """What each city chose in a single item, in whichever questionnaire of the wave asks it."""
    for (block_wave, _), block in answers.blocks.items():
        column = block.columns.get((item, ""))
        if block_wave == wave and column is not None:
            respondents, options = np.nonzero(column.ticks == NAMED)
            return {block.cities[r]: column.options[o] for r, o in zip(respondents, options, strict=True)}
    return {}
