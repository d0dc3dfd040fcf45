"""Whatever is sent to any address, by anybody, is answered; nothing of it is a defect (500)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.web.common.rules.access import Role
from civiscope.web.service.access import ACCESS
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.hostile import DOCX, MACRO, STRINGS
from tests.unit.web.service.visitors import Address, addresses, new_client, path_of, staff_client, values

ADDRESSES = sorted(addresses(), key=lambda address: address.name)
NAMES = [
    "action",
    "areas",
    "areas:other",
    "at",
    "both",
    "clear",
    "code",
    "comment:story",
    "confirm",
    "consent:story",
    "contact",
    "contacts",
    "data:housing",
    "date",
    "days",
    "deadline",
    "done",
    "email",
    "file",
    "founded",
    "function",
    "go",
    "item",
    "kind",
    "lang",
    "language",
    "level",
    "login",
    "name",
    "next",
    "note",
    "part",
    "password",
    "person",
    "ranking:housing",
    "reason",
    "reply",
    "role",
    "section",
    "since",
    "staff",
    "state",
    "step",
    "story",
    "strategy",
    "subject",
    "sure",
    "text",
    "title",
    "url",
    "uses:housing",
    "value",
    "version",
    "version:staff",
    "website",
]
"""Names of fields of the service's forms; others are made up."""

NUMBERS = ["0", "1", "-1", "9" * 30, "1e9", "NaN", "٣", " 7 ", "0x1", "1.5", "2147483648", "9223372036854775808"]
DAYS = ["2026-12-31", "0000-00-00", "9999-12-31", "2026-02-30", "2026-12-31T25:00", "2026-01-01T00:00:00+00:00"]
WORDS = ["yes", "no", "on", "", "(don't know)", "(none)", "housing;health", "other: x", "(weird)", "a\x00b"]
text = st.one_of(
    st.sampled_from([*STRINGS, *NUMBERS, *DAYS, *WORDS]),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
upload = st.sampled_from([b"", b"a,b\n1,2", b"%PDF-1.7", DOCX, MACRO, b"\xff\xfe\x00"]).flatmap(
    lambda content: text.map(lambda name: SimpleUploadedFile(f"a{name.replace('/', '_')[:80]}.txt", content))
)
forms = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(st.characters(codec="utf-8"), min_size=1, max_size=10)),
    st.one_of(text, st.lists(text, max_size=3), upload),
    max_size=8,
)


@contextlib.contextmanager
def taken_back() -> Iterator[None]:
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def browsers(field: Field) -> dict[str, Client]:
    """Everyone who may send forms."""
    lead = field.client("ada")
    lead.raise_request_exception = False
    return {"contact": lead, "staff": staff_client(Role.OWNER), "nobody": new_client()}


def for_address(address: Address, found: dict[str, Client]) -> Client:
    """Who may reach an address."""
    access = ACCESS[address.name]
    return found["contact"] if access.contacts else found["staff"] if access.roles else found["nobody"]


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """More is sent than one network address may."""
    monkeypatch.setattr("civiscope.web.common.domain.windows.Window.count", lambda *_: True)
    monkeypatch.setattr("civiscope.web.common.domain.windows.Window.is_full", lambda *_: False)


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("address", ADDRESSES, ids=[address.name for address in ADDRESSES])
def test_no_form_is_a_defect(field: Field, address: Address) -> None:
    path, client = path_of(address, values(field)), for_address(address, browsers(field))

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(forms, st.sampled_from(["multipart", "urlencoded", "json", "htmx"]))
    def send(form: dict[str, Any], how: str) -> None:
        with taken_back():
            before = client.cookies.copy()
            answer = post(client, path, form, how)
            b"".join(answer)
            client.cookies = before
        assert answer.status_code < 500 or answer.status_code == 507, (address.name, form)

    send()


def post(client: Client, path: str, form: dict[str, Any], how: str):  # type: ignore[no-untyped-def]
    """Send the form in one of the ways of browsers and scripts."""
    if how == "multipart":
        return client.post(path, form)
    if how == "urlencoded":
        typed = {name: value for name, value in form.items() if not isinstance(value, SimpleUploadedFile)}
        return client.generic("POST", path, encoded(typed), content_type="application/x-www-form-urlencoded")
    headers = {"accept": "application/json"} if how == "json" else {"hx-request": "true"}
    return client.post(path, form, headers=headers)


def encoded(form: dict[str, Any]) -> bytes:
    """The form as browsers send it without files."""
    pairs = [(name, item) for name, value in form.items() for item in (value if isinstance(value, list) else [value])]
    return "&".join(f"{quoted(name)}={quoted(item)}" for name, item in pairs).encode()


def quoted(text: str) -> str:
    """Every byte as ``%XX``."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%zz&%00=%ff", "application/x-www-form-urlencoded"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "b" * 300),
        (b"{", "application/json"),
        (b"&".join(b"a%d=1" % number for number in range(6_000)), "application/x-www-form-urlencoded"),
        (b"a=" + b"x" * 2_100_000, "application/x-www-form-urlencoded"),
        (b"a=1", "text/plain; charset=utf-7"),
        (b"a=1", "application/x-www-form-urlencoded; charset=no-such"),
    ],
    ids=range(9),
)
def test_no_broken_body_is_a_defect(field: Field, body: bytes, kind: str) -> None:
    filled, found = values(field), browsers(field)
    for address in ADDRESSES:
        client = for_address(address, found)
        with taken_back():
            before = client.cookies.copy()
            answer = client.generic("POST", path_of(address, filled), body, content_type=kind)
            b"".join(answer)
            client.cookies = before
        assert answer.status_code < 500, (address.name, answer.status_code)


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("address", ADDRESSES, ids=[address.name for address in ADDRESSES])
def test_no_question_mark_is_a_defect(field: Field, address: Address) -> None:
    path, client = path_of(address, values(field)), for_address(address, browsers(field))
    for given_text in [*STRINGS, *NUMBERS, *DAYS, *WORDS]:
        asked = dict.fromkeys(("since", "before", "lang", "next", "page", "sort", "q", "erased", "part"), given_text)
        with taken_back():
            answer = client.get(path, asked)
            b"".join(answer)
        assert answer.status_code < 500, (address.name, given_text)


PATHS: list[Callable[[str], str]] = [
    lambda text: f"/answer/{text}/",
    lambda text: f"/answer/1/section/{text}",
    lambda text: f"/answer/1/evidence/{text}",
    lambda text: f"/answer/1/file/{text}",
    lambda text: f"/account/link/{text}",
    lambda text: f"/account/password/new/{text}-{text}",
    lambda text: f"/desk/file/{text}",
    lambda text: f"/service/assets/{text}",
]


@pytest.mark.usefixtures("unlimited")
def test_no_made_up_address_is_a_defect(field: Field) -> None:
    found = browsers(field)
    for place in PATHS:
        for part in ["9" * 30, "0", "-1", "..", "%2e%2e%2fetc", "%00", "%ff", "a" * 3_000, "١", "a%0d%0ab: c"]:
            for client in found.values():
                answer = client.get(place(part))
                b"".join(answer)
                assert answer.status_code < 500, place(part)
