"""Output files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.release.writing import MANIFEST


@contextmanager
def replaced_release(out: Path, study: Path) -> Iterator[Path]:
    """Give a new folder beside ``out`` to write in; when the block ends without an error it takes the place of ``out``.

    Raises UserError where ``out`` lies in the study, cannot be written, or holds something that is not a release.
    """
    if out.resolve().is_relative_to(study.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    if out.exists() and not _is_replaceable(out):
        raise UserError(problem("out-not-a-release", value=out))
    with _folder_beside(out) as scratch:
        made = scratch / "new"
        made.mkdir()
        yield made
        if out.exists():
            out.rename(scratch / "old")
        made.rename(out)


def write_whole(texts: Mapping[Path, str]) -> None:
    """Write texts into files, all of them or none; raises UserError where one cannot be written."""
    staged: dict[Path, Path] = {}
    out = Path()
    try:
        for out, text in texts.items():
            if out.is_dir():
                raise UserError(problem("out-not-writable", value=out, reason="it is a folder"))
            out.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
            staged[out] = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            # mkstemp makes files that only their owner may read.
            staged[out].chmod(0o666 & ~_umask())
        for out, made in staged.items():
            made.replace(out)
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=out, reason=failure.strerror or str(failure))) from failure
    finally:
        for made in staged.values():
            made.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextmanager
def scratch_folder(out: Path) -> Iterator[Path]:
    """Give a folder on the same file system as ``out`` that is deleted in the end; creates the parents of ``out``."""
    with _folder_beside(out) as scratch:
        yield scratch


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=out, reason=failure.strerror or str(failure))) from failure
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _is_replaceable(out: Path) -> bool:
    return out.is_dir() and ((out / MANIFEST).is_file() or not any(out.iterdir()))
