"""What made-up cities are like beneath their answers: a capacity to innovate, and what is peculiar to each answer.

A factor model (Bartholomew and Knott 1999, ch. 1): the tendency towards an answer is s = l c + sqrt(1 - l²) e, with the
city's capacity c, a loading l, and e independent of it, all standard normal. The answer follows from s by thresholds at
the quantiles of the shares that are wanted (a normal copula with given margins: Cario and Nelson 1997, "NORTA"), so
that answers hang together and every share holds nonetheless.
"""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]

LOADING = 0.6
"""Loading of an answer to a scale: two scales correlate by its square, 0.36, before they are cut into answers."""
LIST_LOADING = 0.5
"""Loading of naming an option of a list."""

PERSISTENCE = 0.95
"""Correlation of a tendency in one wave with the same city's in another, and of questions of the same concept."""


class Traits:
    """Standard normal traits of the cities of a frame, by their place in it. The same entropy gives the same traits."""

    def __init__(self, cities: int, entropy: int) -> None:
        self.cities = cities
        self._entropy = entropy

    def capacity(self, wave: str) -> Floats:
        """The cities' capacity in a wave, shape (cities,)."""
        return self.peculiar("capacity", wave, 1)[:, 0]

    def peculiar(self, name: str, moment: str, width: int) -> Floats:
        """Traits of that name, shape (cities, width), columns independent; the same at every moment but for a little.

        ``moment`` names the wave and the questionnaire.
        """
        lasting = self._normal(name, width)
        passing = self._normal(f"{name} in {moment}", width)
        return math.sqrt(PERSISTENCE) * lasting + math.sqrt(1 - PERSISTENCE) * passing

    def generator(self, name: str) -> np.random.Generator:
        """A generator for what is drawn once under that name, the same in every wave."""
        return np.random.default_rng([self._entropy, zlib.crc32(name.encode())])

    def _normal(self, name: str, width: int) -> Floats:
        return self.generator(name).standard_normal((self.cities, width))


def normal_cdf(values: Floats) -> Floats:
    """The share of a standard normal distribution below each value."""
    return np.asarray(ndtr(values), dtype=float)


def tendency(capacity: Floats, peculiar: Floats, loading: float) -> Floats:
    """s = l c + sqrt(1 - l²) e; ``capacity`` of shape (n,), ``peculiar`` (n,) or (n, options)."""
    shared = capacity if peculiar.ndim == 1 else capacity[:, None]
    return loading * shared + math.sqrt(1 - loading**2) * peculiar


def within(capacity: Floats, parts: NDArray[np.intp], generator: np.random.Generator) -> Floats:
    """The capacity as normal scores among the cities of the same part (van der Waerden 1952), shape (n,).

    Those who are asked a question only because of an earlier answer have more capacity than others, or less. By their
    ranks they are standard normal again, so that a share that is wanted of them holds: the score of rank r of m is the
    quantile of (r - u) / m with u uniform, whose expectation over all ranks is exactly the normal distribution.
    """
    scores = np.empty_like(capacity)
    for part in np.unique(parts):
        chosen = np.flatnonzero(parts == part)
        ranks = np.empty(len(chosen))
        ranks[np.argsort(capacity[chosen], kind="stable")] = np.arange(len(chosen))
        scores[chosen] = ndtri((ranks + 1 - generator.random(len(chosen))) / len(chosen))
    return scores
