"""The access walk: every address of the service, asked for by every kind of visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import resolve

from civiscope.web.common.rules.access import Role
from civiscope.web.service.access import ACCESS
from civiscope.web.service.gate import FIRST_STEPS, Gate
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import (
    Address,
    Visitor,
    addresses,
    contact_visitors,
    outside_visitors,
    path_of,
    staff_visitors,
    values,
)

ADDRESSES = addresses()
METHODS = ("get", "post")
REACHED = frozenset({200, 302, 303, 400, 409, 422})
ANSWERED = REACHED | {404, 405}
"""What those are answered who may reach an address; 404 for what the small study does not have."""
NOT_IN_THE_STUDY: frozenset[str] = frozenset({"case_changes", "preview_file"})
"""Addresses of contacts that ask for more than the walk sends: a moment since when, a preview that was made (which the
tests of previews ask for, of their own city and of another)."""
Filled = dict[str, Callable[[Address], object]]


@pytest.fixture
def filled(field: Field) -> Filled:
    """Parameters for every address."""
    return values(field)


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk asks more than one network address may."""
    monkeypatch.setattr("civiscope.web.common.domain.windows.Window.count", lambda *_: True)
    monkeypatch.setattr("civiscope.web.common.domain.windows.Window.is_full", lambda *_: False)
    cache.clear()


def visits(visitor: Visitor, filled: Filled) -> Iterator[tuple[str, Address, str, int, str]]:
    """The visitor asks for every address by every method; what one request changes is taken back before the next.

    Gives what was asked in words, the address, its path, the status, and where it leads."""
    for address in ADDRESSES:
        for method in METHODS:
            path = path_of(address, filled)
            with transaction.atomic():
                before = visitor.client.cookies.copy()
                answer = getattr(visitor.client, method)(path)
                # A file that is sent stays open until it was read.
                b"".join(answer)
                visitor.client.cookies = before
                transaction.set_rollback(True)
            asked = f"{visitor.name}: {method.upper()} {address.name} ({path})"
            yield asked, address, path, answer.status_code, answer.get("Location", "")


def test_every_address_stands_in_the_table_and_every_entry_has_an_address() -> None:
    assert sorted({address.name for address in ADDRESSES}) == sorted(ACCESS)


def test_no_two_addresses_have_the_same_name() -> None:
    names = [address.name for address in ADDRESSES]
    assert sorted(names) == sorted(set(names))


def test_no_address_hides_another(filled: Filled) -> None:
    for address in ADDRESSES:
        assert resolve(path_of(address, filled)).view_name == address.name


def test_address_that_is_not_in_the_table_is_refused_whoever_asks() -> None:
    request = RequestFactory().get("/desk/new")
    request.resolver_match = SimpleNamespace(view_name="new")  # type: ignore[assignment]
    with pytest.raises(ImproperlyConfigured, match="table of access"):
        Gate(lambda _: None).process_view(request, lambda _: None, [], {})  # type: ignore[arg-type,return-value]


def test_walk_tells_of_a_parameter_that_it_cannot_fill(filled: Filled) -> None:
    with pytest.raises(KeyError, match=r"how to fill \['river'\] of rivers"):
        path_of(Address("rivers", "answer/<int:river>", ("river",)), filled)


def test_those_outside_reach_only_what_is_for_everyone(field: Field, filled: Filled) -> None:
    visitors = outside_visitors(field)
    for visitor in visitors:
        for asked, address, _, status, leads_to in visits(visitor, filled):
            access = ACCESS[address.name]
            if access.everyone:
                assert status in ANSWERED | {403}, asked
                continue
            if access.roles and not access.contacts:
                assert status == 302, asked
                assert urlsplit(leads_to).path == "/account/sign-in", asked
            else:
                assert status == 403, asked


def test_contacts_reach_their_city_and_nothing_of_another(field: Field, filled: Filled) -> None:
    for visitor in contact_visitors(field):
        for asked, address, _, status, leads_to in visits(visitor, filled):
            access = ACCESS[address.name]
            if access.everyone:
                assert status in ANSWERED | {403}, asked
            elif not access.contacts:
                assert (status, urlsplit(leads_to).path) == (302, "/account/sign-in"), asked
            elif address.parameters and not visitor.of_the_city:
                assert status in (404, 405), asked
            else:
                assert status in ANSWERED | {403}, asked


def test_the_city_itself_reaches_its_addresses(field: Field, filled: Filled) -> None:
    """Without this a walk in which everything is refused would pass. A form that is refused has been reached."""
    wanted = {name for name, access in ACCESS.items() if access.contacts}
    for visitor in contact_visitors(field):
        if visitor.of_the_city:
            wanted -= {address.name for _, address, _, status, _ in visits(visitor, filled) if status in REACHED}
    assert wanted <= NOT_IN_THE_STUDY


def test_staff_reach_what_their_role_includes(field: Field, filled: Filled) -> None:
    for visitor in staff_visitors():
        for asked, address, _, status, leads_to in visits(visitor, filled):
            access = ACCESS[address.name]
            if access.everyone:
                assert status in ANSWERED | {403}, asked
            elif (access.contacts and not access.roles) or visitor.role not in access.roles:
                assert status == 403, asked
            elif visitor.first_steps_only and address.name not in FIRST_STEPS:
                assert (status, leads_to) == (302, "/account/two-factor/app"), asked
            else:
                assert status in ANSWERED, asked
                assert urlsplit(leads_to).path != "/account/sign-in" or address.name == "account_logout", asked


def test_every_role_reaches_the_desk_and_only_owners_the_log(field: Field) -> None:
    for visitor in staff_visitors():
        desk = visitor.client.get("/desk/").status_code
        log = visitor.client.get("/desk/audit").status_code
        if visitor.first_steps_only:
            assert (desk, log) == (302, 302)
        else:
            assert (desk, log) == (200, 200 if visitor.role is Role.OWNER else 403), visitor.name


def test_head_is_answered_as_get_and_other_methods_change_nothing(field: Field, filled: Filled) -> None:
    client: Client = contact_visitors(field)[0].client
    for address in ADDRESSES:
        if ACCESS[address.name].contacts:
            path = path_of(address, filled)
            for method in ("put", "patch", "delete", "options", "trace"):
                assert getattr(client, method)(path).status_code == 405, (method, path)
