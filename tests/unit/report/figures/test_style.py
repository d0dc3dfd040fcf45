from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.style import figure_style
from civiscope.results.colours import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast
from civiscope.study.definition import LookDefinition

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, COLOURS)
def test_style_is_readable_whatever_colours_the_study_chose(primary: str, accent: str) -> None:
    style = figure_style(LookDefinition(primary=primary, accent=accent))
    for text in (style.ink, style.muted, style.accent):
        assert contrast(text, style.paper) >= TEXT_CONTRAST
    for mark in (style.bar, style.line):
        assert contrast(mark, style.paper) >= GRAPHIC_CONTRAST


@given(COLOURS, st.integers(min_value=2, max_value=7))
def test_shades_of_a_scale_stay_apart_in_grey(primary: str, count: int) -> None:
    style = figure_style(LookDefinition(primary=primary))
    ramp = style.ramp(count)
    steps = [contrast(light, dark) for dark, light in itertools.pairwise(ramp)]
    assert len(ramp) == count
    assert [contrast(fill, style.paper) for fill in ramp] == sorted(
        (contrast(fill, style.paper) for fill in ramp), reverse=True
    )
    assert min(steps) > 1.1


@given(COLOURS, st.integers(min_value=1, max_value=7))
def test_numbers_on_shades_are_readable(primary: str, count: int) -> None:
    style = figure_style(LookDefinition(primary=primary))
    for fill in style.ramp(count):
        assert contrast(style.ink_on(fill), fill) >= TEXT_CONTRAST
