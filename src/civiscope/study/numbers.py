"""Numbers as people write them, with a reason where a text is none."""

from __future__ import annotations

import re

LIMIT = 1e15
"""Numbers from here on have more digits than can be kept exactly, and than anything counted in cities needs."""

_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:(,\d{3})+|([ \u00a0\u2009\u202f]\d{3})+)(\.\d+)?")
_COMMA_OF_THREE = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_DECIMAL_COMMA = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d{1,3}([ \u00a0\u2009\u202f]\d{3})+|0|\d+(?=,\d{1,2}$)),\d+")
_DIGITS = re.compile(r"[-+]?\d[\d.,'’ \u00a0\u2009\u202f]*\d")
_SEPARATORS = re.compile(r"[, \u00a0\u2009\u202f]")


def classify_number(text: str) -> tuple[float | None, str]:
    """The number that ``text`` is, or None and the catalogue code that says what is wrong with it.

    Plain digits with a decimal point, and groups of three digits joined by commas or blanks, are numbers. Everything
    that could be read in two ways is none: "39,6990" (stray-digit-group), "3,5" and "1.234,5" (decimal-comma). An
    empty text is (None, "").
    """
    stripped = text.strip().replace("\u2212", "-")
    if not stripped:
        return None, ""
    if _PLAIN.fullmatch(stripped):
        return _exact(float(stripped))
    if _GROUPED.fullmatch(stripped):
        return _exact(float(_SEPARATORS.sub("", stripped)))
    if _DECIMAL_COMMA.fullmatch(stripped):
        return None, "decimal-comma"
    if _DIGITS.fullmatch(stripped):
        return None, "stray-digit-group"
    return None, "not-a-number"


def _exact(value: float) -> tuple[float | None, str]:
    return (value, "") if abs(value) < LIMIT else (None, "number-too-large")


def may_be_decimal_comma(text: str) -> bool:
    """Whether the comma of a number that is read with digit groups (20,977) could also be meant as a decimal sign."""
    return _COMMA_OF_THREE.fullmatch(text.strip().replace("\u2212", "-")) is not None


def parse_number(text: str) -> float | None:
    """The number that ``text`` is, None where it is empty or no number."""
    return classify_number(text)[0]
