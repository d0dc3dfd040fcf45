"""The assets of a site: its own style and scripts, and those of the libraries that it uses.

Libraries come from pinned packages and are sent from here, never from elsewhere.
"""

from __future__ import annotations

import importlib.util
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from civiscope.report.figures.interactive import vega_script, vega_style
from civiscope.report.writers.web_fonts import web_fonts
from civiscope.results.document import Look
from civiscope.web.common.style import shared_style, sheets_of
from civiscope.web.explorer.assets.cards import card, card_names
from civiscope.web.explorer.assets.data import data_names, data_script
from civiscope.web.explorer.assets.figures import figure_names, figure_script
from civiscope.web.explorer.domain.shelf import Edition

STYLE = "site.css"
LEAFLET = ("leaflet.js", "leaflet.css")


@dataclass(frozen=True)
class Asset:
    """A file of the site."""

    content: bytes
    media_type: str


def asset_of(edition: Edition, name: str) -> Asset | None:
    """The asset of that name in an edition's look; None where there is none."""
    if name == STYLE:
        look = edition.release.definition.look
        return Asset(_style(Look(look.primary, look.accent)).encode(), _media_type(name))
    if name in (pictures := picture_names(edition)):
        picture = edition.release.pictures[pictures[name]]
        return Asset(picture.content, picture.media_type)
    if name.startswith("card-") and (drawn := card(edition, name)) is not None:
        return Asset(drawn, _media_type(name))
    fixed = _fixed().get(name)
    if fixed is not None:
        return fixed
    data = data_script(edition, name) or figure_script(edition, name)
    return None if data is None else Asset(data, _media_type(name))


def asset_names(edition: Edition) -> list[str]:
    """The names of all assets, for the static site."""
    return [
        STYLE,
        *picture_names(edition),
        *_fixed(),
        *data_names(edition),
        *figure_names(edition),
        *card_names(edition),
    ]


def picture_names(edition: Edition) -> dict[str, str]:
    """The pictures of the study's look: their names as assets, and what they are for."""
    endings = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
    return {f"{part}.{endings[made.media_type]}": part for part, made in edition.release.pictures.items()}


@lru_cache(maxsize=16)
def _style(look: Look) -> str:
    return "\n".join([shared_style(look), vega_style(), sheets_of(f"{__name__}.css")])


@lru_cache(maxsize=1)
def _fixed() -> dict[str, Asset]:
    """What is the same for every study."""
    scripts = {
        entry.name: entry.read_bytes()
        for entry in files(__name__).joinpath("js").iterdir()
        if entry.name.endswith(".js")
    }
    leaflet = {name: (_leaflet_folder() / name).read_bytes() for name in LEAFLET}
    fonts = {font.name: font.content for font in web_fonts()}
    found = {**scripts, **leaflet, **fonts, "vega.js": vega_script().encode()}
    return {name: Asset(content, _media_type(name)) for name, content in sorted(found.items())}


def _leaflet_folder() -> Path:
    """Leaflet as django-leaflet packs it; the package itself is not imported, because it wants geographic databases."""
    specification = importlib.util.find_spec("leaflet")
    if specification is None or not specification.submodule_search_locations:
        raise RuntimeError("django-leaflet is not installed")
    return Path(specification.submodule_search_locations[0]) / "static" / "leaflet"


def _media_type(name: str) -> str:
    if name.endswith(".js"):
        return "text/javascript; charset=utf-8"
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
