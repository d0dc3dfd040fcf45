"""Health says whether answers can be taken; outages are told from defects."""

from __future__ import annotations

import errno
import sqlite3
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection
from django.test import Client, RequestFactory

from civiscope.web.common.outages import outage_of
from civiscope.web.service import health
from civiscope.web.service.outages import outage
from tests.unit.web.collection.field import Field


def of_database(cause: BaseException, kind: type[Exception] = OperationalError) -> Exception:
    """The failure as Django raises it."""
    failure = kind(str(cause))
    failure.__cause__ = cause
    return failure


def of_sqlite(code: int) -> Exception:
    """A failure of SQLite with this code."""
    cause = sqlite3.OperationalError("it failed")
    cause.sqlite_errorcode = code
    return of_database(cause)


def of_postgresql(state: str | None) -> Exception:
    """A failure that PostgreSQL's driver reports."""
    cause = type("OperationalError", (Exception,), {"sqlstate": state})("it failed")
    return of_database(cause)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), "disk_full"),
        (of_sqlite(sqlite3.SQLITE_IOERR | (3 << 8)), "disk_failed"),
        (of_sqlite(sqlite3.SQLITE_READONLY), "disk_failed"),
        (of_sqlite(sqlite3.SQLITE_BUSY), "database_away"),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_postgresql("53100"), "disk_full"),
        (of_postgresql("58030"), "disk_failed"),
        (of_postgresql("57P03"), "database_away"),
        (of_postgresql("53300"), "database_away"),
        (of_postgresql(None), "database_away"),
        (of_postgresql("42P01"), None),
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.ENOENT, "No such file"), None),
        (of_database(sqlite3.IntegrityError("twice"), IntegrityError), None),
        (ProgrammingError("no cause"), None),
        (ValueError("a defect"), None),
        (None, None),
    ],
)
def test_outages_are_told_from_defects(failure: BaseException | None, kind: str | None) -> None:
    assert outage_of(failure) == kind


def test_page_of_an_outage_asks_the_database_for_nothing(trilingual: Field) -> None:
    request = RequestFactory().get("/answer/", headers={"host": "localhost"})
    for language, words in (("en", "disk is full"), ("fr", "disque est plein"), ("es", "disco está lleno")):
        request.COOKIES["civiscope_language"] = language
        # No test of this module may use a database but through the fixture, which this leaves.
        with connection.execute_wrapper(_refuse):
            answer = outage(request, "disk_full")
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert words in answer.content.decode()


def _refuse(*words: object) -> None:
    raise AssertionError("the database was asked")


def test_health_is_ok(field: Field) -> None:
    answer = Client(headers={"host": "localhost"}).get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_tells_of_a_full_disk(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10))
    answer = Client(headers={"host": "localhost"}).get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "disk_full"})


def test_health_tells_of_a_database_that_is_away(field: Field) -> None:
    def away(*words: object) -> None:
        raise of_postgresql("57P03")

    with connection.execute_wrapper(away):
        answer = Client(headers={"host": "localhost"}).get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_away"})


def test_health_tells_of_a_database_that_takes_no_writer(field: Field) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite refuses the transaction itself, which test_outages_are_told_from_defects covers")

    def standby(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        return execute("SELECT 'on'" if sql == "SHOW transaction_read_only" else sql, params, many, context)

    with connection.execute_wrapper(standby):
        answer = Client(headers={"host": "localhost"}).get("/health")
    assert answer.json() == {"status": "disk_failed"}
