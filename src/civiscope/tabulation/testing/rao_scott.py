"""Independence of rows and columns of a table that a complex sample estimates: Rao and Scott's tests and Wald's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigvalsh, helmert, svd
from scipy.special import chdtrc, fdtrc

from civiscope.tabulation.testing.inversion import exact_tail
from civiscope.tabulation.testing.saddlepoint import saddlepoint_tail
from civiscope.tabulation.testing.wald import wald_f

Floats = NDArray[np.float64]

_SINGULAR = 1e-9
"""Singular values below this share of the largest belong to contrasts of cells that are all empty."""

_WHOLE = 1e-9
"""Degrees of freedom that miss a whole number by less (relative) miss it by rounding."""

NO_TABLE = "one {what} with answers: no test"
NO_VARIANCE = "no sampling variance: no test"
FEW_DEGREES = "too few degrees of freedom: no test"
DROPPED = "{rows} rows and {columns} columns without answers are left out"
EMPTY = "empty cells leave {rank} of {size} contrasts"


class Statistic(StrEnum):
    """Tests of independence; those other than ``FIRST_ORDER`` have the names of R's ``svychisq``, in any case."""

    F = "F"
    CHISQ = "Chisq"
    WALD = "Wald"
    ADJUSTED_WALD = "adjWald"
    LINCOM = "lincom"
    SADDLEPOINT = "saddlepoint"
    FIRST_ORDER = "first-order"

    @classmethod
    def _missing_(cls, value: object) -> Statistic | None:
        """The member whose name differs in upper and lower case only."""
        return next((known for known in cls if known.lower() == str(value).lower()), None)


@dataclass(frozen=True, slots=True)
class Independence:
    """The outcome of a test of independence.

    ``value`` refers to ``df`` degrees of freedom and an F to ``ddf`` in the denominator; ``df`` is None for sums of
    chi-squares, whose weights are the ``effects``, the generalised design effects in falling order (empty for Wald's
    tests). ``pearson`` is Pearson's X2 of the estimated shares. ``rows`` and ``columns`` count the levels that remain
    of those given, ``n`` the rows of the sample. What cannot be told is None, and ``note`` says why.
    """

    statistic: Statistic
    value: float | None
    df: float | None
    ddf: float | None
    p: float | None
    pearson: float
    effects: tuple[float, ...]
    rows: int
    columns: int
    n: int
    note: str


@dataclass(frozen=True, slots=True)
class _Table:
    """Shares (r, c) of levels with answers and covariances (rc, rc) of the cells, row by row."""

    shares: Floats
    covariance: Floats
    totals_covariance: Floats
    n: int
    df: float
    note: str

    @property
    def expected(self) -> Floats:
        """The products of the margins, shape (r, c)."""
        found: Floats = np.outer(self.shares.sum(axis=1), self.shares.sum(axis=0))
        return found

    @property
    def pearson(self) -> float:
        """n times the sum of (share - expected)**2 / expected."""
        return self.n * float(((self.shares - self.expected) ** 2 / self.expected).sum())

    @property
    def contrasts(self) -> Floats:
        """An orthonormal basis of what rows and columns alone do not explain, shape (rc, (r - 1)(c - 1))."""
        rows, columns = self.shares.shape
        found: Floats = np.kron(helmert(rows), helmert(columns)).T.astype(np.float64)
        return found


