"""The fixed phrases of collection in French: the printed questionnaire, the workbook, and answers taken over from the last wave."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "offline_title": "Répondre hors ligne",
}
