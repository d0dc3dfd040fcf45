"""Writes the reference pages of the documentation from the code itself: ``python -m docs._generate``."""

from __future__ import annotations

from pathlib import Path

from docs._generate import case_states, command_line, problems, release_format, report_functions, study_format

REFERENCE = Path(__file__).parents[1] / "reference"

PAGES = {
    "command-line.md": command_line.page,
    "study-format.md": study_format.page,
    "report-functions.md": report_functions.page,
    "release-format.md": release_format.page,
    "problems.md": problems.page,
    "case-states.md": case_states.page,
}
"""Names of the generated pages in docs/reference/, with the function that writes each text."""
