"""Denomination: indicators of size become comparable by dividing them by another column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]


def denominated(values: Floats, tree: IndexTree, denominators: Mapping[str, Floats], units: tuple[str, ...]) -> Floats:
    """Values (n, p) of the tree's indicators, each divided by its denominator; missing where that is missing.

    Raises UserError where a denominator is not a column of the data, or 0.
    """
    found = values.copy()
    problems = []
    for place, code in enumerate(tree.indicators):
        name = tree.node(code).denominator
        if not name:
            continue
        if name not in denominators:
            allowed = ", ".join(denominators) or "no further columns of numbers"
            problems.append(problem("index-denominator-unknown", column=code, value=name, allowed=allowed))
            continue
        divisor = denominators[name]
        zero = (divisor == 0) & ~np.isnan(values[:, place])
        if zero.any():
            problems.append(
                problem("index-denominator-zero", column=name, value=units[int(np.argmax(zero))], indicator=code)
            )
            continue
        found[:, place] = values[:, place] / divisor
    if problems:
        raise UserError(*problems)
    return found
