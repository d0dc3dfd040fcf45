from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.projection import (
    Projection,
    equal_earth,
    lambert_azimuthal,
    middle_of,
    widest_angle,
)

AUTHALIC = 6371007.181
"""Radius in metres of the sphere with the area of WGS 84, on which EPSG:8857 draws."""

longitudes = st.floats(-170, 170)
latitudes = st.floats(-80, 80)


def projected(project: Projection, longitude: float, latitude: float) -> tuple[float, float]:
    x, y = project(np.array([[longitude, latitude]], dtype=np.float64))[0]
    return float(x), float(y)


def test_lambert_agrees_with_the_worked_example_of_snyder() -> None:
    # Snyder (1987), Map projections: a working manual, appendix A, pages 332 and 333.
    x, y = projected(lambert_azimuthal(-100, 40), 100, -20)
    assert (3 * x, 3 * y) == pytest.approx((-4.2339303, 4.0257775), abs=1e-7)


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [(180, 0, (17243959.06, 0)), (0, 90, (0, 8392927.60)), (-180, -90, (-10216474.79, -8392927.60))],
)
def test_equal_earth_agrees_with_the_extent_of_epsg_8857(
    longitude: float, latitude: float, expected: tuple[float, float]
) -> None:
    x, y = projected(equal_earth, longitude, latitude)
    assert (x * AUTHALIC, y * AUTHALIC) == pytest.approx(expected, abs=0.05)


def test_centre_of_a_map_stands_in_its_middle() -> None:
    assert projected(lambert_azimuthal(15, 52), 15, 52) == pytest.approx((0, 0), abs=1e-12)


def test_point_opposite_the_centre_stays_finite() -> None:
    assert all(math.isfinite(value) for value in projected(lambert_azimuthal(15, 52), -165, -52))


@pytest.mark.parametrize("project", [equal_earth, lambert_azimuthal(15, 52)])
@given(longitude=longitudes, latitude=latitudes)
def test_areas_are_true(project: Projection, longitude: float, latitude: float) -> None:
    step = 1e-4
    here, east, north = (
        np.array(projected(project, longitude + dx, latitude + dy)) for dx, dy in ((0, 0), (step, 0), (0, step))
    )
    drawn = abs(np.linalg.det(np.array([east - here, north - here])))
    true = math.radians(step) ** 2 * math.cos(math.radians(latitude))
    if widest_angle(np.array([[longitude, latitude]]), (15, 52)) < 150:
        assert drawn == pytest.approx(true, rel=2e-3)


@given(longitude=longitudes, latitude=latitudes)
def test_middle_of_one_place_is_the_place(longitude: float, latitude: float) -> None:
    found = middle_of(np.array([[longitude, latitude]]))
    assert found == pytest.approx((longitude, latitude), abs=1e-6)


def test_middle_of_places_on_both_sides_of_the_date_line_lies_between_them() -> None:
    longitude, latitude = middle_of(np.array([[170.0, 0.0], [-170.0, 0.0]]))
    assert abs(longitude) == pytest.approx(180)
    assert latitude == pytest.approx(0)


def test_widest_angle_is_that_of_the_farthest_place() -> None:
    assert widest_angle(np.array([[10.0, 0.0], [0.0, -60.0]]), (0, 0)) == pytest.approx(60)
