"""One outcome in two groups of cities."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, problem
from civiscope.outcomes.groups import hedges_g, mean_interval, permutation_test, welch
from civiscope.outcomes.predictors import FIRST, OTHER
from civiscope.results.outcomes import OutcomeEstimate

DIFFERENCE = "difference"
_FEWEST = 2
_FEWEST_FOR_INTERVAL = 3
"""The interval of the mean of two cities spans most of any scale, whatever their values, and is not given."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The row of a comparison, and why it has no numbers where it has none."""

    row: OutcomeEstimate
    problem: Problem | None = None


def compared(
    blank: OutcomeEstimate,
    values: Mapping[str, float],
    groups: Mapping[str, str],
    permutations: int,
    seed: int,
    place: dict[str, Any],
) -> Compared:
    """Compare the ``values`` of cities in the first group with those in the other one.

    ``blank`` holds the names of the row, ``groups`` the group of each city; cities are taken in alphabetical order, so
    that random rearrangements do not depend on that of the files. ``place`` is where a problem lies.
    """
    cities = sorted(values.keys() & groups.keys())
    first, other = (
        np.array([values[city] for city in cities if groups[city] == group], dtype=np.float64)
        for group in (FIRST, OTHER)
    )
    n = len(first) + len(other)
    blank = replace(blank, model=DIFFERENCE, n=n, first_n=len(first), other_n=len(other))
    refused = _refusal(blank, len(first), len(other), n > 0 and np.ptp(np.concatenate([first, other])) == 0, place)
    if refused is None and not (np.ptp(first) or np.ptp(other)):
        refused = problem("outcome-constant", **place, value=blank.term, outcome=blank.outcome, count=n)
    if refused is not None:
        return Compared(replace(blank, note=refused.message), refused)
    found, effect = welch(first, other), hedges_g(first, other)
    name = f"{blank.definition}/{blank.wave}/{blank.outcome}/{blank.term}"
    shuffled = permutation_test(
        first, other, permutations, lambda: np.random.default_rng([seed, zlib.crc32(name.encode())])
    )
    one, two = _mean(first), _mean(other)
    return Compared(
        replace(
            blank,
            estimate=found.estimate, se=found.se, low=found.low, high=found.high, p=found.p, df=found.df,
            first_mean=one[0], first_mean_low=one[1], first_mean_high=one[2],
            other_mean=two[0], other_mean_low=two[1], other_mean_high=two[2],
            effect=effect.estimate, effect_low=effect.low, effect_high=effect.high,
            p_permutation=shuffled.p, rearrangements=shuffled.count,
            permutation="exact" if shuffled.exact else "random",
        )
    )  # fmt: skip


def _mean(values: NDArray[np.float64]) -> tuple[float, float | None, float | None]:
    """The mean with its interval, where there are enough values for one."""
    found = mean_interval(values)
    if len(values) < _FEWEST_FOR_INTERVAL:
        return found.estimate, None, None
    return found.estimate, found.low, found.high


def _refusal(
    blank: OutcomeEstimate, first: int, other: int, is_constant: bool, place: dict[str, Any]
) -> Problem | None:
    words = {**place, "value": blank.term, "outcome": blank.outcome}
    for count, group in ((first, "in the first group"), (other, "in the other group")):
        if count < _FEWEST:
            return problem("outcome-group-small", **words, count=count, name=blank.term, group=group)
    return problem("outcome-constant", **words, count=first + other) if is_constant else None
