"""Replicate weights: reading their spread as a variance, and making them for a design."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import hadamard

from civiscope.errors import UserError, problem
from civiscope.sampling.design import ReplicateMethod, ReplicateWeights
from civiscope.sampling.stages import Stages

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_RANK_TOLERANCE = 1e-5
"""As in R's ``degf`` for replicate weights."""


def replicate_variance(weights: ReplicateWeights, thetas: Floats) -> float:
    """scale * sum over r of rscales[r] * (theta_r - mean)**2; replicates without an estimate (NaN) are left out.

    The mean is that of the replicates whose rscale is positive (Wolter 2007, section 4.5; R's ``svrVar``, mse=FALSE).
    """
    known = ~np.isnan(thetas)
    thetas, rscales = thetas[known], weights.rscales[known]
    if not (rscales > 0).any():
        return math.nan
    return float(weights.scale * (rscales * (thetas - thetas[rscales > 0].mean()) ** 2).sum())


def replicate_degrees_of_freedom(weights: ReplicateWeights, rows: Ints) -> int:
    """The rank of the replicate weights of ``rows`` minus 1."""
    distinct = np.unique(weights.replicates[rows], axis=0)
    singular = np.linalg.svd(distinct, compute_uv=False)
    return int((singular > singular[0] * _RANK_TOLERANCE).sum()) - 1 if singular.size and singular[0] > 0 else 0


def scales_of(
    method: ReplicateMethod,
    weights: Floats,
    replicates: Floats,
    stages: Stages | None,
    unit: Ints | None,
    fay_rho: float = 0.0,
) -> tuple[float, Floats]:
    """Scale and rscales (R,) of replicates (n, R) that were made elsewhere, from the design where they need it.

    JK1: (1 - f) (R - 1) / R. JKn: (1 - f_h) (n_h - 1) / n_h, h being the stratum of the cluster that a replicate
    leaves out. BRR: 1 / R, Fay: 1 / (R (1 - rho)**2) (Judkins 1990). Bootstrap: 1 / (R - 1), times m / (m - 1) with m
    the harmonic mean of the strata's numbers of clusters where the design is given (R's ``bootweights``).
    ``unit`` (n,) numbers the rows' groups in ``stages``. Raises UserError where they do not fit.
    """
    count = replicates.shape[1]
    ones = np.ones(count)
    if method is ReplicateMethod.BRR:
        return 1 / count, ones
    if method is ReplicateMethod.FAY:
        return 1 / (count * (1 - fay_rho) ** 2), ones
    if method is ReplicateMethod.BOOTSTRAP:
        if stages is None:
            return 1 / (count - 1), ones
        mean = 1 / float((1 / stages.sampled(1)).mean())
        return mean / ((mean - 1) * (count - 1)), ones
    if method is ReplicateMethod.JK1:
        rest = 1.0 if stages is None else float(1 - stages.fractions(1)[0])
        return rest * (count - 1) / count, ones
    if stages is None or unit is None:
        raise UserError(problem("replicates-need-design", value=method.value))
    left_out = (replicates == 0) & (weights > 0)[:, None]
    if not left_out.any(axis=0).all():
        number = int(np.flatnonzero(~left_out.any(axis=0))[0]) + 1
        raise UserError(
            problem(
                "replicates-unsuited",
                value=method.value,
                wanted=f"a cluster left out in each replicate, also in {number}",
            )
        )
    strata = stages.ancestors[0][unit[left_out.argmax(axis=0)]]
    sampled = stages.sampled(1)
    rests: Floats = (1 - stages.fractions(1)) * (sampled - 1) / sampled
    return 1.0, rests[strata]


