"""Documents as PDF: tagged (PDF/UA-1 as Typst checks it), fonts embedded, the same bytes from the same document."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import typst
from anyascii import anyascii

from civiscope.report.writers.fonts import Transliteration, extra_families, font_folders, transliterate
from civiscope.report.writers.typst import Clean, write_typst
from civiscope.results.document import Document

STANDARD: Literal["ua-1"] = "ua-1"


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF, and which characters the pinned fonts lack and were therefore printed in Latin letters."""

    content: bytes
    transliterated: tuple[Transliteration, ...] = ()


class PdfWriter:
    """Compiles documents.

    One writer serves several threads: each gets a compiler of its own, and compiling frees the interpreter's lock.
    """

    def __init__(self) -> None:
        self._local = threading.local()

    def write(self, document: Document) -> Pdf:
        """The document as PDF. Text of any script passes; what the fonts lack is transliterated and reported."""
        replaced: dict[Transliteration, None] = {}

        def clean(text: str) -> str:
            printed, found = _transliterated(text)
            replaced.update(dict.fromkeys(found))
            return printed

        try:
            content = self._compile(document, clean)
        except typst.TypstError:
            # A sequence of covered characters that shaping cannot set (e.g. stray marks): plain ASCII always can be.
            if _every_text_is_ascii(document):
                raise
            replaced[Transliteration(document.title, anyascii(transliterate(document.title)[0]))] = None
            content = self._compile(document, lambda text: anyascii(transliterate(text)[0]))
        return Pdf(content, tuple(replaced))

    def _compile(self, document: Document, clean: Clean) -> bytes:
        compiler = getattr(self._local, "compiler", None)
        if compiler is None:
            compiler = self._local.compiler = _compiler()
        source = write_typst(document, clean).encode()
        content = compiler.compile(input=source, format="pdf", pdf_standards=[STANDARD])
        assert isinstance(content, bytes)
        return content


def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=str(files("civiscope.report.writers").joinpath("assets")),
        font_paths=list(font_folders()),
        ignore_system_fonts=True,
        sys_inputs={"fonts": ";".join(extra_families())},
    )


@lru_cache(maxsize=16384)
def _transliterated(text: str) -> tuple[str, tuple[Transliteration, ...]]:
    """Cached, because the documents of a release share most of their texts."""
    printed, found = transliterate(text)
    return printed, tuple(found)


def _every_text_is_ascii(document: Document) -> bool:
    return write_typst(document).isascii()
