"""Reading published.csv: results printed elsewhere, shown beside computed ones."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.results.published import REQUIRED_COLUMNS, PublishedKey, PublishedResult
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.groups import levels_of
from civiscope.study.numbers import classify_number
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, Item, Questionnaire
from civiscope.study.sheets import Sheet, read_sheet

PUBLISHED_FILE = "published.csv"


def read_published(
    folder: Path,
    definition: StudyDefinition,
    questionnaires: dict[str, Questionnaire],
    frame: Frame,
    log: ProblemLog,
) -> tuple[PublishedResult, ...]:
    """The rows of published.csv, () where there is no such file; every problem is logged."""
    path = folder / PUBLISHED_FILE
    if not path.exists():
        return ()
    sheet = read_sheet(path, PUBLISHED_FILE, log)
    if sheet is None:
        return ()
    missing = [column for column in REQUIRED_COLUMNS if column not in sheet.columns]
    for column in missing:
        log.add("column-missing", file=sheet.name, line=1, column=column)
    if missing:
        return ()
    names = _Names({wave.id for wave in definition.waves}, questionnaires, _levels(definition, questionnaires, frame))
    found: list[tuple[int, PublishedResult]] = []
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        if _is_sourced(row, line, sheet, log) and _names_are_known(row, line, sheet, names, log):
            result = _result(row, line, sheet, log)
            if result is not None:
                found.append((line, result))
    _check_repetitions(found, sheet, log)
    _check_sums(found, questionnaires, sheet, log)
    return tuple(result for _, result in found)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a row may name. Levels are None where a frame that could not be read would have told them."""

    waves: set[str]
    questionnaires: dict[str, Questionnaire]
    levels: Mapping[str, set[str] | None]


def _levels(
    definition: StudyDefinition, questionnaires: dict[str, Questionnaire], frame: Frame
) -> dict[str, set[str] | None]:
    language = definition.source_language
    return {
        group.code: None
        if group.column and not group.classes and not frame
        else set(levels_of(group, questionnaires, frame, language, language))
        for group in definition.groups
    }


def _is_sourced(row: dict[str, str], line: int, sheet: Sheet, log: ProblemLog) -> bool:
    if not row["source"]:
        log.add("published-source-missing", file=sheet.name, line=line, column="source")
    return bool(row["source"])


def _names_are_known(row: dict[str, str], line: int, sheet: Sheet, names: _Names, log: ProblemLog) -> bool:
    def unknown(what: str) -> bool:
        log.add("published-unknown", file=sheet.name, line=line, column=what, what=what, value=row[what])
        return False

    if row["wave"] not in names.waves:
        return unknown("wave")
    questionnaire = names.questionnaires.get(row["questionnaire"])
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
    fits = _fits_kind(row, line, item, [option.code for option in rows], sheet, log)
    return _domain_is_known(row, line, sheet, names, log) and fits


def _fits_kind(row: dict[str, str], line: int, item: Item, rows: list[str], sheet: Sheet, log: ProblemLog) -> bool:
    """Whether a result of a grid names one of its ``rows``, and a percentage is of an item with options."""
    place = {"file": sheet.name, "line": line, "item": item.code}
    if rows and item.kind in GRID_KINDS and not row["row"]:
        log.add("published-row-missing", **place, column="row", known=", ".join(rows))
        return False
    if row["percent"] and item.kind not in CHOICE_KINDS:
        log.add("published-percent-kind", **place, column="percent", value=row["percent"], kind=item.kind)
        return False
    return True


def _domain_is_known(row: dict[str, str], line: int, sheet: Sheet, names: _Names, log: ProblemLog) -> bool:
    domain, level = row.get("domain", ""), row.get("level", "")
    place = {"file": sheet.name, "line": line}
    if bool(domain) != bool(level):
        log.add("published-half-domain", **place, column="level" if domain else "domain", value=domain or level)
        return False
    if not domain:
        return True
    if domain not in names.levels:
        known = ", ".join(names.levels) or "no groups yet"
        log.add("published-domain", **place, column="domain", value=domain, groups=known)
        return False
    levels = names.levels[domain]
    if levels is not None and level not in levels:
        known = ", ".join(sorted(levels)) or "no levels yet"
        log.add("published-level", **place, column="level", value=level, domain=domain, levels=known)
        return False
    return True


