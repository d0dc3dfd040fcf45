"""Spans and attributes as HTML; everything is escaped here."""

from __future__ import annotations

from html import escape

from civiscope.results.document import Inline

_SAFE_SCHEMES = ("https://", "http://", "mailto:")


def inline(spans: Inline) -> str:
    """The spans as HTML; a line break in a text begins a new line."""
    parts = []
    for span in spans:
        text = escape(span.text, quote=False).replace("\n", "<br>")
        if span.emphasis:
            text = f"<em>{text}</em>"
        if span.strong:
            text = f"<strong>{text}</strong>"
        if span.muted:
            text = f'<span class="cs-muted">{text}</span>'
        if span.href and is_safe(span.href):
            named = attributes(lang=span.language, hreflang=span.language)
            text = f'<a href="{escape(span.href)}"{named}>{text}</a>'
        elif span.language:
            text = f"<span{attributes(lang=span.language)}>{text}</span>"
        parts.append(text)
    return "".join(parts)


def is_safe(address: str) -> bool:
    """Whether an address may become a link: the web, mail, or a relative path; never ``javascript:`` and its kin."""
    return address.lower().startswith(_SAFE_SCHEMES) or ":" not in address.split("/", 1)[0].split("#", 1)[0]


def is_absolute(address: str) -> bool:
    """Whether a link leads to the same place from wherever the document is kept."""
    return address.lower().startswith(_SAFE_SCHEMES)


def attributes(**values: str) -> str:
    """The attributes that are not empty, each with a space before it."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def inline_text(texts: tuple[str, ...]) -> str:
    """Texts as one label."""
    return ", ".join(text for text in texts if text)
