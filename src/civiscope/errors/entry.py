"""What the catalogue says of one kind of problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """A catalogue entry: templates in str.format style, filled by errors.problem.

    An ``error`` stops a command; a ``finding`` goes to the quality report, unless study.yaml promotes it.
    """

    severity: Literal["error", "finding"]
    message: str
    expected: str
    remedy: str


def error(message: str, expected: str, remedy: str) -> Entry:
    """An entry that stops a command."""
    return Entry("error", message, expected, remedy)


def finding(message: str, expected: str = "", remedy: str = "") -> Entry:
    """An entry that the quality report shows."""
    return Entry("finding", message, expected, remedy)
