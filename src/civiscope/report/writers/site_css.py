"""The style sheet of documents inside the explorer: each colour for light and for dark."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from civiscope.report.writers.html import document_sheet
from civiscope.report.writers.palette import Shades, shades
from civiscope.results.document import Look


@lru_cache(maxsize=64)
def site_css(look: Look) -> str:
    """Colours of a study as custom properties ``--cs-...``, each for light and dark, and the sheet of documents."""
    light, dark = shades(look), shades(look, dark=True)
    pairs = "".join(
        f"--cs-{field.name}:light-dark({getattr(light, field.name)},{getattr(dark, field.name)});"
        for field in fields(Shades)
    )
    return f":root{{color-scheme:light dark;{pairs}}}\n{document_sheet()}"
