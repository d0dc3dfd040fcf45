"""Signing in as staff, and the team that an owner runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from civiscope.web.accounts.domain.team import LastOwnerError, set_active
from civiscope.web.accounts.models import User
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field, make_field, make_staff
from tests.unit.web.collection.staff import staff_client

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def field(db: None, tmp_path: Path) -> Iterator[Field]:
    """The study, with no attempt counted yet."""
    cache.clear()
    yield make_field(tmp_path / "study")
    cache.clear()


def _browser() -> Client:
    return Client(headers={"host": "localhost"})


def _sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    answer = client.post(reverse("account_login"), {"login": email, "password": password})
    return str(answer.headers.get("Location", answer.status_code))


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_password_and_code_open_the_desk(field: Field) -> None:
    member, secret, client = make_staff(Role.EDITOR), generate_totp_secret(), _browser()
    TOTP.activate(member, secret)
    assert _sign_in(client, member.email.upper()) == reverse("mfa_authenticate")
    assert client.get(reverse("desk")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    answer = client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert answer["Location"] == reverse("desk")
    assert client.get(reverse("desk")).status_code == 200


def test_whoever_signed_in_long_ago_confirms_before_the_second_factor_is_changed(field: Field) -> None:
    member, client = make_staff(Role.READER), _browser()
    _sign_in(client, member.email)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert "Incorrect" in client.post(reverse("account_reauthenticate"), {"password": "x"}).content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_second_factor_is_set_up_with_a_picture_and_gives_recovery_codes(field: Field) -> None:
    member, client = make_staff(Role.READER), _browser()
    assert _sign_in(client, member.email) == reverse("desk")
    assert client.get(reverse("desk"))["Location"] == reverse("mfa_activate_totp")
    text = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml' in text
    secret = text.split('class="secret">')[1].split("<")[0]
    client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes.count("<li><code>") == 10
    assert client.get(reverse("desk")).status_code == 200
    recovery = codes.split("<li><code>")[1].split("<")[0]
    other = _browser()
    _sign_in(other, member.email)
    assert other.post(reverse("mfa_authenticate"), {"code": recovery})["Location"] == reverse("desk")
    third = _browser()
    _sign_in(third, member.email)
    assert third.post(reverse("mfa_authenticate"), {"code": recovery}).status_code == 200


def test_guessing_a_password_is_stopped(field: Field) -> None:
    member, client = make_staff(Role.OWNER), _browser()
    for _ in range(5):
        _sign_in(client, member.email, "wrong wrong wrong")
    answer = client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    assert "Too many failed login attempts" in answer.content.decode()
    assert client.get(reverse("desk")).status_code == 302


def test_guessing_a_code_is_stopped(field: Field) -> None:
    member, secret, client = make_staff(Role.OWNER), generate_totp_secret(), _browser()
    TOTP.activate(member, secret)
    _sign_in(client, member.email)
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert client.get(reverse("desk")).status_code == 302


def test_too_many_requests_get_a_page_of_the_house(field: Field) -> None:
    client = _browser()
    answers = [client.post(reverse("account_reset_password"), {"email": "x@example.org"}) for _ in range(25)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()


def test_lost_password_is_set_anew_and_the_page_tells_nobody_who_has_an_account(field: Field) -> None:
    member, client = make_staff(Role.EDITOR), _browser()
    known = client.post(reverse("account_reset_password"), {"email": member.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == reverse("account_reset_password_done")
    mail = Message.objects.get()
    assert mail.recipient == member.email
    _set_password(mail.body, "another quite long phrase")
    assert _sign_in(_browser(), member.email, "another quite long phrase") == reverse("desk")


def _set_password(body: str, password: str) -> None:
    address = next(line for line in body.splitlines() if "/account/password/new/" in line)
    client, path = _browser(), "/account/" + address.partition("/account/")[2]
    form = client.get(path)["Location"]
    page = client.get(form).content.decode()
    assert "Set your password" in page
    answer = client.post(form, {"password1": password, "password2": password})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert "no longer works" in _browser().get(path).content.decode()


def test_owner_lets_someone_in_who_sets_a_password(field: Field) -> None:
    client = staff_client(Role.OWNER)
    words = {"email": "New@programme.example.org", "name": "New\r\nMember", "role": "editor"}
    client.post(reverse("desk_team_add"), words)
    member = User.objects.get(email="new@programme.example.org")
    assert (member.name, member.role, member.has_usable_password()) == ("New Member", "editor", False)
    again = client.post(reverse("desk_team_add"), words)
    assert "in the team already" in again.content.decode()
    wrong = client.post(reverse("desk_team_add"), {"email": "no", "name": "", "role": "king"})
    assert wrong.status_code == 400
    mail = Message.objects.get()
    assert "River cities" in mail.subject
    _set_password(mail.body, PASSWORD)
    browser = _browser()
    assert _sign_in(browser, member.email) == reverse("desk")
    assert browser.get(reverse("desk"))["Location"] == reverse("mfa_activate_totp")


def test_closed_account_opens_nothing_at_once(field: Field) -> None:
    owner, member = staff_client(Role.OWNER), make_staff(Role.READER)
    browser = staff_client(member=member)
    assert browser.get(reverse("desk")).status_code == 200
    owner.post(reverse("desk_member", kwargs={"number": member.pk}), {"do": "close"})
    assert browser.get(reverse("desk")).status_code == 302
    fresh = _browser()
    answer = fresh.post(reverse("account_login"), {"login": member.email, "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert fresh.get(reverse("desk")).status_code == 302
    owner.post(reverse("desk_member", kwargs={"number": member.pk}), {"do": "open"})
    member.refresh_from_db()
    assert member.is_active


def test_last_owner_stays(field: Field) -> None:
    owner = make_staff(Role.OWNER)
    client, address = staff_client(member=owner), reverse("desk_member", kwargs={"number": owner.pk})
    for words in ({"do": "close"}, {"do": "role", "role": "reader"}):
        answer = client.post(address, words)
        assert answer.status_code == 409
        assert "only owner" in answer.content.decode()
    owner.refresh_from_db()
    assert (owner.is_active, owner.role) == (True, "owner")
    second = make_staff(Role.READER)
    client.post(reverse("desk_member", kwargs={"number": second.pk}), {"do": "role", "role": "owner"})
    assert client.post(address, {"do": "role", "role": "reader"}).status_code == 302
    assert client.get(reverse("desk_team")).status_code == 403
    assert AuditEvent.objects.filter(action="role changed").count() == 2


def test_lost_phone(field: Field) -> None:
    owner, member = staff_client(Role.OWNER), make_staff(Role.EDITOR)
    browser = staff_client(member=member)
    owner.post(reverse("desk_member", kwargs={"number": member.pk}), {"do": "second-factor"})
    assert not Authenticator.objects.filter(user=member).exists()
    assert browser.get(reverse("desk"))["Location"] == reverse("mfa_activate_totp")


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    first, second = make_staff(Role.OWNER), User.objects.create_user("second@example.org", role=Role.OWNER)
    refused: list[User] = []
    ready = threading.Barrier(2)

    def leave(member: User) -> None:
        ready.wait()
        try:
            set_active(member, member, active=False)
        except LastOwnerError:
            refused.append(member)
        connection.close()

    threads = [threading.Thread(target=leave, args=(member,)) for member in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(role=Role.OWNER, is_active=True).count() == 1
