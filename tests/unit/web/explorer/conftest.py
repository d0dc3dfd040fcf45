"""What tests of several files of this folder share: the river cities on the shelf, and a browser for them."""

from __future__ import annotations

import pytest
from django.test import Client

from civiscope.web.explorer.domain.shelf import Shelf, show
from tests.unit.web.explorer.river_site import browser, river_shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The release of the river cities, opened once a run."""
    return river_shelf(tmp_path_factory.mktemp("rivers"))


@pytest.fixture
def client(shelf: Shelf) -> Client:
    """A browser to which the river cities are shown, whatever another test has shown before."""
    show(shelf)
    return browser()
