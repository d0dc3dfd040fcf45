"""SPSS files: value labels become the cells' texts, what is missing stays empty or keeps its label."""

from __future__ import annotations

from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.study.sheets import Sheet, read_sheet
from tests.unit.study.sav_file import sav_bytes


def test_read_sheet_of_an_spss_file_gives_labels_numbers_and_texts(tmp_path: Path) -> None:
    data = sav_bytes(
        {"city": ["paris", "łódź"], "strategy": [1.0, 9.0], "staff": [12.0, None], "share": [0.5, 2.25]},
        {"strategy": {1.0: "Yes, in writing", 2.0: "No", 9.0: "(don't know)"}},
        missing={"strategy": 9.0},
    )
    (tmp_path / "officers.sav").write_bytes(data)
    log = ProblemLog()
    sheet = read_sheet(tmp_path / "officers.sav", "officers.sav", log)
    assert log.problems == []
    assert sheet == Sheet(
        name="officers.sav",
        columns=("city", "strategy", "staff", "share"),
        rows=[
            {"city": "paris", "strategy": "Yes, in writing", "staff": "12", "share": "0.5"},
            {"city": "łódź", "strategy": "(don't know)", "staff": "", "share": "2.25"},
        ],
        lines=[2, 3],
    )


def test_read_sheet_of_a_damaged_spss_file_says_so(tmp_path: Path) -> None:
    data = sav_bytes({"city": ["paris"], "staff": [1.0]}, {})
    for length in (20, len(data) // 2):
        (tmp_path / "officers.sav").write_bytes(data[:length])
        log = ProblemLog()
        assert read_sheet(tmp_path / "officers.sav", "officers.sav", log) is None
        assert [entry.code for entry in log.problems] == ["table-unreadable"]
        assert log.problems[0].message.startswith("the file cannot be read as an SPSS file: ")
