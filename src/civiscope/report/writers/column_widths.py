"""How wide the columns of a table are that says nothing about it: by what stands in them."""

from __future__ import annotations

from civiscope.report.words.phrases import plain
from civiscope.results.document import Table

_LONGEST_WORD = 18
_LONGEST_LINE = 34
_PADDING = 2


def column_widths(table: Table) -> tuple[float, ...]:
    """Parts of the whole, in letters: as wide as the longest word, wider where there is more to say."""
    widths = []
    for place, head in enumerate(table.head):
        cells = [plain(row[place]) for row in table.rows if place < len(row)]
        words = [word for text in (head, *cells) for word in text.split()]
        word = min(max((len(word) for word in words), default=1), _LONGEST_WORD)
        line = min(max((len(cell) for cell in cells), default=1), _LONGEST_LINE)
        widths.append(float(max(word, line) + _PADDING))
    return tuple(widths)
