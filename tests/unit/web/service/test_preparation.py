"""What the service needs before it serves: an owner who can be made, a database that can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.web.accounts.models import User
from civiscope.web.common.rules.access import Role
from civiscope.web.service.preparation import ensure_owner
from tests.conftest import Run
from tests.studies import write_study

GOOD = "a long enough pass phrase"
COLLECTING = """\
    id: field
    title: Field
    languages: [en]
    publisher: {name: P}
    licence: {name: None}
    waves:
      - {id: "2026", title: Wave, status: collecting, date: 2026-12-31, questionnaires: [officers]}
    """


def nobody() -> None:
    """Nobody sits at a terminal."""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names no owner yet."""
    for name in ("CIVISCOPE_OWNER_EMAIL", "CIVISCOPE_OWNER_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.django_db
def test_owner_comes_from_the_environment_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CIVISCOPE_OWNER_EMAIL", "Owner@Example.org")
    environment.setenv("CIVISCOPE_OWNER_PASSWORD", GOOD)
    assert ensure_owner(nobody)
    environment.setenv("CIVISCOPE_OWNER_EMAIL", "other@example.org")
    assert ensure_owner(nobody)
    owner = User.objects.get()
    assert (owner.email, owner.role, owner.check_password(GOOD)) == ("owner@example.org", Role.OWNER, True)


@pytest.mark.django_db
def test_owner_is_asked_for_at_a_terminal(environment: pytest.MonkeyPatch) -> None:
    assert ensure_owner(lambda: ("o@example.org", GOOD))
    assert User.objects.get().email == "o@example.org"


@pytest.mark.django_db
def test_without_a_terminal_the_service_goes_on_without_an_owner(environment: pytest.MonkeyPatch) -> None:
    assert not ensure_owner(nobody)
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "password", "reason"),
    [
        ("o@example.org", "short", "too short"),
        ("o@example.org", "password1234", "too common"),
        ("nobody", GOOD, "valid"),
    ],
)
def test_owner_who_cannot_sign_in_safely_is_refused(
    environment: pytest.MonkeyPatch, email: str, password: str, reason: str
) -> None:
    with pytest.raises(UserError, match=rf"owner-unusable.*cannot be the owner: .*{reason}"):
        ensure_owner(lambda: (email, password))
    assert not User.objects.exists()


def test_database_that_is_away_is_named_before_anything_is_served(
    tmp_path: Path, run_civiscope: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = write_study(tmp_path / "study", study=COLLECTING, answers=None)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/absent")
    outcome = run_civiscope("serve", study, "--port", "8917", "--data", tmp_path / "data")
    assert outcome.returncode == 2
    assert "error [database-unreachable] the database absent cannot be opened: " in outcome.stderr


def test_data_folder_that_cannot_be_made_is_named(tmp_path: Path, run_civiscope: Run) -> None:
    study = write_study(tmp_path / "study", study=COLLECTING, answers=None)
    (tmp_path / "file").write_text("x")
    outcome = run_civiscope("serve", study, "--port", "8918", "--data", tmp_path / "file" / "data")
    assert outcome.returncode == 2
    assert "error [out-not-writable]" in outcome.stderr


def test_owner_is_asked_for_before_the_explorer_is_built(
    tmp_path: Path, run_civiscope: Run, environment: pytest.MonkeyPatch
) -> None:
    # A closed wave, whose answers cannot be built: that is told after what is quickly mended.
    study = write_study(tmp_path / "study", answers="city,strategy\naa,Nonsense\n")
    environment.delenv("DATABASE_URL", raising=False)
    environment.setenv("CIVISCOPE_OWNER_EMAIL", "o@example.org")
    environment.setenv("CIVISCOPE_OWNER_PASSWORD", "short")
    outcome = run_civiscope("serve", study, "--port", "8919", "--data", tmp_path / "data")
    assert outcome.returncode == 2
    assert "error [owner-unusable]" in outcome.stderr
    assert "option-unknown" not in outcome.stderr


def test_study_with_errors_is_told_before_anything_is_made(tmp_path: Path, run_civiscope: Run) -> None:
    study = write_study(tmp_path / "study", study=COLLECTING.replace("officers]", "absent]"), answers=None)
    outcome = run_civiscope("serve", study, "--port", "8920", "--data", tmp_path / "data")
    assert outcome.returncode == 2
    assert "absent" in outcome.stderr
    assert not (tmp_path / "data").exists()
