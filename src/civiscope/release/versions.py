"""The releases of a study side by side: which is the newest, and which another one supersedes or withdraws."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Literal

from civiscope.errors import Problem, UserError, problem
from civiscope.release.reading import read_manifest
from civiscope.release.writing import MANIFEST, checksum
from civiscope.study.release_definition import Erratum, ReleaseDefinition

Status = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """One release of a folder of releases.

    ``waves`` are the waves that it holds. ``replaced_by`` is the release that supersedes or withdraws it, empty for a
    current one, and ``erratum`` what that one says of it.
    """

    id: str
    folder: Path
    study: str
    date: str
    definition: ReleaseDefinition
    waves: tuple[str, ...] = ()
    simulated: bool = False
    status: Status = "current"
    replaced_by: str = ""
    erratum: Erratum | None = None

    @property
    def order(self) -> tuple[str, tuple[int, ...], str]:
        """By declared date, then by version, then by id."""
        return self.date, tuple(map(int, self.definition.version.split("."))), self.id


def read_versions(folder: Path) -> tuple[ReleaseEntry, ...]:
    """The release in ``folder``, or those in its subfolders; first the one to be shown, then the others, newest first.

    Current releases come before superseded ones, and these before withdrawn ones. A copy of a release counts once, and
    hidden folders, where releases are being built, do not count. Files are not verified here. Raises UserError where
    there is no release, where two are of different studies, where two that differ have the same id, and where releases
    take each other's place in a circle.
    """
    alone = (folder / MANIFEST).is_file()
    folders = [folder] if alone else _subfolders(folder)
    if not folders:
        raise UserError(problem("releases-missing", value=folder))
    entries = [_entry(path) for path in folders]
    problems = [*_studies(entries), *_same_ids(entries)]
    if problems:
        raise UserError(*problems)
    by_id = {entry.id: entry for entry in reversed(entries)}
    circle = _circle(by_id)
    if circle:
        raise UserError(problem("releases-in-a-circle", value=folder, ids=", ".join(circle)))
    found = [_with_status(entry, entries) for entry in by_id.values()]
    rank = {"current": 0, "superseded": 1, "withdrawn": 2}
    newest_first = sorted(found, key=lambda entry: entry.order, reverse=True)
    return tuple(sorted(newest_first, key=lambda entry: rank[entry.status]))


def _subfolders(folder: Path) -> list[Path]:
    places = (path.parent for path in folder.glob(f"*/{MANIFEST}"))
    return sorted(place for place in places if not place.name.startswith("."))


def _entry(folder: Path) -> ReleaseEntry:
    manifest: dict[str, Any] = read_manifest(folder)
    try:
        said = {name: manifest[name] for name in ReleaseDefinition.model_fields if name in manifest}
        return ReleaseEntry(
            str(manifest["id"]),
            folder,
            str(manifest["study"]),
            dt.date.fromisoformat(str(manifest["date"])).isoformat(),
            ReleaseDefinition.model_validate(said),
            tuple(map(str, manifest.get("waves", ()))),
            bool(manifest.get("simulated", False)),
        )
    except (KeyError, TypeError, ValueError) as failure:
        reason = "it lacks " + str(failure) if isinstance(failure, KeyError) else "its fields are not a release's"
        raise UserError(problem("release-damaged", value=MANIFEST, folder=folder, reason=reason)) from failure


def _studies(entries: list[ReleaseEntry]) -> list[Problem]:
    """Releases of one folder are of one study."""
    first = entries[0]
    return [
        problem("releases-of-two-studies", value=entry.folder, study=entry.study, first=first.study)
        for entry in entries[1:]
        if entry.study != first.study
    ][:1]


def _same_ids(entries: list[ReleaseEntry]) -> list[Problem]:
    """An id names one release; a copy has the same release.json, and with it the same results."""
    seen: dict[str, Path] = {}
    found = []
    for entry in entries:
        first = seen.setdefault(entry.id, entry.folder)
        if checksum(first / MANIFEST) != checksum(entry.folder / MANIFEST):
            found.append(problem("release-twice", value=entry.id, first=first.name, second=entry.folder.name))
    return found


def _circle(entries: dict[str, ReleaseEntry]) -> list[str]:
    """The ids of releases that supersede or withdraw one another in a circle, sorted; none where there is no circle."""
    named = {
        entry.id: [
            erratum.id
            for erratum in (*entry.definition.supersedes, *entry.definition.withdraws)
            if erratum.id in entries
        ]
        for entry in entries.values()
    }
    try:
        TopologicalSorter(named).prepare()
    except CycleError as failure:
        return sorted(set(failure.args[1]))
    return []


def _with_status(entry: ReleaseEntry, entries: list[ReleaseEntry]) -> ReleaseEntry:
    """The entry with what others say of it; a withdrawal counts for more than a replacement, a later word for more."""
    status: Status
    for status in ("withdrawn", "superseded"):
        for other in sorted(entries, key=lambda candidate: candidate.order, reverse=True):
            said = other.definition.withdraws if status == "withdrawn" else other.definition.supersedes
            for erratum in said:
                if erratum.id == entry.id:
                    return replace(entry, status=status, replaced_by=other.id, erratum=erratum)
    return entry
