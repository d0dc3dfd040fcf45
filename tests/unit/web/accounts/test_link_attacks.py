"""Attacks on personal links and codes: guessed, altered, replayed, revoked, brute-forced, of another person."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civiscope.web.accounts.domain.links import (
    CODE_ATTEMPTS,
    CODES_AN_HOUR,
    link_token,
    make_code,
    open_device,
    person_of_device,
    person_of_link,
    revoke,
)
from civiscope.web.accounts.models import Code, Device, Person
from civiscope.web.accounts.views.links import DEVICE_COOKIE, LOST, LOST_OF_ONE
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.statements import Words, first_row
from tests.unit.web.collection.field import Field

WRONG = "not it"


def browser(key: str = "") -> Client:
    """A browser, with a device's key where one is given."""
    made = Client(headers={"host": "localhost"})
    if key:
        made.cookies[DEVICE_COOKIE] = key
    return made


def link_of(field: Field, who: str = "ada") -> str:
    """The path of someone's link."""
    return f"/account/link/{link_token(field.people[who])}"


def sent_code(who: str) -> str:
    """The latest code that was mailed to someone."""
    found = re.search(r"\d{6}", Message.objects.filter(kind="code", recipient__startswith=who).latest("id").body)
    assert found is not None
    return found[0]


def device_count() -> int:
    """How many devices are signed in."""
    return Device.objects.count()


def test_link_and_code_sign_a_device_in(field: Field) -> None:
    client, link = browser(), link_of(field)
    assert client.get(link).status_code == 200
    assert Message.objects.count() == 0, "opening a link sends nothing: mail filters open links"
    assert client.post(link)["Location"] == f"{link}/code"
    answer = client.post(f"{link}/code", {"code": sent_code("ada")})
    assert (answer.status_code, answer["Location"]) == (302, "/answer/")
    assert client.get("/answer/").status_code == 200


def test_altered_and_truncated_links_are_dead(field: Field) -> None:
    token = link_token(field.people["ada"])
    number, rest = token.split(".", 1)
    changed = [token[:end] for end in range(1, len(token))]
    changed += [f"{token}x", token.swapcase(), token.replace(":", "."), f"{int(number) + 1}.{rest}", f"0{token}"]
    changed += [signing.Signer(salt="another").sign(f"{number}.1"), signing.Signer(key="k" * 50).sign(f"{number}.1")]
    client = browser()
    for guess in changed:
        assert person_of_link(guess) is None, guess
    for guess in changed[:20] + changed[-7:]:
        assert client.get(f"/account/link/{guess}").status_code == 404, guess
        assert client.post(f"/account/link/{guess}/code", {"code": "000000"}).status_code == 404
    assert not Message.objects.exists()


@pytest.mark.parametrize("text", ["1.99999999999999999999", "x.1", "1.x", "-1.1", "1", ".", "1.1.1", "9" * 40])
def test_signed_text_that_is_no_link_is_dead(field: Field, text: str) -> None:
    assert person_of_link(signing.Signer(salt="civiscope.link").sign(text)) is None


def test_revoked_link_and_its_devices_end_at_once(field: Field) -> None:
    client, link = field.client("ada"), link_of(field)
    old = make_code(field.people["ada"])
    revoke(field.people["ada"], "staff:1")
    assert client.get("/answer/").status_code == 403
    assert browser().get(link).status_code == 404
    assert browser().post(f"{link}/code", {"code": old}).status_code == 404
    assert open_device(field.people["ada"], old) is None
    assert browser().get(link_of(field)).status_code == 200, "a new link works"
    assert AuditEvent.objects.filter(action="link revoked", subject=field.people["ada"].actor).count() == 1


def test_code_works_once(field: Field) -> None:
    ada = field.people["ada"]
    code = make_code(ada)
    assert open_device(ada, code) is not None
    assert open_device(ada, code) is None
    answer = browser().post(f"{link_of(field)}/code", {"code": code})
    assert answer.status_code == 400
    assert DEVICE_COOKIE not in answer.cookies


def test_code_of_another_person_opens_nothing(field: Field) -> None:
    code = make_code(field.people["dora"])
    assert open_device(field.people["ada"], code) is None
    assert browser().post(f"{link_of(field, 'ada')}/code", {"code": code}).status_code == 400
    assert open_device(field.people["dora"], code) is not None, "and is not used up by it"


def test_code_that_has_expired_opens_nothing(field: Field) -> None:
    code = make_code(field.people["ada"])
    Code.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert open_device(field.people["ada"], code) is None


def test_newer_code_ends_the_older(field: Field) -> None:
    first, second = make_code(field.people["ada"]), make_code(field.people["ada"])
    if first != second:
        assert open_device(field.people["ada"], first) is None
    assert open_device(field.people["ada"], second) is not None


def test_brute_force_ends_after_five_attempts(field: Field) -> None:
    client, link = browser(), link_of(field)
    client.post(link)
    right = sent_code("ada")
    for attempt in range(CODE_ATTEMPTS):
        assert client.post(f"{link}/code", {"code": f"{WRONG}{attempt}"}).status_code == 400
    assert client.post(f"{link}/code", {"code": right}).status_code == 400, "the right one comes too late"
    assert device_count() == 0


