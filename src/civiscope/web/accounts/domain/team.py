"""The programme team: letting members in, their roles, closing and opening accounts. One owner always stays."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from civiscope.web.accounts.models import User
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.identity import identity
from civiscope.web.common.rules.access import Role

WELCOME = """\
{greeting}

{by} has let you in as {role} of "{study}". Set your password here, within three days:

{link}

When you sign in for the first time, you set up an authenticator app as well. After the three days, have another link
sent here: {lost}
"""


class LastOwnerError(Exception):
    """The only owner would be gone, and with them everyone who can let others in."""


class KnownMemberError(Exception):
    """There is an account with this address."""


def add_member(email: str, name: str, role: Role, by: User) -> User:
    """Let someone in and mail them the link by which they set a password; raises KnownMemberError."""
    with transaction.atomic():
        if User.objects.filter(email=email.lower()).exists():
            raise KnownMemberError
        member = User.objects.create_user(email, name=name, role=role)
        record(by.actor, "member added", member.actor, role)
        words = {
            "greeting": f"Dear {name}," if name else "Hello,",
            "by": str(by),
            "role": role.value,
            "study": identity().name_in("en"),
            "link": password_link(member),
            "lost": f"{settings.PUBLIC_URL}{reverse('account_reset_password')}",
        }
        subject = f"Your account on the programme desk of {words['study']}"
        queue_mail("account", member.actor, member.email, subject, WELCOME.format(**words))
    return member


def password_link(member: User) -> str:
    """The whole address at which a member sets their password; it works once."""
    key = {"uidb36": user_pk_to_url_str(member), "key": default_token_generator.make_token(member)}
    return f"{settings.PUBLIC_URL}{reverse('account_reset_password_from_key', kwargs=key)}"


def change_role(member: User, role: Role, by: User) -> None:
    """Give a member another role; raises LastOwnerError."""
    with transaction.atomic():
        if role is not Role.OWNER:
            _require_another_owner(member)
        User.objects.filter(pk=member.pk).update(role=role)
        record(by.actor, "role changed", member.actor, f"{member.role} to {role}")


def set_active(member: User, by: User, *, active: bool) -> None:
    """Close an account at once (its sessions too), or open it again; raises LastOwnerError."""
    with transaction.atomic():
        if not active:
            _require_another_owner(member)
        User.objects.filter(pk=member.pk).update(is_active=active)
        record(by.actor, "account opened" if active else "account closed", member.actor)


def remove_second_factor(member: User, by: User) -> None:
    """Remove a member's authenticator app and recovery codes; they set up another at their next sign-in."""
    with transaction.atomic():
        Authenticator.objects.filter(user=member).delete()
        record(by.actor, "second factor removed", member.actor)


def _require_another_owner(member: User) -> None:
    """Hold the rows of the owners, so that two who leave at the same moment do not both go."""
    owners = User.objects.select_for_update().filter(role=Role.OWNER, is_active=True)
    if {owner.pk for owner in owners} == {member.pk}:
        raise LastOwnerError
