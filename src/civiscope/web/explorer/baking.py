"""The static site: every page of a release as a file, made by the same views that serve it.

Pages link to one another by relative addresses, so that the folder works from any web host, from a subfolder of one,
and opened from disk.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import django
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from civiscope.release.model import Release
from civiscope.release.versions import read_versions
from civiscope.web.explorer.assets import asset_names, asset_of
from civiscope.web.explorer.domain.shelf import FILE_FOLDERS, SINGLE_FILES, Edition
from civiscope.web.explorer.reader import Reader
from civiscope.web.explorer.sitemap import pages

Progress = Callable[[str, int, int], None]


def bake_site(release: Release, folder: Path, out: Path, progress: Progress) -> int:
    """Write the static site of the ``release`` that stands in ``folder`` into the empty folder ``out``.

    Returns the number of pages. Raises RuntimeError naming a page that a view cannot make, a defect of Civiscope.
    """
    django.setup()
    edition = Edition(read_versions(folder)[0], release)
    _copy_files(folder, out / "files")
    for name in asset_names(edition):
        found = asset_of(edition, name)
        assert found is not None
        _write(out / "assets" / name, found.content)
    addresses = [(language, page) for language in edition.languages for page in pages(edition)]
    for done, (language, page) in enumerate(addresses, start=1):
        prefix = "" if language == edition.source_language else f"{language}/"
        _write(out / f"{prefix}{page}", baked_page(edition, language, page))
        progress("Writing the site", done, len(addresses))
    return len(addresses)


def baked_page(edition: Edition, language: str, page: str) -> bytes:
    """One page of the static site."""
    request: WSGIRequest = RequestFactory().get(f"/{page}")
    request.reader = Reader(edition, language, page, baked=True)  # type: ignore[attr-defined]
    found = resolve(f"/{page}")
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    if response.status_code != 200:
        raise RuntimeError(f"{page} in {language} ended with status {response.status_code}")
    return response.content


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _copy_files(folder: Path, out: Path) -> None:
    """The release's own files: links to the same bytes where the file system can, so that nothing is stored twice."""
    for name in FILE_FOLDERS:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, out / name, copy_function=_linked)
    for name in SINGLE_FILES:
        if (folder / name).is_file():
            _linked(str(folder / name), str(out / name))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
