from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from civiscope.report.figures.fonts import embedded_fonts
from civiscope.report.figures.text import text_width


def fonts_in(style_sheet: str) -> dict[int, TTFont]:
    found = re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", style_sheet)
    return {int(weight): TTFont(io.BytesIO(base64.b64decode(data))) for weight, data in found}


def test_fonts_hold_the_letters_in_two_weights() -> None:
    fonts = fonts_in(embedded_fonts(set("Łódź 45%")))
    assert list(fonts) == [400, 600]
    assert all(set(font.getBestCmap()) == set(map(ord, "Łódź 45%")) for font in fonts.values())


def test_letters_have_the_widths_that_texts_are_measured_with() -> None:
    regular, semibold = fonts_in(embedded_fonts(set("Transport"))).values()

    def width(font: TTFont) -> float:
        names = font.getBestCmap()
        return sum(font["hmtx"][names[ord(letter)]][0] for letter in "Transport") / 100

    assert width(regular) == pytest.approx(text_width("Transport", 10))
    assert width(semibold) == pytest.approx(text_width("Transport", 10, semibold=True), rel=0.03)


def test_letters_that_need_shaping_or_lack_are_left_to_the_reader() -> None:
    fonts = fonts_in(embedded_fonts(set("aالابتكار東")))
    assert set(fonts[400].getBestCmap()) == {ord("a")}


def test_same_letters_give_the_same_bytes() -> None:
    assert embedded_fonts(set("abc")) == embedded_fonts(set("cba"))


def test_no_letters_give_fonts_without_letters() -> None:
    assert all(not font.getBestCmap() for font in fonts_in(embedded_fonts(set())).values())
