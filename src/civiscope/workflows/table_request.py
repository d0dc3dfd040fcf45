"""From the words of a command to a request: each word that is not known is a problem with a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.sampling.design import Design, Lonely, ReplicateMethod
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.replicates import ReplicateOptions

Choice = TypeVar("Choice", bound=StrEnum)


def chosen(kind: type[Choice], value: str, option: str) -> Choice:
    """The member of an enumeration that a word names, whatever its case; raises UserError for any other word."""
    by_name = {member.value.casefold(): member for member in kind}
    if value.casefold() not in by_name:
        known = [member.value for member in kind]
        similar = did_you_mean(value, known)
        raise UserError(problem("choice-unknown", column=option, value=value, similar=similar, known=", ".join(known)))
    return by_name[value.casefold()]


def design_from(
    weight: str | None, strata: str | None, clusters: Sequence[str], fpc: Sequence[str], lonely: str
) -> Design:
    """A design from the columns that a command names."""
    return Design(weight, strata, tuple(clusters), tuple(fpc), chosen(Lonely, lonely, "--lonely"))


def request_from(
    items: Sequence[str],
    by: Sequence[str],
    measure: str,
    quantiles: Sequence[float],
    interval: str,
    level: float,
) -> Request:
    """A request from the words of a command."""
    return Request(
        tuple(items),
        tuple(by),
        chosen(Measure, measure, "--measure"),
        tuple(quantiles),
        chosen(Interval, interval, "--interval"),
        level,
    )


def replicates_from(
    method: str | None,
    file: Path | None,
    scale: float | None,
    rscales: Path | None,
    fay_rho: float,
    count: int,
    seed: int,
) -> ReplicateOptions | None:
    """Where replicate weights come from; None where none are asked for."""
    if method is None:
        if file is not None:
            raise UserError(problem("replicate-method-missing"))
        return None
    if not 0 <= fay_rho < 1:
        raise UserError(problem("fay-rho-out-of-range", value=fay_rho))
    return ReplicateOptions(
        chosen(ReplicateMethod, method, "--replicate-method"), file, scale, rscales, fay_rho, count, seed
    )
