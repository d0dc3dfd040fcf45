"""A problem that the user can mend, or a finding that the quality report shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from civiscope.errors.catalogue import CATALOGUE

Severity = Literal["error", "finding"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, with its place, the value found, what was expected and how to mend it.

    ``file`` is relative to the study folder, ``line`` counts from 1, ``column`` names a table's column or a YAML path.
    ``action`` says what Civiscope did about a finding (e.g. "left missing"), ``count`` how many answers it concerns.
    """

    code: str
    severity: Severity
    message: str
    expected: str
    remedy: str
    file: str = ""
    line: int | None = None
    column: str = ""
    city: str = ""
    item: str = ""
    value: str = ""
    action: str = ""
    count: int = 1

    @property
    def place(self) -> str:
        """Where it is: file, line and column, as far as they are known."""
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.column:
            parts.append(f"column {self.column}" if self.file.endswith((".csv", ".xlsx", ".sav")) else self.column)
        return ", ".join(parts)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        lines = [f"{self.severity} [{self.code}] {head}"]
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.remedy:
            lines.append(f"  remedy: {self.remedy}")
        return "\n".join(lines)


def problem(
    code: str,
    *,
    file: str = "",
    line: int | None = None,
    column: str = "",
    city: str = "",
    item: str = "",
    value: object = "",
    action: str = "",
    count: int = 1,
    **details: object,
) -> Problem:
    """Make a Problem from the catalogue; templates may use the place's names and every keyword in ``details``.

    Raises KeyError for a code that the catalogue lacks or a template whose words are not given: a defect, and not the
    user's input.
    """
    entry = CATALOGUE[code]
    words = {
        "file": file,
        "line": line,
        "column": column,
        "city": city,
        "item": item,
        "value": _shown(value),
        "count": count,
        **details,
    }
    return Problem(
        code=code,
        severity=entry.severity,
        message=entry.message.format(**words),
        expected=entry.expected.format(**words),
        remedy=entry.remedy.format(**words),
        file=file,
        line=line,
        column=column,
        city=city,
        item=item,
        value=str(value),
        action=action,
        count=count,
    )


def _shown(value: object) -> str:
    """The value as a message shows it: on one line, cut after 80 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:79] + "…"


class UserError(Exception):
    """Stops a command because of the user's input: carries every problem found, ends with exit code 2."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(entry) for entry in problems))
        self.problems = tuple(problems)


class ProblemLog:
    """Collects problems, so that they are reported together and not one a run."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, code: str, **details: object) -> None:
        """Record one problem; see `problem` for the keywords."""
        self.problems.append(problem(code, **details))  # type: ignore[arg-type]

    def extend(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        """Record several problems."""
        self.problems.extend(problems)

    def promote(self, codes: Collection[str]) -> None:
        """Turn the findings of these codes into errors."""
        self.problems = [replace(entry, severity="error") if entry.code in codes else entry for entry in self.problems]

    @property
    def errors(self) -> list[Problem]:
        """Those that stop a build."""
        return [entry for entry in self.problems if entry.severity == "error"]

    @property
    def findings(self) -> list[Problem]:
        """Those that go to the quality report."""
        return [entry for entry in self.problems if entry.severity == "finding"]
