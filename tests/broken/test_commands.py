"""What commands say of arguments and folders that they cannot use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.broken.corpus import GOOD


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The message of a command that ends with exit code 2."""
    assert exit_code([str(argument) for argument in arguments]) == 2
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.err


def test_check_of_a_folder_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", tmp_path / "nowhere") == (
        f"error [study-folder-missing] there is no folder {tmp_path / 'nowhere'}\n"
        "  expected: the folder of a study\n"
        "  remedy: Correct the path, or make a study with civiscope new.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_check_of_a_folder_that_is_no_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", tmp_path) == (
        f"error [study-yaml-missing] the folder {tmp_path} is not a study: it has no study.yaml\n"
        "  expected: a folder with study.yaml\n"
        "  remedy: Give the folder of a study, or make one with civiscope new.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_build_of_a_wave_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "build", GOOD, "--out", tmp_path / "out", "--wave", "2021") == (
        'error [wave-unknown] there is no wave "2021"\n'
        "  expected: one of 2020, 2022\n"
        "  remedy: Correct the name of the wave.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_build_of_a_wave_that_is_not_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "build", GOOD, "--out", tmp_path / "out", "--wave", "2022") == (
        'error [wave-not-closed] the wave "2022" is not closed\n'
        "  expected: a closed wave: 2020\n"
        "  remedy: Choose another wave, or close it in study.yaml.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_build_of_a_study_without_a_closed_wave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(GOOD, tmp_path / "study")
    definition = tmp_path / "study" / "study.yaml"
    text = definition.read_text(encoding="utf-8").replace("status: closed", "status: collecting")
    definition.write_text(text, encoding="utf-8")
    assert said(capsys, "build", tmp_path / "study", "--out", tmp_path / "out") == (
        "error [no-closed-wave] study.yaml: the study has no closed wave, so there is nothing to build\n"
        "  expected: a wave with the status closed\n"
        "  remedy: Set the status of a wave in study.yaml to closed once its answers are there.\n"
        "Nothing was done: 1 problem to mend.\n"
    )


def test_build_of_a_part_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = said(capsys, "build", GOOD, "--out", tmp_path / "out", "--only", "results,pictures")
    assert message.startswith('error [part-unknown] "pictures" is not a part of a release\n  expected: one of results,')
    assert not (tmp_path / "out").exists()


def test_snapshot_of_a_city_that_did_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = said(capsys, "snapshot", GOOD, "atens-grc", "--out", tmp_path / "out")
    assert message.startswith('error [city-unknown] there is no answer of a city "atens-grc"\n')
    assert "athens-grc" in message
    assert not (tmp_path / "out").exists()
