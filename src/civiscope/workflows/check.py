"""Every problem of a study folder at once."""

from __future__ import annotations

from pathlib import Path

from civiscope.errors import Problem, ProblemLog
from civiscope.workflows.reading import read_coded_study


def check_study(folder: Path) -> list[Problem]:
    """All problems and findings, ordered by file and line. Raises UserError where ``folder`` is no study."""
    log = ProblemLog()
    read_coded_study(folder, log)
    return sorted(log.problems, key=lambda entry: (entry.file, entry.line or 0, entry.code, entry.item, entry.value))
