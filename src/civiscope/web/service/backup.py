"""Backing up what the service keeps while it serves, and restoring it.

The database comes first and the files after it, so that every file that the database names is there: a file is written
before the row that names it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from civiscope.errors import UserError, problem
from civiscope.web.service.archive import FILES, POSTGRESQL, SQLITE, Backup, read_archive, write_archive
from civiscope.web.service.environment import given
from civiscope.web.service.kept_counts import FOLDER as METRICS

DATABASE = "civiscope.sqlite3"
_NOT_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
_LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS",
}


def back_up(data: Path, out: Path) -> int:
    """Back up the service of the data folder into the file ``out``; returns its bytes.

    Raises UserError where there is nothing to back up, or the database's own programs fail.
    """
    if not data.is_dir():
        raise UserError(problem("nothing-to-back-up", value=data))
    if out.exists():
        raise UserError(problem("backup-exists", value=out))
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with _scratch(out.parent) as scratch:
        if given("DATABASE_URL"):
            name = POSTGRESQL
            _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={scratch / name}")
        else:
            name = SQLITE
            _copy_sqlite(data / DATABASE, scratch / name)
        files = {f"{FILES}{path.relative_to(data).as_posix()}": path for path in _files(data)}
        # A file may go while others are read, as an upload that is withdrawn does; so each is copied first.
        members = {name: scratch / name}
        for member, path in files.items():
            copied = scratch / member
            copied.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, copied)
            except FileNotFoundError:
                continue
            members[member] = copied
        write_archive(out, made_at, name, members)
    return out.stat().st_size


def restore(backup: Path, data: Path) -> Backup:
    """Restore a backup into the data folder ``data``, which is new or empty, and into the database that DATABASE_URL
    names, which is empty, where it was of PostgreSQL.

    Raises UserError for a backup that cannot be used, and for places that hold something already.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise UserError(problem("restore-not-empty", value=data))
    data.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(data.parent) as scratch:
        found = read_archive(backup, scratch)
        if (found.database == POSTGRESQL) != bool(given("DATABASE_URL")):
            wanted = "PostgreSQL" if found.database == POSTGRESQL else "SQLite"
            raise UserError(problem("restore-other-database", value=backup, wanted=wanted))
        restored = scratch / FILES
        restored.mkdir(exist_ok=True)
        if found.database == POSTGRESQL:
            _restore_postgresql(scratch / POSTGRESQL)
        else:
            (scratch / SQLITE).replace(restored / DATABASE)
        for path in restored.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        restored.chmod(0o700)
        if data.exists():
            data.rmdir()
        restored.rename(data)
    return found


def _copy_sqlite(database: Path, out: Path) -> None:
    """Copy the database as it is at one moment, while others write to it; SQLite sees to that."""
    if not database.is_file():
        raise UserError(problem("nothing-to-back-up", value=database.parent))
    try:
        with (
            closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as source,
            closing(sqlite3.connect(out)) as target,
        ):
            source.backup(target)
            faults = target.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error as failure:
        raise UserError(problem("backup-failed", value=database, reason=failure)) from failure
    if faults != [("ok",)]:
        raise UserError(problem("backup-failed", value=database, reason=faults[0][0]))


def _restore_postgresql(dump: Path) -> None:
    listed = _run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", _TABLES)
    if listed.strip() != "0":
        raise UserError(problem("restore-not-empty", value="the database that DATABASE_URL names"))
    database = _connection()["PGDATABASE"]
    words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *words, f"--dbname={database}", str(dump))


_TABLES = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"


def _files(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        if path.is_file() and not path.is_symlink() and inside.parts[0] not in (*_NOT_FILES, METRICS):
            yield path


def _run(program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL; the address of the database goes into its environment, where no list of processes
    shows the password."""
    folder = given("CIVISCOPE_POSTGRESQL_BIN")
    path = shutil.which(program, path=folder or None)
    if path is None:
        raise UserError(problem("program-missing", value=program))
    environment = {**os.environ, **_connection()}
    ended = subprocess.run([path, *arguments], env=environment, capture_output=True, encoding="utf-8", check=False)
    if ended.returncode:
        reason = (ended.stderr.strip().splitlines() or [f"it ended with {ended.returncode}"])[-1]
        raise UserError(problem("backup-failed", value=program, reason=reason))
    return ended.stdout


def _connection() -> dict[str, str]:
    """DATABASE_URL as the programs of PostgreSQL read it."""
    url = urlsplit(given("DATABASE_URL"))
    parts = {
        "host": unquote(url.hostname or ""),
        "port": str(url.port or ""),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "dbname": unquote(url.path.lstrip("/")),
        **dict(parse_qsl(url.query)),
    }
    return {_LIBPQ[name]: text for name, text in parts.items() if text and name in _LIBPQ}


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder beside what is made, so that moving it there is one step; only its owner can read it."""
    try:
        with tempfile.TemporaryDirectory(prefix=".civiscope-", dir=beside) as folder:
            yield Path(folder)
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=beside, reason=failure.strerror or failure)) from failure
