"""iData and iMeta tables, read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import ProblemLog, UserError
from civiscope.indices.coinr import data_rows, meta_rows, plain_structure, structure_of, table_of
from civiscope.study.sheets import Sheet, read_sheet

META = """\
Level,iCode,iName,Direction,Weight,Unit,Target,Denominator,Parent,Type
1,roads,Roads,1,1,km,200,area,space,Indicator
1,noise,Noise,-1,2,dB,40,,space,Indicator
1,income,Income,1,1,EUR,,,people,Indicator
2,space,Space,1,1,,,,index,Aggregate
2,people,People,1,1,,,,index,Aggregate
3,index,Index,1,1,,,,,Aggregate
,size,Size class,,,,,,,Group
,area,Area,,,km2,,,,Denominator
,remark,Remark,,,,,,,Other
"""
DATA = """\
uCode,uName,size,area,roads,noise,income,remark
a,Aville,L,10,100,55.5,NA,first
b,Bstadt,S,20,"1,200",,3e2,
c,Cburg,,5,10,60,-4,third
"""


def sheet(text: str, folder: Path, name: str = "table.csv") -> Sheet:
    (folder / name).write_text(text, encoding="utf-8")
    log = ProblemLog()
    found = read_sheet(folder / name, name, log)
    assert found is not None
    assert not log.errors
    return found


def faults(raised: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [f"{entry.place}: {entry.message}" for entry in raised.value.problems]


def written(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def test_structure_of_reads_nodes_groups_and_denominators(tmp_path: Path) -> None:
    found = structure_of(sheet(META, tmp_path))
    assert found.tree.indicators == ("roads", "noise", "income")
    assert (found.groups, found.denominators) == (("size",), ("area",))
    noise = found.tree.node("noise")
    assert (noise.label, noise.direction, noise.weight, noise.unit, noise.target) == ("Noise", -1, 2, "dB", 40)
    assert found.tree.node("roads").denominator == "area"


def test_table_of_reads_numbers_and_what_is_missing(tmp_path: Path) -> None:
    found = table_of(sheet(DATA, tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))
    assert found.units == ("a", "b", "c")
    assert found.names == ("Aville", "Bstadt", "Cburg")
    np.testing.assert_array_equal(found.values, [[100, 55.5, np.nan], [1200, np.nan, 300], [10, 60, -4]])
    assert found.groups == {"size": ("L", "S", "")}
    assert found.denominators["area"].tolist() == [10, 20, 5]
    assert found.waves == ("", "", "")


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    structure = structure_of(sheet(META, tmp_path, "meta.csv"))
    table = table_of(sheet(DATA, tmp_path), structure)
    again = structure_of(sheet(written(*meta_rows(structure)), tmp_path, "meta2.csv"))
    assert {node.code: (node.parent, node.weight, node.direction) for node in again.tree.nodes} == {
        node.code: (node.parent, node.weight, node.direction) for node in structure.tree.nodes
    }
    assert (again.groups, again.denominators) == (structure.groups, structure.denominators)
    reread = table_of(sheet(written(*data_rows(table)), tmp_path, "data2.csv"), again)
    np.testing.assert_array_equal(reread.values, table.values)
    assert (reread.units, reread.names, reread.groups) == (table.units, table.names, table.groups)


def test_rows_of_several_times_are_waves(tmp_path: Path) -> None:
    text = "uCode,Time,roads,noise,income,size,area\na,2018,1,2,3,S,1\na,2020,2,3,4,S,1\n"
    found = table_of(sheet(text, tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))
    assert found.waves == ("2018", "2020")


def test_text_in_a_column_of_numbers_is_told_by_line(tmp_path: Path) -> None:
    text = DATA.replace("55.5", "loud").replace("60", "quiet").replace(",10,100", ",10,1_000")
    with pytest.raises(UserError) as raised:
        table_of(sheet(text, tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))
    assert faults(raised) == [
        'table.csv, line 2, column roads: the column has a text, "1_000"',
        'table.csv, line 2, column noise: the column has a text, "loud" (and 1 more in this column)',
    ]


def test_units_that_are_twice_or_without_code_are_told_by_line(tmp_path: Path) -> None:
    text = DATA.replace("b,Bstadt", "a,Bstadt").replace("c,Cburg", ",Cburg")
    with pytest.raises(UserError) as raised:
        table_of(sheet(text, tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))
    assert faults(raised) == [
        'table.csv, line 3, column uCode: the unit "a" stands in line 2 already',
        "table.csv, line 4, column uCode: a unit has no code",
    ]
    assert [entry.code for entry in raised.value.problems] == ["index-unit-twice", "index-unit-code"]


def test_columns_that_the_data_lack_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        table_of(sheet("uCode,roads,noise\na,1,2\n", tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))
    assert [entry.value for entry in raised.value.problems] == ["income", "area", "size"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,roads\na,1\n", "no column holds the codes"),
        ("uCode,roads,noise,income,size,area\n", "no rows"),
    ],
)
def test_tables_without_units_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        table_of(sheet(text, tmp_path), structure_of(sheet(META, tmp_path, "meta.csv")))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Aggregate\n2,people", "Sum\n2,people", 'line 5, column Type: "Sum" is not a type'),
        ("Noise,-1,2", "Noise,down,2", "line 3, column Direction"),
        ("Noise,-1,2", "Noise,-1,much", "line 3, column Weight"),
        (",,space,Indicator\n1,income", ",,nowhere,Indicator\n1,income", 'line 3, column Parent: "noise" is part of'),
        ("iCode,iName", "code,iName", "iCode"),
    ],
)
def test_structure_of_refuses(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(UserError) as raised:
        structure_of(sheet(META.replace(old, new, 1), tmp_path, "meta.csv"))
    assert any(message in found for found in faults(raised)), faults(raised)


def test_a_type_of_element_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        structure_of(sheet(META.replace(",Group", ",Grouping"), tmp_path, "meta.csv"))
    assert str(raised.value) == (
        'error [index-type] meta.csv, line 8, column Type: "Grouping" is not a type of element\n'
        "  expected: one of Indicator, Aggregate, Group, Denominator, Other\n"
        "  remedy: Correct the column Type of the structure."
    )


def test_plain_structure_takes_every_column_of_numbers(tmp_path: Path) -> None:
    found = plain_structure(sheet("uCode,uName,x,y,note\na,A,1,,good\nb,B,2,3,bad\n", tmp_path))
    assert found.tree.indicators == ("x", "y")
    with pytest.raises(UserError, match="no elements"):
        plain_structure(sheet("uCode,note\na,good\n", tmp_path))
