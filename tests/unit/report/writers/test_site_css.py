"""The shades of scales in the site's style sheet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.writers.palette import shades
from civiscope.report.writers.site_css import MOST_ANSWERS, scale_shades, site_css
from civiscope.results.colours import TEXT_CONTRAST, contrast
from civiscope.results.document import Look

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(primary=COLOURS, count=st.integers(1, MOST_ANSWERS), dark=st.booleans())
def test_numbers_on_a_shade_can_be_read_whatever_the_study_s_colour(primary: str, count: int, dark: bool) -> None:
    found = scale_shades(shades(Look(primary), dark=dark), count)
    assert len(found) == count
    assert all(contrast(ink, fill) >= TEXT_CONTRAST for fill, ink in found)


def test_neighbouring_shades_of_a_scale_differ() -> None:
    for count in range(2, MOST_ANSWERS + 1):
        fills = [fill for fill, _ in scale_shades(shades(Look()), count)]
        assert len(set(fills)) == count


def test_the_sheet_has_a_rule_for_every_place_of_every_scale() -> None:
    sheet = site_css(Look())
    assert ".shade-7-6{" in sheet
    assert ".on-12-11{" in sheet
    assert ".shade-2-2{" not in sheet
