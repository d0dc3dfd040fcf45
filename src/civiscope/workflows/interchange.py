"""Files of other programs, read and written: one registry of formats, by the names that the commands take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.workflows.coinr_files import export_coinr, import_coinr
from civiscope.workflows.opened_index import IndexSource
from civiscope.workflows.output import write_whole

Importer = Callable[[Path, Path], "Files"]
"""From the file that is read, and the one that is to be written, to files."""
Exporter = Callable[[IndexSource, Path], "Files"]
"""From what is exported, and the folder that is to be written, to files."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Files:
    """Files with their contents, and what whoever asked should know (``remarks``, a line each)."""

    texts: Mapping[Path, str]
    remarks: tuple[str, ...] = ()


IMPORTS: dict[str, Importer] = {"coinr": lambda file, out: Files({out: import_coinr(file, out.stem)})}
EXPORTS: dict[str, Exporter] = {"coinr": lambda source, out: _coinr_folder(source, out)}


def import_file(form: str, file: Path, out: Path) -> tuple[str, ...]:
    """Read a file of another program and write what Civiscope makes of it into ``out``; returns remarks.

    Raises UserError for an unknown format, for everything that is wrong in the file, and where ``out`` exists.
    """
    read = _known(form, IMPORTS, "import")
    if out.exists() and file.exists() and out.samefile(file):
        raise UserError(problem("out-is-input", value=out))
    if out.is_file():
        # A definition may have been edited since it was imported, and no other command makes one.
        raise UserError(problem("out-exists", value=out))
    return _write(read(file, out))


def export_files(form: str, source: IndexSource, out: Path) -> tuple[str, ...]:
    """Write files for another program into the folder ``out``, which is new or empty; returns remarks.

    Raises UserError for an unknown format, for what cannot be read, and where there is something in ``out``.
    """
    made = _known(form, EXPORTS, "export")
    if source.is_study and out.resolve().is_relative_to(source.data.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise UserError(problem("folder-not-empty", value=out))
    return _write(made(source, out))


def _coinr_folder(source: IndexSource, out: Path) -> Files:
    found = export_coinr(source)
    return Files({out / name: text for name, text in found.texts.items()}, found.remarks)


def _known(form: str, formats: Mapping[str, Made], what: str) -> Made:
    if form not in formats:
        words: dict[str, Any] = {"what": what, "known": ", ".join(formats)}
        raise UserError(problem("format-unknown", value=form, similar=did_you_mean(form, formats), **words))
    return formats[form]


def _write(files: Files) -> tuple[str, ...]:
    write_whole(files.texts)
    return files.remarks
