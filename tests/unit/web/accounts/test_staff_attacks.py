"""Attacks on the sign-in of staff: fixed sessions, redirects elsewhere, other hosts, guessing, mails."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from civiscope.web.accounts.models import User
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.service import settings as service_settings

PASSWORD = "a long enough pass phrase"
SIGN_IN = "/account/sign-in"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still for the codes, so that none ends between being read and being entered."""
    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


@pytest.fixture
def secret() -> str:
    """An owner with a second factor; gives its secret."""
    made = generate_totp_secret()
    TOTP.activate(User.objects.create_user("olga@programme.example.org", PASSWORD, role=Role.OWNER), made)
    return made


def browser() -> Client:
    """A browser that nobody is signed in to."""
    return Client(headers={"host": "localhost"})


def now_shown(secret: str, later: int = 0) -> str:
    """What the app on the telephone shows; ``later`` in so many half minutes."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def enter(client: Client, secret: str, where: str = "", later: int = 0):  # type: ignore[no-untyped-def]
    """Sign in with both factors; gives the last answer."""
    typed = {"login": "olga@programme.example.org", "password": PASSWORD}
    first = client.post(f"{SIGN_IN}{where}", typed)
    assert first.status_code == 302
    assert first["Location"].startswith("/account/two-factor/enter")
    return client.post(first["Location"], {"code": now_shown(secret, later)})


def test_both_factors_sign_in(secret: str) -> None:
    client = browser()
    assert enter(client, secret)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_passwords_are_kept_as_slow_hashes_that_open_the_desk(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = service_settings.PASSWORD_HASHERS
    secret = generate_totp_secret()
    user = User.objects.create_user("olga@programme.example.org", PASSWORD, role=Role.OWNER)
    TOTP.activate(user, secret)
    # With the size of a block, 16 MB for every guess.
    algorithm, cost = user.password.split("$")[:2]
    assert (algorithm, int(cost) >= 16_384) == ("scrypt", True)
    assert enter(browser(), secret)["Location"] == "/desk/"


@pytest.mark.parametrize(("later", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clock_may_differ_by_half_a_minute(secret: str, later: int, is_taken: bool) -> None:
    answer = enter(browser(), secret, later=later)
    assert (answer.status_code == 302) is is_taken


def test_code_works_once_even_after_its_half_minute(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert enter(browser(), secret).status_code == 302
    # What allauth remembers is gone by then, and is in the memory of one process only.
    cache.clear()
    then = time.time() + 30
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: then)
    again = enter(browser(), secret, later=-1)
    assert again.status_code == 200
    assert "Incorrect code" in again.content.decode()
    # Neither does an earlier one; the next does.
    cache.clear()
    assert enter(browser(), secret).status_code == 302
    cache.clear()
    assert enter(browser(), secret, later=-1).status_code == 200


def test_code_that_set_the_app_up_does_not_sign_in(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    User.objects.create_user("olga@programme.example.org", PASSWORD, role=Role.OWNER)
    first = browser()
    first.post(SIGN_IN, {"login": "olga@programme.example.org", "password": PASSWORD})
    first.get("/account/two-factor/app")
    made = first.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        assert first.post("/account/two-factor/app", {"code": now_shown(made)}).status_code == 302
    cache.clear()
    assert enter(browser(), made).status_code == 200
    assert enter(browser(), made, later=1).status_code == 302


def test_password_alone_opens_nothing(secret: str) -> None:
    client = browser()
    client.post(SIGN_IN, {"login": "olga@programme.example.org", "password": PASSWORD})
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)


def test_session_that_an_attacker_knows_is_never_signed_in(secret: str) -> None:
    planted = SessionStore()
    planted["planted"] = "yes"
    planted.create()
    key = planted.session_key
    assert key is not None
    client = browser()
    client.cookies["civiscope_staff"] = key
    enter(client, secret)
    assert client.cookies["civiscope_staff"].value != key
    assert SESSION_KEY not in SessionStore(session_key=key).load()
    other = browser()
    other.cookies["civiscope_staff"] = key
    assert other.get("/desk/").status_code == 302


def test_signing_out_ends_the_session(secret: str) -> None:
    client = browser()
    enter(client, secret)
    key = client.cookies["civiscope_staff"].value
    client.post("/account/sign-out")
    other = browser()
    other.cookies["civiscope_staff"] = key
    assert other.get("/desk/").status_code == 302


ELSEWHERE = [
    "https://evil.example.com/",
    "//evil.example.com/",
    "///evil.example.com",
    "/\\evil.example.com",
    "\\\\evil.example.com",
    "https:evil.example.com",
    "http:///evil.example.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://localhost@evil.example.com/",
    "\thttps://evil.example.com",
    "https://testserver.evil.example.com",
    "http://127.0.0.1/elsewhere",
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(secret: str, url: str) -> None:
    client = browser()
    answer = enter(client, secret, "?" + f"next={url}".replace("\t", "%09"))
    assert answer["Location"] == "/desk/"
    page = browser().get(SIGN_IN, {"next": url}).content.decode()
    assert f'href="{url}' not in page


def test_page_that_was_asked_for_opens_after_signing_in(secret: str) -> None:
    client = browser()
    asked = client.get("/desk/audit?actor=staff")
    where = asked["Location"].partition("?")[2]
    assert enter(client, secret, f"?{where}")["Location"] == "/desk/audit?actor=staff"


@pytest.mark.parametrize(
    "host", ["evil.example.com", "localhost.evil.example.com", "", "local host", "localhost:80:80"]
)
def test_unknown_host_is_refused_with_a_page(host: str) -> None:
    answer = Client(headers={"host": host}).get(SIGN_IN)
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_mail_for_a_new_password_names_the_service_whatever_host_was_asked(secret: str, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PUBLIC_URL = "https://study.example.org"
    settings.ALLOWED_HOSTS = ["localhost", "evil.example.com"]
    client = Client(headers={"host": "evil.example.com", "x-forwarded-host": "evil.example.com"})
    assert client.post("/account/password/lost", {"email": "olga@programme.example.org"}).status_code == 302
    mail = Message.objects.get()
    assert "https://study.example.org/account/password/new/" in mail.body
    assert "evil" not in mail.body + mail.subject
    address = mail.body[mail.body.index("/account/password/new/") :].split()[0]
    assert browser().get(address).status_code == 302, "and the link works"


def test_nobody_can_have_mails_sent_to_strangers() -> None:
    for email in ("stranger@example.com", "a@b.example.com\nBcc: c@example.com"):
        browser().post("/account/password/lost", {"email": email})
    assert not Message.objects.exists()


def test_new_password_is_asked_for_in_the_same_words_whether_the_account_exists(secret: str) -> None:
    answers = {
        (answer.status_code, answer["Location"])
        for email in ("olga@programme.example.org", "nobody@example.com")
        for answer in [browser().post("/account/password/lost", {"email": email})]
    }
    assert len(answers) == 1


def test_guessing_a_password_ends_soon(secret: str) -> None:
    client, right = browser(), {"login": "olga@programme.example.org", "password": PASSWORD}
    for number in range(10):
        client.post(SIGN_IN, {**right, "password": f"guess {number}"})
    answer = client.post(SIGN_IN, right)
    assert answer.status_code in (200, 429)
    assert client.get("/desk/").status_code == 302


def test_guessing_the_second_factor_ends_soon(secret: str) -> None:
    client = browser()
    first = client.post(SIGN_IN, {"login": "olga@programme.example.org", "password": PASSWORD})
    statuses = [client.post(first["Location"], {"code": f"{number:06d}"}).status_code for number in range(12)]
    client.post(first["Location"], {"code": now_shown(secret)})
    assert client.get("/desk/").status_code == 302, statuses


def test_code_of_the_second_factor_works_once(secret: str) -> None:
    client, shown = browser(), now_shown(secret)
    enter(client, secret)
    other = browser()
    first = other.post(SIGN_IN, {"login": "olga@programme.example.org", "password": PASSWORD})
    other.post(first["Location"], {"code": shown})
    assert other.get("/desk/").status_code == 302


def test_nobody_can_sign_up() -> None:
    assert browser().get("/account/sign-up").status_code == 404
