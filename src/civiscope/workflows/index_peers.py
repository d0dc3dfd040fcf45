"""With whom the units of an index are compared: all others, those of the same value in a column, or a city's peers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerSet
from civiscope.answers.flatten import answer_rows, respondent_rows
from civiscope.errors import UserError, did_you_mean, problem
from civiscope.guidance.peers import peer_groups
from civiscope.indices.build import BuiltIndex, wave_rows
from civiscope.indices.cells import UNIT_COLUMNS
from civiscope.release.model import Release
from civiscope.report.words.peer_words import peer_rule
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.cities import Membership
from civiscope.study.groups import all_levels, level_of
from civiscope.tabulation.studies.domains import chosen_levels
from civiscope.workflows.indicator_tables import open_sheet
from civiscope.workflows.reading import CodedStudy
from civiscope.workflows.study_index import StudyIndex

Rows = NDArray[np.intp]

ALL_OTHERS = "All other units of the same wave."


@dataclass(frozen=True, slots=True)
class PeerRows:
    """The peers of a row of the built index and the rule that chose them, in a sentence.

    ``rows`` may hold the row itself, which does not count: units of the same level then share them.
    """

    rows: Rows
    rule: str


def peers_of_table(built: BuiltIndex, data: Path, column: str | None) -> list[PeerRows]:
    """The peers of each row: the other rows of its wave, or those with the same value in a column of ``data``.

    Raises UserError for a column that the table lacks.
    """
    waves = wave_rows(built.table.waves)
    if column is None:
        of_row = {row: PeerRows(rows, ALL_OTHERS) for rows in waves for row in rows.tolist()}
        return [of_row[row] for row in range(len(built.table.units))]
    sheet = open_sheet(data)
    if column not in sheet.columns:
        similar = did_you_mean(column, sheet.columns)
        raise UserError(problem("index-peers-column", column="--peers-by", value=column, similar=similar))
    unit = next(name for name in UNIT_COLUMNS if name in sheet.columns)
    # Times tell rows apart only where the table has several of them.
    timed = len(waves) > 1
    levels = {(row[unit], row["Time"] if timed else ""): row[column] for row in sheet.rows}
    own = [levels[key] for key in zip(built.table.units, built.table.waves, strict=True)]
    found = [PeerRows(np.arange(0), f"No value of {column}.")] * len(own)
    for rows in waves:
        members: dict[str, list[int]] = defaultdict(list)
        for row in rows.tolist():
            members[own[row]].append(row)
        for level, same in members.items():
            if level:
                peers = PeerRows(np.array(same, dtype=np.intp), f"The other units with {column} {level}.")
                for row in same:
                    found[row] = peers
    return found


def peers_of_study(coded: CodedStudy, found: StudyIndex, column: str | None) -> list[PeerRows]:
    """The peers of each row: those of the study's own rule, or the cities of the same level of a group.

    ``column`` names a group of the study, a single item or a column of the frame; raises UserError for another name.
    """
    table = found.built.table
    places = {(wave, unit): row for row, (wave, unit) in enumerate(zip(table.waves, table.units, strict=True))}
    peers = [PeerRows(np.arange(0), "")] * len(table.units)
    for wave in found.blocks:
        named = _by_frame(coded, wave) if column is None else _by_group(coded, found, wave, column)
        for city, (cities, rule) in named.items():
            if (wave, city) in places:
                rows = [places[wave, other] for other in cities if (wave, other) in places]
                peers[places[wave, city]] = PeerRows(np.array(rows, dtype=np.intp), rule)
    return peers


def _by_frame(coded: CodedStudy, wave: str) -> dict[str, tuple[tuple[str, ...], str]]:
    """The peers that a release of this wave alone would give each city."""
    study = coded.study
    answers = AnswerSet({key: block for key, block in coded.answers.blocks.items() if key[0] == wave})
    memberships = [
        Membership(group.code, level, city.code)
        for group in study.definition.groups
        for city in study.frame.values()
        if (level := level_of(group, city))
    ]
    group = next((entry for entry in study.definition.groups if entry.code == study.definition.peers.group), None)
    draft = Release(
        definition=study.definition,
        questionnaires=study.questionnaires,
        cities=study.frame,
        levels=all_levels(study.definition, study.questionnaires, study.frame),
        estimates=(),
        respondents=tuple(respondent_rows(answers)),
        # Peers by a group of answers need that one item; all of them are many rows.
        answers=tuple(answer_rows(_of_item(answers, group.item))) if group is not None and group.item else (),
        changes=(),
        quality=(),
        memberships=tuple(memberships),
    )
    view = ReleaseView(draft, study.definition.source_language)
    return {city: (group.peers, peer_rule(view, group)) for city, group in peer_groups(draft).items()}


def _of_item(answers: AnswerSet, item: str) -> AnswerSet:
    """The answers to one item."""
    return AnswerSet(
        {
            key: replace(block, columns={name: column for name, column in block.columns.items() if name[0] == item})
            for key, block in answers.blocks.items()
        }
    )


def _by_group(coded: CodedStudy, found: StudyIndex, wave: str, column: str) -> dict[str, tuple[tuple[str, ...], str]]:
    study, block = coded.study, found.blocks[wave]
    levels = all_levels(study.definition, study.questionnaires, study.frame)
    members: dict[str, list[str]] = defaultdict(list)
    for level in chosen_levels(study, coded.answers, block, levels, [[column]]):
        members[level.level] += [block.cities[row] for row in level.members.tolist()]
    # A city without a level has no peers, and is told so.
    named: dict[str, tuple[tuple[str, ...], str]] = dict.fromkeys(block.cities, ((), f"No value of {column}."))
    for name, cities in members.items():
        rule = f"The other cities of the wave with {column} {name}."
        named |= {city: (tuple(other for other in cities if other != city), rule) for city in cities}
    return named
