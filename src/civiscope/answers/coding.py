"""From the raw answers of a study to its AnswerSet."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.answers.cells import CellCoder, Coded, Place
from civiscope.answers.recodes import Recodes, log_uses, read_recodes
from civiscope.answers.routing import Routing, Row
from civiscope.answers.wave_files import RECODES, check_unread_files, find_answers
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.results.answers import STATUS_BY_LABEL, Status
from civiscope.study.definition import Wave
from civiscope.study.loading import Study
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, Item, Kind, Questionnaire
from civiscope.study.questionnaire_checks import RESERVED_COLUMNS
from civiscope.study.sheets import Sheet, read_sheet


def read_answers(study: Study, log: ProblemLog) -> tuple[AnswerSet, tuple[Path, ...]]:
    """Read, recode and code the answers of every closed or collecting wave, and the files that were read.

    Every problem and everything that was done goes to ``log``. A closed wave must have answers to each of its
    questionnaires, unless they are not public; other waves may.
    """
    blocks: dict[tuple[str, str], AnswerBlock] = {}
    inputs: list[Path] = []
    for wave in {wave.id: wave for wave in study.definition.waves}.values():
        recodes = read_recodes(study.folder, wave, study.questionnaires, log)
        read: list[Recodes] = []
        recodes_file = study.folder / "waves" / wave.id / RECODES
        if recodes_file.exists():
            inputs.append(recodes_file)
        for name in wave.questionnaires:
            path = find_answers(study.folder, wave, name, log)
            if path is None:
                continue
            inputs.append(path)
            block = _read_block(study, wave, study.questionnaires[name], path, recodes[name], log)
            if block is not None:
                blocks[wave.id, name] = block
                _check_surveyed(wave, block, log)
                read.append(recodes[name])
        log_uses(read, log)
    check_unread_files(study.folder, study.definition, log)
    return AnswerSet(blocks), tuple(inputs)


def _read_block(
    study: Study, wave: Wave, questionnaire: Questionnaire, path: Path, recodes: Recodes, log: ProblemLog
) -> AnswerBlock | None:
    shown = f"waves/{wave.id}/{path.name}"
    sheet = read_sheet(path, shown, log)
    broken = _broken_items(study, questionnaire, log)
    if sheet is None or not _columns_are_known(sheet, questionnaire, broken, log):
        return None
    if not sheet.rows and wave.status == "closed":
        if wave.answers == "not_public":
            return None
        log.add("answers-empty", file=shown)
        return None
    coders = _coders(sheet, questionnaire, recodes, STATUS_BY_LABEL[wave.empty_means])
    routing = Routing(questionnaire, study.definition.source_language, broken)
    first: dict[str, int] = {}
    rows: list[Row] = []
    raw_rows: list[dict[str, str]] = []
    for raw, line in zip(sheet.rows, sheet.lines, strict=True):
        city = raw["city"].strip()
        if not _city_is_usable(city, line, sheet, study, first, log):
            continue
        first[city] = line
        row = _code_row(raw, line, sheet, questionnaire, coders, broken, log)
        routing.apply(row, Place(shown, line, "", city), log)
        rows.append(row)
        raw_rows.append(raw)
    return AnswerBlock(
        wave=wave.id,
        questionnaire=questionnaire.id,
        cities=tuple(raw["city"].strip() for raw in raw_rows),
        answered_in=tuple(raw.get("answered_in", "").strip() for raw in raw_rows),
        sources=tuple(raw.get("source", "").strip() for raw in raw_rows),
        columns={
            (item.code, row_code): _column(questionnaire, item, row_code, [row[item.code, row_code] for row in rows])
            for item, row_code in questionnaire.variables()
        },
    )


def _check_surveyed(wave: Wave, block: AnswerBlock, log: ProblemLog) -> None:
    """The finite population that a wave stands for holds all that answered."""
    if wave.surveyed is not None and block.size > wave.surveyed:
        place = {"file": "study.yaml", "column": "waves.surveyed", "value": wave.surveyed}
        log.add("surveyed-too-small", **place, wave=wave.id, count=block.size)


def _broken_items(study: Study, questionnaire: Questionnaire, log: ProblemLog) -> set[str]:
    """Items whose definition has errors: those are reported, and not every answer that suffers from them."""
    file = f"questionnaires/{questionnaire.id}.yaml"
    broken = {entry.item for entry in log.errors if entry.file == file and entry.item}
    if study.unread_languages:
        broken |= {item.code for item in questionnaire.items.values() if item.kind in CHOICE_KINDS}
    return broken


def _columns_are_known(sheet: Sheet, questionnaire: Questionnaire, broken: set[str], log: ProblemLog) -> bool:
    known = {f"{item.code}.{row}" if row else item.code for item, row in questionnaire.variables()}
    reserved = ", ".join(RESERVED_COLUMNS)
    for column in sheet.columns:
        if column not in known and column not in RESERVED_COLUMNS and column.partition(".")[0] not in broken:
            similar = did_you_mean(column, [*known, *RESERVED_COLUMNS])
            log.add("answer-column-unknown", file=sheet.name, line=1, column=column, similar=similar, reserved=reserved)
    if "city" not in sheet.columns:
        log.add("column-missing", file=sheet.name, line=1, column="city")
        return False
    return True


def _coders(
    sheet: Sheet, questionnaire: Questionnaire, recodes: Recodes, empty: Status
) -> dict[tuple[str, str], tuple[str, CellCoder]]:
    """A coder for each variable that the sheet has, with the name of its column."""
    found = {}
    for item, row in questionnaire.variables():
        column = f"{item.code}.{row}" if row else item.code
        found[item.code, row] = (column, CellCoder(questionnaire, item, recodes, empty))
    return found


def _city_is_usable(city: str, line: int, sheet: Sheet, study: Study, first: dict[str, int], log: ProblemLog) -> bool:
    place = {"file": sheet.name, "line": line, "column": "city", "value": city}
    if city not in study.frame:
        # A frame that could not be read, or is empty, is reported once and not with every answer.
        if study.frame:
            log.add("answer-city-unknown", **place, similar=did_you_mean(city, study.frame))
        return False
    if city in first:
        log.add("answer-city-twice", **place, first=first[city])
        return False
    return True


def _code_row(
    raw: dict[str, str],
    line: int,
    sheet: Sheet,
    questionnaire: Questionnaire,
    coders: dict[tuple[str, str], tuple[str, CellCoder]],
    broken: set[str],
    log: ProblemLog,
) -> Row:
    city = raw["city"].strip()
    cut_off = {code.strip() for code in raw.get("incomplete", "").split(";") if code.strip()}
    for code in sorted(cut_off):
        item = questionnaire.items.get(code)
        if item is None or item.kind not in LIST_KINDS:
            log.add("incomplete-unknown", file=sheet.name, line=line, column="incomplete", city=city, value=code)
            cut_off.discard(code)
    row: Row = {}
    unheard = ProblemLog()
    for key, (column, coder) in coders.items():
        place = Place(sheet.name, line, column, city)
        row[key] = coder.code(raw.get(column, ""), key[0] in cut_off, place, unheard if key[0] in broken else log)
    for code in sorted(cut_off):
        if code not in broken and not any(coded.codes for (item_code, _), coded in row.items() if item_code == code):
            words = Place(sheet.name, line, "incomplete", city).words(code, code)
            log.add("incomplete-without-answer", **words)
    return row


def _column(questionnaire: Questionnaire, item: Item, row: str, answers: list[Coded]) -> Column:
    options = tuple(option.code for option in questionnaire.options_of(item))
    position = {code: index for index, code in enumerate(options)}
    ticks = np.full((len(answers), len(options)), UNKNOWN, dtype=np.int8)
    ranks = np.zeros((len(answers), len(options) if item.kind is Kind.RANKING else 0), dtype=np.int16)
    for index, coded in enumerate(answers):
        if coded.status is Status.ANSWERED:
            ticks[index, :] = NOT_NAMED
        for rank, code in enumerate(coded.codes, start=1):
            ticks[index, position[code]] = NAMED
            if item.kind is Kind.RANKING:
                ranks[index, position[code]] = rank
    return Column(
        item=item,
        row=row,
        options=options,
        status=np.array([coded.status for coded in answers], dtype=np.int8),
        ticks=ticks,
        ranks=ranks,
        numbers=np.array([np.nan if coded.number is None else coded.number for coded in answers], dtype=np.float64),
        texts=tuple(coded.text for coded in answers),
    )
