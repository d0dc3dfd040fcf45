"""Office packages (ZIP files of XML) as the same bytes each time: no clock, a fixed order, fixed attributes."""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can name."""
_UNDATED = "1980-01-01"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_PACKAGES = (".docx", ".pptx", ".xlsx")


def declared(date: str) -> datetime:
    """A document's date (YYYY-MM-DD) at midnight, or the first moment that packages can name where it has none."""
    return datetime.fromisoformat(date or _UNDATED)


def repacked(package: bytes, date: str) -> bytes:
    """The package with fixed times and order, its core properties dated ``date``; packages inside it likewise."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as source, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(source.namelist(), key=lambda name: (name not in _FIRST, name)):
            content = source.read(name)
            if name == _CORE:
                stamp = declared(date).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif name.endswith(_PACKAGES):
                content = repacked(content, date)
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return written.getvalue()
