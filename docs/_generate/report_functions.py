"""The reference of what a report may call, from the functions' own descriptions."""

from __future__ import annotations

from civiscope.study.report_functions import FUNCTIONS, ReportFunction
from docs._generate.markdown import NOTICE, table

INTRODUCTION = """
# What a report may call

A reference stands between two pairs of braces: a function and its arguments, texts in straight quotation marks, e.g.
`{{ share("strategy", "yes") }}`. Arguments may be given in the order below or by name; those that are not marked may be
left out. [The report](../report.md) shows them at work.
"""

_PLACES = {
    "words": ("Within a text", "They give numbers and words, wherever text may stand."),
    "part": ("In a paragraph of their own", "They give figures, tables and whole parts."),
}


def page() -> str:
    """The whole page."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for place, (title, about) in _PLACES.items():
        parts += [f"## {title}", about]
        parts += [_function(entry) for entry in FUNCTIONS.values() if entry.place == place]
    return "\n\n".join(parts) + "\n"


def _function(entry: ReportFunction) -> str:
    lines = [f"### {entry.name}", entry.about]
    if entry.parameters:
        rows = [
            [f"`{parameter.name}`", str(parameter.names), "yes" if parameter.required else "", parameter.about]
            for parameter in entry.parameters
        ]
        lines.append(table(["Argument", "Is", "Needed", "Meaning"], rows))
    return "\n\n".join(lines)
