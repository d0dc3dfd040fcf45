"""The files of a release as the page on data lists them: each with its rows, columns, checksum and size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from civiscope.release.dictionary import TABLES
from civiscope.release.reading import read_manifest
from civiscope.release.tables import column_name
from civiscope.report.words.release_view import ReleaseView


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, the kind of its values, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of results/: its name, what it holds, its size in bytes and its SHA-256; columns where it is a table."""

    name: str
    about: str
    size: int
    checksum: str
    columns: tuple[Column, ...]


_KINDS = {"str": "text", "int": "integer", "float": "number", "bool": "boolean"}


def data_files(view: ReleaseView, folder: Path) -> tuple[File, ...]:
    """The sealed files of the release in ``folder``, in the order of release.json."""
    columns = {
        f"results/{stem}": kind for title, kind in TABLES.items() for stem in _names(title.removeprefix("results/"))
    }
    return tuple(
        File(
            name=name,
            about=_about(view, name),
            size=(folder / name).stat().st_size,
            checksum=checksum,
            columns=tuple(_columns(view, columns[name])) if name in columns else (),
        )
        for name, checksum in read_manifest(folder)["files"].items()
    )


def _names(title: str) -> list[str]:
    """``estimates.parquet and .csv`` names two files."""
    first, _, also = title.partition(" and ")
    return [first, first.rpartition(".")[0] + also] if also else [first]


def _about(view: ReleaseView, name: str) -> str:
    """What the release's front page says of the file."""
    stem = Path(name).stem
    if stem == "published" and view.definition.simulated:
        stem = "published_real"
    return view.say(f"file_{stem}")


def _columns(view: ReleaseView, kind: type) -> list[Column]:
    found = []
    for field in fields(kind):
        name = column_name(field.name)
        base = str(field.type).removesuffix(" | None")
        found.append(
            Column(name, view.say(f"site_kind_of_{_KINDS[base]}"), view.say(f"column_{name}").replace("`", ""))
        )
    return found
