"""The fixed phrases of collection in Spanish: the pages on which a city answers."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "collect_my_cases": "Sus cuestionarios",
}
