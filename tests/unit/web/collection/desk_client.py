"""A browser of the programme team."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import make_staff


def desk_client(role: Role) -> Client:
    """A browser in which a new member of the programme team is signed in, with a second factor."""
    staff = make_staff(role)
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"host": "localhost"})
    client.force_login(staff)
    return client
