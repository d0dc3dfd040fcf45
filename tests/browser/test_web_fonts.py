"""The pinned fonts on a page, also opened from disk: a reader fetches what the page is written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from civiscope.report.writers.web_fonts import font_faces, web_fonts

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fonts</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; font-src 'self'">
<link rel="stylesheet" href="style.css"></head><body><h1>%s</h1><p>%s <b>%s</b></p></body></html>"""
STYLE = 'body{font:400 1rem "Noto Sans"}h1{font-family:"Source Serif 4";font-weight:600}'
LOADED = """document.fonts.ready.then(() => [...document.fonts].filter((face) => face.status === "loaded")
  .map((face) => `${face.family} ${face.unicodeRange.split(",")[0]}`))"""
LATIN = {"Noto Sans U+20-7E", "Source Serif 4 U+20-7E"}
"""Also of words in other scripts: the space between them."""


@pytest.mark.parametrize(
    ("words", "further"),
    [
        ("Innovation in cities", ""),
        ("Αθήνα", "U+370-3FF"),
        ("Київ", "U+400-45F"),
        ("الابتكار", "U+600-6FF"),
        ("חדשנות", "U+590-5FF"),
    ],
)
def test_page_fetches_the_fonts_of_its_scripts(page: Page, tmp_path: Path, words: str, further: str) -> None:
    (tmp_path / "fonts").mkdir()
    for font in web_fonts():
        (tmp_path / "fonts" / font.name).write_bytes(font.content)
    (tmp_path / "style.css").write_text(font_faces("fonts/") + STYLE, encoding="utf-8")
    (tmp_path / "index.html").write_text(PAGE % (words, words, words), encoding="utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    # Chromium writes names of families with or without their quotation marks.
    loaded = {name.replace('"', "") for name in page.evaluate(LOADED)}
    expected = {f"{family} {further}" for family in ("Noto Sans", "Source Serif 4") if further}
    assert loaded >= expected
    assert loaded - expected <= LATIN
    assert further or loaded == LATIN
