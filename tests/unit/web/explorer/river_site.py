"""The explorer over the small study of ten river cities, as a reader's browser meets it."""

from __future__ import annotations

from pathlib import Path

import django
from django.core.cache import caches
from django.test import Client

from civiscope.web.explorer.domain.shelf import Edition, Shelf, open_shelf
from tests.unit.report.snapshots.examples import READINESS, STUDY, build

LANGUAGES = "site: {languages: [en, fr]}\n"


def river_release(folder: Path, **changes: str) -> Path:
    """The release folder of the study with its index, English and French; ``changes`` replace files."""
    study = changes.pop("study", STUDY + LANGUAGES)
    build(folder, indices={"readiness": READINESS}, study=study, **changes)
    return folder / "release"


def river_shelf(folder: Path, **changes: str) -> Shelf:
    """The release, opened, at the addresses without a release."""
    return open_shelf(river_release(folder, **changes))


def river_edition(folder: Path, **changes: str) -> Edition:
    """The only edition of the shelf."""
    return river_shelf(folder, **changes).newest


def browser() -> Client:
    """A client that sends requests through the whole service."""
    django.setup()
    # Finished pages are kept by their addresses, which are those of another test's release as well.
    caches["pages"].clear()
    return Client(headers={"host": "localhost"})
