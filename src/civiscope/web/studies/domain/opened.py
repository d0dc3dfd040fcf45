"""The study that this process serves, read from its folder when the service starts."""

from __future__ import annotations

from pathlib import Path

from civiscope.errors import ProblemLog, UserError
from civiscope.study.loading import Study, load_study

_OPENED: list[Study] = []


def open_study(folder: Path) -> Study:
    """Read the study in ``folder`` and make it the one that is in the field; raises UserError with its errors."""
    log = ProblemLog()
    found = load_study(folder, log)
    if log.errors or found is None:
        raise UserError(*log.errors)
    _OPENED[:] = [found]
    return found


def study() -> Study:
    """The study in the field; raises LookupError before one was opened."""
    if not _OPENED:
        raise LookupError("no study has been opened")
    return _OPENED[0]
