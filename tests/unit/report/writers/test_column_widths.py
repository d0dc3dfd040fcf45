"""Widths of columns: what has more to say gets more room, within bounds."""

from __future__ import annotations

from civiscope.report.writers.column_widths import column_widths
from civiscope.results.document import Span, Table


def test_column_of_sentences_is_wider_than_one_of_numbers_but_not_without_bound() -> None:
    row = ((Span("A sentence of a good many words that goes on for more than a line of any column"),), (Span("12%"),))
    sentence, share = column_widths(Table("", ("Question", "Share"), (row,)))
    assert share < sentence < 40


def test_column_is_as_wide_as_the_longest_word_of_its_head() -> None:
    (width,) = column_widths(Table("", ("Share of Municipalities",), (((Span("1"),),),)))
    assert width > len("Municipalities")


def test_table_without_rows_has_widths() -> None:
    assert column_widths(Table("", ("", "B"), ())) == (3.0, 3.0)
