"""What is a picture: PNG, JPEG and SVG files that every writer can show, that are whole, and that fetch nothing."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_SVG = "http://www.w3.org/2000/svg"
_PNG = b"\x89PNG\r\n\x1a\n"
_FORBIDDEN = re.compile("script|foreignobject|iframe|object|embed|audio|video|handler|set|animate.*")
_FETCHING = re.compile(r"@import|image-set|url\((?!\s*[\"']?\s*(?:#|data:image/(?:png|jpeg)[;,]))")
"""What makes a style fetch something; within the picture itself (#...) and with pixels inside, url() may be used."""
_DATA = re.compile(r"#|data:image/(?:png|jpeg)[;,]")
_INFLATED = 1 << 20


class NoPictureError(Exception):
    """A file that is no picture that may be shown; the message says why."""


def media_type(name: str) -> str:
    """The media type of a picture by the ending of its name; raises KeyError for another ending."""
    return MEDIA_TYPES[PurePosixPath(name).suffix.lower()]


def picture_size(content: bytes, ending: str) -> tuple[float, float]:
    """Width and height of a PNG or JPEG in pixels, of an SVG in its units.

    Raises NoPictureError where the content is not what the ending says, is cut off, or could run or fetch anything.
    """
    if ending == ".svg":
        return _svg_size(content)
    return _png_size(content) if ending == ".png" else _jpeg_size(content)


def _png_size(content: bytes) -> tuple[float, float]:
    """From the header (PNG, third edition, 11.2.2); every chunk is compared with its checksum, the pixels unpacked."""
    if not content.startswith(_PNG) or content[12:16] != b"IHDR":
        raise NoPictureError("it is no PNG picture")
    unpacked = zlib.decompressobj()
    for name, data in _chunks(content):
        if name == b"IDAT":
            _unpack(unpacked, data)
    if not unpacked.eof:
        raise NoPictureError("it is cut off")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, name = len(_PNG), b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:
            raise NoPictureError("it is cut off")
        length, name = struct.unpack(">I4s", head)
        data, check = content[place + 8 : place + 8 + length], content[place + 8 + length : place + 12 + length]
        if len(check) < 4:
            raise NoPictureError("it is cut off")
        if zlib.crc32(name + data) != int.from_bytes(check, "big"):
            raise NoPictureError("it is damaged")
        yield name, data
        place += 12 + length


def _unpack(unpacked: zlib._Decompress, data: bytes) -> None:
    """In pieces, which are dropped at once: a small file may hold very many pixels."""
    try:
        while data:
            unpacked.decompress(data, _INFLATED)
            data = unpacked.unconsumed_tail
    except zlib.error as failure:
        raise NoPictureError("it is damaged") from failure


def _jpeg_size(content: bytes) -> tuple[float, float]:
    """From the frame header (ITU-T T.81, B.2.2), which stands behind segments of any number."""
    if not content.startswith(b"\xff\xd8\xff"):
        raise NoPictureError("it is no JPEG picture")
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if marker == 0xFF:
            # Fill bytes may stand before any marker.
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            scan = content.find(b"\xff\xda", place + 2 + length)
            if scan < 0 or content.find(b"\xff\xd9", scan) < 0:
                raise NoPictureError("it is cut off")
            return width, height
        place += 2 + length
    raise NoPictureError("it is no JPEG picture")


def _svg_size(content: bytes) -> tuple[float, float]:
    """From the view box, else from width and height; refuses what could run or fetch anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise NoPictureError("it is not in UTF-8") from failure
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as failure:
        raise NoPictureError("it is no SVG picture, since it is not XML") from failure
    if root.tag != f"{{{_SVG}}}svg":
        raise NoPictureError(f'it is no SVG picture: its first element is not <svg xmlns="{_SVG}">')
    if root.getroottree().docinfo.encoding not in (None, "UTF-8", "utf-8", "US-ASCII", "ASCII"):
        raise NoPictureError("it is not in UTF-8")
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoPictureError("it declares entities or a document type")
    if next(root.iter(etree.ProcessingInstruction), None) is not None:
        raise NoPictureError("it holds a processing instruction")
    for element in root.iter("*"):
        _refuse_active(element)
    box = (root.get("viewBox") or "").replace(",", " ").split()
    numbers = box[2:4] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    try:
        width, height = (float(number.removesuffix("px")) for number in numbers)
    except ValueError as failure:
        raise NoPictureError("it has neither a viewBox nor a width and height in pixels") from failure
    return width, height


def _refuse_active(element: etree._Element) -> None:
    name = etree.QName(element).localname.lower()
    if _FORBIDDEN.fullmatch(name):
        raise NoPictureError(f"it holds <{name}>, which a picture does not need")
    for key, value in element.attrib.items():
        local, text = str(etree.QName(key).localname).lower(), str(value)
        if local.startswith("on"):
            raise NoPictureError(f"it holds the attribute {local}, which runs a script")
        if local == "href" and not _DATA.match(text):
            raise NoPictureError(f"it points to {text[:60]}")
        if local == "base":
            raise NoPictureError("it has an xml:base, from which links lead elsewhere")
        if key == local and ("(" in text or local == "style"):
            _refuse_fetching(text)
    if name == "style":
        # All text inside, as a browser joins it: comments may stand between.
        _refuse_fetching(str(element.xpath("string()")))


def _refuse_fetching(style: str) -> None:
    if "\\" in style:
        # An escape can write url() in other letters.
        raise NoPictureError("its styles hold a backslash")
    if _FETCHING.search(re.sub(r"/\*.*?\*/", " ", style, flags=re.DOTALL).lower()):
        raise NoPictureError("it fetches something by its styles, such as url() or @import")
