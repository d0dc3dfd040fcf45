"""How tests go from page to page in a browser, and what every page of the service must bear."""

from __future__ import annotations

import os

from playwright.sync_api import Locator, Page

from tests.browser.explorer_kinds import DESKTOP, PHONE, violations


def follow(control: Locator, key: str | None = None) -> None:
    """Click what leads to another page, or press ``key`` on it, and wait until that page has loaded.

    A click alone returns before the browser leaves the page, so that whatever reads the page next (axe, a script, a
    text, a count) reads the one that is being left, or breaks as it goes. Use this for all that loads a page, and
    a plain click for what happens on the page. Fails where the browser goes nowhere.
    """
    with control.page.expect_navigation():
        if key is None:
            control.click()
        else:
            control.press(key)


def look(page: Page, name: str) -> None:
    """Nothing for axe to find, and nothing wider than the page, on a phone and on a desk.

    With CIVISCOPE_PICTURES set, a picture of each is kept in that folder.
    """
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert violations(page) == "", f"{name} at {size['width']} px: {page.url}"
        check_width(page, name)
        picture(page, name)


def check_width(page: Page, name: str) -> None:
    """Nothing must be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide: {page.url}"


def picture(page: Page, name: str) -> None:
    """A picture of the whole page, named for its width, where somebody asks for pictures."""
    if folder := os.environ.get("CIVISCOPE_PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
