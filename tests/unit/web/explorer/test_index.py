"""The pages of indices: ranking with intervals, other weights, how it is made; pages, waves, a file; unknown names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

from civiscope.report.pages.indices import index_background
from civiscope.results.document import Table
from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.shelf import Edition, Shelf, open_edition, show
from civiscope.web.explorer.sitemap import pages
from tests.unit.web.explorer.river_site import browser, river_release


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_release(tmp_path_factory.mktemp("rivers"))


@pytest.fixture
def edition(folder: Path) -> Edition:
    return open_edition(folder)


@pytest.fixture
def client(edition: Edition) -> Iterator[Client]:
    caches["pages"].clear()
    show(Shelf((edition,)))
    yield browser()
    caches["pages"].clear()


def page(client: Client, address: str = "readiness.html", status: int = 200) -> str:
    response = client.get(f"/indices/{address}")
    assert response.status_code == status
    return unescape(str(response.content.decode()))


def many(edition: Edition, count: int) -> None:
    """Copies of a city and of its scores, in both waves, so that the ranking has ``count`` cities more."""
    release = edition.release
    city = release.cities["arno"]
    own = [entry for entry in release.scores if entry.city == "arno" and entry.wave == "2020"]
    codes = [f"copy-{number}" for number in range(count)]
    scores = [replace(entry, city=code, wave=wave) for wave in ("2018", "2020") for code in codes for entry in own]
    cities = {code: replace(city, code=code, name=code) for code in codes}
    edition.release = replace(release, cities={**release.cities, **cities}, scores=(*release.scores, *scores))
    edition._views.clear()


def test_every_rank_stands_beside_its_interval(client: Client) -> None:
    text = page(client)
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert len(rows) == 8
    assert all('class="interval"' in row and " to " in row for row in rows)
    assert '<a href="../cities/arno.html"' in text
    assert "cannot be told apart by this table" in text
    assert "They are not sampling errors" in text


def test_the_page_has_one_heading_the_background_and_no_second_table_of_scores(client: Client) -> None:
    text = page(client)
    assert text.count("<h1") == 1
    for name in (
        "ranking",
        "weights",
        "scores-2020",
        "made-of",
        "steps",
        "sensitivity",
        "groups-2020",
        "about",
        "files",
    ):
        assert f'id="{name}"' in text, name
        assert f'href="#{name}"' in text, name
    assert "Scores of the cities, highest first" not in text


def test_the_background_keeps_the_spread_of_scores_and_leaves_out_their_table(edition: Edition) -> None:
    first = index_background(edition.release, "readiness", "en", "2020").sections[0]
    assert first.id == "scores-2020"
    assert not any(isinstance(block, Table) for block in first.blocks)


def test_key_facts_are_those_of_the_release(client: Client) -> None:
    text = page(client)
    facts = text.partition('class="index-facts"')[2].partition("</dl>")[0]
    assert "<dd>8</dd>" in facts
    assert "of 10 that answered: Wave of 2020" in facts
    assert "<dd>200</dd>" in facts


def test_without_intervals_there_is_no_ranking_and_no_weights(edition: Edition, client: Client) -> None:
    scores = tuple(replace(entry, rank_low=None, rank_high=None) for entry in edition.release.scores)
    edition.release = replace(edition.release, scores=scores)
    edition._views.clear()
    text = page(client)
    assert "There is no ranking here" in text
    assert '<th scope="col" class="number">Rank</th>' not in text
    assert "weights-form" not in text
    assert "weights.js" not in text


def test_an_index_without_scores_says_so(edition: Edition, client: Client) -> None:
    edition.release = replace(edition.release, scores=(), group_scores=(), sensitivity=())
    edition._views.clear()
    text = page(client)
    assert "No scores are shown" in text
    assert 'id="ranking"' not in text
    assert 'id="made-of"' in text


def test_weights_can_be_changed_from_the_published_ones_and_the_page_says_whose_they_are(client: Client) -> None:
    text = page(client)
    assert text.count('type="range" min="0" max="3" step="0.05" value="1"') == 3
    assert "These are your weights and not the study’s." in text
    assert "only where all parts are known" in text
    assert '<p class="without-script">Changing the weights needs JavaScript.' in text


def test_why_weights_cannot_be_changed_is_said(edition: Edition, client: Client) -> None:
    definition = edition.release.indices["readiness"].model_copy(update={"aggregate": ("sum",)})
    edition.release = replace(edition.release, indices={"readiness": definition})
    edition._views.clear()
    assert "not put together by a weighted mean" in page(client)


def test_a_long_ranking_stands_on_pages_of_a_hundred(edition: Edition, client: Client) -> None:
    many(edition, 195)
    first, last = page(client), page(client, "readiness--page-3.html")
    assert first.count('<tr><td class="number rank">') == 100
    assert last.count('<tr><td class="number rank">') == 3
    assert 'rel="next" href="../indices/readiness--page-2.html#ranking"' in first
    assert 'rel="prev" href="../indices/readiness--page-2.html#ranking"' in last
    page(client, "readiness--page-4.html", 404)
    page(client, "readiness--page-1.html", 404)


def test_other_waves_have_rankings_of_their_own(edition: Edition, client: Client) -> None:
    many(edition, 101)
    assert 'href="../indices/readiness--wave-2018.html#ranking"' in page(client)
    earlier = page(client, "readiness--wave-2018.html")
    assert 'href="../indices/readiness.html#ranking"' in earlier
    assert 'data-wave="2018"' in earlier
    assert page(client, "readiness--wave-2018--page-2.html").count('<tr><td class="number rank">') == 1
    found = [address for address in pages(edition) if address.startswith("indices/")]
    assert found == [
        "indices/index.html",
        "indices/readiness.html",
        "indices/readiness--page-2.html",
        "indices/readiness--wave-2018.html",
        "indices/readiness--wave-2018--page-2.html",
        "indices/readiness.csv",
        "indices/index.json",
        "indices/readiness.json",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "nothing.html",
        "nothing.csv",
        "readiness--wave-1999.html",
        "readiness--wave-2020.html",
        "readiness--page-2.html",
        "readiness--page-x.html",
        "readiness--wave-2018--page-2.html",
    ],
)
def test_what_the_release_has_not_is_not_found(client: Client, address: str) -> None:
    page(client, address, 404)


def test_the_ranking_is_a_file_to_download(client: Client) -> None:
    response = client.get("/indices/readiness.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "readiness.csv" in response["Content-Disposition"]
    assert response.content.decode().startswith("wave,rank,rank_low,rank_high,city,name,country,score,low,high,class")


def test_names_of_cities_are_shown_as_text(edition: Edition, client: Client) -> None:
    hostile = replace(edition.release.cities["arno"], name="<script>alert(1)</script>")
    edition.release = replace(edition.release, cities={**edition.release.cities, "arno": hostile})
    edition._views.clear()
    response = client.get("/indices/readiness.html")
    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert" in response.content


def test_the_list_of_indices_shows_what_each_is_made_of(client: Client) -> None:
    text = page(client, "index.html")
    assert "8 cities have a score" in text
    assert 'x="33.33" width="33.33"' in text
    assert "Has a strategy" in text
    assert "33%" in text


def test_the_static_page_says_the_same(edition: Edition, client: Client) -> None:
    served = page(client)
    baked = unescape(baked_page(edition, "en", "indices/readiness.html").decode())
    table = '<table class="table ranking-table">'
    assert baked.partition(table)[2].partition("</table>") == served.partition(table)[2].partition("</table>")


def test_addresses_in_another_language_lead_on_in_it(edition: Edition, client: Client) -> None:
    text = baked_page(edition, "fr", "indices/readiness.html").decode()
    assert 'href="../cities/arno.html"' in text
    assert 'src="../../assets/weights.js"' in text
