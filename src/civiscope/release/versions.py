"""The releases of a study side by side: which is the newest, and which another one supersedes or withdraws."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from civiscope.errors import Problem, UserError, problem
from civiscope.release.reading import read_manifest
from civiscope.release.writing import MANIFEST
from civiscope.study.release_definition import Erratum, ReleaseDefinition

Status = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """One release of a folder of releases.

    ``replaced_by`` is the release that supersedes or withdraws it, empty for a current one, and ``erratum`` what that
    one says of it.
    """

    id: str
    folder: Path
    study: str
    date: str
    definition: ReleaseDefinition
    status: Status = "current"
    replaced_by: str = ""
    erratum: Erratum | None = None

    @property
    def order(self) -> tuple[str, tuple[int, ...], str]:
        """By declared date, then by version, then by id."""
        return self.date, tuple(map(int, self.definition.version.split("."))), self.id


def read_versions(folder: Path) -> tuple[ReleaseEntry, ...]:
    """The release in ``folder``, or those in its subfolders; first the one to be shown, then the others, newest first.

    Current releases come before superseded ones, and these before withdrawn ones. Files are not verified here. Raises
    UserError where there is no release, where two are of different studies or have the same id, and where releases
    take each other's place in a circle.
    """
    alone = (folder / MANIFEST).is_file()
    folders = [folder] if alone else sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    if not folders:
        raise UserError(problem("releases-missing", value=folder))
    entries = [_entry(path) for path in folders]
    problems = [*_studies(entries), *_same_ids(entries)]
    if problems:
        raise UserError(*problems)
    found = [_with_status(entry, entries) for entry in entries]
    if not any(entry.status == "current" for entry in found):
        raise UserError(problem("releases-in-a-circle", value=folder, ids=", ".join(entry.id for entry in found)))
    rank = {"current": 0, "superseded": 1, "withdrawn": 2}
    newest_first = sorted(found, key=lambda entry: entry.order, reverse=True)
    return tuple(sorted(newest_first, key=lambda entry: rank[entry.status]))


def _entry(folder: Path) -> ReleaseEntry:
    manifest: dict[str, Any] = read_manifest(folder)
    try:
        said = {name: manifest[name] for name in ReleaseDefinition.model_fields if name in manifest}
        return ReleaseEntry(
            str(manifest["id"]),
            folder,
            str(manifest["study"]),
            str(manifest["date"]),
            ReleaseDefinition.model_validate(said),
        )
    except (KeyError, ValueError) as failure:
        reason = "it lacks " + str(failure) if isinstance(failure, KeyError) else "its fields are not a release's"
        raise UserError(problem("release-damaged", value=folder / MANIFEST, reason=reason)) from failure


def _studies(entries: list[ReleaseEntry]) -> list[Problem]:
    """Releases of one folder are of one study."""
    first = entries[0]
    return [
        problem("releases-of-two-studies", value=entry.folder, study=entry.study, first=first.study)
        for entry in entries[1:]
        if entry.study != first.study
    ][:1]


def _same_ids(entries: list[ReleaseEntry]) -> list[Problem]:
    """An id names one release."""
    seen: dict[str, Path] = {}
    found = []
    for entry in entries:
        if entry.id in seen:
            found.append(problem("release-twice", value=entry.id, first=seen[entry.id].name, second=entry.folder.name))
        seen.setdefault(entry.id, entry.folder)
    return found


def _with_status(entry: ReleaseEntry, entries: list[ReleaseEntry]) -> ReleaseEntry:
    """The entry with what others say of it; a withdrawal counts for more than a replacement, a later word for more."""
    status: Status
    for status in ("withdrawn", "superseded"):
        for other in sorted(entries, key=lambda candidate: candidate.order, reverse=True):
            said = other.definition.withdraws if status == "withdrawn" else other.definition.supersedes
            for erratum in said:
                if erratum.id == entry.id and other.id != entry.id:
                    return ReleaseEntry(
                        entry.id, entry.folder, entry.study, entry.date, entry.definition, status, other.id, erratum
                    )
    return entry
