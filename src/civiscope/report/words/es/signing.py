"""The fixed phrases of collection in Spanish: sign-off, receipts and queries."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "sign_title": "Firmar",
}
