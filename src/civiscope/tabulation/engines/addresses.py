"""Addresses of engines as messages may show them."""

from __future__ import annotations


def shown(address: str) -> str:
    """The address without user, password and settings: whatever stands before the last @ or after a question mark."""
    scheme, separator, rest = address.partition("://")
    hidden = rest.rpartition("@")[2].partition("?")[0]
    return f"{scheme}{separator}{hidden}"
