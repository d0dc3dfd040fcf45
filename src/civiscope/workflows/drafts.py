"""Releases for the service: those that are there, or one that is built for the occasion."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.release.reading import read_release, verify_products, verify_release, verify_tables
from civiscope.release.versions import read_versions
from civiscope.release.writing import MANIFEST, write_products
from civiscope.study.checks import FILE as STUDY_FILE
from civiscope.study.loading import load_study
from civiscope.workflows.build import write_results
from civiscope.workflows.products import FIGURES, REPORT, RESULTS, SNAPSHOTS, make_products
from civiscope.workflows.progress import Progress


def is_study(folder: Path) -> bool:
    """Whether a folder is one of a study, and not of a release."""
    return (folder / STUDY_FILE).is_file() and not (folder / MANIFEST).is_file()


def require_sound(study: Path) -> None:
    """Raise UserError with everything that must be mended in the study folder before it can be in the field."""
    log = ProblemLog()
    if load_study(study, log) is None or log.errors:
        raise UserError(*log.errors)


@contextmanager
def release_to_serve(study: Path, releases: Path | None, progress: Progress) -> Iterator[Path | None]:
    """The folder of releases to serve: ``releases``, else ``study`` where it is a release, else a new build of it.

    None where no wave of the study is closed, so that there is nothing to build yet.

    Raises UserError for releases that are damaged, and with everything that must be mended in the study.
    """
    if releases is not None or (study / MANIFEST).is_file():
        folder = releases or study
        for entry in read_versions(folder):
            verify_release(entry.folder)
            verify_tables(entry.folder)
            verify_products(entry.folder)
        yield folder
        return
    if not is_study(study):
        raise UserError(problem("nothing-to-serve", value=study))
    log = ProblemLog()
    found = load_study(study, log)
    if found is not None and not log.errors and all(wave.status != "closed" for wave in found.definition.waves):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="civiscope-") as scratch:
        made = Path(scratch) / study.resolve().name
        made.mkdir()
        write_results(study, made, None, progress)
        make_products(read_release(made), made, (RESULTS, FIGURES, SNAPSHOTS, REPORT), progress)
        write_products(made)
        yield made
