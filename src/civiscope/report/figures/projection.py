"""Two equal-area projections of the sphere: areas on a map are true, so that no country looks larger than it is."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]
"""Longitudes and latitudes in degrees, shape (n, 2)."""
Plane = npt.NDArray[np.float64]
"""Places on the plane in radii of the sphere, x to the right, y upward; shape (n, 2)."""
Projection = Callable[[Degrees], Plane]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(points: Degrees) -> Plane:
    """Equal Earth (Šavrič, Patterson and Jenny 2019, equations 7 to 10), for maps of the world."""
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    theta = np.arcsin(math.sqrt(3) / 2 * np.sin(latitude))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * math.sqrt(3) * longitude * np.cos(theta) / (3 * slope)
    y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return np.column_stack((x, y))


def lambert_azimuthal(longitude: float, latitude: float) -> Projection:
    """Lambert's azimuthal equal-area projection around a centre (Snyder 1987, equations 22-4, 24-2 to 24-4).

    The point opposite the centre has no place; it and what is within a hair of it come to lie on the map's rim.
    """
    sin_centre, cos_centre = math.sin(math.radians(latitude)), math.cos(math.radians(latitude))

    def project(points: Degrees) -> Plane:
        away, height = np.radians(points[:, 0] - longitude), np.radians(points[:, 1])
        sin_height, cos_height = np.sin(height), np.cos(height)
        cosine = sin_centre * sin_height + cos_centre * cos_height * np.cos(away)
        scale = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
        x = scale * cos_height * np.sin(away)
        y = scale * (cos_centre * sin_height - sin_centre * cos_height * np.cos(away))
        return np.column_stack((x, y))

    return project


def middle_of(points: Degrees) -> tuple[float, float]:
    """Longitude and latitude of the middle of places on the sphere: where the mean of their directions points."""
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    x = float(np.mean(np.cos(latitude) * np.cos(longitude)))
    y = float(np.mean(np.cos(latitude) * np.sin(longitude)))
    z = float(np.mean(np.sin(latitude)))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def widest_angle(points: Degrees, centre: tuple[float, float]) -> float:
    """The largest angle between a centre and a place, in degrees."""
    longitude, latitude = np.radians(points[:, 0] - centre[0]), np.radians(points[:, 1])
    height = math.radians(centre[1])
    cosine = math.sin(height) * np.sin(latitude) + math.cos(height) * np.cos(latitude) * np.cos(longitude)
    return float(np.degrees(np.arccos(np.clip(cosine.min(), -1, 1))))
