"""One estimate: a number about a set of cities, with its base, its uncertainty and its bounds."""

from __future__ import annotations

from dataclasses import dataclass

SIMULATED = "simulated"
"""What the note of every number says, before anything else, where the answers are made up."""


def marked(note: str, mark: str) -> str:
    """A note with ``mark`` before it; the note alone where there is no mark."""
    return "; ".join(part for part in (mark, note) if part)


def note_apart(note: str) -> str:
    """A note without the mark of made-up answers, for places that carry the mark themselves."""
    return note.removeprefix(SIMULATED).removeprefix("; ")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of results/estimates.

    ``domain`` and ``level`` are empty for all cities together. ``n`` counts the cities behind the numerator,
    ``base`` those behind the denominator. ``estimate``, ``se``, ``low`` and ``high`` are shares in [0, 1] for the
    measure ``share`` and in the item's unit for ``mean`` and ``median``. ``bound_low`` and ``bound_high`` are shares
    of all lists, filled where incomplete lists leave the share open. ``deff`` is the design effect, the variance over
    that of a simple random sample of as many respondents, ``df`` the design's degrees of freedom in the domain, which
    the interval uses. An absent number is None, never 0.
    """

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    domain: str
    level: str
    measure: str
    estimate: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int | None
    base: int | None
    weighted_base: float | None
    bound_low: float | None
    bound_high: float | None
    suppressed: bool
    note: str
    deff: float | None = None
    df: int | None = None
