"""Files of waves/ are found by the names of questionnaires; what stands there unread is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.answers.wave_files import check_forms, check_unread_files, find_answers
from civiscope.errors import ProblemLog
from civiscope.study.definition import StudyDefinition

DEFINITION = StudyDefinition.model_validate(
    {
        "id": "s",
        "title": "S",
        "languages": ["en"],
        "publisher": {"name": "P"},
        "licence": {"name": "L"},
        "waves": [
            {"id": "2020", "title": "A", "status": "closed", "date": "2020-01-01", "questionnaires": ["officers"]},
            {"id": "2022", "title": "B", "status": "planned", "date": "2022-01-01", "questionnaires": ["officers"]},
        ],
    }
)


def write(folder: Path, *names: str) -> None:
    """Make files with the header of a table of answers."""
    for name in names:
        (folder / "waves" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "waves" / name).write_text("city\n", encoding="utf-8")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".sav"])
def test_find_answers_knows_three_formats(tmp_path: Path, ending: str) -> None:
    write(tmp_path, f"2020/officers{ending}")
    log = ProblemLog()
    found = find_answers(tmp_path, DEFINITION.waves[0], "officers", log)
    assert found == tmp_path / "waves" / "2020" / f"officers{ending}"
    assert log.problems == []


def test_find_answers_asks_for_them_only_of_closed_waves(tmp_path: Path) -> None:
    log = ProblemLog()
    assert [find_answers(tmp_path, wave, "officers", log) for wave in DEFINITION.waves] == [None, None]
    assert [(entry.code, entry.file) for entry in log.problems] == [("wave-answers-missing", "waves/2020/officers.csv")]


def test_check_unread_files_names_what_no_wave_and_no_questionnaire_reads(tmp_path: Path) -> None:
    write(
        tmp_path, "2020/officers.csv", "2020/recodes.csv", "2020/oficers.csv", "2020/officers.txt", "2021/officers.csv"
    )
    write(tmp_path, "2020/.hidden", "2020/~$officers.xlsx")
    log = ProblemLog()
    check_unread_files(tmp_path, DEFINITION, log)
    assert [(entry.code, entry.file) for entry in log.problems] == [
        ("wave-file-unknown", "waves/2020/officers.txt"),
        ("wave-file-unknown", "waves/2020/oficers.csv"),
        ("wave-folder-unknown", "waves/2021"),
    ]


def test_check_forms_reports_every_table_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "2020/officers.csv", "2020/officers.xlsx")
    (tmp_path / "waves" / "2020" / "recodes.csv").write_bytes("item\né\n".encode("cp1252"))
    (tmp_path / "waves" / "notes.txt").write_text("nothing to read", encoding="utf-8")
    log = ProblemLog()
    check_forms(tmp_path, log)
    assert [(entry.code, entry.file) for entry in log.problems] == [
        ("table-unreadable", "waves/2020/officers.xlsx"),
        ("wrong-encoding", "waves/2020/recodes.csv"),
    ]
