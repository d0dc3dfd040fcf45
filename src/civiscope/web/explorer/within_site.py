"""Documents of a release as parts of the site: the same words, with links that lead to the site's pages."""

from __future__ import annotations

import re
from dataclasses import replace

from civiscope.report.writers.html import write_fragment
from civiscope.results.document import Document, Look
from civiscope.web.explorer.reader import Reader

_QUESTION = re.compile(r'href="\.\./codebook/([a-z0-9_]+)\.html#item-([a-z0-9_]+)"')
_CODEBOOK = re.compile(r'href="\.\./codebook/([a-z0-9_]+)\.html"')
_SNAPSHOT = re.compile(r'href="(\.\./snapshots/)?([a-z0-9-]+)\.html"')
_FILE = re.compile(r'href="\.\./(results|figures|report|data)/')


_HEAD = re.compile(r'<header class="cs-head">.*?</header>\n', re.DOTALL)
_FOOT = re.compile(r'<footer class="cs-footer".*?</footer>\n', re.DOTALL)


def sections_within_site(document: Document, reader: Reader) -> str:
    """As `fragment_within_site`, without the document's own head and foot: the page has others."""
    return _FOOT.sub("", _HEAD.sub("", fragment_within_site(document, reader), count=1), count=1)


def fragment_within_site(document: Document, reader: Reader, cities: bool = False) -> str:
    """The document as HTML for a page one folder below the root; every text in it is escaped.

    The frame of the page carries the mark of simulated data, the logo and the ways to other pages. ``cities``: names
    of files without a folder are other cities (of a snapshot), not other pages of the same kind.
    """
    html = write_fragment(replace(document, simulated=False, links=(), look=Look()))
    html = _QUESTION.sub(r'href="../questions/\1/\2.html"', html)
    html = _CODEBOOK.sub(r'href="../codebook.html#\1"', html)
    html = html.replace(f'.{reader.language}.html"', '.html"')
    html = _SNAPSHOT.sub(lambda found: f'href="../cities/{found[2]}.html"' if found[1] or cities else found[0], html)
    return _FILE.sub(rf'href="{reader.base}files/\1/', html)
