"""What takes long to make is made when the service starts, so that its first reader does not wait for it."""

from __future__ import annotations

from civiscope.web.explorer.assets import STYLE, asset_of
from civiscope.web.explorer.domain.cities import city_table
from civiscope.web.explorer.domain.city_map import COARSE, city_map, ground
from civiscope.web.explorer.domain.shelf import Edition

ASSETS = (STYLE, "core.js", "cities-data.js", "cities-ground.js")
"""The style with the fonts, the scripts, and the largest data."""


def prepare(edition: Edition) -> None:
    """Make the tables of cities, the search, a snapshot, the ground of the map, and the assets of every page."""
    for language in edition.languages:
        city_table(edition, language)
        edition.search(language)
        for city in sorted(edition.peers)[:1]:
            edition.snapshots(language).document(city, edition.peers[city])
    if city_map(edition) is not None:
        ground(edition, COARSE)
    for name in ASSETS:
        asset_of(edition, name)
