"""Between answers as they are kept and the cells of a workbook, both ways.

What is read from an untouched workbook is the same answer, written in one form (`canonical`): options by code and in
the questionnaire's order. Two answers are the same for a workbook where their canonical forms are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from civiscope.answers.cells import SEPARATOR
from civiscope.answers.recodes import MISSING_WORDS
from civiscope.report.words.phrases import say
from civiscope.study.numbers import LIMIT, classify_number
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, OTHER, Item, Kind
from civiscope.web.collection.rules.given import DONT_KNOW, LONGEST_TEXT, NONE, NOT_APPLICABLE, Cells, cleaned
from civiscope.web.collection.rules.workbook_choices import Fault, choice_of, is_yes, number_text, ranks_of, text_of
from civiscope.web.collection.rules.workbook_plan import ANSWER, OTHERWISE, OWN_WORDS, Holds, Line, Plan

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Values = dict[tuple[str, str], Value]
"""What cells hold, by the key of the line and the column; empty cells are left out."""

_OWN = "other:"
_FIRST_DATE = dt.date(1900, 3, 1)
"""Spreadsheets count earlier days differently from one another; those are written as text."""
_MISSING = {DONT_KNOW: "offline_dont_know", NOT_APPLICABLE: "offline_not_applicable", NONE: "offline_none"}


@dataclass(slots=True)
class Read:
    """What the lines of an item say: cells by row, and what is wrong."""

    cells: Cells = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def reasons(item: Item, language: str) -> dict[str, str]:
    """What column D offers for an item, by the word for it in the answers."""
    offered = [f"({choice})" for choice in item.missing_choices] + ([NONE] if item.kind in LIST_KINDS else [])
    return {word: say(_MISSING[word], language) for word in offered}


def reason_words(language: str) -> dict[str, str]:
    """What is said of each kind of missing, by its word in the answers."""
    return {word: say(key, language) for word, key in _MISSING.items()}


def written(plan: Plan, item: Item, cells: Mapping[str, str]) -> Values:
    """The cells of a workbook that hold an answer."""
    found: Values = {}
    for lines in _by_row(plan, item).values():
        raw = cells.get(lines[0].row, "").strip()
        if raw:
            found |= _written(plan, item, lines, raw)
    return found


def read(plan: Plan, item: Item, values: Mapping[tuple[str, str], Value]) -> Read:
    """The answer that the cells of a workbook hold."""
    result = Read()
    for row, lines in _by_row(plan, item).items():
        cell = _read(plan, item, lines, values, result.faults)
        if cell:
            result.cells[row] = cell
    return result


def canonical(plan: Plan, item: Item, cells: Mapping[str, str]) -> Cells:
    """The answer as an untouched workbook would give it back; as it is where a workbook cannot hold it."""
    found = read(plan, item, written(plan, item, cells))
    return dict(cells) if found.faults else found.cells


def plain(text: str) -> str:
    """A text as a spreadsheet keeps it: no control characters, one kind of line break."""
    return re.sub(r"[\ud800-\udfff\ufffe\uffff]", "", cleaned(text)).strip()[:LONGEST_TEXT]


# ------------------------------------------------------------ writing
def _by_row(plan: Plan, item: Item) -> dict[str, list[Line]]:
    """The lines of each variable; the heading of a grid belongs to none."""
    found: dict[str, list[Line]] = {}
    for line in plan.lines_of(item.code):
        if line.row or item.kind not in GRID_KINDS:
            found.setdefault(line.row, []).append(line)
    return found


def _written(plan: Plan, item: Item, lines: list[Line], raw: str) -> Values:
    first, own = lines[0], next((line for line in lines if line.option == OWN_WORDS), None)
    if raw in _MISSING and (raw != NONE or item.kind in LIST_KINDS):
        # Also where the question does not offer it (any more): what was answered is never left out.
        return {(first.key, OTHERWISE): say(_MISSING[raw], plan.language)}
    if item.kind in LIST_KINDS or item.kind is Kind.RANKING:
        return _written_list(plan, item, lines, raw)
    if first.holds is Holds.CHOICE:
        labels = plan.labels(item)
        if own is not None and raw.lower().startswith(_OWN):
            words = plain(raw[len(_OWN) :])
            found: Values = {(first.key, ANSWER): labels[OTHER]}
            return {**found, (own.key, ANSWER): words} if words else found
        code = raw if raw in labels else choice_of(plan, item, raw)
        return {(first.key, ANSWER): labels[code] if code else plain(raw)}
    return {(first.key, ANSWER): _written_value(first, raw)}


def _written_value(line: Line, raw: str) -> Value:
    if line.holds in (Holds.INTEGER, Holds.DECIMAL):
        number = classify_number(raw)[0]
        return plain(raw) if number is None else number
    if line.holds is Holds.DATE:
        try:
            day = dt.date.fromisoformat(raw)
        except ValueError:
            return plain(raw)
        return day if day >= _FIRST_DATE else raw
    return plain(raw)


def _written_list(plan: Plan, item: Item, lines: list[Line], raw: str) -> Values:
    """Yes or no, or the rank, for each option."""
    named: list[str] = []
    own_words: list[str] = []
    labels = plan.labels(item)
    parts = [raw] if raw in labels else [part.strip() for part in raw.split(SEPARATOR) if part.strip()]
    for part in parts:
        is_own = item.other and part.lower().startswith(_OWN)
        code = OTHER if is_own else part if part in labels else choice_of(plan, item, part)
        if code and code not in named:
            named.append(code)
        if is_own:
            own_words.append(plain(part[len(_OWN) :]))
    found: Values = {}
    for line in lines:
        if line.option == OWN_WORDS and OTHER in named:
            words = "; ".join(filter(None, own_words))
            if words or item.kind in LIST_KINDS:
                found[line.key, ANSWER] = words or plan.own_words()
        elif line.holds is Holds.RANK and line.option in named:
            found[line.key, ANSWER] = float(named.index(line.option) + 1)
        elif line.holds is Holds.YES_NO and named:
            found[line.key, ANSWER] = say("offline_yes" if line.option in named else "offline_no", plan.language)
    return found


# ------------------------------------------------------------ reading
def _read(
    plan: Plan, item: Item, lines: list[Line], values: Mapping[tuple[str, str], Value], faults: list[Fault]
) -> str:
    """The raw cell of one variable; "" for no answer or one that cannot be used."""
    first = lines[0]
    answered = [line for line in lines if (line.key, ANSWER) in values]
    otherwise = values.get((first.key, OTHERWISE))
    if otherwise is not None:
        word = _reason(item, plan.language, text_of(otherwise))
        if word is None:
            offered = "; ".join(reasons(item, plan.language).values())
            faults.append(Fault(first, OTHERWISE, "offline_fault_reason", {"value": text_of(otherwise), "o": offered}))
        elif answered and word == NONE and not _names_any(answered, values):
            return word
        elif answered:
            faults.append(Fault(first, OTHERWISE, "offline_fault_both", {"value": text_of(otherwise)}))
        return word if word and not answered else ""
    if not answered:
        return ""
    if item.kind in LIST_KINDS:
        return _read_list(plan, lines, values, faults)
    if item.kind is Kind.RANKING:
        return _read_ranking(item, lines, values, faults)
    if first.holds is Holds.CHOICE:
        return _read_choice(plan, item, lines, values, faults)
    return _read_value(first, values[first.key, ANSWER], faults)


def _reason(item: Item, language: str, text: str) -> str | None:
    words = [word for word in _MISSING if word != NONE or item.kind in LIST_KINDS]
    known = {say(_MISSING[word], language).casefold(): word for word in words}
    return known.get(text.casefold(), text if text in words else None)


def _names_any(answered: list[Line], values: Mapping[tuple[str, str], Value]) -> bool:
    return any(line.option == OWN_WORDS or is_yes(values[line.key, ANSWER]) is not False for line in answered)


def _read_list(plan: Plan, lines: list[Line], values: Mapping[tuple[str, str], Value], faults: list[Fault]) -> str:
    named: list[str] = []
    open_lines: list[Line] = []
    before = len(faults)
    for line in lines[1:]:
        value = values.get((line.key, ANSWER))
        if line.option == OWN_WORDS:
            words = plain(text_of(value)) if value is not None else ""
            if words:
                same = words.casefold() == plan.own_words().casefold()
                named.append(OTHER if same else f"{_OWN} {words.replace(SEPARATOR, ',')}")
            continue
        if value is None:
            open_lines.append(line)
            continue
        chosen = is_yes(value)
        if chosen is None:
            told = {"value": text_of(value), **_yes_no(plan.language)}
            faults.append(Fault(line, ANSWER, "offline_fault_yes_no", told))
        elif chosen:
            named.append(line.option)
    if len(faults) > before:
        return ""
    if not named and open_lines:
        faults.append(Fault(open_lines[0], ANSWER, "offline_fault_open", _yes_no(plan.language)))
        return ""
    return SEPARATOR.join(named) or NONE


def _yes_no(language: str) -> dict[str, str]:
    words = {"yes": "offline_yes", "no": "offline_no", "none": "offline_none"}
    return {name: say(key, language) for name, key in words.items()}


def _read_ranking(item: Item, lines: list[Line], values: Mapping[tuple[str, str], Value], faults: list[Fault]) -> str:
    ranked = ranks_of([line for line in lines[1:] if line.holds is Holds.RANK], values, faults)
    own = next((line for line in lines if line.option == OWN_WORDS), None)
    words = plain(text_of(values[own.key, ANSWER])) if own is not None and (own.key, ANSWER) in values else ""
    if words and own is not None and OTHER not in ranked:
        faults.append(Fault(own, ANSWER, "offline_fault_own_without_rank", {}))
    return SEPARATOR.join(
        f"{_OWN} {words.replace(SEPARATOR, ',')}" if code == OTHER and words and item.other else code for code in ranked
    )


def _read_choice(
    plan: Plan, item: Item, lines: list[Line], values: Mapping[tuple[str, str], Value], faults: list[Fault]
) -> str:
    first, own = lines[0], next((line for line in lines if line.option == OWN_WORDS), None)
    chosen = values.get((first.key, ANSWER))
    words = plain(text_of(values[own.key, ANSWER])) if own is not None and (own.key, ANSWER) in values else ""
    code = choice_of(plan, item, text_of(chosen)) if chosen is not None else ""
    if chosen is not None and not code:
        offered = "; ".join(plan.labels(item).values())
        faults.append(Fault(first, ANSWER, "offline_fault_option", {"value": text_of(chosen), "o": offered}))
        return ""
    if own is not None and words:
        if code in ("", OTHER):
            return f"{_OWN} {words}"
        faults.append(Fault(own, ANSWER, "offline_fault_own_beside", {"value": text_of(chosen or "")}))
        return ""
    return code


def _read_value(line: Line, value: Value, faults: list[Fault]) -> str:
    """A number, a day or a text."""
    if line.holds in (Holds.INTEGER, Holds.DECIMAL):
        number = value if isinstance(value, float | int) and not isinstance(value, bool) else None
        if number is None and isinstance(value, str):
            number = classify_number(value)[0]
        if number is not None and not abs(number) < LIMIT:
            number = None
        if number is None or (line.holds is Holds.INTEGER and number != int(number)):
            faults.append(Fault(line, ANSWER, f"offline_fault_{line.holds}", {"value": text_of(value)}))
            return ""
        return number_text(number)
    if line.holds is Holds.DATE:
        return _read_date(line, value, faults)
    text = plain(text_of(value))
    if text in MISSING_WORDS or text == NONE:
        faults.append(Fault(line, ANSWER, "offline_fault_reserved", {"value": text}))
        return ""
    return text


def _read_date(line: Line, value: Value, faults: list[Fault]) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    try:
        return dt.date.fromisoformat(text_of(value)).isoformat()
    except ValueError:
        faults.append(Fault(line, ANSWER, "offline_fault_date", {"value": text_of(value)}))
        return ""
