"""The fixed phrases of collection in French: print, workbook, answers of the last wave."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "offline_title": "Répondre hors ligne",
}
