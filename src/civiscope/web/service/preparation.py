"""What the service needs before it can serve: its folder, its database with all tables, an owner."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import django
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import OperationalError, connection

from civiscope.errors import UserError, problem
from civiscope.web.common.rules.access import Role
from civiscope.web.service.durability import require_durable
from civiscope.web.service.environment import DATABASE, given
from civiscope.web.service.kept_counts import clear_counts

Ask = Callable[[], tuple[str, str] | None]
"""Asks whoever started the service for the owner's address and password; None where nobody can be asked."""


def configure(study: Path | None, data: Path | None, releases: Path | None, hosts: tuple[str, ...], url: str) -> None:
    """Tell this process and its workers what to serve; call it before anything of Django is used.

    Raises UserError where the data folder cannot be made.
    """
    told = {
        "CIVISCOPE_STUDY": "" if study is None else str(study.resolve()),
        "CIVISCOPE_DATA": "" if data is None else str(data.resolve()),
        "CIVISCOPE_RELEASES": "" if releases is None else str(releases.resolve()),
        "CIVISCOPE_HOSTS": ",".join(hosts),
    }
    os.environ.update(told)
    os.environ.setdefault("CIVISCOPE_URL", url)
    if data is not None:
        try:
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as failure:
            raise UserError(problem("out-not-writable", value=data, reason=failure.strerror or failure)) from failure


def require_database(data: Path) -> None:
    """Raise UserError where neither DATABASE_URL names a database nor ``data`` holds that of a service."""
    if not given("DATABASE_URL") and not (data / DATABASE).is_file():
        raise UserError(problem("service-missing", value=data))


def prepare_database() -> None:
    """Make or renew the tables; raises UserError for a database that cannot be reached or would lose answers."""
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as failure:
        reason = str(failure).strip().splitlines()[0]
        raise UserError(
            problem("database-unreachable", value=connection.settings_dict["NAME"], reason=reason)
        ) from failure
    require_durable()
    clear_counts()
    call_command("migrate", interactive=False, verbosity=0)


def ensure_owner(ask: Ask) -> bool:
    """Make the first owner, from ``CIVISCOPE_OWNER_EMAIL`` and ``CIVISCOPE_OWNER_PASSWORD`` or by asking.

    Returns whether there is one now. Raises UserError for an address or a password that cannot be used.
    """
    users = apps.get_model("accounts", "User")
    if users.objects.filter(role=Role.OWNER, is_active=True).exists():
        return True
    email, password = os.environ.get("CIVISCOPE_OWNER_EMAIL", ""), os.environ.get("CIVISCOPE_OWNER_PASSWORD", "")
    if not (email and password):
        asked = ask()
        if asked is None:
            return False
        email, password = asked
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as failure:
        raise UserError(problem("owner-unusable", value=email, reason=" ".join(failure.messages))) from failure
    users.objects.create_user(email, password, role=Role.OWNER)
    return True
