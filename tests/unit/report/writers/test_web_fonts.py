"""Fonts of pages: cut by script, small, complete for what they promise, the same bytes in every process."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from civiscope.report.writers.web_fonts import WebFont, font_faces, web_fonts

ALPHABETS = {
    "latin": "ABCXYZabcxyz 0123456789 ÄÖÜßéèñçøåæ œŒ €„“”‘’–—…·%<>&",
    "latin-extended": "ĄąŁłŻżŘřŐőŞşĞğİĂăȘșȚțŪūƏəƠơƯưẠạẾếỹ₺₴",
    "greek": "ΑΒΓΩαβγωάέήίόύώΐΰς",
    "cyrillic": "АБВЯабвяЁёЄєІіЇїҐґЎўЉљЊњЋћЏџӘәҚқҰұ№",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي پچژگک ئؤ ًٌٍَُِّْ ٠١٢٣ ،؛؟",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןךףץ ְֱֲֳִֵֶַָֹֻּ ₪",
}


def named(stem: str) -> WebFont:
    (found,) = (font for font in web_fonts() if font.name.startswith(f"{stem}."))
    return found


def codes(font: WebFont) -> set[int]:
    with TTFont(io.BytesIO(font.content)) as opened:
        return set(opened.getBestCmap())


@pytest.mark.parametrize(
    ("stem", "script"),
    [
        *((f"noto-sans-{script}", script) for script in ("latin", "latin-extended", "greek", "cyrillic", "arabic")),
        *((f"source-serif-{script}", script) for script in ("latin", "greek", "cyrillic")),
        ("heebo-hebrew", "hebrew"),
    ],
)
def test_script_is_complete(stem: str, script: str) -> None:
    missing = {letter for letter in ALPHABETS[script] if ord(letter) not in codes(named(stem))} - {" ", "·"}
    # Source Serif has no letters of Central Asian Cyrillic.
    assert missing <= set("ӘәҚқҰұ"), missing


def test_what_every_reader_fetches_is_small() -> None:
    assert len(named("noto-sans-latin").content) + len(named("source-serif-latin").content) < 70_000
    assert max(len(font.content) for font in web_fonts()) < 60_000


def test_name_holds_a_hash_of_the_content() -> None:
    for font in web_fonts():
        assert font.content.startswith(b"wOF2")
        assert font.name.split(".")[1] == hashlib.sha256(font.content).hexdigest()[:12]
    assert web_fonts() is web_fonts()


def test_another_process_cuts_the_same_bytes() -> None:
    command = "from civiscope.report.writers.web_fonts import web_fonts; print(*(font.name for font in web_fonts()))"
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    printed = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert printed.stdout.split() == [font.name for font in web_fonts()]


def test_running_text_keeps_its_weights_and_copies_their_licence() -> None:
    with TTFont(io.BytesIO(named("noto-sans-latin").content)) as font:
        (axis,) = font["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
        assert "GPOS" in font
    for font in web_fonts():
        with TTFont(io.BytesIO(font.content)) as opened:
            assert "SIL Open Font License" in opened["name"].getDebugName(13)
            assert opened["name"].getDebugName(0)


def test_rules_name_every_file_and_both_families_hold_every_script() -> None:
    rules = font_faces("../fonts/").splitlines()
    assert all("font-display:swap" in rule for rule in rules)
    assert {font.name for font in web_fonts()} == set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', "".join(rules)))
    for family in ("Noto Sans", "Source Serif 4"):
        covered = "".join(rule for rule in rules if f'"{family}"' in rule)
        # Of faces with different weights a browser takes those of one weight only.
        assert set(re.findall("font-weight:([0-9 ]+);", covered)) == {"400 700"}
        for first in ("U+20-7E", "U+100-130", "U+370-3FF", "U+400-45F", "U+600-6FF", "U+590-5FF"):
            assert covered.count(first) == 1, (family, first)


def test_no_letter_is_in_two_files_of_a_family() -> None:
    for family in ("Noto Sans", "Source Serif 4"):
        found: list[int] = []
        for rule in font_faces("").splitlines():
            if f'"{family}"' in rule:
                for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
                    found += range(int(first, 16), int(last or first, 16) + 1)
        assert len(found) == len(set(found))


@pytest.mark.parametrize("prefix", ['x"', "a)b", "</style>", "a\\b", "a\nb"])
def test_prefix_that_would_end_the_address_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        font_faces(prefix)
