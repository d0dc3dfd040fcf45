"""From the raw answers of a study to its AnswerSet."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import numpy as np

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.answers.cells import CellCoder, Coded, Place
from civiscope.answers.recodes import Recodes, read_recodes
from civiscope.answers.routing import Routing, Row
from civiscope.errors import ProblemLog
from civiscope.results.answers import STATUS_BY_LABEL, Status
from civiscope.study.definition import Wave
from civiscope.study.loading import Study
from civiscope.study.questionnaire import LIST_KINDS, Item, Kind, Questionnaire
from civiscope.study.questionnaire_checks import RESERVED_COLUMNS
from civiscope.study.sheets import Sheet, read_sheet

FORMATS = (".csv", ".xlsx", ".sav")


def read_answers(study: Study, log: ProblemLog) -> tuple[AnswerSet, tuple[Path, ...]]:
    """Read, recode and code the answers of every closed or collecting wave, and the files that were read.

    Every problem and everything that was done goes to ``log``. A closed wave must have answers to each of its
    questionnaires; other waves may.
    """
    blocks: dict[tuple[str, str], AnswerBlock] = {}
    inputs: list[Path] = []
    for wave in study.definition.waves:
        for name in wave.questionnaires:
            path = _answers_file(study, wave, name, log)
            if path is None:
                continue
            inputs.append(path)
            recodes_file = study.folder / "waves" / wave.id / "recodes.csv"
            if recodes_file.exists() and recodes_file not in inputs:
                inputs.append(recodes_file)
            block = _read_block(study, wave, study.questionnaires[name], path, log)
            if block is not None:
                blocks[wave.id, name] = block
    _check_wave_folders(study, log)
    return AnswerSet(blocks), tuple(inputs)


def _answers_file(study: Study, wave: Wave, name: str, log: ProblemLog) -> Path | None:
    folder = study.folder / "waves" / wave.id
    found = [folder / f"{name}{suffix}" for suffix in FORMATS if (folder / f"{name}{suffix}").exists()]
    if len(found) > 1:
        shown = ", ".join(path.name for path in found)
        log.add("wave-answers-twice", file=f"waves/{wave.id}", value=shown)
        return None
    if not found and wave.status == "closed":
        log.add("wave-answers-missing", file="study.yaml", wave=wave.id, value=name)
    return found[0] if found else None


def _check_wave_folders(study: Study, log: ProblemLog) -> None:
    folder = study.folder / "waves"
    known = {wave.id for wave in study.definition.waves}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_dir() and path.name not in known:
            log.add("wave-folder-unknown", file=f"waves/{path.name}", value=path.name, action="not read")


def _read_block(
    study: Study, wave: Wave, questionnaire: Questionnaire, path: Path, log: ProblemLog
) -> AnswerBlock | None:
    shown = f"waves/{wave.id}/{path.name}"
    sheet = read_sheet(path, shown, log)
    recodes = read_recodes(study.folder, wave.id, questionnaire, log)
    if sheet is None or not _columns_are_known(sheet, questionnaire, log):
        return None
    if not sheet.rows and wave.status == "closed":
        log.add("answers-empty", file=shown)
        return None
    coders = _coders(sheet, questionnaire, recodes, STATUS_BY_LABEL[wave.empty_means])
    routing = _routing(questionnaire, study.definition.source_language, log)
    first: dict[str, int] = {}
    rows: list[Row] = []
    raw_rows: list[dict[str, str]] = []
    for raw, line in zip(sheet.rows, sheet.lines, strict=True):
        city = raw["city"].strip()
        if not _city_is_usable(city, line, sheet, study, first, log):
            continue
        first[city] = line
        row = _code_row(raw, line, sheet, questionnaire, coders, log)
        if routing is not None:
            routing.apply(row, Place(shown, line, "", city), log)
        rows.append(row)
        raw_rows.append(raw)
    recodes.log_uses(log)
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


def _routing(questionnaire: Questionnaire, language: str, log: ProblemLog) -> Routing | None:
    """The routing; None where an expression is broken, which the checks of the questionnaire have already reported."""
    if any(entry.code == "expression-invalid" for entry in log.errors):
        return None
    return Routing(questionnaire, language)


def _columns_are_known(sheet: Sheet, questionnaire: Questionnaire, log: ProblemLog) -> bool:
    known = {f"{item.code}.{row}" if row else item.code for item, row in questionnaire.variables()}
    reserved = ", ".join(RESERVED_COLUMNS)
    for column in sheet.columns:
        if column not in known and column not in RESERVED_COLUMNS:
            close = get_close_matches(column, [*known, *RESERVED_COLUMNS], 1)
            similar = f' (did you mean "{close[0]}"?)' if close else ""
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
        close = get_close_matches(city, list(study.frame), 1)
        log.add("answer-city-unknown", **place, similar=f' (did you mean "{close[0]}"?)' if close else "")
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
    for key, (column, coder) in coders.items():
        place = Place(sheet.name, line, column, city)
        row[key] = coder.code(raw.get(column, ""), key[0] in cut_off, place, log)
    for code in sorted(cut_off):
        if not any(coded.codes for (item_code, _), coded in row.items() if item_code == code):
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
