"""Files that are missing, empty, cut off, in another encoding or of another kind are named as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import Problem, ProblemLog
from civiscope.study.textfile import read_text


def said(entry: Problem) -> str:
    """A problem's code, place within the file and message."""
    return f"{entry.code}{entry.place.removeprefix(entry.file)}: {entry.message}"


def read(path: Path, limit: int = 10_000) -> tuple[str | None, list[str]]:
    """The text of a file and the code, place and message of every problem."""
    log = ProblemLog()
    return read_text(path, "cities.csv", limit, log), [said(entry) for entry in log.problems]


@pytest.mark.parametrize("data", [b"caf\xc3\xa9\n", b"\xef\xbb\xbfcaf\xc3\xa9\n"])
def test_read_text_takes_utf_8_with_or_without_byte_order_mark(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert read(tmp_path / "x") == ("caf\u00e9\n", [])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "file-empty: the file is empty"),
        (b" \r\n\n", "file-empty: the file is empty"),
        (b"\xef\xbb\xbf", "file-empty: the file is empty"),
        (
            "code\nZürich\n".encode("cp1252"),
            (
                "wrong-encoding, line 2: the file is not in UTF-8: the byte FC does not belong there "
                '(in Windows-1252 it is "ü")'
            ),
        ),
        (
            "code\nZürich".encode("mac_roman"),
            (
                "wrong-encoding, line 2: the file is not in UTF-8: the byte 9F does not belong there "
                '(in Windows-1252 it is "Ÿ")'
            ),
        ),
        (
            b"code\n\x81\n",
            "wrong-encoding, line 2: the file is not in UTF-8: the byte 81 does not belong there",
        ),
        (
            "code\nZürich\n".encode("utf-16"),
            ("wrong-encoding, line 1: the file is not in UTF-8: it looks like UTF-16 (in Excel: Unicode text)"),
        ),
        (
            "code\nZürich\n".encode("utf-16-le"),
            ("wrong-encoding, line 1: the file is not in UTF-8: it looks like UTF-16 (in Excel: Unicode text)"),
        ),
        (
            "Łódź, Zürich, Łód".encode() + "ź".encode()[:1],
            "file-truncated, line 1: the file seems to be cut off: it ends in the middle of a character",
        ),
        (
            b"code\nparis-fra\nathens-" + bytes(3),
            "file-truncated, line 3: the file seems to be cut off: from here on it holds zero bytes",
        ),
        (
            b"PK\x03\x04\x14\x00",
            "file-not-text: the file is not a text file but an Excel workbook or another zip archive",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            ("file-not-text: the file is not a text file but an old Excel workbook (.xls) or one with a password"),
        ),
        (
            b"x" * 10_001,
            "file-too-large: the file is 10,001 bytes long",
        ),
    ],
)
def test_read_text_says_why_a_file_is_no_text(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "x").write_bytes(data)
    assert read(tmp_path / "x") == (None, [problem])


def test_read_text_of_a_missing_file_or_a_folder_says_so(tmp_path: Path) -> None:
    assert read(tmp_path / "x") == (None, ["file-missing: the file does not exist"])
    folder = (None, ["file-unreadable: the file cannot be opened: it is a folder"])
    assert read(tmp_path) == folder
