"""Weights, comparisons and points out of files: all faults by line, and what comes of good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.indices.rules import Rule
from civiscope.indices.weighting.given import read_comparisons, read_points, read_weights

KNOWN = ("i0", "i1", "x")
RULE = Rule("file", ("weights.csv",), place="--weights")


def written(folder: Path, text: str) -> Path:
    path = folder / "weights.csv"
    path.write_text(text, encoding="utf-8")
    return path


def faults(raised: pytest.ExceptionInfo[UserError]) -> list[tuple[str, int | None, str]]:
    return [(entry.code, entry.line, entry.value) for entry in raised.value.problems]


@pytest.mark.parametrize("header", ["node,weight", "iCode,Weight", "note,node,weight"])
def test_weights_are_read_by_node(tmp_path: Path, header: str) -> None:
    first = "," * (header.count(",") - 1)
    path = written(tmp_path, f"{header}\n{first}i1,0.5\n{first}x,0\n")
    assert read_weights(path, KNOWN, RULE) == {"i1": 0.5, "x": 0.0}


def test_faults_of_weights_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        read_weights(written(tmp_path, "node,weight\ni2,1\ni0,-1\ni1,2\ni1,3\nx,\n"), KNOWN, RULE)
    assert faults(raised) == [
        ("index-weight-node", 2, "i2"),
        ("index-weight", 3, "-1"),
        ("index-weight-twice", 5, "i1"),
        ("index-weight", 6, ""),
    ]
    with pytest.raises(UserError) as raised:
        read_weights(written(tmp_path, "node,weight\ni0,heavy\n"), KNOWN, RULE)
    assert faults(raised) == [("index-cell-text", 2, "heavy")]


@pytest.mark.parametrize("text", ["code,weight\ni0,1\n", "node,points\ni0,1\n"])
def test_columns_that_are_missing_are_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as raised:
        read_weights(written(tmp_path, text), KNOWN, RULE)
    assert [entry.code for entry in raised.value.problems] == ["column-missing"]


def test_a_file_that_is_not_there_is_refused_by_its_place(tmp_path: Path) -> None:
    for read in (read_weights, read_comparisons, read_points):
        with pytest.raises(UserError) as raised:
            read(tmp_path / "none.csv", KNOWN, RULE)  # type: ignore[operator]
        assert [(entry.code, entry.column) for entry in raised.value.problems] == [("index-rule-value", "--weights")]


def test_comparisons_have_the_same_codes_in_rows_and_columns(tmp_path: Path) -> None:
    codes, matrix = read_comparisons(written(tmp_path, "code,i0,i1\ni0,1,3\ni1,0.3333,1\n"), KNOWN, RULE)
    assert (codes, matrix.tolist()) == (("i0", "i1"), [[1, 3], [0.3333, 1]])
    for text, code in (
        ("code,i1,i0\ni0,1,3\ni1,1,1\n", "index-comparisons-shape"),
        ("code,i0,i9\ni0,1,3\ni9,1,1\n", "index-weight-node"),
        ("code,i0,i1\ni0,1,much\ni1,1,1\n", "index-cell-text"),
    ):
        with pytest.raises(UserError) as raised:
            read_comparisons(written(tmp_path, text), KNOWN, RULE)
        assert [entry.code for entry in raised.value.problems] == [code]


def test_points_have_a_row_per_expert(tmp_path: Path) -> None:
    codes, points = read_points(written(tmp_path, "expert,i0,x\nAda,70,30\nBo,50,50\n"), KNOWN, RULE)
    assert (codes, points.tolist()) == (("i0", "x"), [[70, 30], [50, 50]])
    with pytest.raises(UserError) as raised:
        read_points(written(tmp_path, "expert,i0,y\nAda,70,30\n"), KNOWN, RULE)
    assert [(entry.code, entry.value) for entry in raised.value.problems] == [("index-weight-node", "y")]
