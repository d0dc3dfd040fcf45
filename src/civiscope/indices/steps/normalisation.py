"""Normalisation: indicators on different scales become comparable (OECD/JRC Handbook 2008, step 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, UserError, problem
from civiscope.indices.facts import Facts
from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

_ROUNDING = 1e-13
"""Relative differences up to this one come from the arithmetic."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a method reads: values (n, m) turned so that more is better, their facts, weights and a reference row."""

    values: Floats
    facts: Facts
    weights: Floats | None
    reference: int | None


Method = Callable[[Columns, Rule], Floats]


@dataclass(frozen=True, slots=True)
class Normalisation:
    """A method by what it does.

    ``gives_positive`` says whether its results are above 0 whatever the data. ``needs`` is what a column must have
    for its denominator not to be 0, where a column may lack it in spite of its variance.
    """

    about: str
    method: Method
    gives_positive: Callable[[Rule], bool]
    needs_variance: bool = True
    needs: str = ""


def normalise(
    values: Floats,
    rule: Rule,
    facts: Facts,
    weights: Floats | None = None,
    reference: int | None = None,
    *,
    strict: bool = True,
) -> Floats:
    """Normalised values (n, m) of the columns of ``values``; NaN stays NaN.

    Columns of direction -1 are multiplied by -1 first. Ranks ascend with the value and ties take the lowest. With
    ``weights`` (n,), frequency weights, means, spreads and ranks count each row so often. ``reference`` is the row of
    the unit that ``dist2ref`` measures from. Raises UserError for a column without variance, and for one on which the
    method is not defined; with ``strict`` off such a column is missing. Raises UserError in any case where targets or
    goalposts are missing, and for values that the rule cannot take.

    ``fracmax`` follows COINr: a column that is turned is negative, and its shares of the maximum grow as it gets worse.
    """
    chosen = NORMALISATIONS[rule.name]
    turned = values * facts.direction
    if chosen.needs_variance:
        flat = _flat(turned)
        if strict and flat.any():
            raise UserError(*_without_variance(values, facts, flat))
        if flat.any():
            turned = np.where(flat, np.nan, turned)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = chosen.method(Columns(turned, facts, weights, reference), rule)
    return _defined(found, turned, rule, facts, strict=strict) if chosen.needs else found


