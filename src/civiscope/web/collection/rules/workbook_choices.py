"""What single cells of a workbook say: an option, yes or no, ranks, numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.report.words.phrases import PHRASES
from civiscope.study.questionnaire import Item
from civiscope.web.collection.rules.workbook_plan import ANSWER, Line, Plan, plain_blanks


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: ``phrase`` is filled with ``words``."""

    line: Line
    column: str
    phrase: str
    words: Mapping[str, object]


def text_of(value: object) -> str:
    """What a cell holds as a text; numbers without a decimal point where they are whole."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return number_text(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def number_text(number: float) -> str:
    """A number as it is kept."""
    if not math.isfinite(number):
        return str(number)
    return str(int(number)) if number == int(number) else repr(float(number))


def choice_of(plan: Plan, item: Item, text: str) -> str:
    """The code of the option that a text names, in any language of the questionnaire; "" for none."""
    options = plan.questionnaire.options_of(item)
    wanted = plain_blanks(text)
    labels = {code: plain_blanks(label) for code, label in plan.labels(item).items()}
    for code, label in labels.items():
        if wanted in (code, label):
            return code
    folded = wanted.casefold()
    found = {code for code, label in labels.items() if label.casefold() == folded}
    found = found or {
        option.code for option in options if any(plain_blanks(label) == wanted for label in option.label.values())
    }
    return found.pop() if len(found) == 1 else ""


def is_yes(value: object) -> bool | None:
    """Whether a cell says yes (True), no (False), or neither (None)."""
    if isinstance(value, bool):
        return value
    text = text_of(value).casefold()
    if text == "x" or text in _words("offline_yes"):
        return True
    return False if text in _words("offline_no") else None


def _words(key: str) -> frozenset[str]:
    return frozenset(str(phrases[key]).casefold() for phrases in PHRASES.values())


def ranks_of(lines: list[Line], values: Mapping[tuple[str, str], object], faults: list[Fault]) -> list[str]:
    """The options that have a rank, from the first on; faults where ranks are no whole numbers or stand twice."""
    found: dict[int, Line] = {}
    for line in lines:
        value = values.get((line.key, ANSWER))
        if value is None:
            continue
        text = text_of(value)
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 4 and int(text) >= 1):
            faults.append(Fault(line, ANSWER, "offline_fault_rank", {"value": text, "last": len(lines)}))
        elif int(text) in found:
            words = {"value": text, "other": found[int(text)].label}
            faults.append(Fault(line, ANSWER, "offline_fault_rank_twice", words))
        else:
            found[int(text)] = line
    return [found[rank].option for rank in sorted(found)]
