"""The corpus of broken studies: a small sound study, and what each case changes in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from civiscope.errors import ProblemLog
from civiscope.study.yamlfile import read_yaml

HERE = Path(__file__).parent
GOOD = HERE / "good"
"""The sound study."""


@dataclass(frozen=True, slots=True)
class Case:
    """One broken study: its name, the changes that break it, and what `civiscope check --findings` prints."""

    name: str
    changes: tuple[dict[str, Any], ...]
    printed: str

    def write(self, folder: Path) -> Path:
        """Copy the sound study to ``folder`` and break it."""
        shutil.copytree(GOOD, folder)
        for change in self.changes:
            _apply(folder / change["file"], change)
        return folder


def cases() -> list[Case]:
    """All cases of cases/*.yaml, in the order of the files."""
    found: list[Case] = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        log = ProblemLog()
        read = read_yaml(path, path.name, log)
        assert read is not None, log.problems
        found += [
            Case(entry["name"], tuple(entry.get("changes", [entry])), entry.get("printed", "")) for entry in read.data
        ]
    return found


def _apply(path: Path, change: dict[str, Any]) -> None:
    """Break one file.

    A change has one of: ``old`` and ``new`` (a text that stands once in the file, and what replaces it), ``write`` (the
    whole new text), ``append`` (lines at the end), ``delete``, ``encoding`` (the file is written in another one),
    ``keep`` (only so many bytes of it), ``bytes`` (in hexadecimal digits), ``workbook`` (rows of an Excel sheet, with
    ``merge``: ranges of cells to be merged).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if "old" in change:
        text = path.read_text(encoding="utf-8")
        assert text.count(change["old"]) == 1, f"{change['old']!r} must stand once in {path.name}"
        path.write_text(text.replace(change["old"], change["new"]), encoding="utf-8")
    elif "append" in change:
        path.write_text(path.read_text(encoding="utf-8") + change["append"], encoding="utf-8")
    elif "write" in change:
        path.write_text(change["write"], encoding="utf-8")
    elif "encoding" in change:
        path.write_bytes(path.read_text(encoding="utf-8").encode(change["encoding"], errors="replace"))
    elif "keep" in change:
        path.write_bytes(path.read_bytes()[: change["keep"]])
    elif "bytes" in change:
        path.write_bytes(bytes.fromhex(change["bytes"]))
    elif "workbook" in change:
        _write_workbook(path, change["workbook"], change.get("merge", []))
    else:
        assert change["delete"] is True
        path.unlink()


def _write_workbook(path: Path, rows: list[list[str | float | None]], merge: list[str]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
