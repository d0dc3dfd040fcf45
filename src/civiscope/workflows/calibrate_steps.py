"""The steps of an adjustment in their order: non-response, then totals, then trimming; for any weights of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.sampling.design import ReplicateWeights
from civiscope.sampling.weighting.adjustment import Adjustment, in_sequence
from civiscope.sampling.weighting.auxiliaries import Auxiliaries, with_margins
from civiscope.sampling.weighting.calibrate import calibrate
from civiscope.sampling.weighting.distances import Bounds, Distance
from civiscope.sampling.weighting.margins import Margin
from civiscope.sampling.weighting.nonresponse import adjust_by_classes, adjust_by_propensity
from civiscope.sampling.weighting.poststratify import poststratify
from civiscope.sampling.weighting.rake import rake
from civiscope.sampling.weighting.trim import Share, trim
from civiscope.workflows.calibrate_rows import Texts

Floats = NDArray[np.float64]

_TOLERANCE = 1e-12
"""How far raking may stay from a total, relative to it; sweeps cost little, and readers compare the sums."""


class Method(StrEnum):
    """How totals are reached; the last three are distances of calibration."""

    POSTSTRATIFY = "poststratify"
    RAKE = "rake"
    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of weights, or of weights over their median."""

    value: float
    of_median: bool = False

    def weight(self, weights: Floats) -> float:
        """The limit as a weight; the median is that of the weights (n,) that are not 0."""
        return self.value * float(np.median(weights[weights != 0])) if self.of_median else self.value


@dataclass(frozen=True, slots=True)
class Trimming:
    """Limits of the weights, and how the others take over what is cut off."""

    lower: Limit | None
    upper: Limit | None
    share: Share = Share.EQUAL

    def adjust(self, weights: Floats) -> Adjustment:
        """Trim the weights (n,); see `civiscope.sampling.weighting.trim`."""
        low, high = (None if limit is None else limit.weight(weights) for limit in (self.lower, self.upper))
        return trim(weights, lower=low, upper=high, share=self.share)


@dataclass(frozen=True, slots=True)
class Response:
    """Which of the n rows responded, and the classes in which respondents take over weights.

    Without ``predictors`` (names, and values (n, q)) the classes are known, else they are ``count`` classes of the
    estimated propensity.
    """

    responded: NDArray[np.bool_]
    name: str
    classes: Texts
    predictors: tuple[list[str], Floats] | None = None
    count: int = 5

    def adjust(self, weights: Floats) -> Adjustment:
        """Adjust the weights (n,) of all sampled rows; see `civiscope.sampling.weighting.nonresponse`."""
        if self.predictors is None:
            return adjust_by_classes(weights, self.responded, self.name, self.classes)
        return adjust_by_propensity(weights, self.responded, *self.predictors, classes=self.count)


@dataclass(frozen=True, slots=True)
class Targets:
    """Population totals of the n rows, and how they are reached.

    ``partial`` leaves out categories without rows. Raises UserError (poststratify-one-margin,
    method-takes-levels-only, bounds-unused) for what does not go together.
    """

    margins: list[Margin]
    numbers: Auxiliaries | None
    method: Method
    bounds: Bounds | None = None
    partial: bool = False

    def __post_init__(self) -> None:
        problems = []
        if self.method in (Method.POSTSTRATIFY, Method.RAKE):
            if self.numbers is not None:
                variable = self.numbers.names[0]
                problems.append(problem("method-takes-levels-only", value=self.method.value, variable=variable))
            if self.bounds is not None:
                problems.append(problem("bounds-unused", value=self.method.value))
        if self.method is Method.POSTSTRATIFY and len(self.margins) > 1:
            problems.append(problem("poststratify-one-margin", count=len(self.margins)))
        if problems:
            raise UserError(*problems)

    def adjust(self, weights: Floats) -> Adjustment:
        """Make the weights (n,) reach the totals."""
        if self.method is Method.POSTSTRATIFY:
            return poststratify(weights, self.margins[0], partial=self.partial)
        if self.method is Method.RAKE:
            return rake(weights, self.margins, partial=self.partial, tolerance=_TOLERANCE)
        wanted = self.numbers
        if self.margins or wanted is None:
            wanted = with_margins(weights, self.margins, self.numbers, partial=self.partial)
        return calibrate(weights, wanted, distance=Distance(self.method.value), bounds=self.bounds)


def usual_method(margins: int, has_numbers: bool, bounds: Bounds | None) -> Method:
    """One margin is post-stratified, several are raked; numbers, and bounds, need calibration (linear)."""
    if has_numbers or bounds is not None:
        return Method.LINEAR
    return Method.POSTSTRATIFY if margins == 1 else Method.RAKE


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done to weights, in this order; at least one of the three."""

    response: Response | None = None
    targets: Targets | None = None
    trimming: Trimming | None = None

    def adjust(self, weights: Floats) -> Adjustment:
        """Adjust the weights (n,) step by step; raises UserError as the steps do."""
        made: list[Adjustment] = []
        for step in (self.response, self.targets, self.trimming):
            if step is not None:
                made.append(step.adjust(made[-1].weights if made else weights))
        return made[0] if len(made) == 1 else in_sequence(made)

    def adjust_replicates(self, base: ReplicateWeights, weights: Floats) -> ReplicateWeights:
        """Adjust every replicate of the base weights again; ``weights`` (n,) are the adjusted full weights.

        The spread of the replicates' estimates then shows what the adjustment does to the variance (Wolter 2007,
        section 1.6). Raises UserError for a replicate that cannot be adjusted, or gets weights below 0.
        """
        replicates = np.empty_like(base.replicates)
        for number, replicate in enumerate(base.replicates.T):
            try:
                replicates[:, number] = self.adjust(replicate).weights
            except UserError as failure:
                reason = failure.problems[0].message
                raise UserError(problem("replicate-not-adjusted", value=number + 1, reason=reason)) from failure
            if (replicates[:, number] < 0).any():
                raise UserError(problem("replicates-below-zero", value=number + 1))
        return ReplicateWeights(weights, replicates, base.scale, base.rscales)
