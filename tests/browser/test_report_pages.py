"""A report in a real browser: on a phone and a desk, in light and dark, printed; without scripts and network."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from civiscope.report.writers.html import write_page
from tests.unit.report.writers import sample_book

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report made by hand, simulated."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(write_page(sample_book.book()), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_has_no_accessibility_violations(page: Page, report: str, size: dict[str, int], scheme: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_page_does_not_scroll_sideways_on_a_phone_but_pictures_do(page: Page, report: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture = page.locator("#figure-activities .cs-picture")
    assert picture.evaluate("box => box.scrollWidth > box.clientWidth")
    assert picture.locator("img").evaluate("image => image.getBoundingClientRect().width") == 760
    title = page.locator("#figure-activities h4")
    assert title.evaluate("heading => heading.getBoundingClientRect().right") <= PHONE["width"]
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert picture.evaluate("box => box.scrollLeft") > 0


def test_pictures_are_drawn_under_the_policy_of_the_page(page: Page, report: str) -> None:
    page.goto(report)
    widths = page.eval_on_selector_all("img", "images => images.map(image => image.naturalWidth)")
    assert widths == [round(figure.width) for figure in sample_book.figures()]


def test_lines_of_text_are_of_a_readable_length_on_a_desk(page: Page, report: str) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto(report)
    paragraph = page.locator("#summary .cs-body > p").first
    characters = paragraph.evaluate(
        "p => p.textContent.length / (p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight))"
    )
    assert 50 <= characters <= 85


def test_mark_of_simulated_data_stays_in_sight(page: Page, report: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(report)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    box = page.locator(".cs-simulated").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 20


def test_contents_lead_to_their_chapter_and_tables_open_without_scripts(browser: Browser, report: str) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False, viewport=DESK)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(report)
    page.locator(".cs-contents").get_by_role("link", name="Over time").click()
    box = page.locator("#over-time").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200
    cell = page.locator("#figure-trend details").get_by_role("cell", name="52%")
    assert not cell.is_visible()
    page.locator("#figure-trend summary").click()
    assert cell.is_visible()
    context.close()


def test_printed_report_has_chapters_on_new_pages_open_tables_and_marks(page: Page, report: str) -> None:
    page.goto(report)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    # Without blanks: where letters are set closer, a reader of PDF may take that for one.
    pages = ["".join(found.extract_text().split()) for found in printed]
    assert [text for text in pages if "Simulated:citiesandanswersaremadeup." not in text] == []
    methods = [text for text in pages if "Methods1.Ask" in text]
    assert len(methods) == 1
    assert any("31%to60%" in text for text in pages)
    assert "Whatthisreportsays" not in pages[0]
