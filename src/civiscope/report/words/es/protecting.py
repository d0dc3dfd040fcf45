"""The fixed phrases of collection in Spanish: data protection and evidence."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "protect_title": "Sus datos personales",
}
