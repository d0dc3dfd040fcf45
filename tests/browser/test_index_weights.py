"""Changing the weights of an index in a real browser, on pages opened from disk."""

from __future__ import annotations

from pathlib import Path

import django
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from scipy import stats

from civiscope.indices.ranking import rank_descending
from civiscope.web.explorer.assets import asset_of
from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.index_weights import weighted, weights_data
from civiscope.web.explorer.domain.shelf import Edition, open_edition

INDEX = "published_profile"
WAVE = "2018-20"
PARTS = ("direction", "people", "breadth")


@pytest.fixture(scope="module")
def edition(example_release: Path) -> Edition:
    django.setup()
    return open_edition(example_release)


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the index as it stands in the static site, with what it loads."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "assets").mkdir()
    (folder / "indices").mkdir()
    for name in ("site.css", "core.js", "weights.js", f"index-{INDEX}.js"):
        found = asset_of(edition, name)
        assert found is not None
        (folder / "assets" / name).write_bytes(found.content)
    (folder / "indices" / f"{INDEX}.html").write_bytes(baked_page(edition, "en", f"indices/{INDEX}.html"))
    return folder


def opened(page: Page, site: Path, query: str = "") -> Page:
    # Fonts and pictures are not part of the case: they would be errors on the console.
    page.route("**/*.{woff2,png,svg,ico}", lambda route: route.fulfill(status=200, body=""))
    page.goto((site / "indices" / f"{INDEX}.html").as_uri() + query)
    return page


def scores(page: Page) -> dict[str, float]:
    while page.locator("#weights-more").is_visible():
        page.locator("#weights-more").click()
    rows = page.locator("#weights-rows tr").evaluate_all(
        "rows => rows.map((row) => [row.dataset.city, Number(row.querySelector('[data-score]').dataset.score)])"
    )
    return dict(rows)


def test_published_weights_give_the_released_scores_and_a_correlation_of_one(
    page: Page, site: Path, edition: Edition
) -> None:
    opened(page, site, "?w=direction:1")
    found = scores(page)
    released = edition.release.scores_by_node[WAVE, INDEX][INDEX]
    assert found == pytest.approx({city: entry.score for city, entry in released.items()}, abs=1e-6)
    summary = page.locator("#weights-summary").inner_text()
    assert "rank correlation (Spearman) of 1." in summary
    assert f"{len(found)} of {len(found)} cities keep their rank." in summary


def test_other_weights_give_the_scores_ranks_and_correlation_that_python_computes(
    page: Page, site: Path, edition: Edition
) -> None:
    opened(page, site, "?w=direction:3,people:0.5")
    data = weights_data(edition, INDEX)
    rows = data["waves"][WAVE]
    expected = {row[0]: weighted(row[5:], [3, 0.5, 1], data["method"], data["minimum"]) for row in rows}
    assert scores(page) == pytest.approx(expected, abs=1e-9)
    ranks = dict(zip(expected, rank_descending(np.array(list(expected.values()))).astype(int).tolist(), strict=True))
    shown = page.locator("#weights-rows tr").evaluate_all(
        "rows => rows.map((row) => [row.dataset.city, Number(row.querySelector('.rank').textContent)])"
    )
    assert dict(shown) == ranks
    correlation = stats.spearmanr([row[2] for row in rows], list(expected.values())).statistic
    assert f"{correlation:.3f}".rstrip("0") in page.locator("#weights-summary").inner_text()


def test_a_moved_weight_stands_in_the_address_and_published_weights_take_it_out(page: Page, site: Path) -> None:
    opened(page, site)
    assert page.locator("#weights-ranking").is_hidden()
    page.get_by_label("Team and roles", exact=True).fill("2")
    page.locator("#weights-rows tr").first.wait_for()
    assert page.url.endswith("?w=direction:1,people:2,breadth:1")
    assert page.get_by_label("Team and roles: slider").input_value() == "2"
    page.get_by_role("button", name="Published weights").click()
    assert page.url.endswith(f"{INDEX}.html")


def test_the_slider_works_by_keyboard(page: Page, site: Path) -> None:
    opened(page, site)
    page.get_by_label("Team and roles: slider").press("ArrowRight")
    page.locator("#weights-rows tr").first.wait_for()
    assert page.get_by_label("Team and roles", exact=True).input_value() == "1.05"


def test_what_the_address_names_wrongly_is_said_and_left_out(page: Page, site: Path) -> None:
    opened(page, site, "?w=nothing:1,people:-2,direction:x,breadth:2")
    notice = page.locator("#weights-notice")
    assert notice.is_visible()
    assert "nothing:1, people:-2, direction:x" in notice.inner_text()
    assert [page.locator(f"[data-code={part}] [type=number]").input_value() for part in PARTS] == ["1", "1", "2"]


def test_without_any_weight_there_is_no_ranking_but_a_sentence(page: Page, site: Path) -> None:
    opened(page, site, "?w=direction:0,people:0,breadth:0")
    page.get_by_text("At least one weight must be above 0.").wait_for()
    assert page.locator("#weights-ranking").is_hidden()


def test_a_city_is_found_by_part_of_its_name_whatever_its_accents_and_capitals(page: Page, site: Path) -> None:
    opened(page, site, "?w=people:2")
    page.locator("#weights-rows tr").first.wait_for()
    page.locator("#weights-query").fill("STÖCKH")
    assert page.locator("#weights-rows tr th").all_inner_texts() == ["Stockholm"]


def test_the_page_is_accessible_with_other_weights(context: BrowserContext, site: Path) -> None:
    # Axe asks for style sheets anew, which a page from disk may not: its own errors are no matter here.
    page = opened(context.new_page(), site, "?w=people:2")
    page.locator("#weights-rows tr").first.wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_without_javascript_the_ranking_stands_and_weights_are_not_offered(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    found = context.new_page()
    found.goto((site / "indices" / f"{INDEX}.html").as_uri())
    assert found.locator(".ranking-table tbody tr").count() > 20
    assert found.locator("#weights-form").is_hidden()
    assert found.get_by_text("Changing the weights needs JavaScript.").is_visible()
    context.close()
