"""Small parts of Markdown that the generated pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by `make docs` from the code; change the code, not this page. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells may hold Markdown, on one line."""
    lines = [_row(head), _row(["---"] * len(head))]
    lines += [_row(row) for row in rows]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def sentence(docstring: str | None) -> str:
    """The first paragraph of a docstring on one line, with Markdown's single backquotes."""
    first = (docstring or "").strip().split("\n\n")[0]
    return " ".join(first.split()).replace("``", "`")


def paragraphs(docstring: str | None) -> str:
    """A whole docstring as paragraphs, with Markdown's single backquotes."""
    parts = (docstring or "").strip().split("\n\n")
    return "\n\n".join(" ".join(part.split()).replace("``", "`") for part in parts)
