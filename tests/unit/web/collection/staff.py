"""Staff who are signed in, for tests of the desk."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from civiscope.web.accounts.models import User
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import make_staff


def staff_client(role: Role = Role.OWNER, member: User | None = None) -> Client:
    """A browser in which a member with a second factor is signed in."""
    member = member or make_staff(role)
    TOTP.activate(member, generate_totp_secret())
    client = Client(headers={"host": "localhost"})
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
