"""Releases for the service: those that are there, or one that is built for the occasion."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.release.reading import read_release, verify_products, verify_release, verify_tables
from civiscope.release.versions import read_versions
from civiscope.release.writing import MANIFEST, write_products
from civiscope.study.checks import FILE as STUDY_FILE
from civiscope.workflows.build import write_results
from civiscope.workflows.products import FIGURES, REPORT, RESULTS, SNAPSHOTS, make_products
from civiscope.workflows.progress import Progress


@contextmanager
def release_to_serve(study: Path, releases: Path | None, progress: Progress) -> Iterator[Path]:
    """The folder of releases to serve: ``releases``, else ``study`` where it is a release, else a new build of it.

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
    if not (study / STUDY_FILE).is_file():
        raise UserError(problem("nothing-to-serve", value=study))
    with tempfile.TemporaryDirectory(prefix="civiscope-") as scratch:
        made = Path(scratch) / study.resolve().name
        made.mkdir()
        write_results(study, made, None, progress)
        make_products(read_release(made), made, (RESULTS, FIGURES, SNAPSHOTS, REPORT), progress)
        write_products(made)
        yield made
