"""Statements that go past Django's cursors are part of its transactions, and fail as its own do."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction

from civiscope.web.common.statements import all_rows, change_each, changed, first_row

pytestmark = pytest.mark.django_db

PUT = """INSERT INTO accounts_person (name, email, language, link_number, made_at)
    VALUES (%s, %s, 'en', 1, CURRENT_TIMESTAMP)"""
NAMES = "SELECT name FROM accounts_person ORDER BY name"


def test_words_are_given_by_place_or_by_name() -> None:
    assert changed(PUT, ["Ada", "ada@example.org"]) == 1
    assert first_row("SELECT name FROM accounts_person WHERE email = %s", ["ada@example.org"]) == ("Ada",)
    named = "SELECT name FROM accounts_person WHERE email = %(email)s OR name = %(email)s"
    assert all_rows(named, {"email": "ada@example.org"}) == [("Ada",)]
    assert first_row(named, {"email": "'; DROP TABLE accounts_person; --"}) is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_each_row_is_written(count: int) -> None:
    rows = [(f"Person {number}", f"{number}@example.org") for number in range(count)]
    change_each(PUT, rows)
    assert all_rows(NAMES, []) == [(name,) for name, _ in rows]


def test_what_is_written_goes_with_the_transaction() -> None:
    with transaction.atomic():
        change_each(PUT, [("Ada", "ada@example.org"), ("Ben", "ben@example.org")])
        transaction.set_rollback(True)
    assert all_rows(NAMES, []) == []


def test_failures_are_those_of_django() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        changed(PUT, [None, "ada@example.org"])
    with pytest.raises(IntegrityError), transaction.atomic():
        change_each(PUT, [("Ada", "ada@example.org"), (None, "ben@example.org")])
    with pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
        first_row("SELECT nothing FROM nowhere", [])
    assert all_rows(NAMES, []) == []


def test_broken_transaction_takes_no_more() -> None:
    with transaction.atomic():
        connection.needs_rollback = True
        with pytest.raises(transaction.TransactionManagementError):
            changed(PUT, ["Ada", "ada@example.org"])
        connection.needs_rollback = False
