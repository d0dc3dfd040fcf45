from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.basemap import View, borders, centre_of, fitted_view, land
from civiscope.report.figures.outlines import outlines

EUROPE = np.array([[-9.1, 38.7], [29.0, 41.0], [-21.9, 64.1], [24.9, 60.2]])
WORLD = np.array([[-122.3, 47.6], [-58.4, -34.6], [151.2, -33.9], [10.8, 59.9]])


def area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2


@pytest.mark.parametrize(("places", "name"), [(EUROPE, "lambert"), (WORLD, "equal_earth")])
def test_view_suits_how_far_the_places_lie_apart(
    places: np.ndarray[tuple[int, int], np.dtype[np.float64]], name: str
) -> None:
    assert fitted_view(places, 728).name == name


@given(
    st.lists(st.tuples(st.floats(-179, 179), st.floats(-85, 85)), min_size=1, max_size=30),
)
def test_every_place_stands_on_the_map(places: list[tuple[float, float]]) -> None:
    view = fitted_view(np.array(places), 728)
    pixels = view.pixels(np.array(places))
    assert (pixels >= -1e-6).all()
    assert (pixels[:, 0] <= view.width + 1e-6).all()
    assert (pixels[:, 1] <= view.height + 1e-6).all()
    assert 0.4 * view.width <= view.height <= view.width


@pytest.mark.parametrize("places", [EUROPE, WORLD])
def test_land_and_borders_end_at_the_edges_of_the_map(
    places: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    view = fitted_view(places, 728)
    for line in (*land(view, outlines()), *borders(view, outlines())):
        for x, y in line:
            assert -0.1 <= x <= view.width + 0.1
            assert -0.1 <= y <= view.height + 0.1


def test_land_of_the_world_has_the_area_of_the_land() -> None:
    view = fitted_view(np.array([[-179.0, 0.0], [179.0, 0.0], [0.0, -56.0], [0.0, 83.0]]), 2000)
    assert view.name == "equal_earth"
    square_kilometres = sum(area(ring) for ring in land(view, outlines())) / view.scale**2 * 6371.007**2
    # All land without Antarctica, lakes included, is about 135 million square kilometres.
    assert square_kilometres == pytest.approx(134.5e6, rel=0.02)


def test_no_ring_runs_across_the_whole_world() -> None:
    view = fitted_view(WORLD, 728)
    widths = {round(max(x for x, _ in ring) - min(x for x, _ in ring)) for ring in land(view, outlines())}
    assert max(widths) < 0.6 * view.width


def test_centre_of_a_country_lies_in_its_largest_part() -> None:
    view = fitted_view(EUROPE, 728)
    x, y = view.pixels(np.array([[2.5, 46.6]]))[0]
    found = centre_of("FRA", view, outlines())
    assert found is not None
    assert found == pytest.approx((float(x), float(y)), abs=12)
    assert centre_of("ATA", view, outlines()) is None


def test_view_of_one_place_shows_its_surroundings() -> None:
    view: View = fitted_view(np.array([[2.35, 48.86]]), 728)
    assert view.width / view.scale * 6371 > 700
