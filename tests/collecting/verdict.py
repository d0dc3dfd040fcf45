"""Whether everything that was acknowledged is there: asked of the database itself, and of the service."""

from __future__ import annotations

import http.client
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.collecting.running import Service
from tests.collecting.writers import Acknowledged, send, signed_in

Rows = list[tuple[int, str, int, str]]
ANSWERS = "SELECT case_id, item, version, value FROM collection_answer"
REVISIONS = "SELECT case_id, item, version, value FROM collection_revision"


def rows(service: Service, query: str) -> Rows:
    """What the database holds."""
    if service.database:
        import psycopg

        with psycopg.connect(service.database) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type,return-value]
    return sqlite_rows(service.data / "civiscope.sqlite3", query)


def sqlite_rows(path: Path, query: str) -> Rows:
    """What a file of SQLite holds."""
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(query).fetchall()


def lost(acknowledged: Iterable[Acknowledged], answers: Rows, revisions: Rows) -> list[Acknowledged]:
    """What is neither the current answer nor an earlier version of it."""
    kept = {(case, item, version): _text(value) for case, item, version, value in (*answers, *revisions)}
    return [entry for entry in acknowledged if kept.get((entry.case, entry.item, entry.version)) != entry.text]


def contradictions(answers: Rows, revisions: Rows) -> list[str]:
    """Versions that are there twice or left out, and current answers that are not the latest version."""
    found = [
        f"{key} is there {count} times" for key, count in Counter(row[:3] for row in revisions).items() if count > 1
    ]
    latest: dict[tuple[int, str], int] = {}
    for case, item, _, _ in revisions:
        latest[case, item] = latest.get((case, item), 0) + 1
    by_version = {row[:3]: row[3] for row in revisions}
    current = {row[:2]: row for row in answers}
    found += [f"{key} has versions and no answer" for key in latest.keys() - current.keys()]
    for (case, item), (_, _, version, value) in current.items():
        if latest.get((case, item)) != version or by_version.get((case, item, version)) != value:
            found.append(f"{item} of case {case} stands in version {version}, of {latest.get((case, item))}")
    return found


def require_nothing_lost(service: Service, acknowledged: list[Acknowledged]) -> None:
    """Fail unless every acknowledged answer is there, in the database and through the service."""
    answers, revisions = rows(service, ANSWERS), rows(service, REVISIONS)
    assert lost(acknowledged, answers, revisions) == []
    assert contradictions(answers, revisions) == []
    _require_served(service, answers)


def _require_served(service: Service, answers: Rows) -> None:
    """Every case opens, and says of its answers what the database holds."""
    keys = {city.case: city.keys[0] for city in service.cities.values()}
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)) as connection:
        for case, item, version, value in answers:
            # Named from a version that never was the latest: the service tells what stands there, and writes nothing.
            status, told = send(connection, case, keys[case], item, 0, "-1")
            assert status == 409, told
            assert told["conflict"]["version"] == version
            assert told["conflict"]["value"] == json.loads(value)
    for case, key in keys.items():
        status, page = service.get(f"/answer/{case}/", signed_in(key))
        assert status == 200, page


def _text(value: str) -> str:
    return str(json.loads(value)[""])
