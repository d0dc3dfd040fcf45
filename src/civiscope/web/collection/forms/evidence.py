"""The form that adds evidence: an address, or a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from civiscope.web.collection.rules.shown_names import shown_title

LONGEST_ADDRESS = 1_000
_BARE = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class EvidenceForm:
    """What was typed; ``error`` is the end of the phrase ``evidence_refused_REASON`` about ``field``."""

    title: str = ""
    url: str = ""
    field: str = ""
    error: str = ""


def read_evidence(post: Mapping[str, str], *, has_file: bool) -> EvidenceForm:
    """Read the form: either a link or a file is wanted."""
    title, url = shown_title(str(post.get("title", ""))), with_scheme(str(post.get("url", "")).strip())
    if not url and not has_file:
        return EvidenceForm(title, url, "url", "nothing")
    if url and has_file:
        return EvidenceForm(title, url, "url", "both")
    if url and not is_address(url):
        return EvidenceForm(title, url[:LONGEST_ADDRESS], "url", "address")
    return EvidenceForm(title, url)


def with_scheme(text: str) -> str:
    """The address as a browser would open it: people write ``city.example.org/budget``, which is meant as https."""
    return f"https://{text}" if _BARE.fullmatch(text) else text


def is_address(text: str) -> bool:
    """Whether it is the address of a page: http or https, a host, and nothing that makes it read as another one."""
    if len(text) > LONGEST_ADDRESS or text != shown_title(text, LONGEST_ADDRESS) or " " in text or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def shown_host(url: str) -> str:
    """The host of an address, which a link's reader should see."""
    return urlsplit(url).hostname or ""
