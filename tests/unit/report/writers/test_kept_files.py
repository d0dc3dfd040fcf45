"""Files that are kept are made once, and never anything but what was made."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from civiscope.report.writers.kept_files import kept
from civiscope.report.writers.web_fonts import _recipe, web_fonts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of nobody else."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "civiscope"


class Maker:
    """Counts how often it was asked."""

    def __init__(self, content: bytes = b"content") -> None:
        self.count = 0
        self._content = content

    def __call__(self) -> bytes:
        self.count += 1
        return self._content


def test_made_once_for_every_recipe(folder: Path) -> None:
    one, other = Maker(b"one"), Maker(b"other")
    assert [kept("one", one), kept("other", other), kept("one", one)] == [b"one", b"other", b"one"]
    assert (one.count, other.count) == (1, 1)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda whole: b"", lambda whole: whole[:-1] + b"X"])
def test_damaged_file_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    make = Maker()
    kept("one", make)
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert kept("one", make) == b"content"
    assert make.count == 2
    assert kept("one", make) == b"content"
    assert make.count == 2


def test_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(taken))
    make = Maker()
    assert [kept("one", make), kept("one", make)] == [b"content", b"content"]
    assert make.count == 2


def test_nothing_half_written_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fdopen", fails)
    assert kept("one", Maker()) == b"content"
    assert list(folder.iterdir()) == []


def test_fonts_are_kept_by_what_they_are_made_of(folder: Path) -> None:
    web_fonts.cache_clear()
    made = web_fonts()
    assert len(list(folder.iterdir())) == len(made)
    web_fonts.cache_clear()
    assert web_fonts() == made
    assert "fonttools 4." in _recipe()
