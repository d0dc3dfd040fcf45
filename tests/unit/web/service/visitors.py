"""Every kind of visitor, and every address of the service with its parameters filled, for the access walk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from civiscope.web.accounts.domain.links import link_token, revoke
from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.content import content_of, digest_of
from civiscope.web.collection.domain.evidence import add_file
from civiscope.web.collection.models import Evidence, PrefillRun, Query, SignOff
from civiscope.web.common.rules.access import Role
from civiscope.web.service.rooms import SERVICE
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field

PASSWORD = "a long enough pass phrase"


@dataclass(frozen=True)
class Address:
    """An address of the service: its name, and the names of its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Every address of the service, from the configuration itself."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[URLPattern | URLResolver], before: str, given: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        parameters = (*given, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, parameters)
        elif route.partition("/")[0] in SERVICE:
            yield Address(pattern.name or "", route, parameters)


NUMBERS = (
    ("answer/", "case"),
    ("desk/field/", "fieldwork"),
    ("desk/team/", "staff"),
    ("desk/review/", "case"),
    ("desk/enter/", "case"),
    ("desk/snapshots/", "case"),
)
"""What ``number`` means in an address that begins so; elsewhere it is an instrument."""


NAMES = {
    "service_asset": "service.css",
    "desk_table": "cities",
    "preview_file": "aa.html",
    "desk_preview_file": "aa.html",
}
"""What ``name`` is, by the name of the address."""


def values(field: Field) -> dict[str, Callable[[Address], object]]:
    """What each parameter is filled with, by its name: things of the city aa, so that others can be refused."""
    case, staff = field.cases["aa"], User.objects.create_user("asked-for@programme.example.org", PASSWORD)
    evidence = _file_of(field)
    query = Query.objects.create(case=case, item="staff", text="Are these all?", staff=staff)
    content = content_of({"city": "aa", "questionnaire": "officers", "version": 1}, {"strategy": {"": "yes"}})
    signed = SignOff.objects.create(
        case=case,
        number=1,
        signed_as="Ada",
        function="Clerk",
        instrument_version=1,
        content=content,
        digest=digest_of(content),
    )
    numbers = {"case": case.pk, "fieldwork": field.fieldwork.pk, "staff": staff.pk, "instrument": field.instrument.pk}
    fixed: dict[str, object] = {
        "case": case.pk,
        "contact": Contact.objects.get(person=field.people["ada"]).pk,
        "ending": "csv",
        "evidence": evidence.pk,
        "instrument": field.instrument.pk,
        "item": "staff",
        "key": "set-password",
        "kind": "invitation",
        "language": "en",
        "query": query.pk,
        "reopening": 1,
        "run": PrefillRun.objects.create(instrument=field.instrument, failed_at=timezone.now()).pk,
        "section": "team",
        "sign_off": signed.number,
        "token": link_token(field.people["ada"]),
        "uidb36": "1",
        "wave": "2026",
        "way": "mailed",
    }

    def number(address: Address) -> object:
        return numbers[next((what for start, what in NUMBERS if address.route.startswith(start)), "instrument")]

    def name(address: Address) -> object:
        return NAMES[address.name]

    return {"number": number, "name": name, **{name: partial(_same, value) for name, value in fixed.items()}}


def _same(value: object, _: Address) -> object:
    return value


def _file_of(field: Field) -> Evidence:
    """A file of the city, as its colleague added it."""
    upload = SimpleUploadedFile("notes.txt", b"Minutes of the meeting")
    return add_file(field.cases["aa"], "staff", field.people["ben"], "Minutes", upload)


def path_of(address: Address, filled: dict[str, Callable[[Address], object]]) -> str:
    """The address with its parameters; raises KeyError with what the walk must learn."""
    missing = [name for name in address.parameters if name not in filled]
    if missing:
        raise KeyError(f"tests/unit/web/service/visitors.py does not know how to fill {missing} of {address.name}")
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: str(filled[found[1]](address)), address.route)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(filled[found[1]](address)), path)
    return "/" + path.removesuffix("$").removesuffix("\\Z")


def new_client() -> Client:
    """A browser that nobody is signed in to; a defect is answered as in production, not raised."""
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


def staff_client(role: Role, *, second_factor: bool = True, active: bool = True) -> Client:
    """A browser of a member of the programme team."""
    name = f"{role}-{second_factor}-{active}@programme.example.org".lower()
    user = User.objects.filter(email=name).first() or User.objects.create_user(name, PASSWORD, role=role)
    if second_factor and not user.authenticator_set.exists():
        TOTP.activate(user, generate_totp_secret())
    client = new_client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if not active:
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


@dataclass(frozen=True)
class Visitor:
    """A kind of visitor: a browser, and who the table of access takes them for."""

    name: str
    client: Client
    contact: bool = False
    of_the_city: bool = False
    role: Role | None = None
    first_steps_only: bool = False


def contact_visitors(field: Field) -> list[Visitor]:
    """Contacts of the city whose things are asked for, of another city, and one whose link was revoked."""
    own = [Visitor(name, _contact(field, name), contact=True, of_the_city=True) for name in ("ada", "ben", "cleo")]
    return [*own, Visitor("another city", _contact(field, "dora"), contact=True)]


def staff_visitors() -> list[Visitor]:
    """Staff of every role, and those without a second factor."""
    signed = [Visitor(role, staff_client(role), role=role) for role in Role]
    bare = staff_client(Role.OWNER, second_factor=False)
    return [*signed, Visitor("no second factor", bare, role=Role.OWNER, first_steps_only=True)]


def outside_visitors(field: Field) -> list[Visitor]:
    """Nobody, and those who lost their access: to the service they are all the same."""
    revoked = _contact(field, "cleo")
    revoke(field.people["cleo"], "staff:1")
    deactivated = staff_client(Role.OWNER, active=False)
    guessed = new_client()
    guessed.cookies["civiscope_device"] = "guessed"
    guessed.cookies["civiscope_staff"] = "guessed"
    found = {"nobody": new_client(), "revoked": revoked, "deactivated": deactivated, "guessed keys": guessed}
    return [Visitor(name, client) for name, client in found.items()]


def _contact(field: Field, who: str) -> Client:
    client = field.client(who)
    client.raise_request_exception = False
    return client
