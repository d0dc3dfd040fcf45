"""Texts that office formats can hold: their XML knows no control characters and no lone surrogates."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast
from urllib.parse import quote

from civiscope.results.document import Document, Span

_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_ILLEGAL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Besides what XML forbids: formats that reorder text, which the PDF leaves out too."""
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~-._"
_PICTURES = frozenset({"svg"})


def legal(text: str) -> str:
    """The text without what XML does not allow; line ends become spaces."""
    return _ILLEGAL.sub("", _SPACES.sub(" ", text))


def legal_document(document: Document) -> Document:
    """The document with every text legal; line breaks within a span stay, and pictures are left as they are."""
    return cast(Document, _legal_parts(document))


def _legal_parts(value: Any) -> Any:
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, tuple):
        return tuple([_legal_parts(entry) for entry in value])
    if isinstance(value, Span):
        lines = [legal(line) for line in value.text.split("\n")]
        return replace(value, text="\n".join(lines), href=legal(value.href))
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _PICTURES]
        return replace(value, **{name: _legal_parts(getattr(value, name)) for name in names})
    return value


def address(href: str) -> str:
    """An address as office packages may hold it: ASCII, without spaces; square brackets escaped."""
    quoted = quote(href, safe=_IN_ADDRESSES, errors="ignore")
    scheme, _, rest = quoted.partition(":")
    return f"{scheme}:{rest.replace('[', '%5B').replace(']', '%5D')}"
