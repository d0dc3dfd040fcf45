"""The fixed phrases of collection in Spanish: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Vista previa de su ficha",
    "draft_wave": "{wave} (borrador)",
}
