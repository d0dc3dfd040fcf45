"""Progress is told only where work takes long, as plain lines where nobody watches a terminal."""

from __future__ import annotations

import pytest

from civiscope.cli import progress
from civiscope.cli.progress import ProgressReporter


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressReporter() as report:
        report("Reading", 1, 2)
    assert capsys.readouterr().err == ""


def test_long_work_names_each_stage_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with ProgressReporter() as report:
        report("Reading the study", 0, 0)
        for done in range(1, 100):
            report("Writing snapshots", done, 99)
    assert capsys.readouterr().err == "Reading the study\nWriting snapshots: 1 of 99\n"
