"""From the words of `civiscope calibrate` to what shall be done; unknown words are problems with a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.sampling.design import Design
from civiscope.sampling.weighting.distances import Bounds
from civiscope.sampling.weighting.trim import Share
from civiscope.study.numbers import parse_number
from civiscope.tabulation.tables.request import Request
from civiscope.workflows.calibrate_steps import Limit, Method, Trimming
from civiscope.workflows.replicates import ReplicateOptions
from civiscope.workflows.table_request import chosen
from civiscope.workflows.tabulate import TableSource

WEIGHT = "weight"
"""The column of the adjusted weights, where no other name is given."""


@dataclass(frozen=True, slots=True)
class TotalsWanted:
    """Where population totals come from and how they are reached; without ``method`` what is usual for them.

    ``missing_level`` is the level of rows, and of cities of the frame, that have no value.
    """

    file: Path | None = None
    frame: tuple[str, ...] = ()
    method: Method | None = None
    bounds: Bounds | None = None
    partial: bool = False
    missing_level: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no totals are named."""
        return self.file is None and not self.frame


@dataclass(frozen=True, slots=True)
class ResponseWanted:
    """The column that says who responded; classes are known or made from the propensity, ``count`` of them."""

    column: str
    classes: tuple[str, ...] = ()
    propensity: tuple[str, ...] = ()
    count: int = 5


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files that are written, all or none: the table with its weights, the report, replicate weights."""

    table: Path | None = None
    weight_name: str = WEIGHT
    report: Path | None = None
    replicates: Path | None = None


@dataclass(frozen=True, slots=True)
class CalibrationRequest:
    """Everything that one run does; ``estimates`` are made from the adjusted weights.

    Raises UserError where nothing is asked for, and for replicates without a file or a file without replicates.
    """

    source: TableSource
    design: Design
    totals: TotalsWanted = TotalsWanted()
    response: ResponseWanted | None = None
    trimming: Trimming | None = None
    estimates: Request | None = None
    outputs: Outputs = Outputs()
    replicates: ReplicateOptions | None = None

    def __post_init__(self) -> None:
        if self.totals.is_empty and self.response is None and self.trimming is None:
            raise UserError(problem("adjustment-missing"))
        if (self.replicates is None) != (self.outputs.replicates is None):
            raise UserError(problem("replicates-without-file"))


def totals_from(
    file: Path | None,
    frame: Sequence[str],
    method: str | None,
    bounds: str | None,
    partial: bool,
    missing_level: str | None = None,
) -> TotalsWanted:
    """Totals from the words of a command; raises UserError (choice-unknown, bounds-unreadable)."""
    named = None if method is None else chosen(Method, method, "--method")
    limits = None if bounds is None else _bounds(bounds)
    return TotalsWanted(file, tuple(frame), named, limits, partial, missing_level)


def response_from(
    column: str | None, classes: Sequence[str], propensity: Sequence[str], count: int
) -> ResponseWanted | None:
    """Response from the words of a command; None where none is adjusted for.

    Raises UserError (response-column-missing, response-models-two).
    """
    if column is None:
        if classes or propensity:
            raise UserError(problem("response-column-missing"))
        return None
    if classes and propensity:
        raise UserError(problem("response-models-two"))
    return ResponseWanted(column, tuple(classes), tuple(propensity), count)


def trimming_from(limits: str | None, share: str) -> Trimming | None:
    """Limits such as ``10,300``, ``0.3x,3x``, ``10,`` or ``3x``; a trailing x makes multiples of the median.

    Raises UserError (trim-limits-unreadable, choice-unknown).
    """
    sharing = chosen(Share, share, "--trim-share")
    if limits is None:
        return None
    parts = [part.strip() for part in limits.split(",")]
    if len(parts) == 1:
        parts = ["", *parts]
    found = [_limit(part) for part in parts]
    readable = all(limit is not None or not part for part, limit in zip(parts, found, strict=True))
    if len(parts) != 2 or not any(parts) or not readable:
        raise UserError(problem("trim-limits-unreadable", column="--trim", value=limits))
    return Trimming(found[0], found[1], sharing)


def _limit(text: str) -> Limit | None:
    of_median = text[-1:] in ("x", "X")
    number = parse_number(text[:-1] if of_median else text)
    return None if number is None else Limit(number, of_median)


def _bounds(text: str) -> Bounds:
    found = [parse_number(part) for part in text.split(",")]
    if len(found) != 2 or found[0] is None or found[1] is None:
        raise UserError(problem("bounds-unreadable", column="--bounds", value=text))
    return found[0], found[1]
