"""How a sample was drawn: strata, clusters, weights, population sizes, replicate weights."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Lonely(StrEnum):
    """What a stratum with a single sampled cluster adds to the variance; the names are those of R's ``survey``.

    ``FAIL`` refuses to guess. ``REMOVE`` and ``CERTAINTY`` add nothing. ``ADJUST`` takes the cluster's deviation from
    the mean of all instead of from its stratum's. ``AVERAGE`` adds what the other strata add on average.
    """

    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


class ReplicateMethod(StrEnum):
    """How replicate weights were made, which decides their scale."""

    JK1 = "JK1"
    JKN = "JKn"
    BRR = "BRR"
    FAY = "Fay"
    BOOTSTRAP = "bootstrap"


@dataclass(frozen=True, slots=True)
class ReplicateWeights:
    """Weights of n rows and R replicates, and how the replicates' spread becomes a variance.

    ``weights`` has shape (n,), ``replicates`` (n, R) and is already combined with the weights; the variance of an
    estimate is ``scale`` * sum over r of ``rscales[r]`` * (estimate_r - mean of the estimates_r)**2
    (Wolter 2007, chapters 3 to 5).
    """

    weights: NDArray[np.float64]
    replicates: NDArray[np.float64]
    scale: float
    rscales: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of a table that say how its rows were drawn.

    ``clusters`` name the clusters of each stage, first stage first; they nest in strata and in earlier stages. ``fpc``
    names, stage by stage, the number of clusters in the population (of rows where no clusters are left), which is
    constant within a stratum and within a cluster of the earlier stage. One more ``fpc`` than ``clusters`` means that
    rows were sampled within the last clusters. Without ``weight`` the weights follow from ``fpc``, else they are 1.
    """

    weight: str | None = None
    strata: str | None = None
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    lonely: Lonely = Lonely.FAIL
    replicates: ReplicateWeights | None = field(default=None, compare=False)

    @property
    def samples_rows(self) -> bool:
        """Whether rows are the units of the last stage, and not whole clusters."""
        return not self.clusters or len(self.fpc) > len(self.clusters)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the design names."""
        named = (self.weight, self.strata, *self.clusters, *self.fpc)
        return tuple(name for name in named if name is not None)
