"""Tables as HTML; on a phone those of many columns scroll, and cells of running text stand below one another."""

from __future__ import annotations

from html import escape

from civiscope.report.words.phrases import plain
from civiscope.report.writers.html_inline import attributes, inline, inline_text
from civiscope.results.document import Inline, Table

_SCROLLED_COLUMNS = 4

_RUNNING_TEXT = 80
"""Cells with more characters are sentences, which a column of a phone's table would squeeze into two words a line."""


def table(block: Table) -> str:
    """A table; wide ones in a group that scrolls."""
    is_stacked = _is_stacked(block)
    numeric = block.numeric + (False,) * (len(block.head) - len(block.numeric))
    classes = ["cs-num" if is_number else "" for is_number in numeric]
    head = "".join(
        f"<th{_attributes(is_stacked, 'columnheader', scope='col', css=name)}>{escape(text)}</th>"
        for text, name in zip(block.head, classes, strict=True)
    )
    rows = "".join(_row(row, classes, block.head, is_stacked) for row in block.rows)
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    group = _attributes(is_stacked, "rowgroup")
    css = "cs-table cs-stacked" if is_stacked else "cs-table"
    made = (
        f"<table{_attributes(is_stacked, 'table', css=css)}>{caption}"
        f"<thead{group}><tr{_attributes(is_stacked, 'row')}>{head}</tr></thead>\n"
        f"<tbody{group}>\n{rows}</tbody></table>"
    )
    if len(block.head) < _SCROLLED_COLUMNS:
        return f"{made}\n"
    # Tables of many columns scroll on a phone; a keyboard must reach what scrolls.
    label = escape(block.caption or inline_text(block.head))
    return f'<div class="cs-scroll" tabindex="0" role="group" aria-label="{label}">{made}</div>\n'


def _is_stacked(block: Table) -> bool:
    """Whether cells stand below one another on a phone: of many columns if one cell is a sentence, of three if two."""
    sentences = max((sum(len(plain(cell)) > _RUNNING_TEXT for cell in row) for row in block.rows), default=0)
    columns = len(block.head)
    return (sentences >= 1 and columns >= _SCROLLED_COLUMNS) or (sentences >= 2 and columns == _SCROLLED_COLUMNS - 1)


def _row(row: tuple[Inline, ...], classes: list[str], head: tuple[str, ...], is_stacked: bool) -> str:
    first, *rest = row
    cells = "".join(
        f"<td{_attributes(is_stacked, 'cell', css=name, label=label)}>{inline(cell)}</td>"
        for cell, name, label in zip(rest, classes[1:], head[1:], strict=True)
    )
    named = _attributes(is_stacked, "rowheader", scope="row", css=classes[0])
    return f"<tr{_attributes(is_stacked, 'row')}><th{named}>{inline(first)}</th>{cells}</tr>\n"


def _attributes(is_stacked: bool, role: str, *, scope: str = "", css: str = "", label: str = "") -> str:
    """The attributes of a part of a table.

    Cells that stand below one another carry the name of their column. They are not laid out as a table any more, and
    some browsers then no longer read them out as one: hence the roles.
    """
    given = {"scope": scope, "class": css}
    if is_stacked:
        given |= {"role": role, "data-label": label}
    return attributes(**given)
