"""Transformations that draw in the long tail of an indicator: logarithms, and the powers of Box and Cox."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]

BOX_COX = "boxcox"
TRANSFORMATIONS = {
    "log_ct": "ln(x - min + 0.01 (max - min))",
    "log_ct_orig": "ln(x - min + 1)",
    "log_gii": "ln((max - 1) (x - min) / (max - min) + 1)",
    "log": "ln(x), of values above 0",
    BOX_COX: "Box-Cox with a given or the most likely lambda, after a shift to a minimum of 1",
}

_EXPONENTS = (-5.0, 5.0)
"""The range in which the most likely exponent is looked for."""


@dataclass(frozen=True, slots=True)
class _Range:
    """What a transformation asks of a column's lowest or highest value."""

    of_lowest: bool
    above: float
    wanted: str


_RANGES = {
    "log": _Range(True, 0.0, "values above 0"),
    # The curve falls where the highest value is below 1, and the indicator would be turned upside down.
    "log_gii": _Range(False, 1.0, "a highest value above 1"),
}


def transformed(
    values: Floats, name: str, codes: tuple[str, ...], exponent: float | None = None, *, strict: bool = True
) -> Floats:
    """Columns (n, m) after the transformation ``name``; every column has at least two different values.

    ``exponent`` is the lambda of Box and Cox, None for the most likely one. ``log_gii`` is the formula of the Global
    Innovation Index, which COINr 1.1.14 writes down but does not apply. Raises UserError for columns that a
    transformation cannot take; with ``strict`` off their values are missing where it is not defined.
    """
    least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    if name == BOX_COX:
        return _box_cox(values - least + 1, exponent)
    if strict:
        _check_range(name, least, most, codes)
    if name == "log_ct":
        shifted = values - least + 0.01 * (most - least)
    elif name == "log_ct_orig":
        shifted = values - least + 1
    elif name == "log":
        shifted = np.where(values > 0, values, np.nan)
    else:
        shifted = np.where(most > 1, (most - 1) * (values - least) / (most - least) + 1, np.nan)
    found: Floats = np.log(shifted)
    return found


def _check_range(name: str, least: Floats, most: Floats, codes: tuple[str, ...]) -> None:
    limit = _RANGES.get(name)
    if limit is None:
        return
    extremes = least if limit.of_lowest else most
    refused = [
        problem("index-transformation", column=code, value=f"{value:g}", rule=name, wanted=limit.wanted)
        for code, value in zip(codes, extremes.tolist(), strict=True)
        if value <= limit.above
    ]
    if refused:
        raise UserError(*refused)


def _box_cox(values: Floats, exponent: float | None) -> Floats:
    """(x**lambda - 1) / lambda, ln x for 0 (Box and Cox 1964), of values of at least 1."""
    logarithms = np.log(values)
    exponents = np.full(values.shape[1], exponent) if exponent is not None else _likeliest(logarithms)
    safe = np.where(exponents == 0, 1.0, exponents)
    return np.where(exponents == 0, logarithms, np.expm1(safe * logarithms) / safe)


def _likeliest(logarithms: Floats) -> Floats:
    """The exponents (m,) of the highest likelihood, given the logarithms of the columns.

    With values divided by their geometric mean, the likelihood of Box and Cox (1964, equation 8) is n / 2 times the
    negative logarithm of the variance of what is transformed.
    """
    found = np.empty(logarithms.shape[1])
    for column in range(logarithms.shape[1]):
        known = logarithms[~np.isnan(logarithms[:, column]), column]
        centred = known - known.mean()

        def loss(exponent: float, centred: Floats = centred) -> float:
            powers = centred if exponent == 0 else np.expm1(exponent * centred) / exponent
            return float(np.log(powers.var()))

        found[column] = optimize.minimize_scalar(loss, bounds=_EXPONENTS, method="bounded").x
    return found
