"""Pictures: drawn with the pinned fonts, of the size that is asked for, the same bytes; texts that can be printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from civiscope.report.writers.pictures import needs_shaping, png, printable_svg
from tests.unit.report.writers import sample_book

SVG = (
    '<svg><style>@font-face{font-family:"X";src:url(data:font/woff;base64,AA)}text{fill:red}</style>'
    '<text a="ü">%s</text></svg>'
)


def size(image: bytes) -> tuple[int, int]:
    return int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")


def test_picture_has_the_asked_dots_to_the_inch() -> None:
    assert size(png(sample_book.map_figure(), 192)) == (800, 400)


def test_same_picture_gives_the_same_bytes() -> None:
    assert png(sample_book.bars_figure()) == png(sample_book.bars_figure())


def test_texts_are_drawn() -> None:
    figure = sample_book.map_figure()
    without = figure.svg.replace("Łódź", "")
    assert png(figure) != png(replace(figure, svg=without))


def test_only_texts_are_cleaned_and_their_escapes_kept() -> None:
    cleaned = printable_svg(SVG % "東 &amp; &lt;b&gt; é", lambda text: text.replace("東", "<E>"))
    assert '<text a="ü">&lt;E&gt; &amp; &lt;b&gt; é</text>' in cleaned
    assert "font-face" not in cleaned
    assert "text{fill:red}" in cleaned


def test_scripts_with_joined_letters_need_shaping() -> None:
    assert needs_shaping(SVG % "مدينة")
    assert not needs_shaping(SVG % "Łódź Київ Αθήνα")


def test_what_is_no_picture_is_a_defect() -> None:
    with pytest.raises(RuntimeError):
        png(replace(sample_book.map_figure(), svg="<svg"))
