"""What `civiscope calibrate` prints where, and how it ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from civiscope.cli import main

TABLE = "id,g,w,y\n1,a,2,5\n2,a,2,7\n3,b,3,6\n4,b,3,8\n"
MARGINS = "variable,level,total\ng,a,10\ng,b,30\n"

REPORT = """\
variable  category  rows  before  target  after
g         a            2    4.00   10.00  10.00
g         b            2    6.00   30.00  30.00

method: post-stratification
rows with a weight: 4 before, 4 after
sum of weights: 10.00 before, 40.00 after
least, median and greatest ratio of weights: 2.500, 3.750, 5.000
design effect of unequal weights: 1.040 before, 1.250 after
effective rows: 3.8 before, 3.2 after
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table and margins, in which the command runs."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "margins.csv").write_text(MARGINS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def calibrate(*arguments: str) -> int:
    """Run the command on the table and the margins."""
    return main.exit_code(["calibrate", "table.csv", "--margins", "margins.csv", *arguments])


def test_table_with_weights_goes_to_stdout_and_the_report_to_stderr(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrate("--weight", "w", "--weight-name", "final") == 0
    shown = capsys.readouterr()
    assert shown.out == "id,g,w,y,final\n1,a,2,5,5.0\n2,a,2,7,5.0\n3,b,3,6,15.0\n4,b,3,8,15.0\n"
    assert shown.err == REPORT
    assert sorted(path.name for path in place.iterdir()) == ["margins.csv", "table.csv"]


def test_report_goes_to_stdout_where_the_table_is_a_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate("--weight", "w", "--out", "made/weights.csv", "--report", "report.csv") == 0
    shown = capsys.readouterr()
    assert shown.out == REPORT
    assert shown.err == ""
    assert (place / "made" / "weights.csv").read_text(encoding="utf-8").endswith("\n4,b,3,8,15.0\n")
    assert "total,g,b,2,6.0,30.0,30.0\n" in (place / "report.csv").read_text(encoding="utf-8")


def test_estimates_are_all_that_stdout_has(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate("--weight", "w", "--items", "y", "--by", "g", "--measure", "mean", "--out", "weights.csv") == 0
    shown = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(shown.out)))
    assert [(row["level"], float(row["estimate"])) for row in rows] == [("", 6.75), ("a", 6.0), ("b", 7.0)]
    assert shown.err == REPORT
    assert (place / "weights.csv").exists()


def test_replicates_say_how_they_are_tabulated(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["--replicates-out", "replicates.csv", "--out", "weights.csv"]
    assert calibrate("--replicates", "jk1", *files) == 0
    note = capsys.readouterr().out.splitlines()[-1]
    assert note == "4 replicates; tabulate them with --replicate-method JK1 --replicate-scale 0.75"
    flags = note.partition(" with ")[2].split()
    read = ["tabulate", "table.csv", "--items", "y", "--measure", "mean", "--replicates", "replicates.csv", *flags]
    assert main.exit_code(read) == 0
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert float(row["estimate"]) == 6.75
    # In each replicate one of two rows stands for its level: deviations of 1/4 and 3/4, times 3/4.
    assert float(row["se"]) == pytest.approx((0.75 * (2 * 0.25**2 + 2 * 0.75**2)) ** 0.5)


def test_bootstrap_and_fay_name_their_scale(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    end = ["--replicates-out", "r.csv", "--out", "w.csv", "--strata", "g"]
    assert calibrate("--replicates", "Fay", "--fay-rho", "0.3", *end) == 0
    note = capsys.readouterr().out.splitlines()[-1]
    assert note == (
        "4 replicates; tabulate them with --replicate-method Fay --fay-rho 0.3 "
        f"--replicate-scale {1 / (4 * (1 - 0.3) ** 2)!r}"
    )
    assert main.exit_code(["calibrate", "table.csv", "--margins", "margins.csv", "--replicates", "JKn", *end]) == 0
    note = capsys.readouterr().out.splitlines()[-1]
    assert note == "4 replicates; tabulate them with --replicate-method JKn --replicate-scale 0.5"


def test_trimming_is_reported(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["calibrate", "table.csv", "--weight", "w", "--trim", "2.2,", "--out", "w.csv"]) == 0
    assert "weights held back by a limit: 2\n" in capsys.readouterr().out


def test_problem_ends_with_exit_code_2_and_no_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate("--method", "rak", "--out", "weights.csv") == 2
    assert capsys.readouterr().err == (
        'error [choice-unknown] --method: "rak" is not known (did you mean "rake"?)\n'
        "  expected: one of poststratify, rake, linear, raking, logit\n"
        "  remedy: Correct the word.\n"
        "Nothing was done: 1 problem to mend.\n"
    )
    assert main.exit_code(["calibrate", "--trim", "3x"]) == 2
    assert "Missing argument 'DATA'" in capsys.readouterr().err
    assert not (place / "weights.csv").exists()


def test_weights_below_zero_are_reported(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "margins.csv").write_text("variable,level,total\n1,,4\ny,,38\n", encoding="utf-8")
    assert calibrate("--out", "weights.csv") == 0
    assert "weights below 0: 2\n" in capsys.readouterr().out
