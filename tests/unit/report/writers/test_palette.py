"""Shades keep their contrast whatever a study's look is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.writers.palette import ramp, shades
from civiscope.results.colours import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast
from civiscope.results.document import Look

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(primary=COLOURS, accent=COLOURS, dark=st.booleans())
def test_text_and_marks_are_readable_in_any_look(primary: str, accent: str, dark: bool) -> None:
    made = shades(Look(primary, accent), dark)
    for text in (made.ink, made.muted, made.primary):
        assert contrast(text, made.paper) >= TEXT_CONTRAST
    for mark in (made.own, made.mark):
        assert contrast(mark, made.paper) >= GRAPHIC_CONTRAST


@given(primary=COLOURS, count=st.integers(1, 8))
def test_shades_of_series_are_ordered_and_stand_out_where_asked(primary: str, count: int) -> None:
    found = ramp(Look(primary=primary), count, GRAPHIC_CONTRAST)
    against_paper = [contrast(colour, "#ffffff") for colour in found]
    assert against_paper == sorted(against_paper, reverse=True)
    assert min(against_paper) >= GRAPHIC_CONTRAST - 0.01
