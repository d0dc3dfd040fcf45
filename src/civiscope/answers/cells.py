"""Coding one cell: from the raw text of one answer to codes, a number, a text or a kind of missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED, Recodes
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.results.answers import Status
from civiscope.study.numbers import classify_number
from civiscope.study.questionnaire import (
    CHOICE_KINDS,
    LIST_KINDS,
    NUMBER_KINDS,
    OTHER,
    Item,
    Kind,
    Questionnaire,
)

SEPARATOR = ";"
_OTHER_PREFIX = "other:"


@dataclass(slots=True)
class Coded:
    """One coded answer; ``codes`` in the order in which they were given."""

    status: Status
    codes: list[str] = field(default_factory=list)
    number: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, for messages."""

    file: str
    line: int
    column: str
    city: str

    def words(self, item: str, value: str) -> dict[str, object]:
        """The place as keywords of ProblemLog.add."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "city": self.city,
            "item": item,
            "value": value,
        }


class CellCoder:
    """Codes the cells of one variable; problems go to the log, and a cell that cannot be used becomes not answered."""

    def __init__(self, questionnaire: Questionnaire, item: Item, recodes: Recodes, empty: Status) -> None:
        self.item = item
        self.recodes = recodes
        self.empty = empty
        options = questionnaire.options_of(item)
        self.options = tuple(option.code for option in options)
        self.by_text: dict[str, str] = {}
        for option in options:
            for text in (option.code, *option.label.values()):
                self.by_text.setdefault(text.strip(), option.code)

    def code(self, raw: str, incomplete: bool, place: Place, log: ProblemLog) -> Coded:
        """The coded answer of one cell."""
        text = raw.strip()
        if not text:
            return Coded(self.empty)
        if text in MISSING_WORDS:
            return Coded(MISSING_WORDS[text])
        if self.item.kind in CHOICE_KINDS:
            return self._choice(text, incomplete, place, log)
        recode = self.recodes.apply(self.item.code, text)
        if recode is not None and recode.missing is not None:
            return Coded(recode.missing)
        if self.item.kind in NUMBER_KINDS:
            return self._number(text, place, log)
        return self._text(text, place, log)

    def _choice(self, text: str, incomplete: bool, place: Place, log: ProblemLog) -> Coded:
        if text == NOTHING_NAMED and self.item.kind in LIST_KINDS:
            return Coded(Status.ANSWERED)
        is_list = self.item.kind in LIST_KINDS or self.item.kind is Kind.RANKING
        # A single choice may carry a separator in its own words; the whole text is tried first.
        whole = not is_list or text in self.by_text
        parts = [text] if whole else list(filter(None, (part.strip() for part in text.split(SEPARATOR))))
        if not parts:
            self._log_unknown(text, place, log)
        found = [(part, self._option(part, place, log)) for part in parts]
        if len(found) == 1 and isinstance(found[0][1], Status):
            return Coded(found[0][1])
        codes, texts = self._codes(found, place, log)
        if not codes:
            return Coded(Status.NOT_ANSWERED)
        most = self.item.most if is_list else 1
        if most is not None and len(codes) > most:
            log.add("too-many-options", **place.words(self.item.code, text), count=len(codes), most=most)
        status = Status.INCOMPLETE if incomplete else Status.ANSWERED
        return Coded(status, codes, text="; ".join(filter(None, texts)))

    def _codes(
        self, found: list[tuple[str, tuple[str, ...] | Status]], place: Place, log: ProblemLog
    ) -> tuple[list[str], list[str]]:
        """The codes that the parts of a cell name, each once, and the respondent's own words among them."""
        codes: list[str] = []
        texts: list[str] = []
        for part, named in found:
            for code in () if isinstance(named, Status) else named:
                if code == OTHER and self.item.other:
                    texts.append(_own_words(part))
                if code not in codes:
                    codes.append(code)
                elif code != OTHER:
                    log.add("option-repeated", **place.words(self.item.code, part), action="counted once")
        return codes, texts

    def _option(self, part: str, place: Place, log: ProblemLog) -> tuple[str, ...] | Status:
        recode = self.recodes.apply(self.item.code, part)
        if recode is not None:
            return recode.missing if recode.missing is not None else recode.codes
        if part in self.by_text:
            return (self.by_text[part],)
        if self.item.other and part.lower().startswith(_OTHER_PREFIX):
            return (OTHER,)
        self._log_unknown(part, place, log)
        return Status.NOT_ANSWERED

    def _log_unknown(self, part: str, place: Place, log: ProblemLog) -> None:
        log.add(
            "option-unknown",
            **place.words(self.item.code, part),
            similar=did_you_mean(part, self.by_text),
            options=_shown_options(self.options),
            recodes=self.recodes.file,
        )

    def _number(self, text: str, place: Place, log: ProblemLog) -> Coded:
        number, problem_code = classify_number(text)
        if number is None:
            log.add(problem_code, **place.words(self.item.code, text))
            return Coded(Status.NOT_ANSWERED)
        if self.item.kind is Kind.INTEGER and number != int(number):
            log.add("integer-expected", **place.words(self.item.code, text))
            return Coded(Status.NOT_ANSWERED)
        return Coded(Status.ANSWERED, number=number)

    def _text(self, text: str, place: Place, log: ProblemLog) -> Coded:
        if self.item.kind is Kind.DATE:
            try:
                dt.date.fromisoformat(text)
            except ValueError:
                log.add("date-unreadable", **place.words(self.item.code, text))
                return Coded(Status.NOT_ANSWERED)
        if self.item.kind is Kind.URL and not _is_address(text):
            log.add("url-unreadable", **place.words(self.item.code, text))
            return Coded(Status.NOT_ANSWERED)
        return Coded(Status.ANSWERED, text=text)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))


def _own_words(raw: str) -> str:
    """The respondent's own words behind "other: "."""
    return raw[len(_OTHER_PREFIX) :].strip() if raw.lower().startswith(_OTHER_PREFIX) else raw


def _shown_options(codes: tuple[str, ...]) -> str:
    shown = ", ".join(codes[:12])
    return f"one of {shown}" if len(codes) <= 12 else f"one of {shown} … ({len(codes)} options)"
