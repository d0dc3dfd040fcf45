"""Estimates straight from textbooks: plain loops over rows, without a thought of speed.

What Civiscope computes from sums over cells is compared with this. SSW stands for Särndal, Swensson and Wretman, Model
Assisted Survey Sampling (1992). Quantiles of t and beta are SciPy's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scipy import stats


@dataclass(frozen=True)
class Unit:
    """A sampled row: where it lies, the population sizes of the stages that are known, and its weight."""

    stratum: str
    clusters: tuple[str, ...]
    sizes: tuple[float, ...]
    weight: float

    def path(self, stages: int) -> tuple[str, ...]:
        """The stratum and the clusters of the first stages."""
        return (self.stratum, *self.clusters[:stages])


@dataclass(frozen=True)
class Sample:
    """Rows with the rule for lonely strata; ``rows_are_drawn``: rows are the units of the last stage."""

    units: list[Unit]
    rows_are_drawn: bool
    lonely: str

    @property
    def stages(self) -> int:
        return len(self.units[0].clusters) + self.rows_are_drawn

    @property
    def stages_that_count(self) -> int:
        """Stages after one whose population is not known add nothing that could be estimated (SSW, 4.6)."""
        return min(self.stages, len(self.units[0].sizes) + 1)

    def children(self, members: list[int], stage: int) -> list[list[int]]:
        """The sampled units of a stage among ``members``, each as its rows."""
        if stage > len(self.units[0].clusters):
            return [[row] for row in members]
        found: dict[tuple[str, ...], list[int]] = {}
        for row in members:
            found.setdefault(self.units[row].path(stage), []).append(row)
        return list(found.values())

    def families(self, stage: int) -> list[list[int]]:
        """The parents of a stage's units, each as its rows: strata at stage 1, then the units of the stage before."""
        found: dict[tuple[str, ...], list[int]] = {}
        for row, unit in enumerate(self.units):
            found.setdefault(unit.path(stage - 1), []).append(row)
        return list(found.values())

    def fraction(self, members: list[int], stage: int) -> float:
        """n / N of the stage's units within their parent, whose rows are ``members``; 0 where N is not known."""
        sizes = self.units[members[0]].sizes
        return len(self.children(members, stage)) / sizes[stage - 1] if stage <= len(sizes) else 0.0


def variance_of_total(sample: Sample, scores: Sequence[float]) -> float:
    """Estimated variance of a sum of weighted values (SSW, result 4.3.1).

    Stage by stage, the variance between sampled units within their parents; that within a unit counts with the share
    of its stage, and of those before, that was sampled, because ``scores`` hold the weights of all stages.
    """
    total = 0.0
    for stage in range(1, sample.stages_that_count + 1):
        added, families, alone = 0.0, sample.families(stage), 0
        for members in families:
            units = sample.children(members, stage)
            n, fraction = len(units), sample.fraction(members, stage)
            before = math.prod(
                sample.fraction(
                    [row for row in range(len(sample.units)) if same(sample, row, members[0], earlier)], earlier
                )
                for earlier in range(1, stage)
            )
            sums = [sum(scores[row] for row in unit) for unit in units]
            if n > 1:
                mean = sum(sums) / n
                added += before * (1 - fraction) * n / (n - 1) * sum((value - mean) ** 2 for value in sums)
            elif fraction < 1:
                alone += 1
                if sample.lonely == "adjust":
                    added += before * (1 - fraction) * sums[0] ** 2
        if sample.lonely == "average":
            added = added * len(families) / (len(families) - alone) if alone < len(families) else 0.0
        total += added
    return total


def same(sample: Sample, row: int, other: int, stage: int) -> bool:
    """Whether two rows have the same parent at a stage."""
    return sample.units[row].path(stage - 1) == sample.units[other].path(stage - 1)


def degrees_of_freedom(sample: Sample, members: list[int]) -> int:
    """First-stage units less strata, among the rows of a domain that have weight (Korn and Graubard 1999, 5.2)."""
    kept = [row for row in members if sample.units[row].weight > 0]
    strata = {sample.units[row].stratum for row in kept}
    units = {sample.units[row].path(1) for row in kept} if sample.units[0].clusters else set(kept)
    return len(units) - len(strata)


@dataclass(frozen=True)
class Found:
    """An estimate with its variance and design effect."""

    estimate: float
    variance: float
    base: int
    weighted_base: float
    deff: float = math.nan


def counted(sample: Sample, members: list[int]) -> int:
    """Rows of weight 0 count for nothing."""
    return sum(sample.units[row].weight > 0 for row in members)


def scores_of(sample: Sample, members: list[int], value: Callable[[int], float]) -> list[float]:
    """Weighted values of the rows of a domain; 0 for all others, which stay in the sample (SSW, 10.3)."""
    scores = [0.0] * len(sample.units)
    for row in members:
        scores[row] = sample.units[row].weight * value(row)
    return scores


def ratio(sample: Sample, members: list[int], above: list[float], below: list[float]) -> Found:
    """Sum over sum, linearised: w (y - R x) / X (SSW, 5.6)."""
    weights = [sample.units[row].weight for row in members]
    size = sum(w * below[row] for w, row in zip(weights, members, strict=True))
    estimate = sum(w * above[row] for w, row in zip(weights, members, strict=True)) / size
    scores = scores_of(sample, members, lambda row: (above[row] - estimate * below[row]) / size)
    return Found(estimate, variance_of_total(sample, scores), counted(sample, members), size)


