"""The application that a server runs: it opens the study and the releases that the environment names.

The files of a release (tables, figures, documents) are sent by WhiteNoise, with ranges and checks of freshness; all
else is Django's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import WSGIApplication
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import get_resolver
from django.utils.module_loading import import_string
from whitenoise import WhiteNoise

from civiscope.results.document import Look
from civiscope.study.loading import Study
from civiscope.web.common.headers import headers_of_all
from civiscope.web.common.identity import Identity, introduce
from civiscope.web.common.views.assets import prepare_assets
from civiscope.web.explorer.domain.shelf import FILE_FOLDERS, SINGLE_FILES, Shelf, open_shelf
from civiscope.web.explorer.preparation import prepare
from civiscope.web.service.durability import watch_connections
from civiscope.web.service.environment import given
from civiscope.web.service.server import end_at_once
from civiscope.web.service.turns import Turns
from civiscope.web.service.whole_bodies import WholeBodies
from civiscope.web.studies.domain.opened import open_study

SWITCH = 0.0005
"""Seconds after which a thread that computes lets another go on. A save asks for Python's lock after each statement,
and beside an export it would wait seven times as long for it with Python's own 5 ms."""

KINDS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
"""Of the files that a release has and WhiteNoise does not know."""


def application_of(shelf: Shelf, application: WSGIApplication) -> WhiteNoise:
    """The service with the files of every release under ``files/``, as the static site has them."""
    served = WhiteNoise(
        application,
        max_age=3600,
        allow_all_origins=False,
        mimetypes=KINDS,
        add_headers_function=_tell_browsers,
    )
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


def _tell_browsers(headers: Headers, _path: str, _address: str) -> None:
    for name, text in headers_of_all().items():
        headers[name] = text


def make_application() -> WhiteNoise:
    """The service for the study and the releases that the environment names; a worker process calls it once.

    Raises UserError for a study or releases that cannot be used.
    """
    end_at_once()
    application: WSGIApplication = get_wsgi_application()
    sys.setswitchinterval(SWITCH)
    # Asked for now, all pages are loaded, and not while the first reader waits.
    _ = get_resolver().url_patterns
    if given("CIVISCOPE_STUDY"):
        introduce_study(open_study(Path(given("CIVISCOPE_STUDY"))))
        prepare_assets()
        watch_connections()
        # It uses models, which can be imported only now.
        import_string(settings.BACKGROUND_WORK)()
        application = WholeBodies(application)
        if connection.vendor == "sqlite":
            application = Turns(application)
    if not given("CIVISCOPE_RELEASES"):
        return WhiteNoise(application)
    shelf = open_shelf(Path(given("CIVISCOPE_RELEASES")))
    prepare(shelf.newest)
    return application_of(shelf, application)


def introduce_study(study: Study) -> None:
    """Show the study in the frame of the service's pages."""
    definition = study.definition
    look = Look(definition.look.primary, definition.look.accent)
    name = definition.look.name or definition.title
    parties = (*definition.contacts, definition.publisher)
    contact = next((party.email for party in parties if party.email), "")
    publisher, zone = definition.publisher.name, ZoneInfo(definition.time_zone)
    introduce(Identity(name, definition.languages, look, definition.simulated, publisher, contact, zone))
