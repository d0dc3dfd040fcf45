"""Principal components of the elements of a node: how many dimensions they span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]

TOO_FEW = "fewer than 2 elements vary"
FEW_UNITS = "fewer than 3 units have all elements"

ROUNDING = 1e-12
"""Eigenvalues below this share of their sum are 0 but for rounding: the correlation matrix is singular."""


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of the correlations of k elements, the largest first.

    ``eigenvalues``, ``shares`` (of the variance) and ``cumulative`` shares are (k,); ``vectors`` (k, k) holds a
    component per column, ``loadings`` (k, k) its correlations with the elements. The sum of a component's vector is
    not negative: the sign itself means nothing. ``kaiser`` counts eigenvalues above 1. ``adequacy`` is the measure of
    Kaiser, Meyer and Olkin, ``sphericity`` the statistic of Bartlett's test with ``freedom`` degrees of freedom and
    ``p``. ``n`` units have all elements; ``excluded`` elements do not vary among them. Without components a ``note``
    says why.
    """

    node: str
    elements: tuple[str, ...]
    excluded: tuple[str, ...]
    n: int
    eigenvalues: Floats
    shares: Floats
    cumulative: Floats
    vectors: Floats
    loadings: Floats
    kaiser: int
    adequacy: float
    sphericity: float
    freedom: int
    p: float
    note: str = ""


def principal_components(values: Floats, codes: Sequence[str], node: str = "") -> Components:
    """Principal components of the columns of ``values`` (n, k), standardised, over the units that have all of them.

    Handbook on Constructing Composite Indicators (2008), part 2, chapter 4; the rule of eigenvalues above 1 is Kaiser's
    (1960), the measure of adequacy his as well (1974, Psychometrika 39), the test of sphericity Bartlett's
    (1950, British Journal of Psychology 3).
    """
    complete = values[~np.isnan(values).any(axis=1)]
    varying = np.ptp(complete, axis=0) > 0 if len(complete) else np.zeros(len(codes), dtype=np.bool_)
    elements = tuple(code for code, varies in zip(codes, varying, strict=True) if varies)
    excluded = tuple(code for code, varies in zip(codes, varying, strict=True) if not varies)
    if len(complete) < 3 or len(elements) < 2:
        return _nothing(node, elements, excluded, len(complete))
    correlations: Floats = np.asarray(np.corrcoef(complete[:, varying], rowvar=False))
    eigenvalues, vectors = _ordered(correlations)
    shares = eigenvalues / eigenvalues.sum()
    statistic, freedom, p = _sphericity(eigenvalues, len(complete))
    return Components(
        node,
        elements,
        excluded,
        len(complete),
        eigenvalues,
        shares,
        np.cumsum(shares),
        vectors,
        vectors * np.sqrt(eigenvalues),
        int((eigenvalues > 1).sum()),
        _adequacy(correlations, eigenvalues, vectors),
        statistic,
        freedom,
        p,
    )


def node_components(scores: Mapping[str, Floats], tree: IndexTree) -> tuple[Components, ...]:
    """Components of the direct elements of every aggregate, from the index down; ``scores`` (n,) by node."""
    return tuple(
        principal_components(
            np.stack([scores[child] for child in tree.children(code)], axis=1), tree.children(code), code
        )
        for code in reversed(tree.aggregates)
    )


def _ordered(correlations: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues, the largest first, and their vectors in columns; each sums to 0 or more."""
    eigenvalues, vectors = np.linalg.eigh(correlations)
    eigenvalues, vectors = np.maximum(eigenvalues[::-1], 0.0), vectors[:, ::-1]
    return eigenvalues, vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)


def _adequacy(correlations: Floats, eigenvalues: Floats, vectors: Floats) -> float:
    """Squared correlations over themselves and squared partial correlations, off the diagonal."""
    if eigenvalues[-1] <= ROUNDING * eigenvalues.sum():
        return float("nan")
    inverse = (vectors / eigenvalues) @ vectors.T
    scale = np.sqrt(np.diag(inverse))
    partial = inverse / np.outer(scale, scale)
    off = ~np.eye(len(correlations), dtype=np.bool_)
    squares, partials = float((correlations[off] ** 2).sum()), float((partial[off] ** 2).sum())
    return squares / (squares + partials) if squares + partials else float("nan")


def _sphericity(eigenvalues: Floats, n: int) -> tuple[float, int, float]:
    """-(n - 1 - (2 k + 5) / 6) ln |R|, its degrees of freedom k (k - 1) / 2, and the p-value."""
    count = len(eigenvalues)
    freedom = count * (count - 1) // 2
    factor = n - 1 - (2 * count + 5) / 6
    if eigenvalues[-1] <= ROUNDING * eigenvalues.sum() or factor <= 0:
        return float("nan"), freedom, float("nan")
    statistic = float(-factor * np.log(eigenvalues).sum())
    return statistic, freedom, float(scipy.stats.chi2.sf(statistic, freedom))


def _nothing(node: str, elements: tuple[str, ...], excluded: tuple[str, ...], n: int) -> Components:
    none, square = np.zeros(0), np.zeros((0, 0))
    note = FEW_UNITS if n < 3 else TOO_FEW
    nan = float("nan")
    return Components(node, elements, excluded, n, none, none, none, square, square, 0, nan, nan, 0, nan, note)
