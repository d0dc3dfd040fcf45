"""The study in the field, for every test of this folder that wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.web.collection.field import Field, make_field


@pytest.fixture
def field(db: None, tmp_path: Path) -> Field:
    """A fieldwork in a database of its own transaction."""
    return make_field(tmp_path / "study")
