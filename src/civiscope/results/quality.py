"""The quality table: everything found and done while reading and coding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One row of results/quality.csv.

    ``line`` is empty where a finding has none, ``count`` says how many answers it concerns. ``note`` says that answers
    are simulated.
    """

    code: str
    severity: str
    wave: str
    file: str
    line: int | None
    city: str
    item: str
    value: str
    message: str
    action: str
    count: int = 1
    note: str = ""