def independence(
    shares: Floats,
    covariance: Floats,
    n: int,
    df: float,
    statistic: Statistic = Statistic.F,
    totals_covariance: Floats | None = None,
) -> Independence:
    """Test that rows and columns of a table are independent.

    ``shares`` (r, c) are the estimated shares of the cells, together 1; ``covariance`` (rc, rc) is theirs under the
    design, cells row by row; ``n`` counts the rows of the sample with positive weight and both values, ``df`` are the
    design's degrees of freedom. Rows and columns without weight are left out. With X2 = n sum (p - e)**2 / e, e the
    products of the margins, and the generalised design effects d_1 to d_k, which are the eigenvalues of
    n (C' D**-1 C)**-1 (C' D**-1 V D**-1 C), D = diag(p), C the k = (r - 1)(c - 1) contrasts of interaction
    (Rao and Scott 1984; D**-1 is 0 in empty cells, and k the number of contrasts that these leave):

    - ``F``: X2 / sum d, to F with d0 = (sum d)**2 / sum d**2 and d0 df degrees of freedom (the second order of Rao and
      Scott 1984 with the F of Thomas and Rao 1987).
    - ``Chisq``: X2 is shown, and p is that of X2 / mean d, to chi-square with k degrees of freedom: what R calls Chisq.
    - ``first-order``: X2 / mean d itself, to chi-square with k (Rao and Scott 1984, first order): p is that of Chisq.
    - ``lincom``: X2, to the exact distribution of sum d_i X_i / (Y / (d0 df)), Y chi-square with d0 df degrees of
      freedom. R rounds d0 df down to a whole number within this distribution (its package CompQuadForm knows no other),
      and without that package it takes the saddlepoint's p in the place of the exact one: where R's number for lincom
      is its number for saddlepoint, that is why, and this one is exact.
    - ``saddlepoint``: Kuonen's (1999) approximation of the same, d0 df rounded down as in R, so that the numbers agree.
    - ``Wald``: F of a quadratic form in the k differences p - e with their covariance, with k and df (Koch, Freeman and
      Freeman 1975); ``adjWald``: the same with k and df - k + 1 (Fellegi 1980). R takes differences of totals, whose
      size varies with the sample; this needs ``totals_covariance``, the covariance (rc, rc) of the estimated totals
      over the square of their sum. Without it the differences of shares are tested, which is the same hypothesis and
      where the sample fixes the sum of weights the same number. A singular covariance is handled by its rank.

    Raises ValueError for shapes that do not fit, and shares that are negative or not together 1.
    """
    table = _table(shares, covariance, totals_covariance, n, df)
    if min(table.shares.shape) < 2:
        what = "column" if table.shares.shape[1] < 2 else "row"
        return _outcome(table, statistic, note=NO_TABLE.format(what=what))
    if df < 1:
        return _outcome(table, statistic, note=FEW_DEGREES)
    if statistic in (Statistic.WALD, Statistic.ADJUSTED_WALD):
        return _wald(table, statistic)
    return _rao_scott(table, statistic)


def independence_of_totals(
    totals: Floats, covariance: Floats, n: int, df: float, statistic: Statistic = Statistic.F
) -> Independence:
    """`independence` from estimated totals (r, c) of the cells and their covariance (rc, rc).

    Shares and their covariance follow by the delta method: with T the sum, p = totals / T has the covariance
    J V J' / T**2, J = I - p 1'.
    """
    size = float(totals.sum())
    shares = (np.asarray(totals, dtype=np.float64) / size).ravel()
    relative = np.asarray(covariance, dtype=np.float64) / size**2
    jacobian = np.eye(len(shares)) - shares[:, None]
    return independence(
        shares.reshape(np.shape(totals)), jacobian @ relative @ jacobian.T, n, df, statistic, totals_covariance=relative
    )


