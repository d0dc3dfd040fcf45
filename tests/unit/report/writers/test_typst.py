"""Typst source: user text stands in string literals and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.writers.typst import write_typst
from civiscope.report.writers.typst_text import literal
from civiscope.results.document import Note, Section, Span
from tests.unit.report.writers import specimen


def test_literal_escapes_quotes_and_backslashes() -> None:
    assert literal('a "b" \\ #c') == '"a \\"b\\" \\\\ #c"'


def test_literal_has_no_control_characters_and_no_line_ends() -> None:
    assert literal("a\nb\x00c\x85d") == '"a bcd"'


@given(st.text())
def test_literal_ends_where_it_should(text: str) -> None:
    inner = literal(text)[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner
    assert "\\" not in inner


def test_relative_links_are_left_out_of_print() -> None:
    spans = (Span("there", href="other.html"), Span("here", href="https://a.org/"))
    source = write_typst(replace(specimen.snapshot(), footer=(Note(spans),)))
    assert "other.html" not in source
    assert 'link("https://a.org/", "here")' in source


def test_long_words_may_break() -> None:
    source = write_typst(specimen.snapshot("a" * 60))
    assert "a" * 20 + "\u200b" in source
    assert "a" * 30 not in source


def test_every_text_is_cleaned() -> None:
    source = write_typst(specimen.snapshot("Łódź"), clean=lambda text: text.encode("ascii", "ignore").decode())
    assert source.isascii()


def test_chart_of_a_right_to_left_document_is_mirrored() -> None:
    assert "bars(false, shades, true," in write_typst(specimen.snapshot("القاهرة", "ar"))
    assert "bars(false, shades, false," in write_typst(specimen.snapshot())


def test_source_of_a_document_is_small() -> None:
    assert len(write_typst(specimen.snapshot())) < 6000


def test_mean_of_a_bar_is_a_part_of_the_axis_and_has_a_key() -> None:
    source = write_typst(replace(specimen.snapshot(), sections=(Section("a", "A", (specimen.score_chart(),)),)))
    assert '("Strategy", 1, "16.7", none, none, none, 0, 0.5749)' in source
    assert '(("mean", "mean of all 76 cities"),)' in source


def test_line_breaks_begin_new_lines_within_a_span() -> None:
    spans = (Span("one\ntwo", strong=True),)
    source = write_typst(replace(specimen.snapshot(), footer=(Note(spans),)))
    assert 'strong("one" + linebreak() + "two")' in source


def test_emphasis_is_set_apart() -> None:
    source = write_typst(replace(specimen.snapshot(), footer=(Note((Span("Public Innovation", emphasis=True),)),)))
    assert 'emph("Public Innovation")' in source


def test_text_in_another_language_is_set_in_it() -> None:
    spans = (Span("Het antwoord", strong=True, language="nl-BE"),)
    source = write_typst(replace(specimen.snapshot(), footer=(Note(spans),)))
    assert 'strong(text(lang: "nl", "Het antwoord"))' in source
