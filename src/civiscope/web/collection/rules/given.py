"""What was given as the answer to an item: the cells that a file of answers would have for it.

An answer is kept as the raw cell of every variable of its item (one, or one per row of a grid), written as in
waves/WAVE/QUESTIONNAIRE.csv: codes joined by ``;``, ``other: own words``, ``(none)``, a number, a text, or a kind of
missing in parentheses. So one way of coding holds for files and for the service, and an export copies what is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from civiscope.results.answers import Status
from civiscope.study.textfile import CONTROL

Cells = dict[str, str]
"""Cells by the code of the grid's row, "" for items without rows; rows without an answer are left out."""

DONT_KNOW, NOT_APPLICABLE, NONE = "(don't know)", "(not applicable)", "(none)"
MISSING = {DONT_KNOW: Status.DONT_KNOW, NOT_APPLICABLE: Status.NOT_APPLICABLE}
NO_ANSWER = "{}"
"""No answer, as it is kept."""
LONGEST_TEXT = 20_000
"""Characters of one cell."""


def encoded(cells: Mapping[str, str]) -> str:
    """The cells as they are kept: JSON, always in the same order; "{}" for no answer.

    Lines end with a line feed alone, whatever the browser sends; control characters, which no reader sees and no file
    of answers may hold, are left out.
    """
    trimmed = {row: cleaned(cell)[:LONGEST_TEXT].strip() for row, cell in sorted(cells.items())}
    kept = {row: cell for row, cell in trimmed.items() if cell}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def decoded(value: str) -> Cells:
    """The cells of a kept answer."""
    found: Cells = json.loads(value)
    return found


def cleaned(cell: str) -> str:
    """A cell without control characters, its lines ended by line feeds."""
    return CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
