"""Reports as PDF: contents with pages, bookmarks, running heads, figures as vectors with words, tables at the end."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from civiscope.report.writers.pdf import PdfWriter
from civiscope.results.document import Document, Figure, Section
from tests.unit.report.writers import hostile, sample_book
from tests.unit.report.writers.test_pdf import names, structure

WRITER = PdfWriter()


def reader(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(WRITER.write(document).content))


@cache
def book() -> PdfReader:
    return reader(sample_book.book())


def words(page: int) -> str:
    return " ".join(book().pages[page].extract_text().split())


def bookmarks(entries: Any) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield str(entry.title)


def page_of(title: str) -> int:
    """The number of the page, from 1, on which a chapter begins."""
    places = {str(entry.title): book().get_destination_page_number(entry) for entry in flat(book().outline)}
    place = places[title]
    assert place is not None
    return place + 1


def flat(entries: Any) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_first_page_is_the_title_page() -> None:
    for text in ("Innovation in city governments", "What officers of 124 cities say", "The programme", "2021-03-31"):
        assert text in words(0)
    assert "Contents" not in words(0)


def test_contents_name_chapters_and_subheadings_with_their_pages() -> None:
    contents = words(1)
    assert f"Methods {page_of('Methods')}" in contents
    assert f"Over time {page_of('Over time')}" in contents
    assert f"The numbers behind the figures {page_of('The numbers behind the figures')}" in contents
    assert "Figure 1" not in contents


def test_bookmarks_lead_to_chapters_and_to_tables_behind_figures() -> None:
    found = list(bookmarks(book().outline))
    assert [title for title in found if title in ("What this report says", "Methods")] == [
        "What this report says",
        "Methods",
    ]
    assert found.count("Figure 1 · Cities most often test new ideas") == 1


def test_chapters_begin_on_a_new_page() -> None:
    starts = [page_of(title) for title in ("What this report says", "Methods", "The numbers behind the figures")]
    assert len(set(starts)) == 3
    for title, start in zip(("What this report says", "Methods"), starts, strict=False):
        assert title in words(start - 1)[:120]


def test_head_of_later_pages_names_their_chapter() -> None:
    later = words(page_of("Methods"))
    assert later.startswith("Simulated: cities and answers are made up. Numbers with a source mark are real. Methods")


def test_every_page_is_marked_as_simulated_and_numbered() -> None:
    pages = [page.extract_text() for page in book().pages]
    for place, text in enumerate(pages, start=1):
        assert "Simulated: cities and answers are made up." in text
        assert f"Page {place} of {len(pages)}" in " ".join(text.split())


def test_figures_are_vectors_whose_letters_are_text() -> None:
    every = " ".join(words(page) for page in range(len(book().pages)))
    assert "Data-driven analytics" in words(page_of("What cities do") - 1)
    assert "Łódź" in every
    for page in book().pages:
        assert len(page.images) == 0


def test_every_figure_is_tagged_with_its_alternative() -> None:
    said = [str(element.get("/Alt", "")) for element in structure(book()) if element["/S"] == "/Figure"]
    for figure in sample_book.figures():
        assert figure.alt in said


def test_headings_do_not_skip_a_level_and_contents_are_tagged() -> None:
    levels = [int(name[2:]) for name in names(book()) if name[:2] == "/H" and name[2:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"/TOC", "/TOCI", "/Table", "/TH"} <= set(names(book()))


def test_figure_says_on_which_page_its_numbers_stand() -> None:
    place = next(place for place in range(len(book().pages)) if "Figure 1 · Cities most often" in words(place))
    start = page_of("Figure 1 · Cities most often test new ideas")
    assert f"The numbers stand in a table on page {start}." in words(place)
    assert "31% to 60%" in words(start - 1)


def test_long_table_repeats_its_head_on_every_page() -> None:
    pages = [place for place in range(len(book().pages)) if "City 0" in words(place) and "Yes" in words(place)]
    assert len(pages) >= 2
    assert all("City Score Strategy" in words(place) for place in pages)


def test_picture_with_joined_letters_is_shown_and_described() -> None:
    figure = replace(sample_book.map_figure(), svg=sample_book.map_figure().svg.replace("Łódź", "القاهرة"))
    pdf = reader(replace(sample_book.book(), sections=(Section("a", "A", (figure,)),)))
    assert sum(len(page.images) for page in pdf.pages) == 1
    assert figure.alt in [str(element.get("/Alt", "")) for element in structure(pdf)]


def test_letters_that_no_font_holds_are_transliterated_in_pictures_and_reported() -> None:
    figure = replace(sample_book.map_figure(), svg=sample_book.map_figure().svg.replace("Łódź", "大津"))
    pdf = WRITER.write(replace(sample_book.book(), sections=(Section("a", "A", (figure,)),)))
    assert "大津" in [entry.original for entry in pdf.transliterated]


@pytest.mark.parametrize("kind", ["page", "sheet"])
def test_figure_in_a_page_or_sheet_has_its_table_at_the_end(kind: Any) -> None:
    figures: tuple[Figure, ...] = (sample_book.bars_figure(),)
    pdf = reader(replace(sample_book.book(), kind=kind, sections=(Section("a", "A", figures),)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "The numbers behind the figures" in text
    assert "31% to 60%" in text


def test_wide_figure_has_a_turned_page_with_its_heading_and_small_print() -> None:
    figure = replace(sample_book.bars_figure(), width=1260)
    pdf = reader(replace(sample_book.book(), sections=(Section("a", "A", (sample_book.words(), figure)),)))
    (turned,) = [page for page in pdf.pages if page.mediabox.width > page.mediabox.height]
    said = " ".join(turned.extract_text().split())
    for words in ("Simulated", "Figure 1 · Cities most often", "Testing new ideas", "Share of 42 cities", "Page 4 of"):
        assert words in said


def test_right_to_left_report_compiles() -> None:
    assert len(reader(sample_book.book("القاهرة", "ar")).pages) > 5


def test_same_report_gives_the_same_bytes() -> None:
    assert WRITER.write(sample_book.book()).content == PdfWriter().write(sample_book.book()).content


@settings(max_examples=30, deadline=None)
@given(document=hostile.documents())
def test_any_text_compiles_everywhere(document: Document) -> None:
    assert WRITER.write(document).content.startswith(b"%PDF-1.")
