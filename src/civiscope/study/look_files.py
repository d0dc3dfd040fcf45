"""The pictures of a study's look: a logo and a cover, checked before anything carries them further."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from civiscope.errors import ProblemLog
from civiscope.study.definition import LookDefinition
from civiscope.study.picture_formats import NoPictureError, picture_size
from civiscope.study.yamlfile import YamlFile, line_of

FILE = "study.yaml"
MOST_BYTES = {"logo": 300_000, "cover": 2_000_000}
MOST_PIXELS = 8_000
"""On either side: more would only make pages slow."""
FORMATS = {"logo": (".svg", ".png"), "cover": (".png", ".jpg", ".jpeg")}


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
        except NoPictureError as refused:
            line = line_of(source, ("look", part))
            wanted = " or ".join(FORMATS[part])
            log.add("look-picture", file=FILE, line=line, value=name, reason=str(refused), wanted=wanted)
    return tuple(found)


def _read(folder: Path, part: str, name: str) -> LookFile:
    relative = PurePosixPath(name)
    path = folder / relative
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise NoPictureError("it leads out of the study folder")
    if path.suffix.lower() not in FORMATS[part]:
        raise NoPictureError(f"it ends in {path.suffix or 'nothing'}")
    content = _content(folder, path, MOST_BYTES[part])
    width, height = picture_size(content, path.suffix.lower())
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise NoPictureError(f"it is {width:g} by {height:g} pixels, and {MOST_PIXELS:,} are the most on a side")
    return LookFile(part, path, width, height)


def _content(folder: Path, path: Path, most: int) -> bytes:
    try:
        if not path.is_file():
            raise NoPictureError("there is no such file")
        if not path.resolve().is_relative_to(folder.resolve()):
            raise NoPictureError("it is a link that leads out of the study folder")
        if path.stat().st_size > most:
            raise NoPictureError(f"it has {path.stat().st_size:,} bytes, and {most:,} are the most")
        return path.read_bytes()
    except OSError as failure:
        reason = (failure.strerror or "unknown reason").lower()
        raise NoPictureError(f"it cannot be opened: {reason}") from failure
