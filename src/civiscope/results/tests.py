"""One test of a hypothesis about a table or about two estimates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TestResult:
    """One row of a table of tests.

    ``test`` names the method. ``item`` (and ``option``, where the test is of one option) is compared by ``by``;
    ``level_a`` and ``level_b`` are the two levels of a pairwise comparison, empty for a test of all levels at once.
    ``statistic`` refers to ``df`` degrees of freedom, and for an F or t statistic to ``ddf`` of the denominator.
    ``p_adjusted`` takes the number of tests that are read together into account. ``estimate`` is the difference
    b - a with its standard error and interval, where there is one; ``n`` counts the respondents behind the test.
    """

    # Not a class of tests, whatever its name begins with.
    __test__ = False

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    by: str
    level_a: str
    level_b: str
    test: str
    statistic: float | None
    df: float | None
    ddf: float | None
    p: float | None
    p_adjusted: float | None
    estimate: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int | None
    note: str
