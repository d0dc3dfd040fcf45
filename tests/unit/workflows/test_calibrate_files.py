"""Files of adjusted weights: what is in them, and that none appears where one cannot."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.workflows.calibrate import calibrate_weights
from civiscope.workflows.calibrate_files import write_together
from civiscope.workflows.calibrate_request import (
    Outputs,
    TotalsWanted,
)
from tests.unit.workflows.calibration import (
    OWN,
    job,
    margins,
    refused,
    table,
)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_all_columns_and_the_weight_are_written(ending: str, tmp_path: Path) -> None:
    data = table(tmp_path, 'code,name,g\n007,"A, B",x\n010,C,y\n')
    out, report = tmp_path / "made" / f"weights.{ending}", tmp_path / "report.csv"
    totals = TotalsWanted(margins(tmp_path, "g,x,3\ng,y,5.5\n"))
    calibrate_weights(job(data, totals, design=Design(), outputs=Outputs(out, "final", report)))
    if ending == "csv":
        assert out.read_text(encoding="utf-8") == 'code,name,g,final\n007,"A, B",x,3.0\n010,C,y,5.5\n'
    else:
        columns = {"code": ["007", "010"], "name": ["A, B", "C"], "g": ["x", "y"], "final": [3.0, 5.5]}
        assert pq.read_table(out).to_pydict() == columns
    rows = report.read_text(encoding="utf-8").splitlines()
    assert rows[:4] == [
        "part,variable,category,n,before,target,after",
        "total,g,x,1,1.0,3.0,3.0",
        "total,g,y,1,1.0,5.5,5.5",
        "summary,method,post-stratification,,,,",
    ]
    assert sorted(path.name for path in out.parent.iterdir()) == [out.name]


def test_types_of_a_parquet_file_stay(tmp_path: Path) -> None:
    data = tmp_path / "table.parquet"
    columns = {"n": [1, 2], "x": [0.5, None], "yes": [True, False], "g": ["a", "b"]}
    pq.write_table(pa.table(columns), data)
    out = tmp_path / "out.parquet"
    totals = TotalsWanted(margins(tmp_path, "yes,true,3\nyes,false,5\n"))
    calibrate_weights(job(data, totals, design=Design(), outputs=Outputs(out)))
    assert pq.read_table(out).to_pydict() == {**columns, "weight": [3.0, 5.0]}


def test_failed_run_leaves_earlier_files_alone(tmp_path: Path) -> None:
    out = tmp_path / "weights.csv"
    out.write_text("earlier\n", encoding="utf-8")
    totals = TotalsWanted(margins(tmp_path, "area,north,520\n"))
    with pytest.raises(UserError):
        calibrate_weights(job(OWN / "simulated.csv", totals, outputs=Outputs(out)))
    assert out.read_text(encoding="utf-8") == "earlier\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["margins.csv", "weights.csv"]


def test_no_file_is_written_where_one_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    first = tmp_path / "first.txt"
    with pytest.raises(UserError) as caught:
        write_together({first: lambda path: path.touch(), tmp_path / "taken": lambda path: path.touch()})
    assert caught.value.problems[0].code == "out-not-writable"
    assert caught.value.problems[0].message.endswith("taken cannot be written: it is a folder")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_outputs_over_inputs_and_over_each_other_are_refused(tmp_path: Path) -> None:
    data = table(tmp_path, "g\nx\n")
    totals = TotalsWanted(margins(tmp_path, "g,x,3\n"))
    outputs = Outputs(tmp_path / "weights.txt", report=data)
    assert refused(job(data, totals, design=Design(), outputs=outputs)) == [
        ("weights-format-unknown", 'a table cannot be written as ".txt"'),
        ("weights-over-input", "table.csv is read, and would be overwritten"),
    ]
    same = tmp_path / "same.csv"
    assert refused(job(data, totals, design=Design(), outputs=Outputs(same, report=same))) == [
        ("weights-named-twice", "two tables would be written to same.csv")
    ]
    assert refused(job(data, totals, design=Design(), outputs=Outputs(weight_name="g"))) == [
        ("weight-column-taken", 'table.csv: the table already has a column "g"')
    ]
