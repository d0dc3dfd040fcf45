"""The service of a small study as a process of its own, for browser tests of the programme desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import service

OWNER, PASSWORD = "owner@programme.example.org", "correct horse battery staple"


@contextmanager
def desk_server(study: Path, data: Path) -> Iterator[str]:
    """Serve the study; gives the address, and ends the process afterwards."""
    # The tests' own database and data must not be the server's.
    own = ("DATABASE_URL", "CIVISCOPE_DATA", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    env = {**kept, "CIVISCOPE_OWNER_EMAIL": OWNER, "CIVISCOPE_OWNER_PASSWORD": PASSWORD}
    with service(study, "--data", data, env=env, ready="/service/assets/service.css") as address:
        yield address
