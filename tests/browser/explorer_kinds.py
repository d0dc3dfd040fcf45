"""The kinds of pages that the explorer has, each by one address, and the service for the tests that walk them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from civiscope.web.explorer.addresses import address
from civiscope.web.explorer.domain.shelf import Edition
from civiscope.web.explorer.sitemap import PAGES

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}


def kinds(edition: Edition) -> Iterator[str]:
    """One address of every kind of HTML page that the release has, from the middle of its list."""
    for name, fillings in PAGES.items():
        found = [address(name, **words) for words in fillings(edition)]
        if found and found[0].endswith(".html"):
            yield found[len(found) // 2]


def violations(page: Page) -> str:
    """What axe finds on the page, as text; empty where it finds nothing.

    axe's own preloading of style sheets is off: it asks for them anew, which a page opened from disk may not. It tells
    of violations only; what it found right, element by element, takes longer to tell than to find.
    """
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]})
    return "" if found.violations_count == 0 else str(found.generate_report())


@contextmanager
def hosted(site: Path, folder: Path) -> Iterator[str]:
    """A plain web host with the site in its subfolder ``some/folder``; gives the host's address."""
    (folder / "some").mkdir()
    (folder / "some" / "folder").symlink_to(site, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _QuietHandler(SimpleHTTPRequestHandler):
    """Files without a line for each."""

    def log_message(self, *words: object) -> None:
        """Say nothing."""
