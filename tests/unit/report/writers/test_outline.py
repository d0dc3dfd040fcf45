"""Outlines: every part has one anchor, the contents follow the chapters, tables stand at the end."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.writers.outline import (
    TABLES,
    anchored,
    anchors,
    contents,
    figure_heading,
    figures_of,
    table_anchor,
    with_tables_at_end,
)
from civiscope.results.document import Section, Span, Subheading, Table
from tests.unit.report.writers import sample_book


def test_anchors_that_are_given_stay_and_others_are_made() -> None:
    entries = contents(anchored(sample_book.book()))
    assert [(entry.id, entry.level) for entry in entries] == [
        ("summary", 1),
        ("findings", 1),
        ("findings-2", 2),
        ("over-time", 2),
        ("methods", 1),
    ]


@given(ids=st.lists(st.sampled_from(["", "a", "b", "a-1", "report"]), max_size=8))
def test_anchors_are_never_empty_and_never_twice(ids: list[str]) -> None:
    sections = tuple(Section(name, "T", (Subheading((Span("S"),), name),)) for name in ids)
    names = [entry.id for entry in contents(anchored(replace(sample_book.book(), sections=sections)))]
    assert all(names)
    assert len({"report", *names}) == len(names) + 1


def test_tables_of_all_figures_stand_at_the_end_under_their_headings() -> None:
    document = with_tables_at_end(sample_book.book())
    last = document.sections[-1]
    assert last.id == TABLES
    figures = figures_of(document)
    headings = [block for block in last.blocks if isinstance(block, Subheading)]
    assert [block.spans for block in headings] == [figure_heading(figure) for figure in figures]
    assert [block.id for block in headings] == [table_anchor(figure) for figure in figures]
    tables = [replace(block, widths=()) for block in last.blocks if isinstance(block, Table)]
    assert tables == [figure.table for figure in figures]


def test_tables_at_the_end_have_one_entry_in_the_contents_and_an_anchor_each() -> None:
    document = with_tables_at_end(anchored(sample_book.book()))
    assert [entry.id for entry in contents(document)][-2:] == ["methods", TABLES]
    assert "figure-map--numbers" in anchors(document)


def test_document_without_figures_has_no_appendix() -> None:
    document = replace(sample_book.book(), sections=sample_book.sections()[:1])
    assert with_tables_at_end(document).sections == document.sections


def test_heading_of_a_figure_without_label_is_its_title() -> None:
    figure = replace(sample_book.map_figure(), label="")
    assert figure_heading(figure) == figure.title
