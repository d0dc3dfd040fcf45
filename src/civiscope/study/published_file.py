"""Reading published.csv: results printed elsewhere, shown beside computed ones."""

from __future__ import annotations

from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.results.published import PUBLISHED_COLUMNS, PublishedResult
from civiscope.study.definition import StudyDefinition
from civiscope.study.numbers import classify_number
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, Questionnaire
from civiscope.study.sheets import Sheet, read_sheet

PUBLISHED_FILE = "published.csv"


def read_published(
    folder: Path, definition: StudyDefinition, questionnaires: dict[str, Questionnaire], log: ProblemLog
) -> tuple[PublishedResult, ...]:
    """The rows of published.csv, () where there is no such file; every problem is logged."""
    path = folder / PUBLISHED_FILE
    if not path.exists():
        return ()
    sheet = read_sheet(path, PUBLISHED_FILE, log)
    if sheet is None:
        return ()
    missing = [column for column in PUBLISHED_COLUMNS if column not in sheet.columns]
    for column in missing:
        log.add("column-missing", file=sheet.name, line=1, column=column)
    if missing:
        return ()
    waves = {wave.id for wave in definition.waves}
    found = []
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        if _names_are_known(row, line, sheet, waves, questionnaires, log):
            result = _result(row, line, sheet, log)
            if result is not None:
                found.append(result)
    return tuple(found)


def _names_are_known(
    row: dict[str, str],
    line: int,
    sheet: Sheet,
    waves: set[str],
    questionnaires: dict[str, Questionnaire],
    log: ProblemLog,
) -> bool:
    def unknown(what: str) -> bool:
        log.add("published-unknown", file=sheet.name, line=line, column=what, what=what, value=row[what])
        return False

    if row["wave"] not in waves:
        return unknown("wave")
    questionnaire = questionnaires.get(row["questionnaire"])
    if questionnaire is None:
        return unknown("questionnaire")
    item = questionnaire.items.get(row["item"])
    if item is None:
        return unknown("item")
    # Rows and options that the definition itself lacks are reported there.
    rows, options = questionnaire.rows_of(item), questionnaire.options_of(item)
    broken = item.kind in GRID_KINDS and not rows
    if row["row"] and not broken and row["row"] not in {option.code for option in rows}:
        return unknown("row")
    broken = item.kind in CHOICE_KINDS and not options
    if row["option"] and not broken and row["option"] not in {option.code for option in options}:
        return unknown("option")
    return True


def _result(row: dict[str, str], line: int, sheet: Sheet, log: ProblemLog) -> PublishedResult | None:
    percent = base = None
    if row["percent"]:
        percent, _ = classify_number(row["percent"])
        if percent is None or not 0 <= percent <= 100:
            log.add("published-percent", file=sheet.name, line=line, column="percent", value=row["percent"])
            return None
    elif not row["text"]:
        log.add("published-percent", file=sheet.name, line=line, column="percent", value="")
        return None
    if row["base"]:
        number, code = classify_number(row["base"])
        if number is None:
            log.add(code, file=sheet.name, line=line, column="base", value=row["base"])
            return None
        base = int(number)
    return PublishedResult(
        wave=row["wave"],
        questionnaire=row["questionnaire"],
        item=row["item"],
        row=row["row"],
        option=row["option"],
        percent=percent,
        text=row["text"],
        base=base,
        source=row["source"],
    )
