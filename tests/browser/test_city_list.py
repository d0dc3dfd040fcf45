"""The list of cities in a browser, opened from disk: the script filters as the server does, and the map can be used
without a mouse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import django
import pytest
from django.http import QueryDict
from playwright.sync_api import Browser, Page

from civiscope.report.words.phrases import say
from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.assets import asset_names, asset_of
from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.cities import city_table
from civiscope.web.explorer.domain.city_columns import cities_text
from civiscope.web.explorer.domain.city_query import find_cities
from civiscope.web.explorer.domain.folding import folded
from civiscope.web.explorer.forms.cities import read_query
from tests.formulas import FORMULAS, PLAIN
from tests.unit.web.explorer.small_cities import small_edition

EDITION = small_edition()
TABLE = city_table(EDITION, "en")
ASSETS = (
    *("site.css", "core.js", "city-filter.js", "city-list.js", "city-picture.js", "city-map.js"),
    *("cities-data.js", "cities-ground.js", "leaflet.js", "leaflet.css"),
)
QUERIES = (
    "",
    "?region=North",
    "?areas=housing&areas=health",
    "?areas=housing&region=North",
    "?strategy=no",
    "?coast=yes&strategy=yes",
    "?population_from=351",
    "?population_from=0&population_to=1000",
    "?q=%C3%85RH",
    "?q=nowhere",
    "?class.capacity=high&classes=1",
    "?sort=population",
    "?sort=population&order=asc",
    "?sort=score",
    "?order=desc",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page and the assets as the static site has them."""
    django.setup()
    out = tmp_path_factory.mktemp("site")
    (out / "assets").mkdir()
    (out / "cities.html").write_bytes(baked_page(EDITION, "en", "cities.html"))
    for name in (*ASSETS, *fonts(asset_names(EDITION))):
        found = asset_of(EDITION, name)
        assert found is not None
        (out / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (out / "assets" / name).write_bytes(found.content)
    return out


def fonts(names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".woff2")]


def opened(page: Page, site: Path, query: str = "") -> Page:
    page.goto(f"{(site / 'cities.html').as_uri()}{query}")
    page.wait_for_selector(".map-on")
    return page


def shown(page: Page) -> list[str]:
    links = page.locator("#cities-table tbody th a").all()
    return [str(link.get_attribute("href")).removeprefix("cities/").removesuffix(".html") for link in links]


@pytest.mark.parametrize("query", QUERIES)
def test_the_script_finds_sorts_counts_and_writes_what_the_server_does(page: Page, site: Path, query: str) -> None:
    opened(page, site, query)
    asked = read_query(QueryDict(query.removeprefix("?")), TABLE)
    found = find_cities(TABLE, asked)
    assert shown(page) == [TABLE.rows[place].code for place in found.places]
    count = say("cities_count", "en", count=found.count, shown=str(found.count), all=str(len(TABLE.rows)))
    assert page.locator("#cities-count").inner_text() == count
    for name, levels in found.counts.items():
        for code, expected in levels.items():
            box = page.locator(f'.choice:has(input[name="{name}"][value="{code}"]) .choice-count')
            assert box.text_content() == str(expected)
    sentences = page.locator("#cities-left-out li").all_inner_texts()
    assert sorted(sentence.split(" ")[0] for sentence in sentences) == sorted(map(str, found.left_out.values()))
    with page.expect_download() as waiting:
        page.locator("#cities-csv").click()
    assert waiting.value.path().read_text(encoding="utf-8") == cities_text(TABLE, found.places)


def test_a_choice_changes_list_counts_chips_and_address_at_once_and_a_chip_takes_it_back(
    page: Page, site: Path
) -> None:
    opened(page, site)
    page.get_by_label("North").check()
    assert shown(page) == ["aarhus", "bergen"]
    assert urlsplit(page.url).query == "region=North"
    chip = page.locator("#cities-chips .chip")
    assert chip.inner_text().startswith("Region: North")
    chip.click()
    assert len(shown(page)) == 4
    assert not page.get_by_label("North").is_checked()
    assert urlsplit(page.url).query == ""


