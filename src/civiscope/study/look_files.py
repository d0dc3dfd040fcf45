"""The pictures of a study's look: a logo and a cover, checked before anything carries them further."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from civiscope.errors import ProblemLog
from civiscope.study.definition import LookDefinition
from civiscope.study.yamlfile import YamlFile, line_of

FILE = "study.yaml"
MOST_BYTES = {"logo": 300_000, "cover": 2_000_000}
MOST_PIXELS = 8_000
"""On either side: more would only make pages slow."""
FORMATS = {"logo": (".svg", ".png"), "cover": (".png", ".jpg", ".jpeg")}
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_FORBIDDEN = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "animate", "set"}


class _RefusedError(Exception):
    """A file that is no picture that may be shown; the message says why."""


@dataclass(frozen=True, slots=True)
class LookFile:
    """A picture of the look: what it is for, its file, and its size in pixels (of an SVG in its own units)."""

    part: str
    path: Path
    width: float
    height: float

    @property
    def name(self) -> str:
        """What it is called in a release: ``logo.svg``, ``cover.jpg``."""
        return f"{self.part}{self.path.suffix.lower()}"


def read_look(folder: Path, look: LookDefinition, source: YamlFile, log: ProblemLog) -> tuple[LookFile, ...]:
    """The pictures that the look names; every problem is logged with its line in study.yaml."""
    found = []
    for part in FORMATS:
        name = getattr(look, part)
        if name is None:
            continue
        try:
            found.append(_read(folder, part, name))
        except _RefusedError as refused:
            line = line_of(source, ("look", part))
            wanted = " or ".join(FORMATS[part])
            log.add("look-picture", file=FILE, line=line, value=name, reason=str(refused), wanted=wanted)
    return tuple(found)


def _read(folder: Path, part: str, name: str) -> LookFile:
    relative = PurePosixPath(name)
    path = folder / relative
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise _RefusedError("it leads out of the study folder")
    if path.suffix.lower() not in FORMATS[part]:
        raise _RefusedError(f"it ends in {path.suffix or 'nothing'}")
    if not path.is_file():
        raise _RefusedError("there is no such file")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _RefusedError("it is a link that leads out of the study folder")
    if path.stat().st_size > MOST_BYTES[part]:
        raise _RefusedError(f"it has {path.stat().st_size:,} bytes, and {MOST_BYTES[part]:,} are the most")
    width, height = picture_size(path.read_bytes(), path.suffix.lower())
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise _RefusedError(f"it is {width:g} by {height:g} pixels, and {MOST_PIXELS:,} are the most on a side")
    return LookFile(part, path, width, height)


def picture_size(content: bytes, ending: str) -> tuple[float, float]:
    """Width and height of a PNG or JPEG in pixels, of an SVG in its units; the content must be what the ending says."""
    if ending == ".svg":
        return _svg_size(content)
    if ending == ".png":
        if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
            raise _RefusedError("it is no PNG picture")
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _jpeg_size(content)


def _jpeg_size(content: bytes) -> tuple[float, float]:
    """From the frame header (ITU-T T.81, B.2.2), which stands behind segments of any number."""
    place = 2
    while content.startswith(b"\xff\xd8\xff") and place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    raise _RefusedError("it is no JPEG picture")


def _svg_size(content: bytes) -> tuple[float, float]:
    """From the view box, else from width and height; refuses what could run or fetch anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as failure:
        raise _RefusedError("it is no SVG picture, since it is not XML") from failure
    if etree.QName(root).localname != "svg":
        raise _RefusedError("it is no SVG picture")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _RefusedError("it declares entities")
    if next(root.iter(etree.ProcessingInstruction), None) is not None:
        raise _RefusedError("it holds a processing instruction")
    for element in root.iter("*"):
        _refuse_active(element)
    box = (root.get("viewBox") or "").replace(",", " ").split()
    numbers = box[2:4] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    try:
        width, height = (float(number.removesuffix("px")) for number in numbers)
    except ValueError as failure:
        raise _RefusedError("it has neither a viewBox nor a width and height in pixels") from failure
    return width, height


def _refuse_active(element: etree._Element) -> None:
    name = etree.QName(element).localname.lower()
    if name in _FORBIDDEN:
        raise _RefusedError(f"it holds <{name}>, which a picture does not need")
    texts = [*element.attrib.values(), element.text or ""] if name == "style" else list(element.attrib.values())
    for key, value in element.attrib.items():
        local = str(etree.QName(key).localname).lower()
        if local.startswith("on"):
            raise _RefusedError(f"it holds the attribute {local}, which runs a script")
        if local == "href" and not str(value).startswith(("#", "data:image/png", "data:image/jpeg")):
            raise _RefusedError(f"it points to {str(value)[:60]}")
    for text in texts:
        lowered = str(text).lower()
        if "@import" in lowered or ("url(" in lowered and "url(#" not in lowered.replace(" ", "").replace('"', "")):
            raise _RefusedError("it fetches something by url()")


def media_type(name: str) -> str:
    """The media type of a picture by the ending of its name; raises KeyError for another ending."""
    return MEDIA_TYPES[PurePosixPath(name).suffix.lower()]
