"""Hostile texts, very long words and a language from right to left on every kind of page of a site opened from disk."""

from __future__ import annotations

from pathlib import Path

import django
import pytest
from playwright.sync_api import Page

from civiscope.web.explorer.baking import bake_site
from civiscope.web.explorer.domain.shelf import open_edition
from tests.browser.explorer_kinds import PHONE, kinds, violations
from tests.unit.report.snapshots.examples import ANSWERS, CITIES, QUESTIONNAIRE, READINESS, STUDY, build

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
LONG = "Llanfair" * 30


def site(folder: Path, **changes: str) -> Path:
    """The static site of the river cities with changed files."""
    release = build(folder, indices={"readiness": READINESS}, **changes)
    made = folder / "site"
    bake_site(release, folder / "release", made, lambda what, done, all_of_them: None)
    return made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cities, answers, labels and titles that try to be something else."""
    django.setup()
    return site(
        tmp_path_factory.mktemp("hostile"),
        study=STUDY.replace("title: River cities", f"title: 'River {SCRIPT} cities'"),
        cities=CITIES.replace(",Arno,", f",Arno {SCRIPT},").replace(",Brda,", f",{LONG},"),
        questionnaire=QUESTIONNAIRE.replace("label: Culture}", f"label: 'Culture {IMAGE}'}}"),
        answers=ANSWERS.replace("We float.", f"We float {SCRIPT}; {LONG}"),
    )


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in Arabic; Civiscope's own words are English there."""
    django.setup()
    return site(
        tmp_path_factory.mktemp("arabic"),
        study=STUDY.replace("languages: [en]", "languages: [ar]").replace("River cities", "مدن الأنهار"),
        cities=CITIES.replace(",Arno,", ",الإسكندرية,"),
    )


def every_page(made: Path) -> list[str]:
    """The addresses of one page of every kind."""
    return [(made / name).as_uri() for name in kinds(open_edition(made.parent / "release"))]


def test_hostile_texts_are_shown_as_texts(page: Page, hostile: Path) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wide = []
    for address in every_page(hostile):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
        assert page.locator("main script, main img[onerror]").count() == 0
    assert (asked, wide) == ([], [])
    page.goto((hostile / "cities" / "arno.html").as_uri())
    assert SCRIPT in page.locator("main").inner_text()


def test_scripts_of_the_site_show_hostile_texts_as_texts(page: Page, hostile: Path) -> None:
    page.goto(f"{(hostile / 'compare.html').as_uri()}?cities=arno,drina")
    page.wait_for_selector(".compare-table")
    assert SCRIPT in page.locator(".compare-table").first.inner_text()
    page.goto(f"{(hostile / 'search.html').as_uri()}?q=script")
    page.wait_for_selector(".results li")
    assert SCRIPT in page.locator(".results").inner_text()
    page.goto(f"{(hostile / 'cities.html').as_uri()}?q=arno")
    page.wait_for_selector("table tbody tr")
    assert page.locator("main script").count() == 0


def test_right_to_left_pages_are_sound(page: Page, arabic: Path) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wrong = []
    for address in every_page(arabic):
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address}: too wide")
        if found := violations(page):
            wrong.append(f"{address}: {found}")
    assert wrong == []
