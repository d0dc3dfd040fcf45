"""Cards of shared links: of the asked size and weight, in the study's colours, whatever texts they are given."""

from __future__ import annotations

import io
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from civiscope.report.writers.cards import MOST_BYTES, card_png
from civiscope.results.document import Look
from tests.unit.report.writers.hostile import NASTY

LOOK = Look(primary="#005522", accent="#aa2200")
NOTE = "Innovation capacity of city governments · Edition of 2018-20"
LONG = "Which capabilities does your city government use to support innovation across all policy areas? " * 12
ARABIC = "الابتكار في حكومات المدن: ما الأدوار والمهارات التي تستخدمها مدينتك؟ "


def opened(card: bytes) -> Image.Image:
    with Image.open(io.BytesIO(card)) as image:
        return image.convert("RGB")


def drawing(width: int = 760, height: int = 380, noise: bool = False) -> bytes:
    """A PNG in one unmistakable colour, or of noise that cannot be compressed."""
    written = io.BytesIO()
    made = (
        Image.effect_noise((width, height), 90).convert("RGB") if noise else Image.new("RGB", (width, height), "#f0f")
    )
    made.save(written, "PNG")
    return written.getvalue()


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    return int(np.all(np.asarray(image) == colour, axis=2).sum())


@pytest.mark.parametrize(
    ("title", "finding", "mark"),
    [
        ("Strategy", "62% of cities have one.", ""),
        ("", "", ""),
        (LONG, LONG, LONG),
        (ARABIC * 8, ARABIC * 8, ARABIC),
        ("x" * 2000, "ä" * 2000, "y" * 500),
        *((text, text, text) for text in ("Innovation@&%$8 gaegsBRQ " * 40, "W&@8" * 400)),
    ],
)
def test_card_has_its_size_and_stays_light(title: str, finding: str, mark: str) -> None:
    card = card_png(title, finding, LOOK, NOTE, mark=mark)
    assert opened(card).size == (1200, 630)
    assert len(card) < MOST_BYTES
    assert card == card_png(title, finding, LOOK, NOTE, mark=mark)


def test_card_is_made_at_once() -> None:
    card_png("Warm", "", LOOK)
    started = time.process_time()
    card_png(LONG, LONG, LOOK, NOTE, drawing(), mark=LONG)
    assert time.process_time() - started < 0.3


def test_colours_are_the_studys() -> None:
    band = opened(card_png("Strategy", "", LOOK)).getpixel((5, 300))
    assert band == (0x00, 0x55, 0x22)
    marked = opened(card_png("Strategy", "", LOOK, mark="Simulated"))
    assert count(marked, (0xAA, 0x22, 0x00)) > 500
    assert count(opened(card_png("Strategy", "", LOOK)), (0xAA, 0x22, 0x00)) == 0


@pytest.mark.parametrize("title", [ARABIC, "חדשנות בעיר", "2020: الابتكار"])
def test_title_from_right_to_left_turns_the_card(title: str) -> None:
    image = opened(card_png(title, "", LOOK))
    assert image.getpixel((5, 300)) == (255, 255, 255)
    assert image.getpixel((1195, 300)) == (0x00, 0x55, 0x22)


def test_every_text_is_drawn() -> None:
    whole = card_png("Strategy", "62%", LOOK, NOTE, mark="Simulated")
    assert (
        len({whole, card_png("Strategy", "62%", LOOK, NOTE), card_png("Strategy", "62%", LOOK, mark="Simulated")}) == 3
    )
    assert card_png("Strategy", "", LOOK, NOTE, mark="Simulated") != whole
    assert card_png("strategy", "62%", LOOK, NOTE, mark="Simulated") != whole


def test_nothing_is_drawn_over_the_edges() -> None:
    image = opened(card_png("W" * 3000, "M" * 3000, LOOK, "W" * 3000, mark="M" * 3000))
    edges = [image.crop(box) for box in ((30, 0, 1200, 40), (1150, 0, 1200, 630), (30, 600, 1200, 630))]
    assert all(count(edge, (255, 255, 255)) == edge.width * edge.height for edge in edges)


def test_picture_is_shown_whole_and_not_distorted() -> None:
    image = opened(card_png("Strategy", "62%", LOOK, NOTE, drawing()))
    columns = [x for x in range(1200) if image.getpixel((x, 278)) == (255, 0, 255)]
    assert columns
    middle = (columns[0] + columns[-1]) // 2
    rows = [y for y in range(630) if image.getpixel((middle, y)) == (255, 0, 255)]
    assert len(columns) / len(rows) == pytest.approx(2, rel=0.02)
    assert len(columns) >= 500


def test_picture_that_weighs_too_much_is_left_out() -> None:
    heavy = card_png("Strategy", "62%", LOOK, NOTE, drawing(noise=True))
    assert len(heavy) < MOST_BYTES
    assert heavy == card_png("Strategy", "62%", LOOK, NOTE)


def test_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="PNG or a JPEG"):
        card_png("Strategy", "", LOOK, picture=b"<svg/>")


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts_are_texts(text: str) -> None:
    assert opened(card_png(text, text, LOOK, text, mark=text)).size == (1200, 630)


@given(st.text(st.characters(), max_size=80))
@settings(max_examples=60)
def test_any_text_makes_a_card(text: str) -> None:
    assert opened(card_png(text, text, LOOK, text, mark=text)).size == (1200, 630)
