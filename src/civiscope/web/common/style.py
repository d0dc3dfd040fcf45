"""The style that all pages of the service share: fonts, the study's colours, the frame, and parts of pages."""

from __future__ import annotations

from importlib.resources import files

from civiscope.report.writers.site_css import site_css
from civiscope.report.writers.web_fonts import font_faces
from civiscope.results.document import Look


def shared_style(look: Look) -> str:
    """The style sheet in a study's look; the fonts are beside it."""
    return "\n".join([font_faces(""), site_css(look), sheets_of("civiscope.web.common.assets")])


def sheets_of(package: str) -> str:
    """The style sheets of a folder, in the order of their names."""
    found = sorted((entry for entry in files(package).iterdir() if entry.name.endswith(".css")), key=lambda e: e.name)
    return "\n".join(entry.read_text(encoding="utf-8") for entry in found)
