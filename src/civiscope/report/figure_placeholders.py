"""Texts are put into a drawing after it is made; while it is drawn, a short placeholder stands for every line.

The renderer measures each text that it draws, 0.05 ms a letter, which was half of the time of all figures; and its
measures come from the fonts of the machine where it finds no better. Figures are laid out before (see `figure_text`),
so nothing in a drawing depends on the width of a text, and no font of the machine can change a released file.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

Json = dict[str, Any]

_PLACEHOLDER = re.compile(r">~([0-9a-z]+)</")


def with_placeholders(specification: Json) -> tuple[Json, list[str]]:
    """The specification with a placeholder for every line of its text marks, and the lines that they stand for.

    Texts that Vega-Lite itself makes (labels of axes) stay.
    """
    lines: list[str] = []
    shared = specification["data"]["values"]
    columns = {
        layer["encoding"]["text"]["field"]
        for layer in specification["layer"]
        if "text" in layer["encoding"] and "data" not in layer
    }
    for column in sorted(columns):
        shared = _replaced(shared, column, lines)
    layers = [_layer(layer, lines) for layer in specification["layer"]]
    return specification | {"data": specification["data"] | {"values": shared}, "layer": layers}, lines


def filled_in(svg: str, lines: list[str]) -> str:
    """The drawing with the lines in place of their placeholders."""
    return _PLACEHOLDER.sub(lambda found: f">{escape(lines[int(found[1], 36)])}</", svg)


def _layer(layer: Json, lines: list[str]) -> Json:
    if layer["mark"]["type"] != "text":
        return layer
    if "text" in layer["mark"]:
        text = [_placeholder(line, lines) for line in layer["mark"]["text"]]
        return layer | {"mark": layer["mark"] | {"text": text}}
    if "data" in layer:
        values = _replaced(layer["data"]["values"], layer["encoding"]["text"]["field"], lines)
        return layer | {"data": {"values": values}}
    return layer


def _replaced(rows: list[Json], column: str, lines: list[str]) -> list[Json]:
    return [
        row | {column: "\n".join(_placeholder(line, lines) for line in row[column].split("\n"))}
        if row.get(column)
        else row
        for row in rows
    ]


def _placeholder(line: str, lines: list[str]) -> str:
    lines.append(line)
    return f"~{_base_36(len(lines) - 1)}"


def _base_36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = digits[number % 36]
    while number := number // 36:
        text = digits[number % 36] + text
    return text
