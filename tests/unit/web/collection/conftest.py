"""The study in the field, for every test of this folder that wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.web.collection.domain.changed_questions import changes_of
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.mapping import mapper_to
from civiscope.web.studies.domain.instruments import questionnaire_of
from tests.unit.web.collection.field import Field, make_field


@pytest.fixture(autouse=True)
def _new_database() -> None:
    """What was kept of questionnaires by their number: every test begins to count anew."""
    for kept in (questionnaire_of, checker_of, changes_of, mapper_to):
        kept.cache_clear()


@pytest.fixture
def field(db: None, tmp_path: Path) -> Field:
    """A fieldwork in a database of its own transaction."""
    return make_field(tmp_path / "study")


@pytest.fixture
def trilingual(db: None, tmp_path: Path) -> Field:
    """As `field`, of a study in every language in which Civiscope has phrases."""
    return make_field(tmp_path / "study", "en, fr, es")


@pytest.fixture
def unphrased(db: None, tmp_path: Path) -> Field:
    """As `field`, of a study that is in Dutch too, in which Civiscope has no phrases: frames are English around it."""
    return make_field(tmp_path / "study", "en, nl")
