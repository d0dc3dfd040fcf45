"""The pictures of a study's look: taken, or refused with the reason and the line."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from civiscope.errors import ProblemLog
from civiscope.study.definition import LookDefinition
from civiscope.study.look_files import read_look
from civiscope.study.yamlfile import read_yaml

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int) -> bytes:
    """A black picture with one bit per pixel."""
    rows = (b"\0" + bytes((width + 7) // 8)) * height
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = png(640, 480)
JPEG = (
    b"\xff\xd8\xff\xe0"
    + struct.pack(">H", 16)
    + b"JFIF\x00"
    + bytes(9)
    + b"\xff\xff\xc0"
    + struct.pack(">HBHH", 17, 8, 300, 500)
    + bytes(10)
    + b"\xff\xda"
    + bytes(10)
    + b"\xff\xd9"
)


def problems(folder: Path, name: str, content: bytes | str | None, part: str = "logo") -> tuple[list[str], list[str]]:
    """What a look with the picture is told, and the names of the pictures that were taken."""
    (folder / "look").mkdir(parents=True, exist_ok=True)
    if content is not None:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "study.yaml").write_text(f"look:\n  primary: '#14496b'\n  {part}: {name}\n", encoding="utf-8")
    log = ProblemLog()
    source = read_yaml(folder / "study.yaml", "study.yaml", log)
    assert source is not None
    found = read_look(folder, LookDefinition.model_validate({part: name}), source, log)
    return [str(entry) for entry in log.problems], [f"{entry.name} {entry.width:g}x{entry.height:g}" for entry in found]


@pytest.mark.parametrize(
    ("name", "content", "part", "taken"),
    [
        ("look/a.svg", SVG.format("<path d='M0 0h1'/>"), "logo", "logo.svg 40x20"),
        ("look/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='12px' height='8'/>", "logo", "logo.svg 12x8"),
        ("look/a.png", PNG, "logo", "logo.png 640x480"),
        (
            "look/a.svg",
            SVG.format("<path fill='url( &quot;#b&quot; )'/>"),
            "logo",
            "logo.svg 40x20",
        ),
        ("look/a.svg", SVG.format("<path aria-label='Image (of two)' d='M0 0h1'/>"), "logo", "logo.svg 40x20"),
        ("look/a.PNG", PNG, "cover", "cover.png 640x480"),
        ("look/a.jpg", JPEG, "cover", "cover.jpg 500x300"),
    ],
)
def test_pictures_are_taken_with_their_size(
    tmp_path: Path, name: str, content: bytes | str, part: str, taken: str
) -> None:
    assert problems(tmp_path, name, content, part) == ([], [taken])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("look/a.svg", None, "there is no such file"),
        ("../a.svg", SVG, "it leads out of the study folder"),
        ("look/a.gif", b"GIF89a", "it ends in .gif"),
        ("look/a.png", b"not a picture", "it is no PNG picture"),
        ("look/a.svg", "<svg", "it is not XML"),
        ("look/a.svg", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "it is no SVG picture"),
        ("look/a.svg", SVG.format("<script>alert(1)</script>"), "it holds <script>"),
        ("look/a.svg", SVG.format("<foreignObject/>"), "it holds <foreignobject>"),
        ("look/a.svg", SVG.format("<path onload='alert(1)'/>"), "it holds the attribute onload"),
        ("look/a.svg", SVG.format("<image href='https://example.org/x.png'/>"), "it points to https://example.org"),
        ("look/a.svg", SVG.format("<style>@import 'x.css'</style>"), "it fetches something"),
        ("look/a.svg", SVG.format("<path fill='url(http://example.org/#a)'/>"), "it fetches something"),
        ("look/a.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.format("&a;"), "it declares entities"),
        ("look/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a viewBox nor a width"),
        ("look/a.svg", SVG.replace("0 0 40 20", "0 0 40000 20").format(""), "8,000 are the most on a side"),
        ("look/a.png", PNG + bytes(300_000), "300,000 are the most"),
        ("look/a.png", PNG[:40], "it is cut off"),
        ("look/a.png", PNG[:-12], "it is cut off"),
        ("look/a.png", PNG.replace(b"IDAT", b"IDAU"), "it is damaged"),
        (f"look/{'x' * 300}.svg", None, "it cannot be opened: file name too long"),
        ("look/a.svg", SVG.replace("http://www.w3.org/2000/svg", "").format(""), "its first element is not <svg xmlns"),
        ("look/a.svg", SVG.format("<title>é</title>").encode("latin-1"), "it is not in UTF-8"),
        ("look/a.svg", SVG.format("").encode("utf-16"), "it is not in UTF-8"),
        (
            "look/a.svg",
            SVG.format("<style>a{fill:url(#a)}b{fill:url(//example.org)}</style>"),
            "it fetches something",
        ),
        ("look/a.svg", SVG.format("<path style='fill:url(#a);stroke:url(//example.org/b)'/>"), "it fetches something"),
        ("look/a.svg", SVG.format("<style>a{}<!-- b -->@import '//example.org'</style>"), "it fetches something"),
        (
            "look/a.svg",
            SVG.format("<style>a{mask:image-set('//example.org' 1x)}</style>"),
            "it fetches something",
        ),
        ("look/a.svg", SVG.format("<path fill='\\75rl(//example.org)'/>"), "its styles hold a backslash"),
        ("look/a.svg", SVG.format("<g xml:base='//example.org'/>"), "it has an xml:base"),
        ("look/a.svg", SVG.format("<animateTransform/>"), "it holds <animatetransform>"),
    ],
)
def test_other_files_are_refused_with_the_reason_and_the_line(
    tmp_path: Path, name: str, content: bytes | str | None, reason: str
) -> None:
    told, taken = problems(tmp_path / "study" if name.startswith("..") else tmp_path, name, content)
    assert taken == []
    assert len(told) == 1
    assert told[0].startswith("error [look-picture] study.yaml, line 3:")
    assert reason in told[0]


@pytest.mark.parametrize(("content", "reason"), [(JPEG[:-2], "it is cut off"), (JPEG[:12], "it is no JPEG picture")])
def test_jpeg_that_is_not_whole_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    told, taken = problems(tmp_path, "look/a.jpg", content, "cover")
    assert taken == []
    assert reason in told[0]


def test_link_that_leads_out_of_the_study_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.svg").write_text(SVG.format(""), encoding="utf-8")
    study = tmp_path / "study"
    (study / "look").mkdir(parents=True)
    (study / "look" / "a.svg").symlink_to(tmp_path / "elsewhere.svg")
    told, _ = problems(study, "look/a.svg", None)
    assert "it is a link that leads out of the study folder" in told[0]
