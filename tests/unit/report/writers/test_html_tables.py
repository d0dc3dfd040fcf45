"""Tables as HTML: which scroll, which stand below one another on a phone, and what is read out of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from civiscope.report.writers.html_tables import table
from civiscope.results.document import Span, Table


def made(columns: int, text: str) -> Tag:
    """A table of one row, whose cells all hold the text."""
    head = tuple(f"Column “{place}” & more" for place in range(columns))
    row = tuple((Span(text),) for _ in range(columns))
    return BeautifulSoup(table(Table("", head, (row,))), "lxml")


@pytest.mark.parametrize(
    ("columns", "length", "scrolls", "stacks"),
    [(2, 81, False, False), (3, 80, False, False), (3, 81, False, True), (4, 80, True, False), (4, 81, True, True)],
)
def test_wide_tables_scroll_and_those_of_running_text_stack(
    columns: int, length: int, scrolls: bool, stacks: bool
) -> None:
    found = made(columns, "x" * length)
    assert bool(found.select("div.cs-scroll[tabindex='0']")) is scrolls
    assert bool(found.select("table.cs-stacked")) is stacks


def test_stacked_cells_carry_the_name_of_their_column_and_keep_their_roles() -> None:
    found = made(4, "x" * 81)
    assert [cell["data-label"] for cell in found.select("td")] == [f"Column “{n}” & more" for n in (1, 2, 3)]
    parts = found.select("table, thead, tbody, tr, th, td")
    roles = {(part.name, part.get("scope")): part["role"] for part in parts}
    assert roles == {
        ("table", None): "table",
        ("thead", None): "rowgroup",
        ("tbody", None): "rowgroup",
        ("tr", None): "row",
        ("th", "col"): "columnheader",
        ("th", "row"): "rowheader",
        ("td", None): "cell",
    }
    assert not made(4, "short").select("[role=cell], [data-label]")


def test_line_breaks_in_a_cell_begin_new_lines() -> None:
    found = made(2, "one & two\nthree")
    assert [cell.decode_contents() for cell in found.select("td")] == ["one &amp; two<br/>three"]
