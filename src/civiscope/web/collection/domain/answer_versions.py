"""Writing a version of an answer: the statements that the database gets, and no others.

This is what a deadline asks of the database, so it is written as SQL: PostgreSQL gets one statement, which is a
transaction by itself; SQLite, which has no way to the server to save, a few in a transaction. Both do the same: hold
the case, so that nobody signs off in between; write the answer where the wave is open and the answer still stands in
the version that it was edited from; keep the version; note when the first answer came.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction

from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.statements import changed, first_row

_COLUMNS = "case_id, item, value, version, origin, confirmed, person_id, staff_id, saved_at"
_VALUES = "%(item)s, %(value)s, %(version)s, %(origin)s, TRUE, %(person)s, %(staff)s, %(now)s"
_SET = """SET value = %(value)s, version = %(version)s, origin = %(origin)s, confirmed = TRUE, person_id = %(person)s,
    staff_id = %(staff)s, saved_at = %(now)s"""
_STANDS = "item = %(item)s AND version = %(base)s AND value <> %(value)s"
_KEPT_COLUMNS = "case_id, item, version, value, origin, person_id, staff_id, reason, saved_at"
_KEPT = "%(item)s, %(version)s, %(value)s, %(origin)s, %(person)s, %(staff)s, %(reason)s, %(now)s"

_CASE = """FROM collection_case answered
    JOIN studies_instrument instrument ON instrument.id = answered.instrument_id
    JOIN studies_fieldwork fieldwork ON fieldwork.id = instrument.fieldwork_id
    WHERE answered.id = %(case)s AND (fieldwork.closed_at IS NULL OR %(correcting)s)"""
_HELD = f"SELECT answered.id {_CASE} AND answered.state = ANY(%(states)s) FOR NO KEY UPDATE OF answered"
POSTGRESQL_FIRST = f"""
    WITH held AS ({_HELD}),
    put AS (INSERT INTO collection_answer ({_COLUMNS}) SELECT id, {_VALUES} FROM held
        ON CONFLICT (case_id, item) DO NOTHING RETURNING case_id),
    began AS (UPDATE collection_case SET first_answer_at = %(now)s
        WHERE id = %(case)s AND first_answer_at IS NULL AND EXISTS (SELECT 1 FROM put))
    INSERT INTO collection_revision ({_KEPT_COLUMNS}) SELECT case_id, {_KEPT} FROM put"""  # noqa: S608
POSTGRESQL_NEXT = f"""
    WITH held AS ({_HELD}),
    put AS (UPDATE collection_answer {_SET} FROM held WHERE case_id = held.id AND {_STANDS} RETURNING case_id)
    INSERT INTO collection_revision ({_KEPT_COLUMNS}) SELECT case_id, {_KEPT} FROM put"""  # noqa: S608

SQLITE_STATE = f"SELECT answered.state {_CASE}"
SQLITE_FIRST = f"""INSERT INTO collection_answer ({_COLUMNS}) VALUES (%(case)s, {_VALUES})
    ON CONFLICT (case_id, item) DO NOTHING"""  # noqa: S608
SQLITE_NEXT = f"UPDATE collection_answer {_SET} WHERE case_id = %(case)s AND {_STANDS}"
SQLITE_KEPT = f"INSERT INTO collection_revision ({_KEPT_COLUMNS}) VALUES (%(case)s, {_KEPT})"  # noqa: S608
SQLITE_BEGAN = "UPDATE collection_case SET first_answer_at = %(now)s WHERE id = %(case)s AND first_answer_at IS NULL"


def write_version(words: Mapping[str, Any], states: Collection[CaseState]) -> bool:
    """Write the version that ``words`` describe, where the case is in one of ``states``; returns whether it was.

    ``words`` has case, item, value, base (0 for a first answer), version, origin, person, staff, reason, now, and
    whether a closed wave is no hindrance (correcting).
    """
    if connection.vendor == "postgresql":
        statement = POSTGRESQL_NEXT if words["base"] else POSTGRESQL_FIRST
        return bool(changed(statement, {**words, "states": [str(state) for state in states]}))
    with transaction.atomic():
        return _write_to_sqlite(words, states)


def _write_to_sqlite(words: Mapping[str, Any], states: Collection[CaseState]) -> bool:
    found = first_row(SQLITE_STATE, words)
    if found is None or found[0] not in states:
        return False
    if not changed(SQLITE_NEXT if words["base"] else SQLITE_FIRST, words):
        return False
    changed(SQLITE_KEPT, words)
    if not words["base"]:
        changed(SQLITE_BEGAN, words)
    return True
