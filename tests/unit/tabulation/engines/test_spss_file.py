"""SPSS files of any size: labels, whole numbers, what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines import spss_file
from civiscope.tabulation.engines.engine import ColumnKind
from civiscope.tabulation.engines.registry import open_table
from tests.unit.study.sav_file import sav_bytes
from tests.unit.tabulation.engines.asking import ask

COLUMNS: dict[str, list[str | float | None]] = {
    "city": ["paris", "łódź", "bonn"],
    "strategy": [1.0, 9.0, None],
    "staff": [12.0, None, 7.0],
    "share": [0.5, 2.25, None],
    "age": [30.0, -9.0, 41.0],
    "trust": [0.0, 5.0, 10.0],
}
LABELS = {
    "strategy": {1.0: "Yes, in writing", 9.0: "(don't know)"},
    "trust": {0.0: "not at all", 10.0: "completely"},
}


def test_spss_file_gives_labels_numbers_and_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Parts of two rows each.
    monkeypatch.setattr(spss_file, "_ROWS", 2)
    (tmp_path / "t.sav").write_bytes(sav_bytes(COLUMNS, LABELS, missing={"strategy": 9.0, "age": -9.0}))
    with open_table(tmp_path / "t.sav") as engine:
        assert engine.columns == {
            "city": ColumnKind.TEXT,
            "strategy": ColumnKind.TEXT,
            "staff": ColumnKind.INTEGER,
            "share": ColumnKind.FLOAT,
            "age": ColumnKind.INTEGER,
            "trust": ColumnKind.INTEGER,
        }
        assert ask(engine, **{name: engine.key(name) for name in engine.columns}) == [
            {"city": "paris", "strategy": "Yes, in writing", "staff": 12, "share": 0.5, "age": 30, "trust": 0},
            {"city": "łódź", "strategy": None, "staff": None, "share": 2.25, "age": None, "trust": 5},
            {"city": "bonn", "strategy": None, "staff": 7, "share": None, "age": 41, "trust": 10},
        ]
        assert engine.unreadable("strategy") == [(None, "Yes, in writing")]


@pytest.mark.parametrize("kept", [20, 0.5, 0.95])
def test_spss_file_that_is_cut_off_says_so(kept: float, tmp_path: Path) -> None:
    data = sav_bytes(COLUMNS, LABELS)
    (tmp_path / "t.sav").write_bytes(data[: int(kept if kept > 1 else kept * len(data))])
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.sav")
    message, expected, remedy = str(caught.value).splitlines()
    assert message.startswith("error [table-unreadable] t.sav: the file cannot be read as an SPSS file: ")
    assert expected == "  expected: a complete file of this kind, without a password"
    assert remedy == "  remedy: Open it in the program that made it, and save it again."


def test_spss_file_without_rows_says_so(tmp_path: Path) -> None:
    (tmp_path / "t.sav").write_bytes(sav_bytes({"a": [], "b": []}, {}))
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.sav")
    assert str(caught.value).splitlines()[0] == ("error [table-without-rows] t.sav: the table has columns but no rows")
