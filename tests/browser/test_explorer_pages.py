"""Every kind of page of the explorer in a real browser: opened from disk and served, on a phone and on a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
import pytest
from playwright.sync_api import Browser, Page

from civiscope.web.explorer.domain.shelf import Edition, open_edition
from tests.browser.explorer_kinds import WIDTHS, hosted, kinds, violations
from tests.browser.pages import follow
from tests.browser.serving import service as serve


@pytest.fixture(scope="module")
def edition(example_release: Path) -> Edition:
    django.setup()
    return open_edition(example_release)


@pytest.fixture(scope="module")
def service(example_release: Path) -> Iterator[str]:
    with serve(example_release) as address:
        yield address


def walk(page: Page, addresses: list[str], width: str) -> list[str]:
    """What is wrong with the pages: in their frame, on this width, or by axe."""
    wrong = []
    page.set_viewport_size(WIDTHS[width])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark" if width == "phone" else "light")
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("load")
        if page.locator("h1").count() != 1 or page.locator("main").count() != 1 or not page.title():
            wrong.append(f"{address}: not one title, one main heading, one main part")
        if not page.locator("html").get_attribute("lang"):
            wrong.append(f"{address}: no language")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address}: wider than the {width}")
        if found := violations(page):
            wrong.append(f"{address}: {found}")
    return wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_sound_from_disk(page: Page, edition: Edition, width: str) -> None:
    addresses = [(edition.folder / "site" / address).as_uri() for address in kinds(edition)]
    assert len(addresses) >= 15
    assert walk(page, addresses, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_sound_when_served(browser: Browser, edition: Edition, service: str, width: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    elsewhere: list[str] = []
    said: list[str] = []
    page.on("request", lambda asked: elsewhere.append(asked.url) if not asked.url.startswith(service) else None)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    assert walk(page, [f"{service}/{address}" for address in kinds(edition)], width) == []
    assert (elsewhere, said) == ([], [])
    context.close()


def test_pages_ask_for_nothing_but_their_own_files(page: Page, edition: Edition) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site = (edition.folder / "site").as_uri()
    for address in kinds(edition):
        page.goto(f"{site}/{address}")
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_static_site_works_from_a_subfolder_of_a_web_host(browser: Browser, edition: Edition, tmp_path: Path) -> None:
    with hosted(edition.folder / "site", tmp_path) as address:
        context = browser.new_context()
        page = context.new_page()
        missing: list[str] = []
        page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
        for name in kinds(edition):
            page.goto(f"{address}/some/folder/{name}")
        page.goto(f"{address}/some/folder/cities/paris-fra.html")
        follow(page.locator(".masthead nav a").first)
        assert page.url == f"{address}/some/folder/cities.html"
        assert missing == []
        context.close()


def test_links_within_the_static_site_lead_to_files(edition: Edition, page: Page) -> None:
    site = edition.folder / "site"
    dead = []
    for name in kinds(edition):
        page.goto((site / name).as_uri())
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        files = {link for link in links if link.startswith("file:")}
        dead += [f"{name}: {link}" for link in files if not Path(unquote(urlsplit(link).path)).is_file()]
    assert dead == []


@pytest.mark.parametrize("mode", ["disk", "served"])
def test_without_javascript_everything_can_be_read(browser: Browser, edition: Edition, service: str, mode: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    root = (edition.folder / "site").as_uri() if mode == "disk" else service
    for name in kinds(edition):
        page.goto(f"{root}/{name}")
        assert len(page.locator("main").inner_text().split()) > 15, name
    page.goto(f"{root}/cities.html")
    assert page.locator("table tbody tr").count() == 50
    context.close()


def test_without_javascript_filters_comparison_and_search_work_when_served(browser: Browser, service: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{service}/cities.html?region=Africa")
    assert page.locator("table tbody tr").all_inner_texts()[0].startswith("Cape Town")
    page.goto(f"{service}/search.html")
    page.locator("#query").fill("data anal")
    follow(page.locator("#query"), "Enter")
    assert page.url.endswith("/search.html?q=data+anal")
    assert page.locator(".results li").count() > 0
    page.goto(f"{service}/compare.html?cities=paris-fra,rome-ita&group=:")
    assert page.locator(".compare-table thead th").all_inner_texts()[0].startswith("Paris")
    context.close()


def test_forced_colours_keep_what_is_shown(page: Page, edition: Edition) -> None:
    page.emulate_media(forced_colors="active")
    for name in kinds(edition):
        page.goto((edition.folder / "site" / name).as_uri())
        assert violations(page) == "", name
    page.goto((edition.folder / "site" / "index.html").as_uri())
    line = page.locator(".interval .span").first
    assert line.evaluate("line => getComputedStyle(line).stroke") not in ("none", "rgba(0, 0, 0, 0)")


def test_printed_pages_leave_out_what_cannot_be_used_on_paper(page: Page, edition: Edition) -> None:
    page.emulate_media(media="print")
    for name in kinds(edition):
        page.goto((edition.folder / "site" / name).as_uri())
        assert not page.locator(".masthead nav").first.is_visible(), name
        assert page.locator("h1").is_visible(), name
    assert page.pdf().startswith(b"%PDF")


def test_focus_is_visible_and_the_content_is_the_first_thing_reached(page: Page, edition: Edition) -> None:
    page.goto((edition.folder / "site" / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_comparison_in_the_static_site_is_that_of_the_service(
    page: Page, browser: Browser, edition: Edition, service: str
) -> None:
    query = "compare.html?cities=paris-fra,rome-ita&group=:&group=peers:paris-fra"
    page.goto(f"{(edition.folder / 'site').as_uri()}/{query}")
    page.wait_for_selector(".compare-table")
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{service}/{query}")
    read = (
        "tables => tables.map(table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))"
    )
    assert page.eval_on_selector_all(".compare-table", read) == other.eval_on_selector_all(".compare-table", read)
    context.close()


def test_search_in_the_static_site_finds_what_the_service_finds(
    page: Page, browser: Browser, edition: Edition, service: str
) -> None:
    context = browser.new_context()
    other = context.new_page()
    for query in ("paris", "São", "prototyp", "interval"):
        page.goto(f"{(edition.folder / 'site').as_uri()}/search.html?q={query}")
        page.wait_for_function("document.querySelector('.results-count').textContent !== ''")
        other.goto(f"{service}/search.html?q={query}")
        titles = ".results h2"
        assert set(page.locator(titles).all_inner_texts()) == set(other.locator(titles).all_inner_texts()), query
    context.close()


def test_headers_allow_nothing_inline_and_nothing_from_elsewhere(browser: Browser, service: str) -> None:
    context = browser.new_context()
    answer = context.request.get(f"{service}/cities/paris-fra.html")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    context.close()
