"""Contrast of colours, and the shades that reach a wanted one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.results.colours import TEXT_CONTRAST, contrast, darkened, mix, readable


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_mix_takes_the_part_of_the_first_colour() -> None:
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"


def test_readable_colour_that_reaches_the_contrast_stays() -> None:
    assert readable("#14496b", "#ffffff", "#000000", TEXT_CONTRAST) == "#14496b"


def test_darker_shade_is_the_colour_itself_where_it_passes() -> None:
    assert darkened("#767676", TEXT_CONTRAST) == "#767676"


def test_darker_shade_is_the_nearest_that_passes() -> None:
    assert darkened("#777777", TEXT_CONTRAST) == "#767676"


@given(colour=st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_darker_shade_reaches_the_contrast_and_no_channel_is_brighter(colour: str) -> None:
    found = darkened(colour, TEXT_CONTRAST)
    assert contrast(found, "#ffffff") >= TEXT_CONTRAST
    assert all(int(found[at : at + 2], 16) <= int(colour[at : at + 2], 16) for at in (1, 3, 5))
