"""The pages of outcomes, which the example study has none of, in a real browser."""

from __future__ import annotations

from pathlib import Path

import django
import pytest
from playwright.sync_api import Page

from civiscope.release.reading import read_release
from civiscope.web.explorer.baking import bake_site
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.browser.explorer_kinds import WIDTHS, violations
from tests.unit.outcomes.made_up import made_up_study

PAGES = ("index", "caveats", "readiness-2020-rent")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up")
    release = folder / "release"
    release.mkdir()
    write_results(made_up_study(folder / "study"), release, None, silent)
    django.setup()
    bake_site(read_release(release), release, release / "site", lambda what, done, all_of_them: None)
    return release / "site"


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_outcomes_are_sound(page: Page, site: Path, width: str) -> None:
    page.set_viewport_size(WIDTHS[width])  # type: ignore[arg-type]
    for name in PAGES:
        page.goto((site / "outcomes" / f"{name}.html").as_uri())
        assert page.locator("h1").count() == 1
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
        assert violations(page) == "", name
