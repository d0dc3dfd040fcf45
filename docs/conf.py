"""The documentation site: Sphinx with Markdown (MyST) and the Furo theme; no asset comes from another host."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from civiscope import __version__

project = "Civiscope"
author = "The Civiscope contributors"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_generate"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"Civiscope {__version__}"
html_show_sphinx = False
html_copy_source = False
html_last_updated_fmt = None
