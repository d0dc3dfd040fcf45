"""The assets of a site: its own style and scripts, and those of the libraries that it uses.

Libraries come from pinned packages and are sent from here, never from elsewhere.
"""

from __future__ import annotations

import importlib.util
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from civiscope.report.writers.site_css import site_css
from civiscope.results.document import Look
from civiscope.web.explorer.domain.city_columns import script_data, script_ground
from civiscope.web.explorer.domain.shelf import Edition

STYLE = "site.css"
LEAFLET = ("leaflet.js", "leaflet.css")

MADE: dict[str, Callable[[Edition], bytes]] = {
    "cities-data.js": script_data,
    "cities-ground.js": script_ground,
}
"""Data of a release as scripts, by name; see core.js."""


@dataclass(frozen=True)
class Asset:
    """A file of the site."""

    content: bytes
    media_type: str


def asset_of(edition: Edition, name: str) -> Asset | None:
    """The asset of that name in an edition's look; None where there is none."""
    if name == STYLE:
        look = edition.release.definition.look
        return Asset(_style(Look(look.primary, look.accent)).encode(), "text/css; charset=utf-8")
    if name in MADE:
        return Asset(MADE[name](edition), _media_type(name))
    return _fixed().get(name)


def asset_names(edition: Edition) -> list[str]:
    """The names of all assets, for the static site."""
    return [STYLE, *MADE, *_fixed()]


@lru_cache(maxsize=16)
def _style(look: Look) -> str:
    folder = files(__name__).joinpath("css")
    sheets = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".css"))
    return "\n".join([site_css(look), *(folder.joinpath(name).read_text(encoding="utf-8") for name in sheets)])


@lru_cache(maxsize=1)
def _fixed() -> dict[str, Asset]:
    """What is the same for every study."""
    scripts = {
        entry.name: entry.read_bytes()
        for entry in files(__name__).joinpath("js").iterdir()
        if entry.name.endswith(".js")
    }
    leaflet = {name: (_leaflet_folder() / name).read_bytes() for name in LEAFLET}
    return {name: Asset(content, _media_type(name)) for name, content in sorted({**scripts, **leaflet}.items())}


def _leaflet_folder() -> Path:
    """Leaflet as django-leaflet packs it; the package itself is not imported, because it wants geographic databases."""
    specification = importlib.util.find_spec("leaflet")
    if specification is None or not specification.submodule_search_locations:
        raise RuntimeError("django-leaflet is not installed")
    return Path(specification.submodule_search_locations[0]) / "static" / "leaflet"


def _media_type(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
