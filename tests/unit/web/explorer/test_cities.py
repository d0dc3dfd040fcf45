"""The page of cities as it is served: filters in the address, a table, chips, a map, and what is not known refused."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import django
import pytest
from django.core.cache import caches
from django.test import Client

from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.shelf import Shelf, show
from tests.unit.web.explorer.small_cities import small_edition

EDITION = small_edition()


@pytest.fixture
def client() -> Iterator[Client]:
    django.setup()
    caches["pages"].clear()
    show(Shelf((EDITION,)))
    yield Client(headers={"host": "localhost"})
    caches["pages"].clear()


def page(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/cities.html{query}")
    assert response.status_code == status
    return str(response.content.decode())


def test_the_page_lists_all_cities_with_links_and_says_how_many(client: Client) -> None:
    text = page(client)
    assert "4 cities of 4" in text
    assert 'href="cities/aarhus.html"' in text
    assert "silent" not in text


def test_filters_in_the_address_choose_tick_and_become_chips_that_lead_away_from_them(client: Client) -> None:
    text = page(client, "?region=North&strategy=no&sort=population")
    assert "1 city of 4" in text
    assert 'value="North" checked' in text
    assert 'href="cities.html?strategy=no&amp;sort=population"' in text
    assert 'href="cities.csv?region=North&amp;strategy=no&amp;sort=population"' in text


def test_the_page_says_how_many_are_left_out_because_their_answer_is_not_known(client: Client) -> None:
    assert "2 cities are left out because their answer is not known: Areas." in page(client, "?areas=housing")


def test_no_match_says_so(client: Client) -> None:
    text = page(client, "?q=nowhere")
    assert "0 cities of 4" in text
    assert 'id="cities-none">' in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?regoin=North", "There is no filter “regoin” on this page. Did you mean “region”?"),
        ("?region=Nrth", "“Nrth” is not a choice of “Region”. Did you mean “North”?"),
        ("?hidden=yes", "There is no filter “hidden” on this page."),
        ("?region=%3Cscript%3E", "“<script>” is not a choice of “Region”."),
        ("?population_from=many", "“many” is not a whole number, which “population_from” needs."),
        ("?population_to=-1", "“-1” is not a whole number, which “population_to” needs."),
        ("?population_to=²", "“²” is not a whole number, which “population_to” needs."),
        ("?population_to=9999999999999", "“9999999999999” is not a whole number, which “population_to” needs."),
        ("?page=0", "“0” is not a whole number, which “page” needs."),
        ("?sort=size", "“size” is not a choice of “sort”."),
        ("?order=up", "“up” is not a choice of “order”."),
        ("?index=nothing", "“nothing” is not a choice of “index”."),
    ],
)
def test_what_the_page_does_not_know_is_refused_with_a_sentence(client: Client, query: str, said: str) -> None:
    text = page(client, query, 400)
    assert said in unescape(text)
    assert "<script>" not in text.replace("<script src", "")


def test_marks_that_other_sites_hang_on_links_are_left_alone(client: Client) -> None:
    assert "1 city of 4" in page(client, "?q=bergen&utm_source=mail&fbclid=abc")


def test_empty_fields_of_the_form_are_no_filters(client: Client) -> None:
    assert "4 cities of 4" in page(client, "?q=&population_from=&population_to=&index=capacity")


def test_a_page_beyond_the_last_is_not_found(client: Client) -> None:
    page(client, "?page=2", 404)
    assert client.get("/cities-2.html").status_code == 404


def test_a_hostile_name_and_text_are_shown_as_text(client: Client) -> None:
    text = page(client, "?q=%00%3C/script%3E")
    assert "</script>&gt;" not in text
    assert "&lt;/script&gt;" in text
    assert 'HYPERLINK("http' not in text


def test_scores_carry_their_interval(client: Client) -> None:
    assert '7.3 <span class="score-interval">(6.3–8.4)</span>' in page(client)


def test_the_map_tells_how_many_match_and_who_has_no_coordinates(client: Client) -> None:
    text = page(client, "?region=North&region=South")
    assert "Map: 3 cities that match" in text
    assert "1 of the cities has no coordinates" in page(client)


def test_classes_on_the_map_are_told_by_signs_and_counts(client: Client) -> None:
    text = page(client, "?classes=1")
    for entry in ("Low (1)", "High (1)", "Matches, without a class (1)"):
        assert entry in text


def test_the_download_holds_what_the_page_shows_in_its_order(client: Client) -> None:
    response = client.get("/cities.csv?sort=population&strategy=yes")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="s-2020-cities.csv"' in response["Content-Disposition"]
    assert [line.split(",")[0] for line in response.content.decode().splitlines()] == ["code", "porto", "aarhus"]


def test_the_api_answers_the_same_words_and_refuses_the_same(client: Client) -> None:
    assert client.get("/cities.json?areas=housing").json()["left_out"] == {"areas": 2}
    refused = client.get("/cities.json?regoin=North")
    assert refused.status_code == 400
    assert "Did you mean" in refused.content.decode()


def test_the_static_page_says_that_choosing_needs_a_script_and_shows_every_city(client: Client) -> None:
    text = baked_page(EDITION, "en", "cities.html").decode()
    assert "Choosing needs JavaScript" in text
    assert "filters-baked" in text
    assert text.count('<th scope="row"') == 4
