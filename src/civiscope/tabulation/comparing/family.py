"""p-values of tests that are read together, adjusted for their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from civiscope.results.comparisons import Association, Comparison
from civiscope.results.multiplicity import Correction, adjusted

Row = TypeVar("Row", Comparison, Association)


def one_family(rows: Sequence[Row], correction: Correction) -> list[Row]:
    """The rows with ``p_adjusted``: all tests among them are one family, since they are printed and read together.

    Rows without a test do not count. `civiscope.results.multiplicity` gives the corrections.
    """
    values = adjusted([row.p for row in rows], correction)
    return [replace(row, p_adjusted=value) for row, value in zip(rows, values, strict=True)]
