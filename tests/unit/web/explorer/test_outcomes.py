"""The pages of outcomes within the site: each with its address, in the search, in the API and in the static site."""

from __future__ import annotations

import pytest
from django.test import Client

from civiscope.web.explorer.domain.shelf import Shelf, open_shelf, show
from civiscope.web.explorer.sitemap import pages
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.unit.outcomes.made_up import made_up_study
from tests.unit.web.explorer.river_site import browser


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("made-up")
    (folder / "release").mkdir()
    write_results(made_up_study(folder / "study"), folder / "release", None, silent)
    return open_shelf(folder / "release")


@pytest.fixture
def client(made_up: Shelf) -> Client:
    show(made_up)
    return browser()


def test_every_outcome_has_a_page_and_every_link_of_them_leads_somewhere(client: Client, made_up: Shelf) -> None:
    addresses = [address for address in pages(made_up.newest) if address.startswith("outcomes/")]
    assert addresses == [
        "outcomes/index.html",
        "outcomes/caveats.html",
        "outcomes/readiness-2020-rent.html",
        "outcomes/readiness-2020-active.html",
        "outcomes/index.json",
    ]
    for address in addresses:
        assert client.get(f"/{address}").status_code == 200
    first = client.get("/outcomes/index.html").content.decode()
    assert 'href="readiness-2020-rent.html"' in first
    assert 'href="../files/results/models.csv"' in first
    assert client.get("/outcomes/readiness-2020-nothing.html").status_code == 404


def test_navigation_leads_to_outcomes_where_the_release_has_some(client: Client) -> None:
    assert 'href="outcomes/index.html"' in client.get("/").content.decode()


def test_outcomes_are_found_and_told_as_data(client: Client, made_up: Shelf) -> None:
    found = client.get("/search.json?q=rent").json()
    assert ("outcome", "outcomes/readiness-2020-rent.html") in [(entry["kind"], entry["address"]) for entry in found]
    rows = client.get("/outcomes/index.json").json()
    assert len(rows) == len(made_up.newest.release.outcomes.estimates)


def test_every_page_of_the_sitemap_answers(client: Client, made_up: Shelf) -> None:
    wrong = [address for address in pages(made_up.newest) if client.get(f"/{address}").status_code != 200]
    assert wrong == []
