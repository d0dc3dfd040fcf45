"""The reference of all problems that Civiscope reports, from the catalogue."""

from __future__ import annotations

import re

from civiscope.errors.entries import (
    answers,
    commands,
    comparing,
    definitions,
    estimation,
    files,
    index_definitions,
    indices,
    outcomes,
    published,
    reports,
    tables,
    weighting,
)
from civiscope.errors.entry import Entry
from docs._generate.markdown import NOTICE

SUBJECTS = {
    "Files": files.ENTRIES,
    "Definitions, frame and questionnaires": definitions.ENTRIES,
    "Answers, recodes and routing": answers.ENTRIES,
    "Commands": commands.ENTRIES,
    "Tables and engines": tables.ENTRIES,
    "Estimates": estimation.ENTRIES,
    "Weights": weighting.ENTRIES,
    "Comparisons": comparing.ENTRIES,
    "Indices": indices.ENTRIES,
    "Definitions of indices": index_definitions.ENTRIES,
    "Outcomes": outcomes.ENTRIES,
    "Reports": reports.ENTRIES,
    "Published results": published.ENTRIES,
}

INTRODUCTION = """
# Problems and findings

Every message of Civiscope has a code, a place (file, line, column), the value found, what was expected and a remedy.
An **error** stops the command, which ends with exit code 2 and writes nothing; a **finding** stands in the quality
report. A study may promote findings to errors (`findings: promote` in study.yaml). `civiscope check` reports all
problems of a folder at once.

Words in braces, such as `{value}`, stand for what was found.
"""


def page() -> str:
    """The whole page."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for title, entries in SUBJECTS.items():
        if entries:
            parts.append(f"## {title}")
            parts += [_entry(code, entry) for code, entry in sorted(entries.items())]
    return "\n\n".join(parts) + "\n"


def _entry(code: str, entry: Entry) -> str:
    lines = [f"(problem-{code})=\n### {code}", f"*{entry.severity.capitalize()}.* {_shown(entry.message)}"]
    if entry.expected:
        lines.append(f"Expected: {_shown(entry.expected)}")
    if entry.remedy:
        lines.append(f"Remedy: {_shown(entry.remedy)}")
    return "\n\n".join(lines)


def _shown(template: str) -> str:
    """The template as Markdown: its fields as code, nothing else taken for markup."""
    text = re.sub(r"([*_<>`\[\]])", r"\\\1", " ".join(template.split()))
    text = re.sub(r"\{([a-z\\_]+)\}", lambda found: "`{" + found[1].replace("\\", "") + "}`", text)
    return text.replace("{{", "{").replace("}}", "}")
