"""What differs between machines: read from the environment, explained in docs/deployment.md.

``CIVISCOPE_HOSTS``       names under which readers reach the service, joined by commas; only this machine's without it
``CIVISCOPE_PROXIES``     addresses of proxies on other machines that name the client, joined by commas
``CIVISCOPE_RELEASES``    the folder of releases that the explorer shows
``CIVISCOPE_STUDY``       the study folder that is in the field; without it only the explorer is served
``CIVISCOPE_DATA``        the folder of the service's own files: database, uploads, mails, secret key
``DATABASE_URL``          a PostgreSQL database; SQLite in CIVISCOPE_DATA where absent
``CIVISCOPE_URL``         the address under which people reach the service, for links in mails
``CIVISCOPE_MAIL_URL``    ``smtp://user:password@host:port?tls=start|implicit|none``; mails become files where absent
``CIVISCOPE_MAIL_FROM``   the sender of mails
``CIVISCOPE_IMAP_URL``    ``imap://user:password@host:port/FOLDER?tls=implicit|start|none``: the mailbox to which mails
                          that cannot be delivered come back
``CIVISCOPE_LOG``         ``json`` for a JSON object a request in the log, else a line for people
``CIVISCOPE_METRICS_TOKEN``    what opens ``/metrics``; without it only programs of this machine see them
``CIVISCOPE_POSTGRESQL_BIN``   the folder of pg_dump, pg_restore and psql, where it is not the one on the path
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
DATABASE = "civiscope.sqlite3"
"""The file of SQLite in the data folder."""
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000; "
    "PRAGMA wal_autocheckpoint=1000;"
)
"""An answer that was acknowledged is on disk: FULL waits for the disk at every commit, which WAL alone does not."""


def given(name: str) -> str:
    """A variable of the environment, "" where it is absent."""
    return os.environ.get(name, "").strip()


def hosts() -> list[str]:
    """The names under which the service answers."""
    return [host for host in given("CIVISCOPE_HOSTS").split(",") if host] or list(THIS_MACHINE)


def proxies() -> frozenset[str]:
    """Addresses of proxies whose ``X-Forwarded-For`` is believed, besides those on this machine."""
    return frozenset(address.strip() for address in given("CIVISCOPE_PROXIES").split(",") if address.strip())


def data_folder() -> Path | None:
    """The folder of the service's own files."""
    return Path(given("CIVISCOPE_DATA")) if given("CIVISCOPE_DATA") else None


def secret_key() -> str:
    """The key that signs links and sessions: made once and kept in the data folder, readable by its owner only.

    Without a data folder nothing is signed that outlives the process.
    """
    folder = data_folder()
    if folder is None:
        return secrets.token_urlsafe(50)
    path = folder / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()


def databases() -> dict[str, Any]:
    """The databases of Django's settings; none where only the explorer is served."""
    folder = data_folder()
    if given("DATABASE_URL"):
        found: dict[str, Any] = dict(
            dj_database_url.parse(given("DATABASE_URL"), conn_max_age=600, conn_health_checks=True)
        )
        if found["ENGINE"].endswith(".postgresql"):
            # For civiscope.web.common.statements; Django's own statements are not prepared.
            found["OPTIONS"] = {"prepare_threshold": 0, **found.get("OPTIONS", {})}
        return {"default": found}
    if folder is None:
        return {}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / DATABASE,
            "CONN_MAX_AGE": None,
            # IMMEDIATE: a transaction that will write waits at its beginning, and never fails half-way for a lock.
            "TEST": {"NAME": folder / "test.sqlite3"},
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    }


def mail_folder() -> Path:
    """Where mails become files; they are looked for there, and erased, even when a mail server was named later."""
    return (data_folder() or Path()) / "mail"


def mail() -> dict[str, Any]:
    """Django's settings of mail: SMTP where an address is given, else files in `mail_folder`."""
    url = urlsplit(given("CIVISCOPE_MAIL_URL"))
    if not url.hostname:
        return {"EMAIL_BACKEND": "civiscope.web.common.domain.mail_files.MailFiles"}
    security = parse_qs(url.query).get("tls", ["start"])[0]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if security == "implicit" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": security == "start",
        "EMAIL_USE_SSL": security == "implicit",
        "EMAIL_TIMEOUT": 30,
    }
