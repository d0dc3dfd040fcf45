"""Differences between groups of cities, and between waves, as the pages of questions mark them."""

from __future__ import annotations

from dataclasses import dataclass

GROUP, WAVE = "group", "wave"
OTHERS = "others"
SIGNIFICANT_BELOW = 0.05
SCORE_TEST, WELCH_TEST = "pooled score test (N - 1)", "Welch's t test"
FEWEST_TESTED = 5
"""Cities on each side of a difference that is tested."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One row of results/contrasts.csv: a released number less another one.

    Of kind ``group`` the cities of a level against all other cities of its domain together (``against`` is
    ``others``); of kind ``wave`` all cities against those of the earlier wave that ``against`` names. ``estimate`` and
    ``reference`` are shares in [0, 1], or means in the item's unit, ``difference`` the first less the second, with its
    95% interval. ``p_adjusted`` is by Holm over all differences of the same item, wave and domain; ``significant``
    says whether it is below 0.05 and is absent where nothing was tested, which ``note`` explains. ``method`` names the
    test.
    """

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    kind: str
    domain: str
    level: str
    against: str
    measure: str
    estimate: float | None
    reference: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None
    significant: bool | None
    base: int | None
    reference_base: int | None
    note: str
    method: str = ""
