"""Cities and groups side by side: what differs first, then what they share; what nobody knows is left out."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.web.explorer.domain.sheets import NAMED, UNKNOWN, Line, Sheet

MOST_COMPARED = 6
"""Sheets that can stand side by side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a cell for every sheet, None where it has none."""

    title: str
    cells: tuple[Line | None, ...]
    differs: bool
    known: int
    """Of how many cities it is known."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one question (or of the facts, or of an index)."""

    title: str
    rows: tuple[Row, ...]

    @property
    def differs(self) -> bool:
        """Whether the cities differ in any row."""
        return any(row.differs for row in self.rows)

    @property
    def is_shared(self) -> bool:
        """Whether any row is known of two cities."""
        return any(row.known > 1 for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parts in which the cities differ, those that they share, and those known of one of them only.

    Each in the order of the study. Of a city beside groups everything is known of one.
    """

    sheets: tuple[Sheet, ...]
    different: tuple[Part, ...] = ()
    alike: tuple[Part, ...] = ()
    alone: tuple[Part, ...] = ()


def compare(sheets: tuple[Sheet, ...]) -> Comparison:
    """Line the sheets up by key.

    Two cities differ in a line where both are known to be unlike; a group never differs, since its numbers are of many.
    Options that no city names are left out, and so is everything that is known of no city.
    """
    keys: dict[str, tuple[str, str]] = {}
    for sheet in sorted(sheets, key=lambda sheet: sheet.is_group):
        for key, line in sheet.lines.items():
            if key not in keys and not sheet.is_group:
                keys[key] = (line.section, line.title)
    by_section: dict[str, list[Row]] = {}
    for key, (section, title) in keys.items():
        row = _row(title, tuple(sheet.lines.get(key) for sheet in sheets), sheets)
        if row is not None:
            by_section.setdefault(section, []).append(row)
    parts = [Part(section, tuple(rows)) for section, rows in by_section.items()]
    return Comparison(
        sheets,
        different=tuple(part for part in parts if part.differs),
        alike=tuple(part for part in parts if not part.differs and part.is_shared),
        alone=tuple(part for part in parts if not part.is_shared),
    )


def _row(title: str, cells: tuple[Line | None, ...], sheets: tuple[Sheet, ...]) -> Row | None:
    values = [
        cell.value
        for cell, sheet in zip(cells, sheets, strict=True)
        if cell is not None and not sheet.is_group and cell.value != UNKNOWN
    ]
    is_list = any(cell is not None and cell.value in (NAMED, "no") for cell in cells)
    if not values or (is_list and NAMED not in values):
        return None
    return Row(title, cells, len(set(values)) > 1, len(values))
