"""What only reports have as HTML: the table of contents, the imprint, and what is printed in the margins of pages."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from civiscope.report.words.phrases import say
from civiscope.report.writers.outline import Entry, contents
from civiscope.results.document import Document


def contents_list(document: Document) -> str:
    """The table of contents of a document whose parts have anchors: chapters, and their subheadings below them."""
    title = escape(say("contents", document.language))
    entries = contents(document)
    chapters = [place for place, entry in enumerate(entries) if entry.level == 1]
    items = []
    for start, end in pairwise([*chapters, len(entries)]):
        below = "".join(f"<li>{_link(entry)}</li>" for entry in entries[start + 1 : end])
        items.append(f"<li>{_link(entries[start])}{f'<ol>{below}</ol>' if below else ''}</li>\n")
    if not items:
        return ""
    return (
        f'<nav class="cs-contents" aria-labelledby="{escape(document.id)}-contents">\n'
        f'<h2 id="{escape(document.id)}-contents">{title}</h2>\n<ol>\n{"".join(items)}</ol>\n</nav>\n'
    )


def _link(entry: Entry) -> str:
    return f'<a href="#{escape(entry.id)}">{escape(entry.title)}</a>'


def imprint(document: Document) -> str:
    """Who published a report, and when."""
    parts = [part for part in (document.publisher, document.date) if part]
    return f'<p class="cs-imprint">{escape(" · ".join(parts))}</p>\n' if parts else ""


def page_margins(document: Document) -> str:
    """Rules for what stands in the margins of printed pages: marks of simulated data and drafts, source, page."""
    rules = ""
    marks = [say("simulated", document.language)] if document.simulated else []
    if document.draft:
        marks.append(say("draft_mark", document.language))
    if marks:
        rules += f"@top-left{{content:{_css_string(' '.join(marks))};font-weight:700}}"
    if document.kind == "book":
        rules += f"@bottom-left{{content:{_css_string(document.source)}}}@bottom-right{{content:counter(page)}}"
    return f"@media print{{@page{{{rules}}}}}\n" if rules else ""


def _css_string(text: str) -> str:
    """A CSS string of any text, for a style element: nothing in it can end the string or the element."""
    return '"' + "".join(c if c.isalnum() or c in " .,:;-–()" else f"\\{ord(c):x} " for c in text if c >= " ") + '"'
