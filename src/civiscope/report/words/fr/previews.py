"""The fixed phrases of collection in French: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Aperçu de votre fiche",
    "draft_wave": "{wave} (brouillon)",
}
