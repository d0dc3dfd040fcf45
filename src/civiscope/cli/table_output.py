"""Tables as CSV on stdout or in a file that appears whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import typer

from civiscope.errors import UserError, problem
from civiscope.release.tables import write_rows

Row = TypeVar("Row")


def check_out(out: Path | None, *inputs: Path | None) -> None:
    """Raise UserError where ``out`` is one of the files that are read."""
    for path in inputs:
        if out is not None and path is not None and path.exists() and out.exists() and out.samefile(path):
            raise UserError(problem("out-is-input", value=out))


def write_table(kind: type[Row], rows: Iterable[Row], out: Path | None) -> None:
    """Print rows as CSV, or write them to ``out``; raises UserError where that cannot be written."""
    text = io.StringIO(newline="")
    write_rows(text, kind, rows)
    if out is None:
        typer.echo(text.getvalue(), nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text.getvalue())
        # mkstemp makes files that only their owner may read.
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(out)
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=out, reason=failure.strerror or str(failure))) from failure


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
