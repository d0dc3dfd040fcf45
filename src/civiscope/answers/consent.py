"""consent.csv: cities that withdraw answers from publication, or from the study's estimates as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.answers.wave_files import CONSENT
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.results.answers import Status
from civiscope.study.definition import FEWEST_WITHHOLDING, StudyDefinition, Wave
from civiscope.study.loading import Study
from civiscope.study.questionnaire import CONSENTS
from civiscope.study.routing_graph import deciding_items
from civiscope.study.sheets import Sheet, read_sheet

CityConsents = dict[tuple[str, str, str], str]
"""``aggregate`` or ``never`` by wave, city and item."""


def read_consents(study: Study, log: ProblemLog) -> tuple[CityConsents, tuple[Path, ...]]:
    """The consents of waves/WAVE/consent.csv that are stricter than ``public``, and the files that were read.

    A row names a city, an item (empty: every item of the wave) and a consent; where several rows concern an answer the
    strictest holds. With an item a city withdraws, as strictly, every item that is asked or not by its answer; a
    finding says so of each. Every problem is logged, by its line.
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
            lines: dict[tuple[str, str], int] = {}
            for city, item, consent, line in _rows(sheet, wave, study, log):
                _tighten(found, (wave.id, city, item), consent)
                lines.setdefault((city, item), line)
            _withdraw_routed(found, lines, wave, study, shown, log)
    return found, tuple(inputs)


def estimated_answers(
    answers: AnswerSet, consents: Mapping[tuple[str, str, str], str], study: Study, log: ProblemLog
) -> AnswerSet:
    """The answers that may enter estimates; those that may not have become `Status.NOT_KNOWN`.

    These are the answers withdrawn with ``never``, and those withdrawn with ``aggregate`` that an estimate would give
    away: where the item's other answers are published and fewer cities than the minimum base, or than
    `FEWEST_WITHHOLDING`, withhold theirs; where the item sorts cities into the levels of a group; and where the item is
    asked by such an answer.
    """
    if not consents:
        return answers
    fewest = max(study.definition.disclosure.minimum_base, FEWEST_WITHHOLDING)
    grouping = _grouping_items(study.definition)
    deciding = {name: deciding_items(questionnaire) for name, questionnaire in study.questionnaires.items()}
    return AnswerSet(
        {
            key: _Block(block, consents, deciding[block.questionnaire], grouping, fewest).estimated(log)
            for key, block in answers.blocks.items()
        }
    )


def _rows(sheet: Sheet, wave: Wave, study: Study, log: ProblemLog) -> Iterator[tuple[str, str, str, int]]:
    """City, item, consent and line of every sound row, one for each item that it concerns."""
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
                yield city, code, consent, line


def _tighten(found: CityConsents, key: tuple[str, str, str], consent: str) -> bool:
    """Keep the stricter consent; ``public`` is what holds without a row. Returns whether ``consent`` is stricter."""
    if CONSENTS.index(consent) <= CONSENTS.index(found.get(key, CONSENTS[0])):
        return False
    found[key] = consent
    return True


def _withdraw_routed(
    found: CityConsents,
    lines: Mapping[tuple[str, str], int],
    wave: Wave,
    study: Study,
    file: str,
    log: ProblemLog,
) -> None:
    """Tighten the consents of a wave's items to those of the items by which they are asked.

    Whether a city was asked tells its answer to the item that decides it. ``lines`` are those of the rows of ``file``,
    by city and item.
    """
    given = dict(found)
    cities = dict.fromkeys(city for city, _ in lines)
    for name in wave.questionnaires:
        for code, deciding in deciding_items(study.questionnaires[name]).items():
            for city in cities:
                consents = {item: given.get((wave.id, city, item), CONSENTS[0]) for item in deciding}
                strictest = max(deciding, key=lambda item: CONSENTS.index(consents[item]), default=code)
                consent = consents.get(strictest, CONSENTS[0])
                own = study.questionnaires[name].items[code].consent
                if _tighten(found, (wave.id, city, code), consent) and CONSENTS.index(consent) > CONSENTS.index(own):
                    place = {"file": file, "line": lines.get((city, strictest)), "city": city, "item": code}
                    log.add("consent-withdraws-routed", **place, value=strictest, consent=consent, action="withdrawn")


def _grouping_items(definition: StudyDefinition) -> frozenset[str]:
    return frozenset(group.item for group in definition.groups if group.item)


@dataclass(frozen=True, slots=True)
class _Block:
    """The answers to one questionnaire of a wave, with all that decides which of them may enter estimates.

    ``deciding`` are the items by which others are asked, ``grouping`` those that sort cities into levels, ``fewest``
    the least number of cities whose withheld answers hide one another.
    """

    answers: AnswerBlock
    consents: Mapping[tuple[str, str, str], str]
    deciding: Mapping[str, tuple[str, ...]]
    grouping: frozenset[str]
    fewest: int

    def estimated(self, log: ProblemLog) -> AnswerBlock:
        """The answers that may enter estimates; the others are not known."""
        columns = dict(self.answers.columns)
        told_by_item: dict[str, NDArray[np.bool_]] = {}
        for (code, _), column in columns.items():
            told = self._told(column)
            told_by_item[code] = told_by_item.get(code, told) | told
        for key, column in self.answers.columns.items():
            code = column.item.code
            told = self._told(column)
            for decider in self.deciding.get(code, ()):
                told = told | (self._have(code, "aggregate") & told_by_item[decider])
            gone = told | self._have(code, "never")
            if gone.any():
                columns[key] = _without(column, gone)
            if told.any():
                place = {"file": f"waves/{self.answers.wave}/{CONSENT}", "item": code}
                log.add("consent-aggregate-as-never", **place, count=int(told.sum()), action="counted as not known")
        return replace(self.answers, columns=columns)

    def _told(self, column: Column) -> NDArray[np.bool_]:
        """Shape (respondents,): whose answers, for estimates only, the estimates of the variable would tell.

        Of an item that is not always asked those who were not asked are among them: how many they are, and that the
        others were asked, would tell the answer by which it is asked.
        """
        code = column.item.code
        aggregate = self._have(code, "aggregate")
        withheld = aggregate & column.answered
        if code in self.grouping or (column.item.consent == CONSENTS[0] and int(withheld.sum()) < self.fewest):
            return aggregate if code in self.deciding else withheld
        return np.zeros_like(withheld)

    def _have(self, item: str, consent: str) -> NDArray[np.bool_]:
        """Shape (respondents,): which cities gave this consent of their own to the item."""
        wave = self.answers.wave
        return np.array([self.consents.get((wave, city, item)) == consent for city in self.answers.cities], dtype=bool)


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
