"""Two samples that share units: the covariance of their estimates, and the standard error of a difference.

Two simple random samples without replacement of n1 and n2 of the same N units share n12 of them. Given n12, a unit is
in both with probability n12 / N, and two different units k, l with k in the first and l in the second sample with
probability (n1 n2 - n12) / (N (N - 1)). Hence Cov(I1k, I2k) = (N n12 - n1 n2) / N**2, Cov(I1k, I2l) = -Cov(I1k, I2k) /
(N - 1), and summed over all pairs of units the covariance of the two means is (n12 / (n1 n2) - 1 / N) S12, with S12 the
population's covariance of the two variables (Tam 1984; Kish 1965, section 12.4, for N without limit). In totals of
linearised values z, which carry their weights, this is (n12 - n1 n2 / N) S(z1, z2), and strata add up. The covariance
among the shared units estimates S without bias, since they are a simple random sample themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock
from civiscope.sampling.regression import covariance_of_rows
from civiscope.study.loading import Study
from civiscope.tabulation.comparing.matching import Mask, Series
from civiscope.tabulation.studies.answer_design import AnswerDesign, design_of, stratum_of
from civiscope.tabulation.testing.contrasts import Difference, t_test

_ROUNDING = 1e-12
"""A standard error below this, relative to the difference, is what rounding leaves of 0."""

OTHER_DESIGN = "drawn by different designs: what the samples share is not taken into account"
FEW_SHARED = "fewer than two cities in both samples: their covariance counts as 0"
FEW_SHARED_BY_STRATUM = "strata in which fewer than two units are in both samples: their covariance counts as 0"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sample:
    """The respondents of a block as sampled units.

    ``units`` holds the names of the U sampled units (cities, or clusters of cities), sorted; ``of_row`` (n,) numbers
    that of each respondent, ``strata`` (U,) names the units' strata. ``population`` is the number of units by stratum.
    ``scheme`` names what strata and clusters go by: units of samples of the same scheme are the same units.
    """

    block: AnswerBlock
    design: AnswerDesign
    units: NDArray[np.str_]
    of_row: Ints
    strata: NDArray[np.str_]
    population: dict[str, float]
    scheme: tuple[str, str]

    @property
    def is_simple(self) -> bool:
        """Whether it counts as a simple random sample of cities, without strata, clusters or unequal weights."""
        return self.scheme == ("", "") and not np.ptp(self.design.weights)

    @property
    def is_census(self) -> bool:
        """Whether every unit of every stratum was sampled, so that nothing is uncertain."""
        names, counts = np.unique(self.strata, return_counts=True)
        return all(count >= self.population[name] for name, count in zip(names, counts, strict=True))


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean of n respondents with its variance, degrees of freedom, and linearised values (all rows,)."""

    value: float
    variance: float
    df: int
    n: int
    scores: Floats


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two samples share: the covariance of two estimates, and the greatest that their spreads allow.

    ``note`` says in words where the covariance cannot be told and counts as 0.
    """

    covariance: float
    bound: float
    note: str


def sample_of(study: Study, block: AnswerBlock) -> Sample:
    """The respondents of a block as the design of their wave draws them."""
    wave, design = study.definition.wave(block.wave).design, design_of(study, block)
    strata = [stratum_of(study, city, wave) for city in block.cities]
    clusters = [
        str(study.frame[city].value(wave.cluster) or city) if wave and wave.cluster else city for city in block.cities
    ]
    names = np.array(
        [f"{stratum}\0{cluster}" for stratum, cluster in zip(strata, clusters, strict=True)], dtype=np.str_
    )
    units, first, of_row = np.unique(names, return_index=True, return_inverse=True)
    sizes = design.stages.population[0][design.stages.ancestors[0][design.unit]]
    return Sample(
        block,
        design,
        units,
        of_row.astype(np.int64),
        np.array(strata, dtype=np.str_)[first],
        {stratum: float(size) for stratum, size in zip(strata, sizes, strict=True)},
        ((wave.strata or "", wave.cluster or "") if wave else ("", "")),
    )


def mean_of(sample: Sample, series: Series, members: Mask | None = None) -> Mean:
    """The weighted mean of a series, of the respondents in ``members`` (n,) where given.

    Linearised as w (y - mean) / sum of w (Särndal, Swensson and Wretman 1992, section 5.6); respondents that do not
    count have the value 0, so that the others are a domain of the whole sample. NaN without respondents that count.
    """
    counted = series.counted if members is None else series.counted & members
    weights = np.where(counted, sample.design.weights, 0.0)
    size = weights.sum()
    if size <= 0:
        return Mean(math.nan, math.nan, 0, 0, np.zeros(len(weights)))
    value = float(weights @ series.values / size)
    scores = weights * (series.values - value) / size
    stages, groups = sample.design.stages, np.arange(len(sample.design.stages.rows))
    found = np.bincount(sample.design.unit, counted & (weights > 0), minlength=len(groups)).astype(np.int64)
    df = stages.degrees_of_freedom(np.zeros(len(groups), dtype=np.int64), groups, found, 1)[0]
    variance = float(covariance_of_rows(stages, sample.design.unit, scores[:, None])[0, 0])
    return Mean(value, max(variance, 0.0), int(df), int(counted.sum()), scores)


def overlap_of(a: Sample, b: Sample, scores_a: Floats, scores_b: Floats) -> Overlap:
    """The covariance of two estimates from their linearised values (n_a,) and (n_b,), stratum by stratum.

    Samples of different schemes have no units in common that could be told: their covariance counts as 0, which leaves
    the variance of a difference too large rather than too small where answers persist.
    """
    if a.scheme != b.scheme:
        return Overlap(0.0, 0.0, OTHER_DESIGN)
    totals = [np.bincount(s.of_row, z, minlength=len(s.units)) for s, z in ((a, scores_a), (b, scores_b))]
    _, in_a, in_b = np.intersect1d(a.units, b.units, assume_unique=True, return_indices=True)
    covariance = bound = 0.0
    note = ""
    for stratum in sorted(set(a.strata) & set(b.strata)):
        own_a, own_b = totals[0][a.strata == stratum], totals[1][b.strata == stratum]
        shared = a.strata[in_a] == stratum
        both = int(shared.sum())
        factor = overlap_factor((len(own_a), a.population[stratum]), (len(own_b), b.population[stratum]), both)
        if min(len(own_a), len(own_b)) > 1:
            bound += abs(factor) * float(own_a.std(ddof=1) * own_b.std(ddof=1))
        if both > 1:
            covariance += factor * float(np.cov(totals[0][in_a[shared]], totals[1][in_b[shared]])[0, 1])
        elif abs(factor) > 0:
            note = FEW_SHARED_BY_STRATUM if stratum else FEW_SHARED
    return Overlap(covariance, bound, note)


def overlap_factor(a: tuple[int, float], b: tuple[int, float], both: int) -> float:
    """What the covariance of linearised values is multiplied by: n12 - n1 n2 / N for two samples of the same N units.

    ``a`` and ``b`` are the sizes of sample and population. Where the populations differ the smaller one is taken to lie
    in the larger one. Given that m of the units sampled from the larger one belong to the smaller one, Tam's formula
    holds within the smaller one, which gives n12 - n m / N with n and N of the smaller one. Which units these are is
    not known, so that m is what is expected of a random sample, within what n12 and the sizes allow.
    """
    small, large = sorted((a, b), key=lambda sizes: sizes[1])
    if not math.isfinite(small[1]):
        return float(both)
    expected = large[0] * small[1] / large[1]
    return both - small[0] * min(max(expected, both), large[0], small[1]) / small[1]


def difference_of(a: Mean, b: Mean, overlap: Overlap, level: float) -> Difference:
    """b - a, with the variance Va + Vb - 2 Cov; degrees of freedom are the fewer of the two.

    The covariance is held within what the spreads of the two samples allow (a correlation of 1), since among few shared
    units it may come out larger, and the variance below 0.
    """
    covariance = min(max(overlap.covariance, -overlap.bound), overlap.bound)
    variance, sum_of_both = a.variance + b.variance - 2 * covariance, a.variance + b.variance
    # What is left when the two cancel is rounding.
    kept = variance if variance > _ROUNDING * sum_of_both else 0.0
    return judged(b.value - a.value, kept, min(a.df, b.df), level)


def judged(value: float, variance: float, df: int, level: float) -> Difference:
    """The t test of an estimate with its variance; what rounding leaves of a variance of 0 counts as 0."""
    se = math.sqrt(variance)
    return t_test(value, 0.0 if se <= _ROUNDING * max(1.0, abs(value)) else se, df, level)
