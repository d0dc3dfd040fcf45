"""Replicate weights for a table: read from a file, or made from its design."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.sampling.design import Design, ReplicateMethod, ReplicateWeights
from civiscope.sampling.replicates import make_replicates, scales_of
from civiscope.study.numbers import parse_number
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.reading import column
from civiscope.tabulation.tables.row_design import RowDesign, read_row_design

Floats = NDArray[np.float64]

WEIGHT = "weight"
"""The first column of a file of replicate weights."""


@dataclass(frozen=True, slots=True)
class ReplicateOptions:
    """Where replicate weights come from. Without ``file`` they are made from the design, ``count`` of them.

    ``scale`` and ``rscales`` (a file with one number a line) override what follows from the method and the design.
    """

    method: ReplicateMethod
    file: Path | None = None
    scale: float | None = None
    rscales: Path | None = None
    fay_rho: float = 0.5
    count: int = 500
    seed: int = 1

    def make(self, rows: RowDesign) -> ReplicateWeights:
        """Replicate weights of a design; raises UserError where the method does not fit it."""
        return make_replicates(
            self.method,
            rows.stages,
            rows.unit,
            rows.weights,
            count=self.count,
            seed=self.seed,
            fay_rho=self.fay_rho,
        )


def with_replicates(engine: Engine, design: Design, options: ReplicateOptions) -> Design:
    """The design with its replicate weights; raises UserError where they do not fit the table or the method."""
    of_rows = read_row_design(engine, design) if design.columns else None
    if options.file is None:
        found = options.make(of_rows or read_row_design(engine, design))
        return replace(design, replicates=found)
    weights, replicates = _read_weights(options.file)
    rscales = None if options.rscales is None else _read_numbers(options.rscales, replicates.shape[1])
    if of_rows is not None and len(of_rows.unit) != len(weights):
        raise UserError(problem("replicates-rows", value=len(weights), count=len(of_rows.unit)))
    if of_rows is not None and design.weight is not None:
        other = ~np.isclose(weights, of_rows.weights, rtol=1e-6, atol=0)
        # The same weights in another order; adjusted weights are others, and are none of these.
        if other.any() and np.allclose(np.sort(weights), np.sort(of_rows.weights), rtol=1e-6, atol=0):
            raise UserError(problem("replicates-order", file=options.file.name, line=int(other.argmax()) + 2))
    if rscales is None:
        stages, unit = (None, None) if of_rows is None else (of_rows.stages, of_rows.unit)
        scale, rscales = scales_of(options.method, weights, replicates, stages, unit, options.fay_rho)
    else:
        scale = 1.0
    scale = scale if options.scale is None else options.scale
    return replace(design, replicates=ReplicateWeights(weights, replicates, scale, rscales))


def _read_weights(path: Path) -> tuple[Floats, Floats]:
    with open_table(path) as engine:
        names = list(engine.columns)
        if names[0] != WEIGHT or len(names) < 3:
            raise UserError(problem("replicates-columns", file=path.name, value=names[0]))
        query = ", ".join(f"{engine.number(name)} AS w{place}" for place, name in enumerate(names))
        table = engine.collect(f"SELECT {query} FROM data")  # noqa: S608
        found = np.stack([column(table, f"w{place}") for place in range(len(names))], axis=1)
        for place in np.flatnonzero(np.isnan(found).any(axis=0) | (found < 0).any(axis=0))[:1]:
            row = int(np.flatnonzero(np.isnan(found[:, place]) | (found[:, place] < 0))[0])
            raise UserError(problem("replicates-value", file=path.name, column=names[place], value=row + 1))
    return found[:, 0], found[:, 1:]


def _read_numbers(path: Path, count: int) -> Floats:
    """One number a row in the first column of a table, or a list of numbers without a header."""
    try:
        words = path.read_text(encoding="utf-8").replace(",", " ").split()
    except (OSError, UnicodeDecodeError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) else "it is no text in UTF-8"
        raise UserError(problem("rscales-unreadable", file=path.name, value=reason, count=count)) from failure
    numbers = [parse_number(word) for word in words]
    for word, number in zip(words, numbers, strict=True):
        if number is None or number < 0:
            reason = f'"{word}" is not a number of 0 or more'
            raise UserError(problem("rscales-unreadable", file=path.name, value=reason, count=count))
    if len(numbers) != count:
        raise UserError(problem("rscales-unreadable", file=path.name, value=f"{len(numbers)} numbers", count=count))
    return np.array(numbers, dtype=np.float64)