def _result(row: dict[str, str], line: int, sheet: Sheet, log: ProblemLog) -> PublishedResult | None:
    place = {"file": sheet.name, "line": line}
    percent = None
    if row["percent"]:
        percent, _ = classify_number(row["percent"])
        if percent is None or not 0 <= percent <= 100:
            log.add("published-percent", **place, column="percent", value=row["percent"])
            return None
    counted = {column: _whole(row.get(column, ""), column, line, sheet, log) for column in ("count", "base")}
    count, base = counted["count"], counted["base"]
    if any(row.get(column, "") and number is None for column, number in counted.items()):
        return None
    if percent is None and count is None and not row["text"]:
        log.add("published-empty", **place, column="percent")
        return None
    if count is not None and base is not None and count > base:
        log.add("published-count", **place, column="count", value=count, base=base)
        return None
    result = PublishedResult(
        wave=row["wave"],
        questionnaire=row["questionnaire"],
        item=row["item"],
        row=row["row"],
        option=row["option"],
        percent=percent,
        text=row["text"],
        base=base,
        source=row["source"],
        domain=row.get("domain", ""),
        level=row.get("level", ""),
        count=count,
        remark=row.get("remark", ""),
    )
    _check_agreement(result, line, sheet, log)
    return result


def _whole(text: str, column: str, line: int, sheet: Sheet, log: ProblemLog) -> int | None:
    """A count of cities (a base: at least 1); None where there is none or it is logged."""
    if not text:
        return None
    number, code = classify_number(text)
    if number is None:
        log.add(code, file=sheet.name, line=line, column=column, value=text)
        return None
    if number != int(number) or number < (1 if column == "base" else 0):
        log.add("published-whole", file=sheet.name, line=line, column=column, value=text)
        return None
    return int(number)


def _check_agreement(result: PublishedResult, line: int, sheet: Sheet, log: ProblemLog) -> None:
    """A printed percentage and the printed count of the printed base must be the same share, but for rounding."""
    if result.percent is None or result.count is None or not result.base:
        return
    share = result.count / result.base
    if abs(share - result.percent / 100) > result.half_width + 1e-9:
        log.add(
            "published-contradiction",
            file=sheet.name,
            line=line,
            column="count",
            item=result.item,
            value=result.count,
            base=result.base,
            percent=f"{result.percent:g}",
            share=f"{100 * share:.1f}",
            action="the percentage is used",
        )


def _check_repetitions(found: list[tuple[int, PublishedResult]], sheet: Sheet, log: ProblemLog) -> None:
    """A source prints a result once; two sources may print different values of it."""
    first: dict[tuple[PublishedKey, str], tuple[int, PublishedResult]] = {}
    for line, result in found:
        earlier, before = first.setdefault((result.key, result.source), (line, result))
        if before is result:
            continue
        code = "published-twice" if before == result else "published-conflict"
        log.add(code, file=sheet.name, line=line, column="source", item=result.item, value=result.source, first=earlier)


def _check_sums(
    found: list[tuple[int, PublishedResult]], questionnaires: dict[str, Questionnaire], sheet: Sheet, log: ProblemLog
) -> None:
    """Where a city gives one answer, the percentages that a source prints add up to 100 at most, but for rounding."""
    answers: dict[tuple[PublishedKey, str], dict[str, tuple[int, PublishedResult]]] = defaultdict(dict)
    for line, result in found:
        item = questionnaires[result.questionnaire].items[result.item]
        if item.kind in ("single", "grid") and result.option and result.percent is not None:
            answers[replace(result, option="").key, result.source].setdefault(result.option, (line, result))
    for (_, source), options in answers.items():
        rows = list(options.values())
        total = math.fsum(result.percent or 0.0 for _, result in rows)
        rounded = 100 * math.fsum(result.half_width for _, result in rows)
        if total > 100 + rounded + 1e-9:
            first, result = rows[0]
            log.add(
                "published-sum", file=sheet.name, line=rows[-1][0], column="percent", item=result.item,
                value=f"{total:g}", source=source, first=first,
            )  # fmt: skip
