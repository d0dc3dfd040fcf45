"""Documents as PDF: tagged (PDF/UA-1 as Typst checks it), fonts embedded, the same bytes from the same document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import typst
from anyascii import anyascii

from civiscope.report.writers.compiler import compiler
from civiscope.report.writers.fonts import Transliteration, transliterate
from civiscope.report.writers.typst import write_typst
from civiscope.report.writers.typst_text import Clean
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
        source = write_typst(document, clean).encode()
        content = compiler().compile(input=source, format="pdf", pdf_standards=[STANDARD])
        assert isinstance(content, bytes)
        return content


@lru_cache(maxsize=16384)
def _transliterated(text: str) -> tuple[str, tuple[Transliteration, ...]]:
    """Cached, because the documents of a release share most of their texts."""
    printed, found = transliterate(text)
    return printed, tuple(found)


def _every_text_is_ascii(document: Document) -> bool:
    return write_typst(document).isascii()