def test_last_attempt_still_counts(field: Field) -> None:
    ada = field.people["ada"]
    code = make_code(ada)
    for _ in range(CODE_ATTEMPTS - 1):
        assert open_device(ada, WRONG) is None
    assert open_device(ada, code) is not None


def test_only_so_many_codes_are_sent_in_an_hour(field: Field) -> None:
    client, link = browser(), link_of(field)
    for _ in range(CODES_AN_HOUR):
        assert client.post(link).status_code == 302
    assert client.post(link).status_code == 429
    assert Message.objects.filter(kind="code").count() == CODES_AN_HOUR
    assert client.post(f"{link}/code", {"code": sent_code("ada")}).status_code == 302, "the latest code still works"


@pytest.mark.parametrize("typed", ["", " ", "0" * 5000, "١٢٣٤٥٦", "12345\x00", "'; DROP TABLE", "💣" * 6])
def test_anything_typed_as_a_code_is_answered(field: Field, typed: str) -> None:
    make_code(field.people["ada"])
    assert browser().post(f"{link_of(field)}/code", {"code": typed}).status_code == 400


def test_code_is_compared_in_the_same_way_whether_right_or_wrong(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only digests of one length are compared, and only by a function whose time does not tell where they differ."""
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr("civiscope.web.accounts.domain.links.hmac.compare_digest", compare)
    ada = field.people["ada"]
    code = make_code(ada)
    for typed in (WRONG, "0" * 500, code):
        open_device(ada, typed)
    assert [(len(one), len(other)) for one, other in compared] == [(64, 64)] * 3


def test_nothing_that_opens_a_device_is_kept_as_it_is(field: Field) -> None:
    ada = field.people["ada"]
    code = make_code(ada)
    key = open_device(ada, code)
    assert key is not None
    kept = (
        str(list(Code.objects.values())) + str(list(Device.objects.values())) + str(list(AuditEvent.objects.values()))
    )
    assert code not in kept
    assert key not in kept


def test_key_that_an_attacker_sets_never_becomes_valid(field: Field) -> None:
    client, link = browser("chosen-by-an-attacker"), link_of(field)
    client.post(link)
    answer = client.post(f"{link}/code", {"code": sent_code("ada")})
    assert answer.cookies[DEVICE_COOKIE].value != "chosen-by-an-attacker"
    assert person_of_device("chosen-by-an-attacker") is None
    assert browser("chosen-by-an-attacker").get("/answer/").status_code == 403


def test_device_of_another_person_does_not_open_a_link(field: Field) -> None:
    answer = field.client("dora").get(link_of(field, "ada"))
    assert answer.status_code == 200
    assert "ada@" not in answer.content.decode(), "the page tells nobody the whole address"


def test_signing_out_ends_the_device(field: Field) -> None:
    client = field.client("ada")
    key = client.cookies[DEVICE_COOKIE].value
    assert client.post("/account/link/out").status_code == 200
    assert person_of_device(key) is None
    assert browser(key).get("/answer/").status_code == 403


def test_device_ends_with_its_time_and_with_its_person(field: Field) -> None:
    client = field.client("ada")
    Device.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get("/answer/").status_code == 403
    client = field.client("ben")
    Person.objects.filter(pk=field.people["ben"].pk).update(revoked_at=timezone.now())
    assert client.get("/answer/").status_code == 403


def test_lost_link_says_the_same_whether_the_address_is_known(field: Field) -> None:
    pages = []
    for email in ("ada@aa.example.org", "nobody@example.org", "", "not an address", "A" * 5000):
        answer = browser().post("/account/link/lost", {"email": email})
        pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
        assert answer.status_code == 200
    assert set(pages) == {pages[0]}
    assert [mail.recipient for mail in Message.objects.all()] == ["ada@aa.example.org"]


def test_lost_link_is_sent_to_nobody_too_often(field: Field) -> None:
    for number in range(LOST.most):
        assert browser().post("/account/link/lost", {"email": "ada@aa.example.org"}).status_code == 200, number
    assert browser().post("/account/link/lost", {"email": "ada@aa.example.org"}).status_code == 429
    assert Message.objects.count() == LOST_OF_ONE.most


def test_link_in_a_mail_names_the_service_whatever_host_was_asked(field: Field, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PUBLIC_URL = "https://study.example.org"
    settings.ALLOWED_HOSTS = ["localhost", "evil.example.com"]
    client = Client(headers={"host": "evil.example.com", "x-forwarded-host": "evil.example.com"})
    client.post("/account/link/lost", {"email": "ada@aa.example.org"})
    body = Message.objects.get().body
    assert f"https://study.example.org{link_of(field)}" in body
    assert "evil" not in body


def test_device_is_found_by_one_look(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    key = field.client("ada").cookies[DEVICE_COOKIE].value
    looks = []

    def look(statement: str, words: Words) -> tuple[Any, ...] | None:
        looks.append(statement)
        return first_row(statement, words)

    monkeypatch.setattr("civiscope.web.accounts.domain.links.first_row", look)
    with CaptureQueriesContext(connection) as queries:
        assert person_of_device(key) == field.people["ada"]
    assert len(looks) == 1
    # Django records what it sends itself, and not what `common.statements` does.
    assert len(queries) == 0
