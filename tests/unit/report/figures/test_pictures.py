"""Pictures of figures: in the asked size and the pinned fonts, the same bytes from every thread."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from civiscope.report.figures.pictures import png_of
from civiscope.report.figures.writing import write_figures
from tests.unit.report.figures.examples import make_release, shares

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40.5" viewBox="0 0 120 40.5">'
    '<text x="4" y="20" font-family="%s" font-weight="%s">%s</text></svg>'
)


def size(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n")
    return int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")


def drawn(text: str, family: str = "Noto Sans", weight: int = 400) -> bytes:
    return png_of(SVG % (family, weight, text))


@pytest.mark.parametrize(("scale", "expected"), [(1.0, (120, 41)), (2.0, (240, 81)), (1.5, (180, 61))])
def test_scale_is_pixels_for_a_pixel(scale: float, expected: tuple[int, int]) -> None:
    assert size(png_of(SVG % ("Noto Sans", 400, "Łódź"), scale)) == expected


def test_same_svg_gives_the_same_bytes_in_every_thread() -> None:
    svg = SVG % ("Noto Sans", 600, "Innovation الابتكار חדשנות")
    with ThreadPoolExecutor(2) as threads:
        assert set(threads.map(png_of, [svg] * 4)) == {png_of(svg)}


def test_weights_are_told_apart() -> None:
    assert drawn("Roles", weight=600) != drawn("Roles", weight=400)


def test_fonts_of_the_machine_are_not_asked() -> None:
    # DejaVu Sans comes with browsers, and is on most machines; the pinned fonts hold no such family.
    assert drawn("Roles", family="DejaVu Sans, Noto Sans") == drawn("Roles", family="Noto Sans")


def test_picture_of_a_release_is_that_of_its_svg(tmp_path: Path) -> None:
    write_figures(make_release(shares("roles", {"engineer": 0.5})), tmp_path)
    svg = (tmp_path / "roles.svg").read_text(encoding="utf-8")
    picture = (tmp_path / "roles.png").read_bytes()
    assert picture == png_of(svg)
    assert size(picture)[0] == 1520
    assert len(picture) < 200_000


def test_picture_of_simulated_results_is_called_so(tmp_path: Path) -> None:
    write_figures(make_release(shares("roles", {"engineer": 0.5}), study={"simulated": True}), tmp_path)
    with Image.open(io.BytesIO((tmp_path / "roles.png").read_bytes())) as picture:
        picture.load()
        assert picture.info["Title"].startswith("Simulated")


def test_any_title_is_carried() -> None:
    picture = png_of((SVG % ("Noto Sans", 400, "a")).replace("<text", "<title>Łódź &lt;b&gt; &amp; 東京</title><text"))
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.info["Title"] == "Łódź <b> & 東京"


@pytest.mark.parametrize("broken", ["", "<svg>", '<svg height="3"/>', '<p width="3"/>', '<svg width="100%"/>'])
def test_svg_without_a_width_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="width"):
        png_of(broken)


def test_what_is_no_svg_is_a_defect() -> None:
    with pytest.raises(RuntimeError):
        png_of('<svg width="3"')