def test_an_address_brings_back_its_view(page: Page, site: Path) -> None:
    query = urlencode([("q", "o"), ("region", "South"), ("sort", "population")])
    opened(page, site, f"?{query}")
    assert shown(page) == ["porto"]
    assert page.locator("#city-text").input_value() == "o"
    assert page.locator("th[aria-sort=descending]").inner_text().strip() == "Population"
    page.locator('a[data-sort="population"]').click()
    assert dict(parse_qsl(urlsplit(page.url).query))["order"] == "asc"


@pytest.fixture(scope="module")
def folding(browser: Browser, site: Path) -> Iterator[Page]:
    """A page of which only the functions are used."""
    opened_page = browser.new_page()
    yield opened(opened_page, site)
    opened_page.close()


@pytest.mark.parametrize(
    "text", ["SÃO  Paulo", "İstanbul", "Łódź_2", "Weißenburg", "東京 都", "Αθήνα", "þing", "ﬁve", "Ⅳ"]
)
def test_the_script_folds_names_as_the_server_does(folding: Page, text: str) -> None:
    from_script = folding.evaluate(f"civiscope.cities.fold({json.dumps(text)})")
    assert from_script == folded(text)


@pytest.mark.parametrize(
    "text",
    [
        *FORMULAS,
        *PLAIN,
        *("\x85=1", "\x1c=1", "\ufeff=1", "-٣", "-٣x", "\n", "-1\n"),
    ],
)
def test_the_script_guards_against_formulas_as_the_server_does(folding: Page, text: str) -> None:
    assert folding.evaluate(f"civiscope.cities.guarded({json.dumps(text)})") == guarded(text)


def test_a_name_with_markup_is_shown_as_text(page: Page, site: Path) -> None:
    opened(page, site)
    assert '=HYPERLINK("http://x")</script>' in page.locator("#cities-table").inner_text()


def test_enter_on_the_map_opens_the_city_nearest_its_middle_and_escape_gives_the_focus_back(
    page: Page, site: Path
) -> None:
    opened(page, site)
    page.locator(".city-map-live").focus()
    assert page.locator(".city-map-nearest").inner_text().startswith("Nearest the cross: ")
    page.keyboard.press("Enter")
    link = page.locator(".city-popup a").first
    assert link.evaluate("node => node === document.activeElement")
    assert str(link.get_attribute("href")).startswith("cities/")
    page.keyboard.press("Escape")
    page.wait_for_selector(".city-popup", state="detached")
    assert page.locator(".city-map-live").evaluate("node => node === document.activeElement")


def test_a_click_on_a_dot_tells_the_city(page: Page, site: Path) -> None:
    opened(page, site)
    place = next(number for number, row in enumerate(TABLE.rows) if row.code == "porto")
    width, x, y = page.evaluate(
        "async place => { const data = await civiscope.load('cities-data');"
        " return [Number(document.getElementById('city-map').dataset.width),"
        " ...data.points[place].map(value => value / 100)]; }",
        place,
    )
    page.locator(".city-map-live").scroll_into_view_if_needed()
    box = page.locator(".city-map-live").bounding_box()
    height = float(str(page.locator("#city-map").get_attribute("data-height")))
    assert box is not None
    scale = min(box["width"] / width, box["height"] / height)
    left = box["x"] + (box["width"] - width * scale) / 2
    top = box["y"] + (box["height"] - height * scale) / 2
    page.mouse.click(left + x * scale, top + y * scale)
    assert "São Porto" in page.locator(".city-popup").inner_text()
    assert "Portugal" in page.locator(".city-popup").inner_text()


def test_without_scripts_every_city_is_listed_and_the_page_says_what_is_missing(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "cities.html").as_uri())
    assert len(shown(page)) == 4
    assert page.get_by_text("Choosing needs JavaScript here").is_visible()
    assert not page.locator("#city-filters").is_visible()
    assert page.locator(".city-map-picture").is_visible()
    context.close()
