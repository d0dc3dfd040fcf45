"""Releases, languages and pages in addresses; what every answer says to browsers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from civiscope.web.explorer.domain.shelf import Shelf, open_shelf
from tests.unit.report.snapshots.examples import STUDY
from tests.unit.web.explorer.river_site import LANGUAGES, browser, river_release


def test_address_without_a_page_is_the_front_page(client: Client) -> None:
    first, second = client.get("/"), client.get("/index.html")
    assert first.status_code == second.status_code == 200
    assert b"<h1" in first.content
    assert "River cities" in first.content.decode()


def test_language_stands_before_the_page_and_changes_words_and_links(client: Client) -> None:
    page = client.get("/fr/cities/arno.html").content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert 'href="../../assets/site.css"' in page
    assert 'href="../../cities/arno.html"' in page
    assert "Aller au contenu" in page


def test_source_language_has_no_prefix_of_its_own(client: Client) -> None:
    assert client.get("/en/index.html").status_code == 404


def test_release_has_addresses_of_its_own(client: Client, shelf: Shelf) -> None:
    page = client.get(f"/releases/{shelf.newest.id}/fr/cities/arno.html")
    assert page.status_code == 200
    assert 'href="../../assets/site.css"' in page.content.decode()
    assert client.get("/releases/rivers-1/index.html").status_code == 404
    assert client.get("/releases/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/nope.html", "/cities/nope.html", "/de/index.html", "/indices/nope.html", "/a/b/c", "/assets/nope.js"]
)
def test_unknown_address_is_a_helpful_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "There is no such page" in page
    depth = address.count("/") - 1
    assert f'href="{"../" * depth}index.html"' in page


def test_answers_allow_nothing_inline_and_no_framing(client: Client) -> None:
    for address in ("/", "/nope.html", "/index.json"):
        answer = client.get(address)
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_superseded_release_says_so_on_every_page_and_leads_to_the_same_page(tmp_path: Path) -> None:
    old = river_release(tmp_path / "first")
    former = json.loads((old / "release.json").read_text(encoding="utf-8"))["id"]
    said = f'release: {{version: "1.1", supersedes: [{{id: {former}, reason: A wave was counted twice.}}]}}\n'
    new = river_release(tmp_path / "second", study=STUDY + LANGUAGES + said)
    releases = tmp_path / "releases"
    releases.mkdir()
    old.rename(releases / "1")
    new.rename(releases / "2")
    shelf = open_shelf(releases)
    assert [edition.status for edition in shelf.editions] == ["current", "superseded"]
    client = browser()
    newest = shelf.newest.id
    assert "status-bar" not in client.get("/cities/arno.html").content.decode()
    page = client.get(f"/releases/{former}/cities/arno.html").content.decode()
    assert "This release has been superseded." in page
    assert "A wave was counted twice." in page
    assert f'href="../../../releases/{newest}/cities/arno.html"' in page
    listed = client.get("/releases.html").content.decode()
    assert "version 1.1" in listed
    assert "superseded by" in listed
    assert [entry["status"] for entry in client.get("/releases.json").json()] == ["current", "superseded"]
