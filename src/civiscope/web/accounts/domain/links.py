"""Personal links, one-time codes and devices of people in cities.

A link says who someone claims to be; the code, mailed to the address on record, proves it, once for every device. So a
link that was forwarded, or read by a mail filter, opens nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from civiscope.web.accounts.models import Code, Device, Person
from civiscope.web.common.domain.audit import record
from civiscope.web.common.statements import first_row

CODE_LASTS = dt.timedelta(minutes=15)
CODE_ATTEMPTS = 5
CODES_AN_HOUR = 5
DEVICE_LASTS = dt.timedelta(days=60)
_SALT = "civiscope.link"
_COLUMNS = ("id", "name", "email", "language", "link_number")


def device_query(columns: str = "", joins: str = "") -> str:
    """Asks for the person (`person_in` reads the row) whose device has a key, with ``columns`` that ``joins`` bring in.

    Takes the words of the joins, then those that `device_words` gives. Written out, because every request of a city
    asks it; other columns of the person are read where they are needed.
    """
    return f"""
        SELECT person.id, person.name, person.email, person.language, person.link_number{columns}
        FROM accounts_device device JOIN accounts_person person ON person.id = device.person_id {joins}
        WHERE device.digest = %s AND device.expires_at > %s AND person.revoked_at IS NULL AND person.erased_at IS NULL
        """  # noqa: S608


_PERSON_OF_DEVICE = device_query()


class TooManyCodesError(Exception):
    """So many codes were asked for within the hour that no other is sent."""


def link_token(person: Person) -> str:
    """The secret of a person's link; the same until the link is revoked."""
    return signing.Signer(salt=_SALT).sign(f"{person.pk}.{person.link_number}")


def link_address(person: Person) -> str:
    """The whole address of a person's link."""
    return f"{settings.PUBLIC_URL}{reverse('link', kwargs={'token': link_token(person)})}"


def person_of_link(token: str) -> Person | None:
    """Whose link it is; None for one that was made up, revoked, or of someone who has been removed."""
    try:
        number, _, version = signing.Signer(salt=_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    if not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (number, version)):
        return None
    return Person.objects.filter(
        pk=number, link_number=version, revoked_at__isnull=True, erased_at__isnull=True
    ).first()


def make_code(person: Person) -> str:
    """A new code of six digits, to be mailed; earlier ones of the person no longer work.

    Raises TooManyCodesError after `CODES_AN_HOUR`.
    """
    now = timezone.now()
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if person.codes.filter(made_at__gt=now - dt.timedelta(hours=1)).count() >= CODES_AN_HOUR:
            raise TooManyCodesError
        person.codes.filter(used_at__isnull=True).update(attempts_left=0)
        code = f"{secrets.randbelow(1_000_000):06d}"
        Code.objects.create(
            person=person, digest=_digest(person, code), expires_at=now + CODE_LASTS, attempts_left=CODE_ATTEMPTS
        )
    return code


def open_device(person: Person, typed: str) -> str | None:
    """The key of a new device where ``typed`` is the person's code, else None; a code works once."""
    now = timezone.now()
    with transaction.atomic():
        code = (
            Code.objects.select_for_update()
            .filter(person=person, used_at__isnull=True, attempts_left__gt=0, expires_at__gt=now)
            .order_by("-id")
            .first()
        )
        if code is None:
            return None
        Code.objects.filter(pk=code.pk).update(attempts_left=F("attempts_left") - 1)
        if not hmac.compare_digest(code.digest, _digest(person, "".join(typed.split()))):
            return None
        Code.objects.filter(pk=code.pk).update(used_at=now)
        key = secrets.token_urlsafe(32)
        Device.objects.create(person=person, digest=_hash(key), expires_at=now + DEVICE_LASTS)
        record(person.actor, "signed in", person.actor)
    return key


def person_of_device(key: str) -> Person | None:
    """Who uses the device with this key; None for one that is unknown, has expired or whose person lost access."""
    row = first_row(_PERSON_OF_DEVICE, device_words(key))
    return None if row is None else person_in(row)


def device_words(key: str) -> list[Any]:
    """What a `device_query` is asked for the device with this key."""
    return [_hash(key), connection.ops.adapt_datetimefield_value(timezone.now())]


def person_in(row: Sequence[Any]) -> Person:
    """The person whom a `device_query` has found; further columns are left alone."""
    return Person.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row[: len(_COLUMNS)])


def close_device(key: str) -> None:
    """Sign a device out."""
    Device.objects.filter(digest=_hash(key)).delete()


def revoke(person: Person, actor: str) -> None:
    """End all links and devices of a person; a new link can be sent afterwards."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(link_number=F("link_number") + 1)
        person.devices.all().delete()
        person.codes.all().delete()
        record(actor, "link revoked", person.actor)
    person.refresh_from_db()


def _digest(person: Person, code: str) -> str:
    return salted_hmac("civiscope.code", f"{person.pk}:{code}", algorithm="sha256").hexdigest()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
