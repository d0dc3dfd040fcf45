"""Weights from a factor analysis: which elements share variance, and how much of it each factor explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.weighting.correlation import correlations_of

Floats = NDArray[np.float64]

_ROUNDS = 1000


@dataclass(frozen=True)
class FactorWeights:
    """Weights (c,) that sum to 1, with what they come from.

    ``loadings`` (c, f) are rotated, each factor signed so that they sum above 0; ``explained`` (f,) is the share of the
    variance of all elements that each factor explains after rotation; ``eigenvalues`` (c,) are those of the
    correlations, in descending order.
    """

    weights: Floats
    loadings: Floats
    explained: Floats
    eigenvalues: Floats


def factor_weights(values: Floats, factors: int | None = None, row_weights: Floats | None = None) -> FactorWeights:
    """Weights by the method of Nicoletti, Scarpetta and Boylaud (2000; OECD/JRC Handbook 2008, step 6.1).

    Principal components of the correlations of ``values`` (n, c), rows with missing values left out: those with an
    eigenvalue above 1 (at least one), or ``factors`` of them, are rotated (varimax). Each element belongs to the factor
    on which its squared loading is highest, whatever the sign: so come the weights of the Handbook's table 18 about,
    though its text counts exports, with loadings of -0.64 and 0.56, to the second factor. Its weight is its squared
    loading over the factor's sum of squares, times the factor's share of the variance that all kept factors explain,
    scaled to sum to 1. ``row_weights`` (n,) are frequency weights. Columns must have correlations
    (`correlation.has_correlations`).
    """
    eigenvalues, vectors = np.linalg.eigh(correlations_of(values, row_weights))
    eigenvalues, vectors = eigenvalues[::-1], vectors[:, ::-1]
    kept = min(factors or max(1, int((eigenvalues > 1).sum())), len(eigenvalues))
    loadings = varimax(vectors[:, :kept] * np.sqrt(np.maximum(eigenvalues[:kept], 0)))
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    squares = loadings**2
    sums = squares.sum(axis=0)
    # A squared loading over its factor's sum, times that sum over all: the factor's own sum cancels.
    weights = squares.max(axis=1) / sums.sum()
    return FactorWeights(weights / weights.sum(), loadings, sums / len(loadings), eigenvalues)


def varimax(loadings: Floats) -> Floats:
    """The loadings (c, f) rotated so that each is near 0 or large (Kaiser 1958), rows scaled to length 1 meanwhile."""
    if loadings.shape[1] < 2:
        return loadings
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    scaled = loadings / np.where(lengths > 0, lengths, 1.0)
    rotation = np.eye(loadings.shape[1])
    reached = 0.0
    for _ in range(_ROUNDS):
        turned = scaled @ rotation
        target = turned**3 - turned * (turned**2).mean(axis=0)
        left, singular, right = np.linalg.svd(scaled.T @ target)
        rotation = left @ right
        if singular.sum() <= reached * (1 + 1e-12):
            break
        reached = float(singular.sum())
    rotated: Floats = scaled @ rotation * lengths
    return rotated
