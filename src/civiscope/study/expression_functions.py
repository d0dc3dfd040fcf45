"""The functions that expressions may use: how many arguments they take and how XPath evaluates them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

NAMESPACE = "civiscope"
"""Namespace of the functions that XPath 1.0 lacks."""

Value = str | float | bool


@dataclass(frozen=True, slots=True)
class Function:
    """A function: least and most number of arguments, and the XPath that it becomes."""

    least: int
    most: int
    write: Callable[[list[str]], str]

    @property
    def wanted(self) -> str:
        """How many arguments it takes, in words."""
        if self.least == self.most:
            return f"{self.least} argument" + ("" if self.least == 1 else "s")
        return f"at least {self.least} arguments" if self.most > 9 else f"{self.least} to {self.most} arguments"


def _native(name: str) -> Callable[[list[str]], str]:
    return lambda arguments: f"{name}({', '.join(arguments)})"


def _own(name: str, first: str = "") -> Callable[[list[str]], str]:
    return lambda arguments: f"c:{name}({', '.join([first, *arguments] if first else arguments)})"


FUNCTIONS: dict[str, Function] = {
    "selected": Function(2, 2, _own("selected")),
    "count-selected": Function(1, 1, _own("count-selected")),
    "if": Function(3, 3, lambda given: f"c:if(boolean({given[0]}), {given[1]}, {given[2]})"),
    "coalesce": Function(2, 2, _own("coalesce")),
    "once": Function(1, 1, _own("coalesce", "$here")),
    "regex": Function(2, 2, _own("regex")),
    "int": Function(1, 1, lambda given: f"c:int(number({given[0]}))"),
    "round": Function(1, 2, lambda given: f"c:round({', '.join(f'number({text})' for text in given)})"),
    "date": Function(1, 1, lambda given: f"c:date(string({given[0]}))"),
    "not": Function(1, 1, _native("not")),
    "true": Function(0, 0, _native("true")),
    "false": Function(0, 0, _native("false")),
    "boolean": Function(1, 1, _native("boolean")),
    "number": Function(1, 1, _native("number")),
    "string": Function(1, 1, _native("string")),
    "string-length": Function(1, 1, _native("string-length")),
    "contains": Function(2, 2, _native("contains")),
    "starts-with": Function(2, 2, _native("starts-with")),
    "concat": Function(2, 99, _native("concat")),
}
"""Functions by name. Those that read a clock or draw at random are left out: results must be reproducible."""


def _text(value: Value) -> str:
    """A value as XPath 1.0 turns it into text (W3C, XPath 1.0, section 4.2)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    return value


def _selected(_: Any, chosen: Value, code: Value) -> bool:
    return _text(code) in _text(chosen).split()


def _count_selected(_: Any, chosen: Value) -> float:
    return float(len(_text(chosen).split()))


def _if(_: Any, condition: bool, then: Value, otherwise: Value) -> Value:
    return then if condition else otherwise


def _coalesce(_: Any, first: Value, second: Value) -> Value:
    return first if _text(first) != "" else second


def _regex(_: Any, text: Value, pattern: Value) -> bool:
    """The whole text must match, as in XLSForm; a pattern that cannot be read matches nothing."""
    try:
        return compiled_pattern(_text(pattern)).fullmatch(_text(text)) is not None
    except re2.error:
        return False


@cache
def compiled_pattern(pattern: str) -> Any:
    """The pattern in RE2's syntax, whose time grows with the text only: no answer can make a check run for ever.

    Raises re2.error for a pattern that cannot be read; RE2 knows no references back and no looking around.
    """
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options=options)


def _int(_: Any, number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(_: Any, number: float, digits: float = 0.0) -> float:
    """Halves go up, as in XPath."""
    if not (math.isfinite(number) and math.isfinite(digits)):
        return number
    scale = 10.0 ** max(-15, min(15, int(digits)))
    return math.floor(number * scale + 0.5) / scale


def _date(_: Any, text: str) -> float:
    """Days since 1970-01-01, so that dates can be compared; not a number for what is no date."""
    try:
        return float((dt.date.fromisoformat(text.strip()) - dt.date(1970, 1, 1)).days)
    except ValueError:
        return math.nan


EXTENSIONS: dict[tuple[str, str], Callable[..., Value]] = {
    (NAMESPACE, "selected"): _selected,
    (NAMESPACE, "count-selected"): _count_selected,
    (NAMESPACE, "if"): _if,
    (NAMESPACE, "coalesce"): _coalesce,
    (NAMESPACE, "regex"): _regex,
    (NAMESPACE, "int"): _int,
    (NAMESPACE, "round"): _round,
    (NAMESPACE, "date"): _date,
}
"""The functions for lxml, by namespace and name; the first argument is lxml's context."""
