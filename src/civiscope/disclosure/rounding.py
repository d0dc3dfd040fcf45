"""Rounding of released numbers."""

from __future__ import annotations

from dataclasses import fields, replace

from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.results.scores import GroupScore
from civiscope.study.definition import Rounding

SIGNIFICANT_DIGITS = 3
"""Of means and medians: their unit is the item's, so that no step fits all of them."""

_SHARE = "share"


def rounded(entry: Estimate, rules: Rounding) -> Estimate:
    """The estimate with shares rounded to ``rules.shares`` and counts (n, base, weighted base) to ``rules.counts``.

    Errors, intervals and bounds are rounded as the estimate is, because each of them tells its base. Means and medians
    are rounded to three significant digits. The design effect and the degrees of freedom, which tell the base as well,
    are left out where counts are rounded. Half steps go to the even multiple.
    """
    if rules.shares is None:
        return entry
    step = rules.shares if entry.measure == _SHARE else None
    entry = replace(
        entry,
        estimate=_to_step(entry.estimate, step),
        se=_to_step(entry.se, step),
        low=_to_step(entry.low, step),
        high=_to_step(entry.high, step),
        bound_low=_to_step(entry.bound_low, rules.shares),
        bound_high=_to_step(entry.bound_high, rules.shares),
    )
    if rules.counts is None:
        return entry
    weighted = entry.weighted_base
    return replace(
        entry,
        n=_to_base(entry.n, rules.counts),
        base=_to_base(entry.base, rules.counts),
        weighted_base=None if weighted is None else float(round(weighted / rules.counts) * rules.counts),
        deff=None,
        df=None,
    )


def rounded_group_score(entry: GroupScore, rules: Rounding) -> GroupScore:
    """The mean score of a group as `rounded` treats a mean: three significant digits, and counts to their base."""
    if rules.shares is None:
        return entry
    entry = replace(
        entry,
        mean=_to_step(entry.mean, None),
        se=_to_step(entry.se, None),
        low=_to_step(entry.low, None),
        high=_to_step(entry.high, None),
    )
    if rules.counts is None:
        return entry
    return replace(entry, n=_to_base(entry.n, rules.counts), base=_to_base(entry.base, rules.counts))


def rounded_outcome(entry: OutcomeEstimate, rules: Rounding) -> OutcomeEstimate:
    """A result of an outcome model: all numbers to three significant digits, counts to their base.

    Degrees of freedom, which tell counts, are left out where counts are rounded.
    """
    if rules.shares is None:
        return entry
    numbers = {name: value for name in _NUMBERS if (value := getattr(entry, name)) is not None}
    entry = replace(entry, **{name: _to_step(value, None) for name, value in numbers.items()})  # type: ignore[arg-type]
    if rules.counts is None:
        return entry
    return replace(
        entry,
        df=None,
        n=_to_base(entry.n, rules.counts),
        first_n=_to_base(entry.first_n, rules.counts),
        other_n=_to_base(entry.other_n, rules.counts),
    )


_NUMBERS = tuple(column.name for column in fields(OutcomeEstimate) if str(column.type) == "float | None")


def _to_step(value: float | None, step: float | None) -> float | None:
    """The nearest multiple of ``step``, without digits that only the binary form has; None: three digits."""
    if value is None:
        return None
    if step is None:
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    return round(round(value / step) * step, 10)


def _to_base(count: int | None, base: int) -> int | None:
    return None if count is None else round(count / base) * base
