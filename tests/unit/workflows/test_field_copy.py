"""Copies of a study with collected answers: what is taken, what is left out, whose consent holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.workflows.field_copy import CollectedWave, copy_study, write_answers
from tests.studies import STUDY, write_study

COLLECTED = CollectedWave(
    "2020", {"officers": "city,strategy\naa,yes\n"}, (("aa", "strategy", "aggregate"), ("bb", "strategy", "never"))
)


def open_study(folder: Path, **files: str) -> Path:
    """A study whose wave still collects."""
    text = STUDY.replace("status: closed", "status: collecting")
    return write_study(folder, study=text, answers=None, extra=files)


def test_the_copy_is_closed_and_has_the_answers(tmp_path: Path) -> None:
    folder = open_study(tmp_path / "study")
    before = (folder / "study.yaml").read_text()
    copy_study(folder, tmp_path / "copy", COLLECTED)
    assert (tmp_path / "copy" / "waves/2020/officers.csv").read_text() == "city,strategy\naa,yes\n"
    assert (tmp_path / "copy" / "study.yaml").read_text() == before.replace("collecting", "closed")
    assert (folder / "study.yaml").read_text() == before
    assert not (folder / "waves").exists()


def test_answers_of_the_folder_give_way_and_what_is_no_study_stays_out(tmp_path: Path) -> None:
    folder = open_study(tmp_path / "study", **{"waves/2020/officers.csv": "city,strategy\ncc,no\n"})
    for name in ("waves/2020/officers.xlsx", "data/civiscope.sqlite3", "out/release.json", ".hidden/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    copy_study(folder, tmp_path / "copy", COLLECTED)
    found = {
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
    assert found == {
        "cities.csv",
        "questionnaires/officers.yaml",
        "study.yaml",
        "waves/2020/consent.csv",
        "waves/2020/officers.csv",
    }


def test_the_stricter_consent_holds(tmp_path: Path) -> None:
    rows = "city,item,consent\naa,strategy,never\nbb,strategy,public\ncc,,aggregate\n"
    folder = open_study(tmp_path / "study", **{"waves/2020/consent.csv": rows})
    copy_study(folder, tmp_path / "copy", COLLECTED)
    assert (tmp_path / "copy" / "waves/2020/consent.csv").read_text() == (
        "city,item,consent\naa,strategy,never\nbb,strategy,never\ncc,,aggregate\n"
    )


def test_a_consent_file_that_cannot_be_read_stops_the_copy(tmp_path: Path) -> None:
    folder = open_study(tmp_path / "study", **{"waves/2020/consent.csv": "city,what\naa,never\n"})
    with pytest.raises(UserError) as failure:
        copy_study(folder, tmp_path / "copy", COLLECTED)
    assert [entry.code for entry in failure.value.problems] == ["column-missing", "column-missing"]
    assert not (tmp_path / "copy").exists()


def test_answers_are_not_written_beside_those_of_another_format(tmp_path: Path) -> None:
    folder = open_study(tmp_path / "study", **{"waves/2020/officers.xlsx": "x"})
    with pytest.raises(UserError) as failure:
        write_answers(folder, COLLECTED)
    assert [entry.code for entry in failure.value.problems] == ["wave-answers-twice"]
    assert not (folder / "waves/2020/officers.csv").exists()
