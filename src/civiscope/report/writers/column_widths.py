"""How wide the columns of a table are on paper, by what stands in them; tables wider than a page are parted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from civiscope.report.words.phrases import plain
from civiscope.results.document import Table

PAGE = 92
"""Letters of a table's type that stand beside one another on a page of A4."""
_LONGEST_WORD = 18
_LONGEST_LINE = 34
_LONGEST_NUMBER = 14
_PADDING = 3


@dataclass(frozen=True, slots=True)
class _Column:
    """Letters that a column needs so that no word (no number) is broken, and that it would take for whole lines."""

    least: float
    most: float


def column_widths(table: Table) -> tuple[float, ...]:
    """Parts of the whole, in letters: as wide as the longest word, wider where there is more to say."""
    columns = _columns(table)
    least = sum(column.least for column in columns)
    wanted = sum(column.most for column in columns) - least
    part = min(1.0, max(0.0, PAGE - least) / wanted) if wanted else 0.0
    return tuple(column.least + part * (column.most - column.least) for column in columns)


def page_parts(table: Table) -> tuple[Table, ...]:
    """The table with the widths of its columns; in parts, each with the first column, where a page is too narrow.

    A table that says how wide its columns are stays as it is.
    """
    if table.widths or not table.head:
        return (table,)
    first, *others = (column.least for column in _columns(table))
    count = max(1, ceil(sum(others) / max(PAGE - first, PAGE / 2)))
    if count == 1:
        return (replace(table, widths=column_widths(table)),)
    size = ceil(len(others) / count)
    starts = range(1, len(table.head), size)
    parts = [_part(table, (0, *range(start, min(start + size, len(table.head))))) for start in starts]
    return tuple(replace(part, widths=column_widths(part)) for part in parts)


def _part(table: Table, columns: tuple[int, ...]) -> Table:
    """Some of the columns; the first part alone has the caption."""
    numeric = table.numeric + (False,) * (len(table.head) - len(table.numeric))
    return replace(
        table,
        caption=table.caption if 1 in columns else "",
        head=tuple(table.head[place] for place in columns),
        rows=tuple(tuple(row[place] for place in columns) for row in table.rows),
        numeric=tuple(numeric[place] for place in columns),
    )


def _columns(table: Table) -> list[_Column]:
    columns = []
    for place, head in enumerate(table.head):
        cells = [plain(row[place]) for row in table.rows if place < len(row)]
        words = [word for text in (head, *cells) for word in text.split()]
        word = min(max((len(word) for word in words), default=1), _LONGEST_WORD)
        line = min(max((len(cell) for cell in cells), default=1), _LONGEST_LINE)
        is_number = place < len(table.numeric) and table.numeric[place]
        least = max(word, min(line, _LONGEST_NUMBER) if is_number else 0)
        columns.append(_Column(least + _PADDING, max(least, line) + _PADDING))
    return columns
