"""The plane of the cities: where they stand, the ground beneath them, and signs as paths."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from civiscope.web.explorer.domain.city_map import (
    COARSE,
    CORNERS,
    FINE,
    WIDTH,
    city_map,
    dots_path,
    ground,
    sign_shape,
    signs_path,
)
from civiscope.web.explorer.domain.shelf import Edition
from tests.unit.web.explorer.small_cities import small_edition

EDITION = small_edition()


def test_cities_stand_on_the_plane_as_they_lie_and_those_without_coordinates_nowhere() -> None:
    found = city_map(EDITION)
    assert found is not None
    aarhus, bergen, evil, porto = found.points
    assert evil is None
    assert aarhus
    assert bergen
    assert porto
    assert bergen[1] < aarhus[1] < porto[1]
    assert porto[0] < bergen[0] < aarhus[0]
    assert all(0 < x < WIDTH and 0 < y < found.height for x, y in (aarhus, bergen, porto))
    assert found.of(0b1101) == [aarhus, porto]


def test_the_finer_ground_is_the_same_in_more_steps() -> None:
    coarse, fine = ground(EDITION, COARSE), ground(EDITION, FINE)
    assert len(fine.land) > len(coarse.land)
    starts = [[int(number) for number in re.findall(r"M(-?\d+)", entry.land)] for entry in (coarse, fine)]
    assert max(starts[1]) == pytest.approx(FINE * max(starts[0]), rel=0.02)


def test_the_ground_is_well_formed_path_data_of_whole_numbers() -> None:
    assert re.fullmatch(r"(M-?\d+ -?\d+l(-?\d+[ -]\d+ ?)+z)+", ground(EDITION, COARSE).land)


def test_without_coordinates_there_is_no_map() -> None:
    bare = {code: replace(city, latitude=None) for code, city in EDITION.release.cities.items()}
    edition = Edition(EDITION.entry, replace(EDITION.release, cities=bare))
    assert city_map(edition) is None
    with pytest.raises(LookupError, match="coordinates"):
        ground(edition, COARSE)


@pytest.mark.parametrize("sign", [sign for sign, corners in CORNERS.items() if corners])
def test_a_sign_goes_through_its_corners(sign: str) -> None:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", sign_shape(sign))]
    points = list(zip(numbers[2::2], numbers[3::2], strict=True))
    walked = [(sum(x for x, _ in points[:n]), sum(y for _, y in points[:n])) for n in range(1, len(points) + 1)]
    assert walked == [pytest.approx(corner) for corner in CORNERS[sign]]


def test_paths_hold_every_point() -> None:
    assert dots_path([(1.0, 2.0), (3.25, 4.0)]) == "M1.0 2.0h0M3.2 4.0h0"
    assert signs_path([(1.0, 2.0)], "square", 0.5) == "M1.0 2.0m-1.75 -1.75l3.5 0 0 3.5 -3.5 0z"
