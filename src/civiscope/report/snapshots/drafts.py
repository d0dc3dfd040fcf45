"""A snapshot as a draft: marked on every page, without links to the rest of a release, which does not exist yet."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from civiscope.results.document import Document, Picture, Span


def drafted(document: Document) -> Document:
    """The document as a draft. Links to its own other forms, within it and to addresses elsewhere stay."""
    own = f"{document.id}."
    links = tuple(link for link in document.links if not _leads_away(link, own))
    text: Document = _without_links(document, own)
    return replace(text, links=links, draft=True)


def _leads_away(span: Span, own: str) -> bool:
    """Whether a link leads to another part of the release, such as another city's snapshot."""
    href = span.href
    return bool(href) and not href.startswith((own, "#", "mailto:")) and "://" not in href


def _without_links(part: Any, own: str) -> Any:
    """The part of a document with the texts of such links only."""
    if isinstance(part, Span):
        return replace(part, href="") if _leads_away(part, own) else part
    if isinstance(part, tuple):
        return tuple(_without_links(entry, own) for entry in part)
    if is_dataclass(part) and not isinstance(part, (type, Picture)):
        values = {entry.name: getattr(part, entry.name) for entry in fields(part)}
        return replace(part, **{name: _without_links(value, own) for name, value in values.items()})
    return part
