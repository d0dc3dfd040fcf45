"""The reference of a release's tables, from the result types."""

from __future__ import annotations

import dataclasses

from civiscope.release.dictionary import TABLES
from civiscope.release.tables import column_name
from civiscope.report.words.phrases import say
from civiscope.results.answers import Status
from docs._generate.markdown import NOTICE, paragraphs, table

TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "`true` or `false`",
    "bool | None": "`true` or `false`, or empty",
    "int | None": "whole number, or empty",
    "float | None": "number, or empty",
}

INTRODUCTION = """
# A release's tables, column by column

[What a release holds](../release.md) explains the folder; this page lists the columns of its tables in their order.
An absent number is empty, never 0. In CSV files a text that a spreadsheet would run as a formula has
[an apostrophe before it](../release.md#opening-tables-in-a-spreadsheet).
"""


def page() -> str:
    """The whole page. Raises KeyError for a column whose meaning is not given."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for title, kind in TABLES.items():
        text = paragraphs(kind.__doc__)
        rows = [
            [f"`{column_name(field.name)}`", TYPES[str(field.type)], say(f"column_{column_name(field.name)}", "en")]
            for field in dataclasses.fields(kind)
        ]
        parts += [f"## {title}", text, table(["Column", "Type", "Meaning"], rows)]
    states = table(["Status", "In the answers"], [[f"`{status.label}`", MEANING[status]] for status in Status])
    parts += ["## Kinds of missing", "They are never mixed; each has its own word in the column `status`.", states]
    return "\n\n".join(parts) + "\n"


MEANING = {
    Status.ANSWERED: "The city answered.",
    Status.NOT_ASKED: "The questionnaire led around the question.",
    Status.NOT_ANSWERED: "The question was asked, and the city left it empty.",
    Status.DONT_KNOW: "The city answered that it does not know.",
    Status.NOT_APPLICABLE: "The city answered that the question does not apply to it.",
    Status.NOT_KNOWN: "The source of the answers does not tell what the city answered, or whether it did.",
    Status.INCOMPLETE: "The list is cut off: what it names is true, whether it names this option is unknown.",
}