def make_replicates(
    method: ReplicateMethod,
    stages: Stages,
    unit: Ints,
    weights: Floats,
    *,
    count: int = 50,
    seed: int = 1,
    fay_rho: float = 0.5,
) -> ReplicateWeights:
    """Replicate weights of a design with n rows; ``unit`` (n,) numbers their groups, ``weights`` (n,) are full weights.

    First-stage units are left out in turn (JK1, JKn), paired by a Hadamard matrix (BRR, Fay; two units per stratum), or
    drawn with replacement, n_h - 1 of n_h in each stratum, and rescaled so that the finite population correction is
    contained (bootstrap of Rao, Wu and Yue 1992; ``count`` replicates from ``seed``).
    Raises UserError where the design does not suit the method.
    """
    first = stages.ancestors[1][unit] if len(stages.ancestors) > 1 else np.arange(len(unit))
    strata = stages.ancestors[0][unit]
    of_unit = np.zeros(int(first.max()) + 1, dtype=np.int64)
    of_unit[first] = strata
    if method is ReplicateMethod.BOOTSTRAP:
        factors = _bootstrap(of_unit, 1 - stages.fractions(1), count, seed)
        replicates = weights[:, None] * factors[first]
        return ReplicateWeights(weights, replicates, 1 / count, np.ones(count))
    if method in (ReplicateMethod.BRR, ReplicateMethod.FAY):
        rho = fay_rho if method is ReplicateMethod.FAY else 0.0
        factors = _balanced(of_unit, rho)
    else:
        rho = 0.0
        factors = _leave_one_out(of_unit, method)
    replicates = weights[:, None] * factors[first]
    scale, rscales = scales_of(method, weights, replicates, stages, unit, rho)
    return ReplicateWeights(weights, replicates, scale, rscales)


def _leave_one_out(of_unit: Ints, method: ReplicateMethod) -> Floats:
    """Factors (units, units): the unit that is left out gets 0, the others of its stratum n / (n - 1)."""
    if method is ReplicateMethod.JK1 and of_unit.max() > 0:
        raise UserError(problem("replicates-unsuited", value=method.value, wanted="a design without strata"))
    sampled = np.bincount(of_unit)
    if (sampled < 2).any():
        raise UserError(problem("replicates-unsuited", value=method.value, wanted="two clusters or more per stratum"))
    factors = np.ones((len(of_unit), len(of_unit)))
    for stratum in range(len(sampled)):
        members = np.flatnonzero(of_unit == stratum)
        block = np.full((len(members), len(members)), len(members) / (len(members) - 1))
        np.fill_diagonal(block, 0.0)
        factors[np.ix_(members, members)] = block
    return factors


def _balanced(of_unit: Ints, fay_rho: float) -> Floats:
    """Factors (units, R) of balanced half-samples: 2 - rho for the half that is taken, rho for the other."""
    sampled = np.bincount(of_unit)
    if (sampled != 2).any():
        raise UserError(problem("replicates-unsuited", value="BRR", wanted="exactly two clusters in every stratum"))
    size = 1 << max(len(sampled), 1).bit_length()
    signs = hadamard(size)[1 : len(sampled) + 1]
    factors = np.empty((len(of_unit), size))
    for stratum in range(len(sampled)):
        one, other = np.flatnonzero(of_unit == stratum)
        taken = signs[stratum] > 0
        factors[one] = np.where(taken, 2 - fay_rho, fay_rho)
        factors[other] = np.where(taken, fay_rho, 2 - fay_rho)
    return factors


def _bootstrap(of_unit: Ints, rests: Floats, count: int, seed: int) -> Floats:
    """Factors (units, count): 1 - r + r n / (n - 1) times how often a unit was drawn, r the root of 1 - f."""
    random = np.random.default_rng(seed)
    factors = np.zeros((len(of_unit), count))
    for stratum in range(int(of_unit.max()) + 1):
        members = np.flatnonzero(of_unit == stratum)
        size = len(members)
        if size < 2:
            raise UserError(
                problem("replicates-unsuited", value="bootstrap", wanted="two clusters or more per stratum")
            )
        drawn = random.integers(0, size, size=(size - 1, count))
        times = np.stack([np.bincount(drawn[:, place], minlength=size) for place in range(count)], axis=1)
        root = math.sqrt(rests[stratum])
        factors[members] = 1 - root + root * size / (size - 1) * times
    return factors
