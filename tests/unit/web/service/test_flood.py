"""Limits on requests of one address: floods are answered 429 and change nothing, an office at work is never stopped."""

from __future__ import annotations

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from civiscope.web.accounts.domain.links import link_token
from civiscope.web.common.domain.windows import Window
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.common.rules.client_address import client_address
from civiscope.web.service.flood import SIGNING_IN, UNKNOWN, Flood
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import new_client, staff_client


@pytest.fixture(autouse=True)
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still for the windows, so that none ends within a test."""
    monkeypatch.setattr("civiscope.web.common.domain.windows.time.time", lambda: 1_800_000_000.0)


def test_ten_thousand_requests_of_one_address_are_mostly_refused_and_cheap(field: Field) -> None:
    client, statuses, began = new_client(), dict[int, int](), time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(10_000):
            status = client.get("/answer/").status_code
            statuses[status] = statuses.get(status, 0) + 1
    assert statuses == {403: UNKNOWN.most, 429: 10_000 - UNKNOWN.most}
    assert len(queries) == 0
    assert time.monotonic() - began < 60


def test_refusal_is_a_page_that_says_when_to_come_back(field: Field) -> None:
    client = new_client()
    for _ in range(UNKNOWN.most):
        client.get("/answer/privacy")
    answer = client.get("/answer/privacy", headers={"accept-language": "en"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(UNKNOWN.seconds)
    assert "<h1>Too many requests from your network</h1>" in answer.content.decode()
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_an_office_at_work_behind_a_flooding_address_is_not_stopped(field: Field) -> None:
    flood = new_client()
    office, desk = [field.client(who) for who in ("ada", "ben", "cleo")], staff_client(Role.OWNER)
    for _ in range(UNKNOWN.most + 5):
        flood.get("/answer/")
    assert flood.get("/answer/").status_code == 429
    for client in office:
        assert client.get("/answer/").status_code == 200
    assert desk.get("/desk/").status_code == 200
    path = f"/answer/{field.cases['aa'].pk}/save/staff"
    saved = office[0].post(path, {"version": 0, "staff": "3"}, headers={"accept": "application/json"})
    assert saved.json()["saved"]


def test_people_who_are_signed_in_are_not_counted(field: Field) -> None:
    client = field.client("ada")
    for _ in range(UNKNOWN.most + 20):
        assert client.get("/answer/my-data.json").status_code == 200
    assert new_client().get("/answer/privacy").status_code == 200


def test_made_up_keys_do_not_get_round_the_limit(field: Field) -> None:
    client = new_client()
    client.cookies["civiscope_device"] = "made-up"
    client.cookies["civiscope_staff"] = "made-up"
    statuses = [client.get("/answer/").status_code for _ in range(UNKNOWN.most + 10)]
    assert statuses[-10:] == [429] * 10


def test_forms_of_the_sign_in_pages_are_limited_and_an_office_fits_in(field: Field) -> None:
    client, link = new_client(), f"/account/link/{link_token(field.people['ada'])}"
    statuses = [client.post(f"{link}/code", {"code": "1"}).status_code for _ in range(SIGNING_IN.most + 10)]
    assert statuses == [400] * SIGNING_IN.most + [429] * 10
    assert client.get(link).status_code == 200, "pages can still be read"
    assert client.post(link).status_code == 429
    assert not Message.objects.exists()
    assert SIGNING_IN.most >= 30 * 4, "thirty colleagues, each with two tries at a code and a link sent twice"


def test_assets_and_checks_of_health_are_not_counted(field: Field) -> None:
    client = new_client()
    for _ in range(UNKNOWN.most + 5):
        client.get("/service/assets/service.js")
    assert client.get("/service/assets/service.js").status_code == 200
    assert client.get("/answer/privacy").status_code == 200


def test_addresses_are_counted_apart(field: Field) -> None:
    for _ in range(UNKNOWN.most + 1):
        Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.1").get("/answer/")
    assert Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.1").get("/answer/").status_code == 429
    assert Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.2").get("/answer/").status_code == 403


def test_client_cannot_choose_its_address(field: Field) -> None:
    for number in range(UNKNOWN.most + 1):
        client = Client(
            headers={"host": "localhost", "x-forwarded-for": f"10.0.{number % 250}.1"}, REMOTE_ADDR="192.0.2.1"
        )
        status = client.get("/answer/").status_code
    assert status == 429


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.5", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.1, 203.0.113.5", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, made up", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5, 127.0.0.1", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("", "", "unknown"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("unix:", "", "unknown"),
    ],
)
def test_client_is_whom_the_last_known_proxy_names(peer: str, forwarded: str, client: str) -> None:
    assert client_address(peer, forwarded, {"203.0.113.5"}) == client


def test_window_opens_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    window, now = Window("test", most=2, seconds=60), [1_800_000_000.0]
    monkeypatch.setattr("civiscope.web.common.domain.windows.time.time", lambda: now[0])
    assert [window.count("a") for _ in range(3)] == [True, True, False]
    assert window.is_full("a")
    assert not window.is_full("b")
    now[0] += 60
    assert not window.is_full("a")
    assert window.count("a")


def test_outage_counts_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=503)

    flood = Flood(away)
    for _ in range(UNKNOWN.most + 10):
        assert flood(RequestFactory().get("/answer/", headers={"host": "localhost"})).status_code == 503
    assert not UNKNOWN.is_full("127.0.0.1")