def _table(shares: Floats, covariance: Floats, totals: Floats | None, n: int, df: float) -> _Table:
    found, spread = np.asarray(shares, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    sums = spread if totals is None else np.asarray(totals, dtype=np.float64)
    if found.ndim != 2 or not spread.shape == sums.shape == (found.size, found.size):
        raise ValueError("shares have a covariance of all cells by all cells")
    if not found.min() >= 0 or not math.isclose(float(found.sum()), 1, rel_tol=1e-9):
        raise ValueError("shares are not negative and together 1")
    rows, columns = found.sum(axis=1) > 0, found.sum(axis=0) > 0
    kept = np.flatnonzero(np.multiply.outer(rows, columns).ravel())
    cells = np.ix_(kept, kept)
    dropped = DROPPED.format(rows=int((~rows).sum()), columns=int((~columns).sum()))
    note = "" if rows.all() and columns.all() else dropped
    return _Table(found[np.ix_(rows, columns)], spread[cells], sums[cells], n, df, note)


def _outcome(
    table: _Table,
    statistic: Statistic,
    value: float | None = None,
    df: float | None = None,
    ddf: float | None = None,
    p: float | None = None,
    effects: Floats | None = None,
    note: str = "",
) -> Independence:
    """The outcome, with what the table says of itself."""
    rows, columns = table.shares.shape
    return Independence(
        statistic=statistic,
        value=value,
        df=df,
        ddf=ddf,
        p=p,
        pearson=table.pearson,
        effects=() if effects is None else tuple(float(effect) for effect in effects),
        rows=rows,
        columns=columns,
        n=table.n,
        note="; ".join(part for part in (note, table.note) if part),
    )


def _wald(table: _Table, statistic: Statistic) -> Independence:
    rows, columns = table.shares.shape
    first, second = table.shares.sum(axis=1), table.shares.sum(axis=0)
    # The change of p_ij - p_i. p_.j with totals: those of the cell, its row, its column and of all.
    of_row = np.kron(np.eye(rows), np.multiply.outer(second, np.ones(columns)))
    of_column = np.kron(np.multiply.outer(first, np.ones(rows)), np.eye(columns))
    jacobian = np.eye(rows * columns) - of_row - of_column + table.expected.ravel()[:, None]
    inner = table.contrasts.T @ jacobian
    values = table.contrasts.T @ (table.shares - table.expected).ravel()
    adjusted = statistic is Statistic.ADJUSTED_WALD
    found = wald_f(values, inner @ table.totals_covariance @ inner.T, table.df, adjusted)
    return _outcome(table, statistic, found.f, float(found.rank), found.ddf, found.p, note=found.note)


def _rao_scott(table: _Table, statistic: Statistic) -> Independence:
    effects = _design_effects(table)
    total, squares = float(effects.sum()), float((effects**2).sum())
    size = (table.shares.shape[0] - 1) * (table.shares.shape[1] - 1)
    note = EMPTY.format(rank=len(effects), size=size) if len(effects) < size else ""
    if not total > 0:
        return _outcome(table, statistic, effects=effects, note=NO_VARIANCE)
    x2, k, d0 = table.pearson, float(len(effects)), total**2 / squares
    ddf = d0 * table.df
    if statistic is Statistic.F:
        p = chdtrc(d0, d0 * x2 / total) if math.isinf(ddf) else fdtrc(d0, ddf, x2 / total)
        return _outcome(table, statistic, x2 / total, d0, ddf, float(p), effects, note)
    if statistic in (Statistic.CHISQ, Statistic.FIRST_ORDER):
        corrected = x2 * k / total
        value = x2 if statistic is Statistic.CHISQ else corrected
        return _outcome(table, statistic, value, k, None, float(chdtrc(k, corrected)), effects, note)
    if statistic is Statistic.LINCOM:
        tail = exact_tail(x2, effects, ddf)
    else:
        copies = ddf if math.isinf(ddf) else float(math.floor(ddf * (1 + _WHOLE)))
        tail = saddlepoint_tail(x2, effects, ddf, copies)
    return _outcome(table, statistic, x2, None, ddf, tail, effects, note)


def _design_effects(table: _Table) -> Floats:
    """The generalised design effects in falling order, one for each contrast that the cells with answers leave."""
    shares = table.shares.ravel()
    root = np.where(shares > 0, 1 / np.sqrt(np.where(shares > 0, shares, 1.0)), 0.0)
    # With A = D**-1/2 C = P S Q' the effects are the eigenvalues of n P' D**-1/2 V D**-1/2 P.
    left, singular, _ = svd(root[:, None] * table.contrasts, full_matrices=False)
    basis = left[:, singular > _SINGULAR * singular[0]] * root[:, None]
    effects = np.asarray(eigvalsh(basis.T @ table.covariance @ basis), dtype=np.float64)[::-1]
    return np.clip(table.n * effects, 0.0, None)
