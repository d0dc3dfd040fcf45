"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.workflows.output import write_whole


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    write_whole({tmp_path / "a" / "one.csv": "é\n", tmp_path / "two.csv": "2\r\n"})
    assert (tmp_path / "a" / "one.csv").read_bytes() == "é\n".encode()
    assert (tmp_path / "two.csv").read_bytes() == b"2\r\n"


def test_files_can_be_read_by_others_as_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("", encoding="utf-8")
    write_whole({tmp_path / "made": ""})
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("before", encoding="utf-8")
    write_whole({tmp_path / "one": "after"})
    assert (tmp_path / "one").read_text(encoding="utf-8") == "after"


def test_none_is_written_where_one_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("before", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError) as raised:
        write_whole({tmp_path / "one": "after", tmp_path / "folder": "text"})
    assert [(entry.code, entry.value) for entry in raised.value.problems] == [
        ("out-not-writable", str(tmp_path / "folder"))
    ]
    assert (tmp_path / "one").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "one"]


def test_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError) as raised:
        write_whole({tmp_path / "file" / "below": ""})
    assert [entry.code for entry in raised.value.problems] == ["out-not-writable"]
