"""consent.csv: cities that withdraw answers from publication, or from the study's estimates as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.answers.wave_files import CONSENT
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.results.answers import Status
from civiscope.study.definition import FEWEST_WITHHOLDING, StudyDefinition, Wave
from civiscope.study.loading import Study
from civiscope.study.sheets import Sheet, read_sheet

CONSENTS = ("public", "aggregate", "never")
"""From the least strict to the strictest; what they mean is said of an item's field ``consent``."""

CityConsents = dict[tuple[str, str, str], str]
"""``aggregate`` or ``never`` by wave, city and item."""


def read_consents(study: Study, log: ProblemLog) -> tuple[CityConsents, tuple[Path, ...]]:
    """The consents of waves/WAVE/consent.csv that are stricter than ``public``, and the files that were read.

    A row names a city, an item (empty: every item of the wave) and a consent; where several rows concern an answer the
    strictest holds. Every problem is logged, by its line.
    """
    found: CityConsents = {}
    inputs: list[Path] = []
    for wave in {wave.id: wave for wave in study.definition.waves}.values():
        shown = f"waves/{wave.id}/{CONSENT}"
        path = study.folder / shown
        if not path.exists():
            continue
        inputs.append(path)
        sheet = read_sheet(path, shown, log)
        if sheet is None:
            continue
        missing = [column for column in ("city", "item", "consent") if column not in sheet.columns]
        for column in missing:
            log.add("column-missing", file=shown, line=1, column=column)
        if not missing:
            for city, item, consent in _rows(sheet, wave, study, log):
                _tighten(found, (wave.id, city, item), consent)
    return found, tuple(inputs)


def estimated_answers(
    answers: AnswerSet, consents: Mapping[tuple[str, str, str], str], study: Study, log: ProblemLog
) -> AnswerSet:
    """The answers that may enter estimates; those that may not have become `Status.NOT_KNOWN`.

    These are the answers withdrawn with ``never``, and those withdrawn with ``aggregate`` that an estimate would give
    away: where the item's other answers are published and fewer cities than the minimum base, or than
    `FEWEST_WITHHOLDING`, withhold theirs; and where the item sorts cities into the levels of a group.
    """
    if not consents:
        return answers
    fewest = max(study.definition.disclosure.minimum_base, FEWEST_WITHHOLDING)
    grouping = _grouping_items(study.definition)
    return AnswerSet({key: _estimated(block, consents, grouping, fewest, log) for key, block in answers.blocks.items()})


def _rows(sheet: Sheet, wave: Wave, study: Study, log: ProblemLog) -> Iterator[tuple[str, str, str]]:
    """City, item and consent of every sound row, one for each item that it concerns."""
    items = [code for name in wave.questionnaires for code in study.questionnaires[name].items]
    first: dict[tuple[str, str], int] = {}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        city, item, consent = row["city"], row["item"], row["consent"]
        place = {"file": sheet.name, "line": line, "city": city, "item": item}
        sound = True
        if city not in study.frame:
            # A frame that could not be read is reported once, and not with every row.
            if study.frame:
                near = did_you_mean(city, study.frame)
                log.add("consent-city-unknown", **place, column="city", value=city, similar=near)
            sound = False
        if item and item not in items:
            near = did_you_mean(item, items)
            log.add("consent-item-unknown", **place, column="item", value=item, wave=wave.id, similar=near)
            sound = False
        if consent not in CONSENTS:
            log.add(
                "consent-unknown", **place, column="consent", value=consent, similar=did_you_mean(consent, CONSENTS)
            )
            sound = False
        earlier = first.setdefault((city, item), line)
        if earlier != line:
            log.add("consent-twice", **place, column="city", value=city, asked=item or "every item", first=earlier)
            sound = False
        if sound:
            for code in dict.fromkeys([item] if item else items):
                yield city, code, consent


def _tighten(found: CityConsents, key: tuple[str, str, str], consent: str) -> None:
    """Keep the stricter consent; ``public`` is what holds without a row."""
    if CONSENTS.index(consent) > CONSENTS.index(found.get(key, CONSENTS[0])):
        found[key] = consent


def _grouping_items(definition: StudyDefinition) -> frozenset[str]:
    return frozenset(group.item for group in definition.groups if group.item)


def _estimated(
    block: AnswerBlock,
    consents: Mapping[tuple[str, str, str], str],
    grouping: frozenset[str],
    fewest: int,
    log: ProblemLog,
) -> AnswerBlock:
    columns = dict(block.columns)
    for key, column in block.columns.items():
        never, told = _withdrawn(block, column, consents, grouping, fewest)
        if (never | told).any():
            columns[key] = _without(column, never | told)
        if told.any():
            place = {"file": f"waves/{block.wave}/{CONSENT}", "item": column.item.code}
            log.add("consent-aggregate-as-never", **place, count=int(told.sum()), action="counted as not known")
    return replace(block, columns=columns)


def _withdrawn(
    block: AnswerBlock,
    column: Column,
    consents: Mapping[tuple[str, str, str], str],
    grouping: frozenset[str],
    fewest: int,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whose answers leave the estimates of a variable as they asked, and whose would be told; both (respondents,)."""
    code = column.item.code
    given = np.array([CONSENTS.index(consents.get((block.wave, city, code), CONSENTS[0])) for city in block.cities])
    never = given == CONSENTS.index("never")
    withheld = (given == CONSENTS.index("aggregate")) & column.answered
    told = code in grouping or (column.item.consent == "public" and int(withheld.sum()) < fewest)
    return never, withheld & told


def _without(column: Column, withdrawn: NDArray[np.bool_]) -> Column:
    """The column in which the answers of some respondents are not known."""
    return replace(
        column,
        status=np.where(withdrawn, np.int8(Status.NOT_KNOWN), column.status).astype(np.int8),
        ticks=np.where(withdrawn[:, np.newaxis], np.int8(UNKNOWN), column.ticks).astype(np.int8),
        ranks=np.where(withdrawn[:, np.newaxis], np.int16(0), column.ranks).astype(np.int16),
        numbers=np.where(withdrawn, np.nan, column.numbers),
        texts=tuple("" if gone else text for gone, text in zip(withdrawn, column.texts, strict=True)),
    )
