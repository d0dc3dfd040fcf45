"""Texts in CSV files that a spreadsheet would run as formulas.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break is a formula to Excel and its kin, also behind
blanks, apostrophes and quotation marks. Such a text gets an apostrophe before it, which spreadsheets take for "this is
a text" (OWASP, CSV Injection). Numbers stay numbers. The rule can be undone, so that a table read back is the table
that was written.

It holds for tables that Civiscope makes: a release's, those of the explorer, those that commands print and the answers
that the service exports; `sheets.read_sheet` undoes it where it reads a CSV file. Tables that go into a program again
as they came keep their cells: a user's own rows beside new weights, an index for COINr, a simulated study.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"['\"\s]*(?:[=+@\t\r\n-]|[\uff1d\uff0b\uff0d\uff20])")
"""What begins a formula, with the full-width signs that some spreadsheets read alike."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan)")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs; a text without danger, or a number, as it is."""
    return f"'{text}" if _is_formula(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made the cell of."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None
