"""The fixed phrases of collection in French: the pages on which a city answers."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "collect_my_cases": "Vos questionnaires",
}
