"""Problems of a study's report: its text, its references, its facts."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "report-markdown": error(
        "{what} cannot stand in a report",
        "paragraphs, headings of three levels (#, ##, ###), lists of one level, tables, quotations (>), **bold**, "
        "*emphasis* and links",
        "{how}",
    ),
    "report-title": error(
        "the report {what}",
        "one title (a line that begins with # and a blank) before everything else, then chapters (##)",
        "Write the title as the first line, and each chapter under a heading of its own.",
    ),
    "report-number": error(
        'the number "{value}" stands free in the text',
        "numbers only as references to results or facts; years such as 2020 or 2018-20 may stand free",
        "Put a reference in its place, e.g. {{{{ share(...) }}}}, or add the number to facts.yaml with its source and "
        "write {{{{ fact(...) }}}}; small numbers may be written as words.",
    ),
    "report-reference": error(
        "the reference {value} cannot be read: {reason}",
        'a function with its arguments, such as {{{{ share("strategy", "yes") }}}}',
        "Correct it; docs/reference/report-functions.md lists all functions with their arguments.",
    ),
    "report-function": error(
        'there is no function "{value}"{suggestion}',
        "one of {allowed}",
        "Correct the name; docs/reference/report-functions.md says what each function gives.",
    ),
    "report-argument": error(
        "{function}(): {reason}",
        "{usage}",
        "Correct the arguments; docs/reference/report-functions.md says what each of them means.",
    ),
    "report-name": error(
        '{function}() names the {what} "{value}", which is not there{suggestion}',
        "{allowed}",
        "Correct the name, or add what it names.",
    ),
    "report-place": error(
        "{function}() {reason}",
        "a figure, a table or another part alone in a paragraph of its own; words and numbers within a text",
        "Put a blank line before and after a part; move words and numbers into a sentence.",
    ),
    "report-nothing": error(
        "{function}() has nothing to show: {reason}",
        "a result that the release holds",
        "Take the reference out, or refer to what has been answered and may be published. To build everything else, "
        "leave the report out: --only results,figures,snapshots.",
    ),
    "report-missing": error(
        "the study has no report.md", "a file report.md in the study folder", "Write it; docs/report.md shows how."
    ),
}
