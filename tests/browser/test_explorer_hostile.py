"""A study whose texts try to be code, served: they stay texts on every kind of page, in its tables and its JSON.

A formula is refused in the tables of a study, so that it can come only from its YAML files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from civiscope.web.explorer.addresses import address as address_of
from civiscope.web.explorer.domain.shelf import Edition, open_edition
from civiscope.web.explorer.sitemap import PAGES
from tests.browser.explorer_kinds import PHONE, kinds
from tests.browser.serving import service as serve
from tests.unit.report.snapshots.examples import ANSWERS, CITIES, QUESTIONNAIRE, READINESS, STUDY, build

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("http://evil")'
TABLE = "'; DROP TABLE x; --"
LONG = "Ω" * 300
ARABIC, HEBREW = "الإسكندرية", "ירושלים"
GUARDED = ("=", "+", "-", "@", "\t", "\r")


def _cell(text: str) -> str:
    """A text as a cell of a CSV table."""
    return '"' + text.replace('"', '""') + '"'


def _yaml(text: str) -> str:
    """A text as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cities, regions, answers, labels and titles that try to be something else."""
    folder = tmp_path_factory.mktemp("served")
    cities = CITIES
    names = {"Arno": SCRIPT, "Brda": LONG, "Cher": IMAGE, "Drina": TABLE, "Fulda": ARABIC}
    for name, hostile in {**names, "Gardon": HEBREW}.items():
        cities = cities.replace(f",{name},", f",{_cell(hostile)},")
    questionnaire = (
        QUESTIONNAIRE.replace("label: Culture}", f"label: {_yaml(FORMULA)}}}")
        .replace("label: Water}", f"label: Water, short: {_yaml(IMAGE)}}}", 1)
        .replace("short: Content team", f"short: {_yaml(SCRIPT)}")
        .replace("short: Explicit strategy", f"short: {_yaml(LONG)}")
    )
    build(
        folder,
        indices={"readiness": READINESS.replace("title: Readiness of river cities", f"title: {_yaml(SCRIPT)}")},
        study=STUDY.replace("title: River cities", f"title: {_yaml(IMAGE)}"),
        cities=cities.replace("Western Europe", _cell(TABLE)),
        questionnaire=questionnaire,
        answers=ANSWERS.replace("We float.", _cell(f"{SCRIPT} {FORMULA} {LONG}")),
    )
    return folder / "release"


@pytest.fixture(scope="module")
def address(release: Path) -> Iterator[str]:
    """Where the release is served."""
    with serve(release) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a phone; errors, dialogs and requests to other hosts fail the test."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[str] = []
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: problems.append(asked.url) if "//127.0.0.1:" not in asked.url else None)
    yield page
    context.close()
    assert problems == []


def test_no_kind_of_page_runs_or_is_widened_by_hostile_texts(phone: Page, release: Path, address: str) -> None:
    wide, walked = [], list(kinds(open_edition(release)))
    for name in walked:
        phone.goto(f"{address}/{name}")
        if phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
        assert phone.locator("main script, [onerror], a[href^='javascript:']").count() == 0, name
    assert wide == []
    assert len(walked) > 10


@pytest.mark.parametrize(
    ("city", "name"),
    [("arno", SCRIPT), ("cher", IMAGE), ("drina", TABLE), ("fulda", ARABIC), ("gardon", HEBREW)],
)
def test_name_of_a_city_is_shown_as_it_is(phone: Page, address: str, city: str, name: str) -> None:
    phone.goto(f"{address}/cities/{city}.html")
    assert name in phone.locator("h1").inner_text()


def test_tables_have_no_cell_that_a_spreadsheet_computes(phone: Page, release: Path, address: str) -> None:
    edition, cells = open_edition(release), []
    for name in _addresses(edition, ".csv"):
        answer = phone.request.get(f"{address}/{name}")
        assert answer.status == 200
        cells += [cell for row in csv.reader(io.StringIO(answer.text().lstrip("\ufeff"))) for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(GUARDED) and not _number(cell)] == []


def test_json_holds_the_texts_as_they_are(phone: Page, address: str) -> None:
    answer = phone.request.get(f"{address}/cities.json")
    assert answer.headers["content-type"].startswith("application/json")
    texts = set(_texts(answer.json()))
    assert {SCRIPT, IMAGE, TABLE, LONG, ARABIC, HEBREW} <= texts


def _addresses(edition: Edition, ending: str) -> Iterator[str]:
    """One address of every kind with the ending."""
    for name, fillings in PAGES.items():
        found = [address_of(name, **words) for words in fillings(edition)]
        if found and found[0].endswith(ending):
            yield found[len(found) // 2]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _texts(thing: Any) -> Iterator[str]:
    """Every text of a JSON document."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _texts(value)
