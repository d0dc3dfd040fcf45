"""Texts for office formats: what XML does not allow is gone, everything else stays."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from civiscope.report.writers.office_text import address, legal, legal_document
from civiscope.results.document import Paragraph, Section, Span
from tests.unit.report.writers import sample_book

ANY = st.text(alphabet=st.characters(exclude_categories=()))


@given(text=ANY)
def test_any_text_can_be_written_as_xml(text: str) -> None:
    node = etree.Element("t")
    node.text = legal(text)
    assert (etree.fromstring(etree.tostring(node)).text or "") == legal(text)


@given(text=st.text(alphabet=st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufdd0")))
def test_letters_numbers_and_signs_stay(text: str) -> None:
    assert legal(text) == text


def test_line_ends_become_spaces_and_controls_vanish() -> None:
    assert legal("a\r\nb\x00c\x0bd\u2028e\u202ef\ud800g\uffff") == "a bc d efg"


def test_document_keeps_its_pictures_and_loses_what_is_illegal() -> None:
    document = legal_document(sample_book.book("A\x00B"))
    assert document.title == "AB"
    assert document.sections == sample_book.sections()


def test_address_keeps_its_parts_and_is_ascii() -> None:
    given_address = "https://example.org/a_(b)/ä?q=1&r=%20 x#f"
    assert address(given_address) == "https://example.org/a_(b)/%C3%A4?q=1&r=%20%20x#f"
    assert address("https://example.org/[a]") == "https://example.org/%5Ba%5D"


@given(text=ANY)
def test_any_address_can_be_parsed(text: str) -> None:
    made = address(f"https://example.org/{text}")
    assert made.isascii()
    assert urlsplit(made).netloc == "example.org"


def test_line_breaks_stay_within_spans_only() -> None:
    section = Section("a", "A\nB", (Paragraph((Span("one\ntwo\tthree"),)),))
    found = legal_document(replace(sample_book.book(), sections=(section,))).sections
    assert found == (Section("a", "A B", (Paragraph((Span("one\ntwo three"),)),)),)
