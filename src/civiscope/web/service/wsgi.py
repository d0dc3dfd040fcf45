"""The application that a server runs: it opens the releases that ``CIVISCOPE_RELEASES`` names.

The files of a release (tables, figures, documents) are sent by WhiteNoise, with ranges and checks of freshness; all
else is Django's.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from civiscope.web.explorer.domain.shelf import FILE_FOLDERS, SINGLE_FILES, Shelf, open_shelf
from civiscope.web.explorer.preparation import prepare


def application_of(shelf: Shelf) -> WhiteNoise:
    """The service with the files of every release under ``files/``, as the static site has them."""
    served = WhiteNoise(get_wsgi_application(), max_age=3600, allow_all_origins=False)
    for edition in shelf.editions:
        prefixes = [f"releases/{edition.id}/files"] + (["files"] if edition is shelf.newest else [])
        for name in FILE_FOLDERS:
            folder = edition.folder / name
            if folder.is_dir():
                for prefix in prefixes:
                    served.add_files(str(folder), prefix=f"{prefix}/{name}/")
        for name in SINGLE_FILES:
            if edition.has_file(name):
                for prefix in prefixes:
                    served.add_file_to_dictionary(f"/{prefix}/{name}", str(edition.folder / name))
    return served


def make_application() -> WhiteNoise:
    """The service for the releases that ``CIVISCOPE_RELEASES`` names; a server's worker process calls it once.

    Raises KeyError without that variable, and UserError for releases that are damaged.
    """
    shelf = open_shelf(Path(os.environ["CIVISCOPE_RELEASES"]))
    prepare(shelf.newest)
    return application_of(shelf)