def _flat(values: Floats) -> NDArray[np.bool_]:
    """Columns without variance, or with none but that of rounding: the last digits are no difference between units."""
    low, high = _extremes(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(~(high - low > _ROUNDING * np.maximum(np.abs(low), np.abs(high))), dtype=np.bool_)


def _defined(found: Floats, turned: Floats, rule: Rule, facts: Facts, *, strict: bool) -> Floats:
    """The results; a column that has no number in a row with a value is an error, or missing as a whole."""
    lost = (np.isfinite(turned) & ~np.isfinite(found)).any(axis=0)
    if strict and lost.any():
        wanted = NORMALISATIONS[rule.name].needs
        raise UserError(
            *(
                problem("index-normalisation-undefined", column=facts.codes[column], rule=str(rule), wanted=wanted)
                for column in np.flatnonzero(lost)
            )
        )
    return np.where(lost, np.nan, found) if lost.any() else found


def _extremes(values: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest value by column; infinities, of which none is below the other, where there is none."""
    missing = np.isnan(values)
    if not missing.any():
        return values.min(axis=0), values.max(axis=0)
    return np.where(missing, np.inf, values).min(axis=0), np.where(missing, -np.inf, values).max(axis=0)


def _without_variance(values: Floats, facts: Facts, flat: NDArray[np.bool_]) -> list[Problem]:
    found = []
    for column in np.flatnonzero(flat):
        known = values[:, column][~np.isnan(values[:, column])]
        found.append(problem("index-no-variance", column=facts.codes[column], value=_only_value(known)))
    return found


def _only_value(known: Floats) -> str:
    if not len(known):
        return "no value in any row"
    where = "the only row that has one" if len(known) == 1 else f"all {len(known)} rows that have one"
    return f"the value {known[0]:g} in {where}"


def _minmax(columns: Columns, rule: Rule) -> Floats:
    low, high = _bounds(rule.allow(2), 0.0, 100.0)
    least, most = _extremes(columns.values)
    return (columns.values - least) / (most - least) * (high - low) + low


def _bounds(rule: Rule, low: float, high: float) -> tuple[float, float]:
    found = rule.number(0, low), rule.number(1, high)
    if not found[0] < found[1]:
        raise rule.refused(":".join(rule.values), "a low bound below the high one")
    return found


def _zscore(columns: Columns, rule: Rule, lost: float = 1.0) -> Floats:
    mean, spread = rule.allow(2).number(0, 0.0), rule.number(1, 1.0, low=0.0)
    own = np.where(np.isnan(columns.values), 0.0, 1.0)
    if columns.weights is not None:
        own *= columns.weights[:, None]
    n = own.sum(axis=0)
    filled = np.nan_to_num(columns.values)
    average = (own * filled).sum(axis=0) / n
    variance = (own * (filled - average) ** 2).sum(axis=0) / (n - lost)
    found: Floats = (columns.values - average) / np.sqrt(variance) * spread + mean
    return found


def _zscore_population(columns: Columns, rule: Rule) -> Floats:
    return _zscore(columns, rule, lost=0.0)


def _ranks(columns: Columns, first: float = 1.0) -> Floats:
    """``first`` plus the weight of lower values, by column: ranks where ties take the lowest."""
    values, weights = columns.values, columns.weights
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    places = np.arange(len(values), dtype=np.float64)[:, None]
    if weights is not None:
        own = weights[order]
        places = np.cumsum(own, axis=0) - own
    new = np.ones(values.shape, dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    # The place of the first of equal values serves them all: places only grow down a column.
    starts = np.maximum.accumulate(np.where(new, places, -1.0), axis=0)
    found = np.empty_like(values)
    np.put_along_axis(found, order, starts, axis=0)
    return np.where(np.isnan(values), np.nan, found + first)


def _rank(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    return _ranks(columns)


def _borda(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    return _ranks(columns, 0.0)


def _percentrank(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    known = np.where(np.isnan(columns.values), 0.0, 1.0)
    if columns.weights is not None:
        known *= columns.weights[:, None]
    found: Floats = _ranks(columns, 0.0) / (known.sum(axis=0) - 1)
    return found


def _scaled(columns: Columns, rule: Rule) -> Floats:
    low, high = _bounds(rule.allow(2), 0.0, 100.0)
    return (columns.values - low) / (high - low) * 100


def _dist2max(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    low, high = _extremes(columns.values)
    return 1 - (high - columns.values) / (high - low)


def _dist2ref(columns: Columns, rule: Rule) -> Floats:
    assert columns.reference is not None
    return _capped(_nearness(columns.values, columns.values[columns.reference]), rule, 1)


def _dist2targ(columns: Columns, rule: Rule) -> Floats:
    _require(columns.facts, columns.facts.target, "a target")
    return _capped(_nearness(columns.values, columns.facts.target * columns.facts.direction), rule, 0)


def _nearness(values: Floats, aim: Floats) -> Floats:
    """0 for the worst value, 1 for the aim; missing where no value is worse than the aim, for the order would turn."""
    low, _ = _extremes(values)
    span = np.where(aim > low, aim - low, np.nan)
    return 1 - (aim - values) / span


def _capped(values: Floats, rule: Rule, position: int) -> Floats:
    """Values up to 1 where the rule says ``cap``."""
    words = rule.allow(position + 1).values[position:]
    if words and words[0] != "cap":
        raise rule.refused(words[0], "cap, or nothing")
    return np.where(np.isnan(values), np.nan, np.minimum(values, 1.0)) if words else values


def _fracmax(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    _, high = _extremes(columns.values)
    return columns.values / high


def _goalposts(columns: Columns, rule: Rule) -> Floats:
    low, high = _bounds(rule.allow(2, "open"), 0.0, 1.0)
    facts = columns.facts
    _require(facts, facts.low + facts.high, "goalposts (low and high)")
    posts = np.stack([facts.low * facts.direction, facts.high * facts.direction])
    least, most = posts.min(axis=0), posts.max(axis=0)
    share = (columns.values - least) / (most - least)
    if not rule.flag("open"):
        share = np.where(np.isnan(share), np.nan, np.clip(share, 0.0, 1.0))
    found: Floats = share * (high - low) + low
    return found


def _classes(columns: Columns, rule: Rule) -> Floats:
    """How many cuts are reached: given ones, in the indicator's own unit, or the quantiles of the column."""
    if "quantiles" in rule.options:
        count = rule.allow(0, "quantiles").option_number("quantiles", 0, low=2)
        if count != int(count):
            raise rule.refused(rule.options["quantiles"], "a whole number")
        cuts = _quantiles(columns, np.arange(1, int(count)) / int(count))
    else:
        given = [rule.number(place, 0.0) for place in range(len(rule.allow(len(rule.values)).values))]
        if not given:
            raise rule.refused("", "cuts, as classes:10:20, or quantiles, as classes:quantiles=4")
        if (np.diff(given) <= 0).any():
            raise rule.refused(":".join(rule.values), "cuts that ascend")
        cuts = np.array(given)[:, None] * columns.facts.direction
    found = np.where(np.isnan(columns.values), np.nan, 0.0)
    for cut in cuts:
        found += columns.values >= cut
    return found


def _quantiles(columns: Columns, shares: Floats) -> Floats:
    """Quantiles (shares, m), type 7 of Hyndman and Fan (1996); a row stands as often as its weight says."""
    values = columns.values
    own = np.ones(len(values)) if columns.weights is None else columns.weights
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(np.where(np.isnan(ordered), 0.0, own[order]), axis=0)
    found = np.empty((len(shares), values.shape[1]))
    for number, share in enumerate(shares):
        place = share * (reached[-1] - 1)
        below = np.floor(place + _ROUNDING * len(values))
        lower, upper = (_standing(ordered, reached, below + step) for step in (0.0, 1.0))
        part = np.clip(place - below, 0.0, 1.0)
        found[number] = np.where(part > 0, lower + part * (upper - lower), lower)
    return found


def _standing(ordered: Floats, reached: Floats, place: Floats) -> Floats:
    """The value that stands at a place (0 first) of a column's rows, each repeated by its weight."""
    row = (reached <= place * (1 + _ROUNDING)).sum(axis=0)
    last = np.maximum((~np.isnan(ordered)).sum(axis=0) - 1, 0)
    found: Floats = np.take_along_axis(ordered, np.minimum(row, last)[None], axis=0)[0]
    return found


def _none(columns: Columns, rule: Rule) -> Floats:
    rule.allow(0)
    return columns.values


def _require(facts: Facts, needed: Floats, wanted: str) -> None:
    missing = np.flatnonzero(np.isnan(needed))
    if len(missing):
        raise UserError(
            *(problem("index-fact-missing", column=facts.codes[column], wanted=wanted) for column in missing)
        )


def _low_above_zero(low: float, high: float) -> Callable[[Rule], bool]:
    def gives_positive(rule: Rule) -> bool:
        return _bounds(rule, low, high)[0] > 0 and not rule.flag("open")

    return gives_positive


def _always(rule: Rule) -> bool:
    return True


def _never(rule: Rule) -> bool:
    return False


NORMALISATIONS: dict[str, Normalisation] = {
    "minmax": Normalisation("lowest and highest value on two bounds", _minmax, _low_above_zero(0, 100)),
    "zscore": Normalisation("mean and standard deviation (n - 1)", _zscore, _never),
    "zscore_population": Normalisation("mean and standard deviation (n)", _zscore_population, _never),
    "rank": Normalisation("rank, the lowest value 1", _rank, _always, needs_variance=False),
    "percentrank": Normalisation(
        "share of the others with a lower value",
        _percentrank,
        _never,
        needs_variance=False,
        needs="values in two rows at least",
    ),
    "borda": Normalisation("rank less 1", _borda, _never, needs_variance=False),
    "scaled": Normalisation("a given range on 0 to 100", _scaled, _never, needs_variance=False),
    "dist2max": Normalisation("nearness to the highest value", _dist2max, _never),
    "dist2ref": Normalisation(
        "nearness to the value of a unit",
        _dist2ref,
        _never,
        needs="a reference unit that is not the worst, with a value",
    ),
    "dist2targ": Normalisation(
        "nearness to the target", _dist2targ, _never, needs="a target that is better than the worst value"
    ),
    "fracmax": Normalisation("share of the highest value", _fracmax, _never, needs="a highest value other than 0"),
    "goalposts": Normalisation(
        "goalposts on two bounds, cut there",
        _goalposts,
        _low_above_zero(0, 1),
        needs_variance=False,
        needs="a low goalpost below the high one",
    ),
    "classes": Normalisation("number of cuts that are reached", _classes, _never, needs_variance=False),
    "none": Normalisation("as it is, turned by its direction", _none, _never, needs_variance=False),
}
"""Methods by name; formulas as in COINr 1.1.14, whose results they reproduce."""
