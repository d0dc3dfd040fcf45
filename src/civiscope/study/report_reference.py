"""References of a report: a call of a function with plain values, as it stands between ``{{`` and ``}}``."""

from __future__ import annotations

import ast
from dataclasses import dataclass

Value = str | int | float | bool | tuple[str, ...]
"""What an argument may be; a list of texts becomes a tuple."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``function(arguments, named)`` on ``line`` of report.md; ``text`` is what was written."""

    function: str
    arguments: tuple[Value, ...]
    named: dict[str, Value]
    line: int
    text: str


class UnreadableReferenceError(ValueError):
    """The text is no call of a function with plain values; the message says why, for the writer of the report."""


def parse_reference(text: str, line: int) -> Reference:
    """The reference that ``text`` is; raises UnreadableReferenceError for anything but a call with plain values."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as failure:
        raise UnreadableReferenceError(_why(text)) from failure
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise UnreadableReferenceError("it is not a function with its arguments in brackets")
    arguments = tuple(_value(argument) for argument in tree.args)
    named: dict[str, Value] = {}
    for keyword in tree.keywords:
        if keyword.arg is None:
            raise UnreadableReferenceError("** cannot be used")
        named[keyword.arg] = _value(keyword.value)
    return Reference(tree.func.id, arguments, named, line, text.strip())


def _value(node: ast.expr) -> Value:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bool | int | float):
        return node.value
    if isinstance(node, ast.List) and node.elts:
        texts = [entry.value for entry in node.elts if isinstance(entry, ast.Constant)]
        if len(texts) == len(node.elts) and all(isinstance(text, str) for text in texts):
            return tuple(str(text) for text in texts)
    if isinstance(node, ast.Name):
        raise UnreadableReferenceError(f'{node.id} is not a text: texts stand in quotation marks ("{node.id}")')
    raise UnreadableReferenceError("an argument is neither a text, a number, True, False nor a list of texts")


def _why(text: str) -> str:
    if not text.strip():
        return "it is empty"
    if any(mark in text for mark in "“”‘’„«»"):
        return 'it has curly quotation marks; straight ones (") are needed'
    if text.count('"') % 2:
        return "a quotation mark is not closed"
    if text.count("(") != text.count(")"):
        return "a bracket is not closed"
    return "it is not a function with its arguments in brackets"
