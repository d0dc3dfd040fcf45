"""The fixed phrases of collection in English: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Preview of your snapshot",
    "draft_wave": "{wave} (draft)",
}
