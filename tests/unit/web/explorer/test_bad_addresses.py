"""Addresses, hosts and methods that nobody should use: each is refused with a page that helps, none is a defect."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from whitenoise import WhiteNoise

from civiscope.web.explorer.domain.shelf import Shelf, open_shelf
from civiscope.web.service.wsgi import application_of

LONG = "9" * 5000
UNREADABLE = [
    "/cities.html?page=0",
    "/cities.html?page=-1",
    "/cities.html?page=1e9",
    "/cities.html?page=%00",
    "/cities.html?page=%C2%B2",
    f"/cities.html?page={LONG}",
    "/cities.html?population_from=nan",
    f"/cities.html?population_from={LONG}",
    "/cities.html?sort=evil",
    "/cities.html?index=none",
    "/cities.html?class.none=high",
    "/cities.html?country=ZZZ",
    "/cities.html?%FF=1",
    "/cities.html?" + "&".join(f"a{number}=1" for number in range(1200)),
    "/compare.html?cities=none",
    "/compare.html?cities=%00",
]
UNKNOWN = [
    "/cities.html?page=999999",
    "/cities/%00.html",
    "/cities/.html",
    "/cities//arno.html",
    "/questions/officers/none.html",
    "/questions/officers/strategy--by-none.html",
    "/questions/officers/strategy--wave-none.html",
    "/indices/readiness--wave-none.html",
    "/indices/readiness--page-999.html",
    "/releases/unknown/",
    "/releases/%00/",
    "/xx/cities.html",
    "/%ff",
    "/" + "a" * 9000,
]
OUTSIDE = [
    "/files/../../etc/passwd",
    "/files/../release/../../study/study.yaml",
    "/files//etc/passwd",
    "/files/\x00",
    "/files/..\\..\\study.yaml",
    "/files/report/../../study/answers.csv",
    "/assets/../middleware.py",
]


@pytest.mark.parametrize("address", UNREADABLE, ids=lambda address: address[:50])
def test_address_that_cannot_be_read_is_refused_with_a_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "asks for something that cannot be read" in answer.content.decode()


@pytest.mark.parametrize("address", UNKNOWN, ids=lambda address: address[:50])
def test_address_that_names_nothing_is_a_helpful_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


@pytest.mark.parametrize("query", ["%00", "%FF%FE", "(%5B*", "b%20" * 2000, "%3Cscript%3Ealert(1)%3C/script%3E"])
@pytest.mark.parametrize("page", ["cities.html", "search.html"])
def test_words_of_a_search_may_be_anything_and_stay_words(client: Client, page: str, query: str) -> None:
    answer = client.get(f"/{page}?q={query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("address", OUTSIDE)
def test_files_outside_the_release_are_not_given(shelf: Shelf, client: Client, address: str) -> None:
    status, _, _ = _ask(served(shelf), address)
    assert status == 404


def served(shelf: Shelf) -> WhiteNoise:
    return application_of(open_shelf(shelf.newest.folder), get_wsgi_application())


@pytest.mark.parametrize("secure", [False, True])
def test_files_of_the_release_are_given(shelf: Shelf, settings: Any, secure: bool) -> None:
    settings.SECURE_COOKIES = secure
    status, content, headers = _ask(served(shelf), "/files/release.json")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ("Strict-Transport-Security" in headers) is secure
    assert content == (shelf.newest.folder / "release.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"), [("estimates.csv", "text/csv"), ("estimates.parquet", "application/vnd.apache.parquet")]
)
def test_files_of_the_release_tell_what_they_are(shelf: Shelf, name: str, kind: str) -> None:
    status, _, headers = _ask(served(shelf), f"/files/results/{name}")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "localhost.evil", "<script>"])
def test_another_host_is_refused_and_not_repeated(client: Client, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "This service does not stand at this name" in page
    assert "ALLOWED_HOSTS" not in page
    assert not host or host not in page.replace("<script src", "")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "INVENTED"])
@pytest.mark.parametrize("address", ["/", "/cities.html", "/cities.csv", "/index.json", "/openapi.json", "/none"])
def test_methods_that_do_not_read_are_refused(client: Client, method: str, address: str) -> None:
    answer = client.generic(method, address, b"name=value")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Pages here can only be read" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_head_is_answered_like_get_without_the_page(client: Client) -> None:
    answer = client.head("/cities.html")
    assert (answer.status_code, answer.content) == (200, b"")


def test_page_that_a_reader_has_already_is_not_sent_again(client: Client) -> None:
    tag = client.get("/cities.html")["ETag"]
    assert client.get("/cities.html", headers={"if-none-match": tag}).status_code == 304
    for wrong in ("nonsense", 'W/"a', '"x"', '"' * 3000):
        assert client.get("/cities.html", headers={"if-none-match": wrong}).status_code == 200
    assert client.get("/cities.html", headers={"if-modified-since": "Thu, 99 Foo 9999"}).status_code == 200


def _ask(service: WhiteNoise, address: str) -> tuple[int, bytes, dict[str, str]]:
    """What the service answers to an address that a server has decoded already."""
    told: list[tuple[str, dict[str, str]]] = []
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    with closing(service(environment, lambda status, headers: told.append((status, dict(headers))))) as parts:
        content = b"".join(parts)
    ((status, headers),) = told
    return int(status.split()[0]), content, headers