def mean(sample: Sample, members: list[int], values: list[float]) -> Found:
    """A mean is the ratio of a total to the sum of weights."""
    found = ratio(sample, members, values, [1.0] * len(values))
    reference = simple_variance(sample, members, values)
    deff = found.variance / reference if reference > 0 else math.nan
    return Found(found.estimate, found.variance, found.base, found.weighted_base, deff)


def total(sample: Sample, members: list[int], values: list[float]) -> Found:
    """The sum of weighted values."""
    scores = scores_of(sample, members, lambda row: values[row])
    size = sum(sample.units[row].weight for row in members)
    variance = variance_of_total(sample, scores)
    reference = simple_variance(sample, members, values) * size**2
    return Found(
        sum(scores), variance, counted(sample, members), size, variance / reference if reference > 0 else math.nan
    )


def simple_variance(sample: Sample, members: list[int], values: list[float]) -> float:
    """(1 - n / N) S**2 / n: that of the mean of a simple random sample of as many rows (Kish 1965, 8.2)."""
    n, size = counted(sample, members), sum(sample.units[row].weight for row in members)
    if n < 2:
        return math.nan
    middle = sum(sample.units[row].weight * values[row] for row in members) / size
    spread = sum(sample.units[row].weight * (values[row] - middle) ** 2 for row in members) / size * n / (n - 1)
    if size > n * (1 + 1e-9):
        return spread / n * (1 - n / size)
    # Weights that do not tell the population's size: it is that of the design.
    rows, population = len(sample.units), population_size(sample)
    return spread / n * (1 - rows / population if population > rows else 1)


def population_size(sample: Sample) -> float:
    """The sum of inverse inclusion probabilities, N / n multiplied over the stages of known N (SSW, 4.3)."""
    found = 0.0
    for unit in sample.units:
        inverse = 1.0
        for stage, size in enumerate(unit.sizes):
            siblings = [other for other in sample.units if other.path(stage) == unit.path(stage)]
            drawn = len({other.path(stage + 1) for other in siblings}) if stage < len(unit.clusters) else len(siblings)
            inverse *= size / drawn
        found += inverse
    return found


def spread(sample: Sample, members: list[int], values: list[float]) -> Found:
    """The variance of the values, and the variance of that, as of a mean of squared deviations."""
    n = counted(sample, members)
    size = sum(sample.units[row].weight for row in members)
    middle = sum(sample.units[row].weight * values[row] for row in members) / size
    squares = [(value - middle) ** 2 for value in values]
    found = mean(sample, members, squares)
    factor = n / (n - 1)
    return Found(found.estimate * factor, found.variance * factor**2, n, size)


def spread_of_weights(sample: Sample, members: list[int]) -> float:
    """The variance that independent draws with these weights would give a share p, over p (1 - p)."""
    size = sum(sample.units[row].weight for row in members)
    added = 0.0
    for row in members:
        family = [other for other in range(len(sample.units)) if same(sample, row, other, 1)]
        n = len(sample.children(family, 1))
        if n > 1:
            added += (1 - sample.fraction(family, 1)) * n / (n - 1) * sample.units[row].weight ** 2
        elif sample.lonely == "adjust":
            added += (1 - sample.fraction(family, 1)) * sample.units[row].weight ** 2
    return added / size**2


def quantile(sample: Sample, members: list[int], values: list[float], probability: float) -> float | None:
    """The lowest value at which the weighted share of rows at or below it reaches the probability; exact."""
    if not 0 <= probability <= 1:
        return None
    kept = sorted((values[row], Fraction(sample.units[row].weight)) for row in members if sample.units[row].weight > 0)
    whole, reached = sum(weight for _, weight in kept), Fraction(0)
    for value, weight in kept:
        reached += weight
        if reached >= Fraction(probability) * whole:
            return value
    return kept[-1][0]


def interval(method: str, share: float, variance: float, df: int, rows: int, weights: float) -> tuple[float, float]:
    """The interval of a share strictly between 0 and 1, at 95 %; for 0 and 1 that of ``weights`` (wilson, beta)."""
    t = stats.t.ppf(0.975, df)
    extreme = share in (0, 1)
    size = 1 / weights if extreme else share * (1 - share) / variance
    if method == "wilson":
        # Wilson (1927), equation 2, with t for the normal quantile: the roots of (p - u)**2 = t**2 u (1 - u) / n.
        a, b, c = 1 + t * t / size, -(2 * share + t * t / size), share * share
        root = math.sqrt(max(b * b - 4 * a * c, 0))
        return (-b - root) / (2 * a), (-b + root) / (2 * a)
    if method == "beta":
        # Clopper and Pearson (1934) with Korn and Graubard's (1998) effective size.
        size *= (stats.t.ppf(0.975, rows - 1) / t) ** 2
        low = 0.0 if share == 0 else stats.beta.ppf(0.025, size * share, size * (1 - share) + 1)
        high = 1.0 if share == 1 else stats.beta.ppf(0.975, size * share + 1, size * (1 - share))
        return float(low), float(high)
    se = math.sqrt(variance)
    if method == "mean":
        return share - t * se, share + t * se
    if method == "xlogit":
        middle, half = math.log(share / (1 - share)), t * se / (share * (1 - share))
        return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))
    assert method == "asin"
    middle, half = math.asin(math.sqrt(share)), t * se / (2 * math.sqrt(share * (1 - share)))
    return math.sin(middle - half) ** 2, math.sin(middle + half) ** 2
