"""What takes long is made before the first reader asks."""

from __future__ import annotations

from civiscope.web.explorer.domain.cities import city_table
from civiscope.web.explorer.domain.city_map import COARSE, ground
from civiscope.web.explorer.preparation import prepare
from tests.unit.web.explorer.small_cities import small_edition


def test_a_prepared_edition_has_its_tables_and_the_ground_of_its_map() -> None:
    edition = small_edition()
    prepare(edition)
    made = city_table.cache_info().misses, ground.cache_info().misses
    city_table(edition, "en")
    ground(edition, COARSE)
    assert (city_table.cache_info().misses, ground.cache_info().misses) == made
