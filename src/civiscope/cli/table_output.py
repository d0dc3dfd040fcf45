"""Tables as CSV on stdout or in a file that appears whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import typer

from civiscope.errors import UserError, problem
from civiscope.release.tables import write_rows
from civiscope.workflows.output import write_whole

Row = TypeVar("Row")


def check_out(out: Path | None, *inputs: Path | None) -> None:
    """Raise UserError where ``out`` is one of the files that are read."""
    for path in inputs:
        if out is not None and path is not None and path.exists() and out.exists() and out.samefile(path):
            raise UserError(problem("out-is-input", value=out))


def write_table(kind: type[Row], rows: Iterable[Row], out: Path | None) -> None:
    """Print rows as CSV, or write them to ``out``; raises UserError where that cannot be written."""
    write_tables((kind, rows, out))


def write_tables(*tables: tuple[type[Any], Iterable[Any], Path | None]) -> None:
    """As `write_table` for several tables, of which all are written or none; those without a file are printed."""
    texts = [(_text(kind, rows), out) for kind, rows, out in tables]
    write_whole({out: text for text, out in texts if out is not None})
    for text, out in texts:
        if out is None:
            typer.echo(text, nl=False)


def _text(kind: type[Any], rows: Iterable[Any]) -> str:
    text = io.StringIO(newline="")
    write_rows(text, kind, rows)
    return text.getvalue()
