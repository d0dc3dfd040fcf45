"""Exit codes and messages of the command line."""

from __future__ import annotations

import pytest

from civiscope import __version__
from civiscope.cli import main, registry


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in registry.COMMANDS)


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["--version"]) == 0
    assert capsys.readouterr().out == f"civiscope {__version__}\n"


def test_unknown_command_is_the_users_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["biuld"]) == 2
    assert "build" in capsys.readouterr().err


def test_problem_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["check", "no-such-folder"]) == 2
    shown = capsys.readouterr().err
    assert shown == (
        "error [study-folder-missing] there is no folder no-such-folder\n"
        "  expected: the folder of a study\n"
        "  remedy: Correct the path, or make a study with civiscope new.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_defect_is_told_as_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(name: str) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(main, "load_command", broken)
    assert main.exit_code(["check", "anything"]) == 1
    assert "This is a defect in Civiscope" in capsys.readouterr().err
