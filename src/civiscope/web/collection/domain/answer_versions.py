"""Writing versions of answers: the statements that the database gets, and no others.

This is what a deadline asks of the database, so it is written as SQL, and the same statements write one answer or a
whole questionnaire. Both databases do the same: hold the case, so that nobody signs off in between; write each answer
where the wave is open and the answer still stands in the version that it was edited from; keep the versions; note when
the first answer came. PostgreSQL gets one statement, which is a transaction by itself. SQLite, where asking needs no
way to a server, gets a few in a transaction: see `civiscope.web.common.domain.writer_queue`.

Where nothing stands, any version may be named: a page that is open while a backup is restored knows later ones.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.domain.writer_queue import writing
from civiscope.web.common.statements import all_rows, change_each, changed

_CASE = """FROM collection_case answered
    JOIN studies_instrument instrument ON instrument.id = answered.instrument_id
    JOIN studies_fieldwork fieldwork ON fieldwork.id = instrument.fieldwork_id"""
_IS_OPEN = "answered.id = %(case)s AND (fieldwork.closed_at IS NULL OR %(correcting)s)"
_ANSWER = "case_id, item, value, version, origin, confirmed, person_id, staff_id, saved_at"
_REVISION = "case_id, item, value, version, origin, reason, person_id, staff_id, saved_at"

POSTGRESQL = f"""
    WITH held AS (SELECT answered.id {_CASE} WHERE {_IS_OPEN} AND answered.state = ANY(string_to_array(%(states)s, ' '))
        FOR NO KEY UPDATE OF answered),
    sent AS (SELECT * FROM json_to_recordset(%(answers)s) AS sent (item text, value text, base int)),
    began_with AS (INSERT INTO collection_answer ({_ANSWER})
        SELECT held.id, sent.item, sent.value, sent.base + 1, %(origin)s, TRUE, %(person)s, %(staff)s, %(now)s
        FROM held, sent WHERE sent.base >= 0
        ON CONFLICT (case_id, item) DO NOTHING RETURNING case_id, item, value, version),
    went_on_with AS (UPDATE collection_answer stands SET value = sent.value, version = sent.base + 1,
        origin = %(origin)s, confirmed = TRUE, person_id = %(person)s, staff_id = %(staff)s, saved_at = %(now)s
        FROM held, sent WHERE stands.case_id = held.id AND stands.item = sent.item AND stands.version = sent.base
        AND stands.value <> sent.value RETURNING stands.case_id, stands.item, stands.value, stands.version),
    put AS (SELECT * FROM began_with UNION ALL SELECT * FROM went_on_with),
    noted AS (UPDATE collection_case SET first_answer_at = %(now)s
        WHERE id = %(case)s AND first_answer_at IS NULL AND EXISTS (SELECT 1 FROM began_with))
    INSERT INTO collection_revision ({_REVISION})
    SELECT case_id, item, value, version, %(origin)s, %(reason)s, %(person)s, %(staff)s, %(now)s FROM put
    RETURNING item"""  # noqa: S608

SQLITE_STANDS = f"""SELECT answered.state, answered.first_answer_at, stands.item, stands.version, stands.value {_CASE}
    LEFT JOIN collection_answer stands
        ON stands.case_id = answered.id AND stands.item IN (SELECT value FROM json_each(%(items)s))
    WHERE {_IS_OPEN}"""  # noqa: S608
SQLITE_PUT = f"""INSERT INTO collection_answer ({_ANSWER}) VALUES (%s, %s, %s, %s, %s, TRUE, %s, %s, %s)
    ON CONFLICT (case_id, item) DO UPDATE SET value = excluded.value, version = excluded.version,
        origin = excluded.origin, confirmed = TRUE, person_id = excluded.person_id, staff_id = excluded.staff_id,
        saved_at = excluded.saved_at"""  # noqa: S608
SQLITE_KEPT = f"INSERT INTO collection_revision ({_REVISION}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
SQLITE_NOTED = "UPDATE collection_case SET first_answer_at = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer (``value`` as `given.encoded` writes it), and the version that it was edited from: 0 for a first, less
    than 0 where it was none that can have stood."""

    item: str
    value: str
    base: int


@dataclass(frozen=True, slots=True)
class Writing:
    """How answers are written: by whom (numbers of a person and of a member of staff), when (as the database's driver
    takes it), and in which states of the case; ``correcting`` where a closed wave is no hindrance."""

    origin: str
    person: int | None
    staff: int | None
    reason: str
    now: Any
    states: Collection[CaseState]
    correcting: bool


def write_versions(case: int, answers: Sequence[Given], how: Writing) -> frozenset[str]:
    """Write those answers that can be, all in one transaction; returns the items that were written.

    An item is among ``answers`` once. What says the same as before is not written.
    """
    if connection.vendor != "postgresql":
        with writing():
            return _write_to_sqlite(case, answers, how)
    words = {
        "case": case,
        # One text: the driver takes long to write lists.
        "answers": json.dumps([{"item": new.item, "value": new.value, "base": new.base} for new in answers]),
        "origin": how.origin,
        "person": how.person,
        "staff": how.staff,
        "reason": how.reason,
        "now": how.now,
        "states": " ".join(how.states),
        "correcting": how.correcting,
    }
    return frozenset(item for (item,) in all_rows(POSTGRESQL, words))


def _write_to_sqlite(case: int, answers: Sequence[Given], how: Writing) -> frozenset[str]:
    asked = {"case": case, "correcting": how.correcting, "items": json.dumps([answer.item for answer in answers])}
    rows = all_rows(SQLITE_STANDS, asked)
    if not rows or rows[0][0] not in how.states:
        return frozenset()
    standing = {item: (version, value) for _, _, item, version, value in rows}
    put = [answer for answer in answers if _follows(answer, standing.get(answer.item))]
    if not put:
        return frozenset()
    by = (how.person, how.staff, how.now)
    change_each(SQLITE_PUT, [(case, new.item, new.value, new.base + 1, how.origin, *by) for new in put])
    change_each(SQLITE_KEPT, [(case, new.item, new.value, new.base + 1, how.origin, how.reason, *by) for new in put])
    if rows[0][1] is None and any(new.item not in standing for new in put):
        changed(SQLITE_NOTED, (how.now, case))
    return frozenset(new.item for new in put)


def _follows(answer: Given, stands: tuple[int, str] | None) -> bool:
    """Whether an answer was edited from what stands there, and says something else."""
    if stands is None:
        return answer.base >= 0
    return answer.base == stands[0] and answer.value != stands[1]
