"""The Typst compiler of documents and pictures: pinned fonts only, one per thread."""

from __future__ import annotations

import threading
from importlib.resources import files

import typst

from civiscope.report.writers.fonts import extra_families, font_folders

_LOCAL = threading.local()


def compiler() -> typst.Compiler:
    """The compiler of this thread; it keeps what it has read and laid out, so that the next document is faster."""
    made = getattr(_LOCAL, "compiler", None)
    if not isinstance(made, typst.Compiler):
        made = _LOCAL.compiler = typst.Compiler(
            root=str(files("civiscope.report.writers").joinpath("assets")),
            font_paths=list(font_folders()),
            ignore_system_fonts=True,
            sys_inputs={"fonts": ";".join(extra_families())},
        )
    return made
