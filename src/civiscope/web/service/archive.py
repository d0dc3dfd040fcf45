"""A backup as one file: a tar archive with a list of what is in it, and a checksum of each.

backup.json         what it is: the format, the version of Civiscope, the kind of database, when, and the checksums
database.sqlite3    the database as a file of SQLite, or
database.dump       as pg_dump writes it
files/...           the data folder's other files: uploads, mails, the secret key
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civiscope import __version__
from civiscope.errors import UserError, problem

FORMAT = 1
LIST = "backup.json"
SQLITE, POSTGRESQL = "database.sqlite3", "database.dump"
FILES = "files/"


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive says of itself; ``digests`` are by name, SHA-256 in hexadecimal."""

    made_at: str
    database: str
    digests: Mapping[str, str]


def write_archive(out: Path, made_at: str, database: str, members: Mapping[str, Path]) -> None:
    """Write the archive; it appears whole or not at all, and only its owner can read it."""
    digests = {name: _digest(path) for name, path in members.items()}
    words = {"format": FORMAT, "civiscope": __version__, "made_at": made_at, "database": database, "digests": digests}
    partial = out.with_name(f".{out.name}.new")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                _add(archive, LIST, json.dumps(words, indent=1).encode())
                for name, path in members.items():
                    archive.add(path, name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(out)
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=out, reason=failure.strerror or failure)) from failure
    finally:
        partial.unlink(missing_ok=True)


def read_archive(path: Path, into: Path) -> Backup:
    """Unpack the archive into the folder ``into``; raises UserError for one that is no backup, or is damaged."""
    try:
        with tarfile.open(path, mode="r:") as archive:
            # Nothing of ours is a link, which could point at other files.
            if not all(member.isfile() for member in archive):
                raise tarfile.TarError
            archive.extractall(into, filter="data")
        words: dict[str, Any] = json.loads((into / LIST).read_text(encoding="utf-8"))
        found = Backup(words["made_at"], words["database"], dict(words["digests"]))
        known = words["format"] == FORMAT and found.database in (SQLITE, POSTGRESQL) and found.database in found.digests
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as failure:
        reason = getattr(failure, "strerror", None) or "it is not such an archive"
        raise UserError(problem("backup-unreadable", value=path, reason=reason)) from failure
    if not known:
        raise UserError(problem("backup-unreadable", value=path, reason="it was made by another version of Civiscope"))
    there = {entry.relative_to(into).as_posix() for entry in into.rglob("*") if entry.is_file()} - {LIST}
    if there != set(found.digests):
        raise UserError(problem("backup-unreadable", value=path, reason="files are missing, or were added"))
    for name, digest in found.digests.items():
        if _digest(into / name) != digest:
            raise UserError(problem("backup-unreadable", value=path, reason=f"{name} was changed or is damaged"))
    return found


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
