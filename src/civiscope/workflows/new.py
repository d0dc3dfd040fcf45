"""`civiscope new`: a small, commented study that checks and builds, to start from."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from anyascii import anyascii

from civiscope.errors import UserError, problem
from civiscope.study.labels import LONGEST_NAME

TEMPLATE_ID = "my-study"
"""The id of the template, and of a study in a folder whose name holds no letter or digit."""


def new_study(folder: Path) -> list[Path]:
    """Write the study into ``folder``, made where it does not exist; returns the files, relative to it, sorted.

    The study's id is taken from the folder's name. Raises UserError where the folder holds anything or cannot be
    written; the folder is then as it was.
    """
    _check_empty(folder)
    existed = folder.exists()
    template = resources.files("civiscope.workflows") / "templates" / "study"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = _copy(template, folder)
        definition = folder / "study.yaml"
        text = definition.read_text(encoding="utf-8")
        study_id = slug(folder.resolve().name)
        definition.write_text(text.replace(f"id: {TEMPLATE_ID} ", f"id: {study_id} ", 1), encoding="utf-8")
    except OSError as failure:
        _remove_written(folder, existed)
        reason = failure.strerror or str(failure)
        raise UserError(problem("out-not-writable", value=folder, reason=reason)) from failure
    return sorted(path.relative_to(folder) for path in written)


def slug(name: str) -> str:
    """A name as an id: ``Enquête 2026`` becomes ``enquete-2026``."""
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    return "-".join(words)[:LONGEST_NAME].strip("-") or TEMPLATE_ID


def _check_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise UserError(problem("folder-not-empty", value=folder))


def _copy(source: Traversable, target: Path) -> list[Path]:
    written: list[Path] = []
    for entry in source.iterdir():
        path = target / entry.name
        if entry.is_dir():
            path.mkdir()
            written += _copy(entry, path)
        else:
            path.write_bytes(entry.read_bytes())
            written.append(path)
    return written


def _remove_written(folder: Path, existed: bool) -> None:
    """Leave the folder as it was: empty, or not there."""
    if not existed:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
