"""Backup and restore: what cannot be copied or restored is named, and nothing that is there is overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.web.service.backup import DATABASE, back_up, restore
from tests.conftest import Run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a service with a database and a file."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("CREATE TABLE answer (value TEXT)")
        connection.execute("INSERT INTO answer VALUES ('yes')")
        connection.commit()
    (folder / "secret-key").write_text("secret")
    return folder


def code_of(failure: pytest.ExceptionInfo[UserError]) -> str:
    """The only problem's code."""
    (found,) = failure.value.problems
    return found.code


def test_restored_folder_holds_what_was_there(data: Path, tmp_path: Path) -> None:
    size = back_up(data, tmp_path / "backup.tar")
    assert size == (tmp_path / "backup.tar").stat().st_size
    restore(tmp_path / "backup.tar", tmp_path / "restored")
    with closing(sqlite3.connect(tmp_path / "restored" / DATABASE)) as connection:
        assert connection.execute("SELECT value FROM answer").fetchall() == [("yes",)]
    assert (tmp_path / "restored" / "secret-key").read_text() == "secret"


@pytest.mark.parametrize("there", [False, True])
def test_folder_without_a_service_is_named(tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if there:
        (tmp_path / "data").mkdir()
    with pytest.raises(UserError) as failure:
        back_up(tmp_path / "data", tmp_path / "backup.tar")
    assert code_of(failure) == "nothing-to-back-up"
    assert not (tmp_path / "backup.tar").exists()


def test_earlier_backup_is_kept(data: Path, tmp_path: Path) -> None:
    (tmp_path / "backup.tar").write_text("earlier")
    with pytest.raises(UserError) as failure:
        back_up(data, tmp_path / "backup.tar")
    assert code_of(failure) == "backup-exists"
    assert (tmp_path / "backup.tar").read_text() == "earlier"


def test_damaged_database_is_told(data: Path, tmp_path: Path) -> None:
    (data / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(UserError) as failure:
        back_up(data, tmp_path / "backup.tar")
    assert code_of(failure) == "backup-failed"
    assert not (tmp_path / "backup.tar").exists()


def test_missing_program_of_postgresql_is_named(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/absent")
    monkeypatch.setenv("CIVISCOPE_POSTGRESQL_BIN", str(tmp_path))
    with pytest.raises(UserError) as failure:
        back_up(data, tmp_path / "backup.tar")
    assert code_of(failure) == "program-missing"


def test_file_that_is_no_backup_restores_nothing(tmp_path: Path) -> None:
    (tmp_path / "backup.tar").write_bytes(b"no archive" * 100)
    with pytest.raises(UserError) as failure:
        restore(tmp_path / "backup.tar", tmp_path / "restored")
    assert code_of(failure) == "backup-unreadable"
    assert not (tmp_path / "restored").exists()


def test_backup_of_sqlite_is_not_put_into_postgresql(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "backup.tar")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/absent")
    with pytest.raises(UserError) as failure:
        restore(tmp_path / "backup.tar", tmp_path / "restored")
    assert code_of(failure) == "restore-other-database"
    assert not (tmp_path / "restored").exists()


def test_folder_in_use_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "backup.tar")
    with pytest.raises(UserError) as failure:
        restore(tmp_path / "backup.tar", data)
    assert code_of(failure) == "restore-not-empty"


def test_command_asks_which_service_is_meant(tmp_path: Path, run_civiscope: Run) -> None:
    outcome = run_civiscope("backup", "--out", tmp_path / "backup.tar")
    assert outcome.returncode == 2
    assert "error [data-folder-unnamed]" in outcome.stderr
