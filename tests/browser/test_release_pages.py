"""The pages of a release in a real browser, opened from disk: accessible, complete, and without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import follow

PAGES = [
    "index.html",
    "codebook/officers.html",
    "quality/index.html",
    "indices/published_profile.html",
    "indices/innovation_capacity.html",
    "indices/four_capabilities.html",
    "indices/data_use.html",
    "snapshots/paris-fra.html",
    "snapshots/sao-paulo-bra.html",
    "snapshots/chelsea-us.html",
    "snapshots/reykjavik-isl.html",
]
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=PAGES)
def opened(request: pytest.FixtureRequest, page: Page, example_release: Path) -> Page:
    """A page of the example's release."""
    page.goto((example_release / request.param).as_uri())
    return page


def test_page_has_a_title_a_language_and_one_main_heading(opened: Page) -> None:
    assert opened.title()
    assert opened.locator("html").get_attribute("lang") == "en"
    assert opened.locator("h1").count() == 1


def test_page_has_no_accessibility_violations(opened: Page) -> None:
    found = Axe().run(opened)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_a_phone(opened: Page, scheme: str) -> None:
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", ["four_capabilities", "published_profile"])
def test_indicators_stand_below_one_another_on_a_phone(page: Page, example_release: Path, name: str) -> None:
    page.goto((example_release / "indices" / f"{name}.html").as_uri())
    cell = page.locator("#made-of td").nth(1)
    narrow = "cell => cell.clientWidth / document.documentElement.clientWidth"
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert cell.evaluate(narrow) > 0.8
    assert "How it is scored" in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    group = page.locator("#made-of .cs-scroll")
    assert group.evaluate("group => group.scrollWidth <= group.clientWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert cell.evaluate(narrow) < 0.6


def test_table_of_many_numbers_scrolls_on_a_phone_and_shows_that_it_does(page: Page, example_release: Path) -> None:
    page.goto((example_release / "indices" / "published_profile.html").as_uri())
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    group = page.locator("#scores-2018-20 .cs-scroll")
    assert group.evaluate("group => group.scrollWidth > group.clientWidth")
    assert "gradient" in group.evaluate("group => getComputedStyle(group).backgroundImage")
    assert group.get_attribute("tabindex") == "0"


def test_page_loads_nothing_but_itself(page: Page, example_release: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    addresses = [(example_release / name).as_uri() for name in PAGES]
    for address in addresses:
        page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == addresses


def test_links_of_the_page_lead_to_files_and_anchors_of_the_release(opened: Page) -> None:
    targets = opened.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    missing = []
    for target in sorted({target for target in targets if target.startswith("file:")}):
        path, _, anchor = target.removeprefix("file://").partition("#")
        file = Path(path)
        if not file.is_file() or (anchor and f'id="{anchor}"' not in file.read_text(encoding="utf-8")):
            missing.append(target)
    assert missing == []


def test_charts_say_in_words_what_they_show(page: Page, example_release: Path) -> None:
    page.goto((example_release / "snapshots" / "paris-fra.html").as_uri())
    charts = page.locator("[role=img], svg")
    assert charts.count() > 0
    for chart in charts.all():
        name = chart.get_attribute("aria-label") or chart.get_attribute("aria-labelledby")
        hidden = chart.get_attribute("aria-hidden") == "true"
        assert name or hidden


def test_front_page_leads_to_an_index_and_on_to_a_city_s_score(page: Page, example_release: Path) -> None:
    page.goto((example_release / "index.html").as_uri())
    follow(page.get_by_role("link", name="Profile of the published answers"))
    assert page.url.endswith("indices/published_profile.html")
    assert "is no measure of its whole capacity to innovate" in page.locator("header").inner_text()
    follow(page.locator("#scores-2018-20").get_by_role("link", name="Paris"))
    assert page.url.endswith("snapshots/paris-fra.html")
    assert "Paris has 90.4 points" in page.locator("#index-published_profile").inner_text()


def test_front_page_leads_to_a_snapshot(page: Page, example_release: Path) -> None:
    page.goto((example_release / "index.html").as_uri())
    follow(page.get_by_role("link", name="Paris").first)
    assert page.url.endswith("snapshots/paris-fra.html")
    assert page.locator("h1").inner_text() == "Paris"
