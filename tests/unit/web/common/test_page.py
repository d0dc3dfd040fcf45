"""The languages that pages offer, and the one in which a page is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from civiscope.report.words.phrases import PHRASES, say
from civiscope.results.document import Look
from civiscope.web.common import identity as shown
from civiscope.web.common.identity import Identity, identity, introduce
from civiscope.web.common.page import language_of, languages
from tests.unit.web.collection.field import Field, make_field


def offered(page: str) -> list[str]:
    """The languages among which a page lets its reader choose."""
    found = re.search(r'<nav class="languages".*?</nav>', page, re.DOTALL)
    return [] if found is None else re.findall(r'<(?:a|button)[^>]* lang="([^"]+)"', found[0])


@pytest.fixture
def introduced() -> Iterator[None]:
    """The identity before the test is shown again after it."""
    before = identity()
    yield
    introduce(before)


def test_pages_of_a_city_offer_the_languages_of_the_study(field: Field) -> None:
    client = field.client("ada")
    case = field.cases["aa"].pk
    for address in ("/answer/", f"/answer/{case}/", f"/answer/{case}/section/strategy", "/answer/my-data"):
        assert offered(client.get(address).text) == ["en", "fr"], address
    assert offered(Client(headers={"host": "localhost"}).get("/answer/privacy").text) == ["en", "fr"]


def test_a_language_that_the_study_has_not_is_not_taken(field: Field) -> None:
    client = field.client("ada")
    answer = client.get("/answer/", {"lang": "es"})
    assert '<html lang="en"' in answer.text
    assert "civiscope_language" not in answer.cookies
    client.cookies["civiscope_language"] = "es"
    assert '<html lang="en"' in client.get("/answer/").text
    field.people["ada"].language = "es"
    field.people["ada"].save()
    assert '<html lang="en"' in client.get("/answer/").text
    assert client.post("/answer/my-data", {"name": "Ada", "language": "es"}).status_code == 400
    invited = {"name": "Emil", "email": "emil@aa.example.org", "part": "colleague", "language": "es"}
    client.post(f"/answer/{field.cases['aa'].pk}/colleagues", invited)
    assert type(field.people["ada"]).objects.get(email=invited["email"]).language == "en"


def test_a_study_in_three_languages_offers_three(trilingual: Field) -> None:
    page = trilingual.client("ada").get("/answer/", {"lang": "es"}).text
    assert offered(page) == ["en", "fr", "es"]
    assert say("collect_my_cases", "es") in page


def test_a_language_without_phrases_shows_its_questions_in_an_english_frame(db: None, tmp_path: Path) -> None:
    field = make_field(tmp_path / "study", "fr, eu")
    client = field.client("ada")
    page = client.get(f"/answer/{field.cases['aa'].pk}/section/strategy", {"lang": "eu"}).text
    assert offered(page) == ["fr", "eu"]
    assert "Is there a strategy? (eu)" in page
    assert say("collect_to_overview", "en") in page
    # The page is in English, and what the study says in it is marked (WCAG 3.1.1, 3.1.2).
    assert '<html lang="en"' in page
    assert '<span dir="auto" lang="eu">Is there a strategy? (eu)</span>' in page
    assert re.search(r'<label [^>]*lang="eu">Yes \(eu\)', page)
    assert not re.search(r'<label [^>]*lang="eu">Don’t know', page)
    assert '<html lang="fr"' in client.get("/answer/", {"lang": "fr"}).text
    assert 'dir="auto" lang=' not in client.get(f"/answer/{field.cases['aa'].pk}/section/strategy", {"lang": "fr"}).text


def test_a_study_in_one_language_offers_no_choice(db: None, tmp_path: Path) -> None:
    field = make_field(tmp_path / "study", "fr")
    client = field.client("ada")
    for address in ("/answer/", f"/answer/{field.cases['aa'].pk}/section/strategy"):
        page = client.get(address, {"lang": "en"}).text
        assert 'class="languages"' not in page
        assert '<html lang="fr"' in page


def test_before_a_study_is_known_civiscope_speaks_its_own_languages(introduced: None) -> None:
    introduce(shown.NO_STUDY)
    assert languages() == list(PHRASES)
    assert language_of(RequestFactory().get("/answer/", {"lang": "es"})) == "es"
    assert language_of(RequestFactory().get("/answer/")) == "en"


def test_every_page_takes_the_identity_that_was_introduced_last(introduced: None) -> None:
    introduce(Identity({"": "Flüsse"}, ("de", "fr"), Look(), False, ""))
    assert languages() == ["de", "fr"]
    assert language_of(RequestFactory().get("/answer/", {"lang": "en"})) == "de"


def test_pages_of_staff_offer_no_language(field: Field) -> None:
    page = Client(headers={"host": "localhost"}).get("/desk/", follow=True).text
    assert offered(page) == []
    assert '<html lang="en"' in page
