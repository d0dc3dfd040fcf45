"""Widths of columns: what has more to say gets more room, within bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.writers.column_widths import PAGE, column_widths, page_parts
from civiscope.results.document import Span, Table


def test_column_of_sentences_is_wider_than_one_of_numbers_but_not_without_bound() -> None:
    row = ((Span("A sentence of a good many words that goes on for more than a line of any column"),), (Span("12%"),))
    sentence, share = column_widths(Table("", ("Question", "Share"), (row,)))
    assert share < sentence < 40


def test_column_is_as_wide_as_the_longest_word_of_its_head() -> None:
    (width,) = column_widths(Table("", ("Share of Municipalities",), (((Span("1"),),),)))
    assert width > len("Municipalities")


def test_table_without_rows_has_widths() -> None:
    assert column_widths(Table("", ("", "B"), ())) == (4.0, 4.0)


def test_columns_of_a_table_that_fits_share_the_page() -> None:
    row = tuple((Span("A sentence of a good many words"),) for _ in range(4))
    assert sum(column_widths(Table("", ("a", "b", "c", "d"), (row,)))) == pytest.approx(PAGE)


def wide_table(columns: int) -> Table:
    cells = tuple((Span(f"{place}% to 99%"),) for place in range(columns))
    head = ("Activity", *(f"Group {place}" for place in range(columns)))
    return Table("Caption", head, (((Span("Testing"),), *cells),), (False, *(True,) * columns))


@given(columns=st.integers(0, 40))
def test_parts_of_a_table_hold_every_column_once_and_the_first_in_each(columns: int) -> None:
    table = wide_table(columns)
    parts = page_parts(table)
    assert all(part.head[0] == "Activity" for part in parts)
    assert tuple(name for part in parts for name in part.head[1:]) == table.head[1:]
    assert tuple(cell for part in parts for cell in part.rows[0][1:]) == table.rows[0][1:]
    assert all(part.numeric == (False, *(True,) * (len(part.head) - 1)) for part in parts)
    assert [part.caption for part in parts] == ["Caption", *[""] * (len(parts) - 1)]


def test_no_number_of_a_part_is_broken() -> None:
    parts = page_parts(wide_table(18))
    assert len(parts) > 1
    for part in parts:
        assert sum(part.widths) <= PAGE
        assert min(part.widths) > len("17% to 99%")


def test_table_that_says_its_widths_stays() -> None:
    table = replace(wide_table(18), widths=(1.0,) * 19)
    assert page_parts(table) == (table,)
