"""civiscope tabulate: what it says of tables and words that cannot be used, and that it then leaves nothing behind."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code

COLUMNS = {
    "y": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    "text": [0, 1, 2, "seven", 4, "eight", 6, 7, 8, 9],
    "empty": [""] * 10,
    "negative": [1, 1, -1, 1, 1, 1, 1, 1, 1, 1],
    "hole": [1, 1, "", 1, "", 1, 1, 1, 1, 1],
    "word": [1, 1, 1, 1, "x", 1, 1, 1, 1, 1],
    "zero": [0] * 10,
    "stratum": ["a", "a", "a", "a", "a", "b", "b", "b", "b", "z"],
    "cluster": ["p", "p", "p", "p", "q", "q", "q", "q", "q", "r"],
    "clusters": [30] * 10,
    "rows_in_cluster": [9] * 10,
    "two": [2] * 10,
    "varying": [30, 31, 32, 33, 34, 35, 36, 37, 38, 39],
    "fraction": [0.5] * 10,
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table in which nearly every column has something wrong with it."""
    lines = [",".join(COLUMNS)]
    lines += [",".join(str(values[row]) for values in COLUMNS.values()) for row in range(10)]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The message of a command that ends with exit code 2, prints nothing else and writes no file with --out."""
    out = Path(arguments[0]).parent / "out" / "estimates.csv"
    assert exit_code(["tabulate", *map(str, arguments), "--out", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert not out.parent.exists()
    return captured.err


def message(head: str, expected: str, remedy: str) -> str:
    """One problem as the command prints it."""
    return f"error {head}\n  expected: {expected}\n  remedy: {remedy}\nNothing was done: 1 problem to mend.\n"


ONE_POPULATION = "one population size per stratum and, at later stages, per cluster"
A_POPULATION = "the number of units in the population, not a sampling fraction and not 1 - f"
IN_EVERY_ROW = "Complete the column, or leave these rows out of the table and say so."
TWO_UNITS = "two sampled units or more in every stratum"
JOIN = "Join it with a similar one, or choose --lonely adjust, average, certainty or remove."

DESIGNS = {
    "--weight negative": message(
        "[weight-negative] table.csv, column negative: there is a weight of -1",
        "finite weights of 0 or more",
        "Correct the weights, or calibrate with bounds.",
    ),
    "--weight hole": message(
        "[weight-missing] table.csv, column hole: rows without a weight: 2",
        "a weight in every row, 0 for rows that do not count",
        "Complete the weights.",
    ),
    "--weight word": message(
        '[text-in-numbers] table.csv, line 6, column word: the column holds "x", which is not a number',
        "numbers with a decimal point, or empty cells where a value is missing",
        "Correct the cells or leave them empty; of an item, shares need no numbers.",
    ),
    "--weight zero": message(
        "[weights-all-zero] table.csv, column zero: all weights are 0",
        "a positive weight in at least one row",
        "Check that it is the right column.",
    ),
    "--strata stratum": message(
        '[lonely-stratum] stratum: the stratum "z" has a single sampled unit, so that its variance cannot be estimated',
        TWO_UNITS,
        JOIN,
    ),
    "--cluster cluster --fpc clusters,rows_in_cluster": message(
        '[lonely-stratum] the cluster "r" has a single sampled unit, so that its variance cannot be estimated',
        TWO_UNITS,
        JOIN,
    ),
    "--strata hole": message(
        "[design-missing] table.csv, column hole: 2 rows have no value, so that it is not known where in the sample"
        " they belong",
        "a value in every row",
        IN_EVERY_ROW,
    ),
    "--fpc hole": message(
        "[design-missing] table.csv, column hole: 2 rows have no value, so that it is not known where in the sample"
        " they belong",
        "a value in every row",
        IN_EVERY_ROW,
    ),
    "--fpc two": message(
        "[fpc-too-small] two: the population size 2 is smaller than the 10 sampled units of the table",
        A_POPULATION,
        "Correct the population size.",
    ),
    "--fpc fraction": message(
        "[fpc-too-small] fraction: the population size 0.5 is smaller than the 10 sampled units of the table",
        A_POPULATION,
        "Correct the population size.",
    ),
    "--cluster cluster --fpc clusters,two": message(
        '[fpc-too-small] two: the population size 2 is smaller than the 4 sampled units in the cluster "p"',
        A_POPULATION,
        "Correct the population size.",
    ),
    "--fpc varying --strata stratum": message(
        '[fpc-varies] varying: the population size is not the same in all rows in the stratum "a": 30 and 34',
        ONE_POPULATION,
        "Correct the population sizes.",
    ),
    "--fpc clusters,clusters": message(
        "[fpc-more-than-stages] there are 2 columns of population sizes for 0 stages of clusters",
        "one column per stage of clusters, and at most one more for the rows within the last clusters",
        "Correct --fpc or --cluster.",
    ),
}


@pytest.mark.parametrize("options", DESIGNS)
@pytest.mark.parametrize("measure", ["mean", "quantile"])
def test_design_that_cannot_be(table: Path, capsys: pytest.CaptureFixture[str], options: str, measure: str) -> None:
    assert said(capsys, table, "--items", "y", "--measure", measure, *options.split()) == DESIGNS[options]


WORDS = {
    "--items y --measure median": message(
        '[choice-unknown] --measure: "median" is not known (did you mean "mean"?)',
        "one of share, mean, total, ratio, quantile, variance, residents",
        "Correct the word.",
    ),
    "--items y --interval wilsn": message(
        '[choice-unknown] --interval: "wilsn" is not known (did you mean "wilson"?)',
        "one of logit, likelihood, asin, beta, mean, xlogit, wilson",
        "Correct the word.",
    ),
    "--items y --lonely ignore": message(
        '[choice-unknown] --lonely: "ignore" is not known',
        "one of fail, remove, certainty, adjust, average",
        "Correct the word.",
    ),
    "--items y --replicate-method jackknife": message(
        '[choice-unknown] --replicate-method: "jackknife" is not known',
        "one of JK1, JKn, BRR, Fay, bootstrap",
        "Correct the word.",
    ),
    "--items y --level 95": message(
        "[level-out-of-range] 95.0 cannot be the level of an interval",
        "a number between 0 and 1, such as 0.95",
        "Correct --level.",
    ),
    "--items y --measure quantile --quantiles 0.5,1": message(
        "[quantile-out-of-range] 1.0 cannot be a quantile",
        "numbers between 0 and 1, such as 0.25,0.5,0.75",
        "Correct --quantiles.",
    ),
    "--items ,": message(
        "[items-missing] no item is named", "the names of one or more items", "Name items with --items A,B."
    ),
    "--items y --measure ratio": message(
        '[ratio-parts] a ratio needs a numerator and a denominator, and "y" names no such pair',
        "--items a/b, or two items, of which the first is divided by the second",
        "Write each ratio as numerator/denominator.",
    ),
    "--items y --measure residents": message(
        "[measure-of-studies] the measure residents is of answers of cities, not of a table",
        "a study folder as data",
        "Choose another measure, or give a study.",
    ),
    "--items text --measure mean": message(
        '[text-in-numbers] table.csv, line 5, column text: the column holds "seven" (also "eight"), which is not a'
        " number",
        "numbers with a decimal point, or empty cells where a value is missing",
        "Correct the cells or leave them empty; of an item, shares need no numbers.",
    ),
    "--items empty": message(
        "[item-without-values] table.csv, column empty: the column has no value in any row",
        "at least one value",
        "Choose another item, or check the export.",
    ),
    "--items y --replicate-method Fay --fay-rho 1": message(
        "[fay-rho-out-of-range] 1.0 cannot be Fay's factor",
        "a number from 0 to below 1, such as 0.3",
        "Correct --fay-rho.",
    ),
    "--items y --replicate-method BRR --strata stratum": message(
        "[replicates-unsuited] replicate weights of the kind BRR do not suit this design",
        "exactly two clusters in every stratum",
        "Choose another method.",
    ),
    "--items y --replicate-method JK1 --strata stratum": message(
        "[replicates-unsuited] replicate weights of the kind JK1 do not suit this design",
        "a design without strata",
        "Choose another method.",
    ),
    "--items y --replicate-method bootstrap --strata stratum": message(
        "[replicates-unsuited] replicate weights of the kind bootstrap do not suit this design",
        "two clusters or more per stratum",
        "Choose another method.",
    ),
}


@pytest.mark.parametrize("options", WORDS)
def test_words_that_cannot_be_used(table: Path, capsys: pytest.CaptureFixture[str], options: str) -> None:
    assert said(capsys, table, *options.split()) == WORDS[options]


def test_names_that_are_not_there_are_told_together(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, table, "--items", "Y,nothing", "--by", "strata", "--weight", "wait")
    columns = f"  expected: one of {', '.join(COLUMNS)}\n"
    remedy = "  remedy: Correct the name; names of columns are case-sensitive.\n"
    named = [
        ("item", "Y", ' (did you mean "y"?)'),
        ("item", "nothing", ""),
        ("domain", "strata", ' (did you mean "stratum"?)'),
        ("column of the design", "wait", ""),
    ]
    assert told == (
        "".join(
            f'error [table-column-unknown] table.csv: there is no {role} "{name}": the table has no such'
            f" column{similar}\n" + columns + remedy
            for role, name, similar in named
        )
        + "Nothing was done: 4 problems to mend.\n"
    )


def test_quantiles_that_are_no_numbers(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, table, "--items", "y", "--measure", "quantile", "--quantiles", "half")
    assert told.endswith("Error: Invalid value for --quantiles: 'half' is not a list of numbers such as 0.25,0.5.\n")


def test_no_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["tabulate", "--items", "y"]) == 2
    assert capsys.readouterr().err == message(
        "[data-missing] no data are named",
        "a study folder, a table (.csv, .parquet, .sav, .xlsx), or --engine with --table",
        "Name the data.",
    )


def test_identifier_as_a_domain_or_an_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "many.csv"
    table.write_text("id,y\n" + "".join(f"r{row},{row}\n" for row in range(10_000)), encoding="utf-8")
    assert said(capsys, table, "--items", "y", "--measure", "mean", "--by", "id") == message(
        '[too-many-levels] id: the domain "id" has 10,000 levels',
        "a domain with at most 2,000 levels",
        "Choose a column that groups the rows; an identifier of rows is no domain.",
    )
    assert said(capsys, table, "--items", "y") == message(
        "[too-many-values] many.csv, column y: the column has more than 200 different values, of which shares say"
        " little",
        "an item with at most 200 values",
        "Ask for another measure (--measure mean), or group the values first.",
    )


FILES = {
    "": message(
        "[file-empty] t.csv: the file is empty", "a file with contents", "Restore or export it again, or delete it."
    ),
    "x,y\n": message(
        "[table-without-rows] t.csv: the table has columns but no rows",
        "at least one row below the header",
        "Export the table again with its rows.",
    ),
    "x,y\n1,2\n3": message(
        "[file-truncated] t.csv, line 3: the file seems to be cut off: its last row has 1 cell of 2 and no line end",
        "a complete file",
        "Export or copy it again, and compare its end with the original.",
    ),
}


@pytest.mark.parametrize("text", FILES, ids=["empty", "no rows", "cut off"])
def test_file_that_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    assert said(capsys, table, "--items", "y") == FILES[text]


WEIGHTS = "weight,r1,r2\n"
REPLICATES = {
    ("weight,r1,r2\n" + "1,2,0\n" * 9, "--replicate-method BRR"): message(
        "[replicates-rows] the replicate weights have 9 rows, the table has 10",
        "one row of weights for each row of the table, in its order",
        "Write the replicate weights again, without sorting or leaving out rows.",
    ),
    ("weight,r1,r2\n" + "1,2,0\n" * 11, "--replicate-method JKn --strata stratum --lonely remove"): message(
        "[replicates-rows] the replicate weights have 11 rows, the table has 10",
        "one row of weights for each row of the table, in its order",
        "Write the replicate weights again, without sorting or leaving out rows.",
    ),
    ("w,r1,r2\n" + "1,2,0\n" * 10, "--replicate-method BRR"): message(
        '[replicates-columns] replicates.csv: the first column is "w"',
        "a column weight, then two or more columns of replicate weights",
        "Put the full weights first and name that column weight.",
    ),
    ("weight,r1,r2\n" + "1,2,0\n" * 5 + "1,x,0\n" + "1,2,0\n" * 4, "--replicate-method BRR"): message(
        "[replicates-value] replicates.csv, column r1: the weight of row 6 is missing, negative or no number",
        "a number of 0 or more in every cell",
        "Correct the weights.",
    ),
    ("weight,r1,r2\n" + "1,2,0\n" * 10, ""): message(
        "[replicate-method-missing] it is not said how the replicate weights were made",
        "--replicate-method JK1, JKn, BRR, Fay or bootstrap",
        "Name the method: it decides how the replicates are scaled.",
    ),
    ("weight,r1,r2\n" + "1,2,0\n" * 10, "--replicate-method JKn"): message(
        "[replicates-need-design] replicate weights of the kind JKn need the design that they come from",
        "--strata and --cluster of the design (and --fpc, where it has one), or the file of --rscales",
        "Name the columns of the design.",
    ),
    ("weight,r1,r2\n" + "1,2,0\n" * 10, "--replicate-method JKn --cluster cluster"): message(
        "[replicates-unsuited] replicate weights of the kind JKn do not suit this design",
        "a cluster left out in each replicate, also in 1",
        "Choose another method.",
    ),
}


@pytest.mark.parametrize(("text", "options"), REPLICATES)
def test_replicate_weights_that_do_not_fit(
    table: Path, capsys: pytest.CaptureFixture[str], text: str, options: str
) -> None:
    file = table.with_name("replicates.csv")
    file.write_text(text, encoding="utf-8")
    told = said(capsys, table, "--items", "y", "--measure", "mean", "--replicates", file, *options.split())
    assert told == REPLICATES[text, options]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1\n2\n3\n", "3 numbers"),
        ("one, 2", '"one" is not a number of 0 or more'),
        ("1\n-2\n", '"-2" is not a number of 0 or more'),
    ],
)
def test_rscales_that_do_not_fit(table: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str) -> None:
    file, rscales = table.with_name("replicates.csv"), table.with_name("rscales.csv")
    file.write_text(WEIGHTS + "1,2,0\n" * 10, encoding="utf-8")
    rscales.write_text(text, encoding="utf-8")
    options = ("--replicates", file, "--replicate-method", "BRR", "--rscales", rscales)
    assert said(capsys, table, "--items", "y", *options) == message(
        f"[rscales-unreadable] rscales.csv: the file of --rscales cannot be used: {reason}",
        "2 numbers, one for each replicate, separated by line ends or commas",
        "Correct the file.",
    )


def test_estimates_are_printed_or_written(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["tabulate", str(table), "--items", "y", "--measure", "MEAN", "--by", "cluster"]
    assert exit_code(arguments) == 0
    printed = capsys.readouterr().out
    assert [line.split(",")[2:9] for line in printed.splitlines()] == [
        ["item", "row", "option", "domain", "level", "measure", "estimate"],
        ["y", "", "", "", "", "mean", "4.5"],
        ["y", "", "", "cluster", "p", "mean", "1.5"],
        ["y", "", "", "cluster", "q", "mean", "6.0"],
        ["y", "", "", "cluster", "r", "mean", "9.0"],
    ]
    out = table.with_name("new") / "estimates.csv"
    assert exit_code([*arguments, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == printed
    assert [path.name for path in out.parent.iterdir()] == ["estimates.csv"]


@pytest.mark.parametrize("command", ["tabulate", "test"])
def test_output_over_the_input_is_refused(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.csv"
    path.write_text("g,v\na,1\nb,0\na,0\n", encoding="utf-8")
    before = path.read_bytes()
    assert exit_code([command, str(path), "--items", "v", "--by", "g", "--out", str(path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error [out-is-input] ")
    assert "is read by this command, and --out would overwrite it" in told
    assert path.read_bytes() == before


def test_replicate_weights_in_another_order_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("v,w\n1,10\n0,20\n1,30\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("weight,r1,r2\n10,0,15\n30,45,0\n20,30,30\n", encoding="utf-8")
    arguments = ["tabulate", str(tmp_path / "people.csv"), "--items", "v", "--replicate-method", "JK1"]
    arguments += ["--replicates", str(tmp_path / "r.csv")]
    assert exit_code([*arguments, "--weight", "w"]) == 2
    assert capsys.readouterr().err.startswith(
        "error [replicates-order] r.csv, line 3: the full weight of this row is not that of the same row of the table"
    )
    assert exit_code([*arguments, "--weight", "weigth"]) == 2
    assert 'there is no column of the design "weigth"' in capsys.readouterr().err


def test_no_quantile_and_far_out_likelihoods_are_no_defects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "three.csv"
    path.write_text("v\n1\n0\n0\n", encoding="utf-8")
    assert exit_code(["tabulate", str(path), "--items", "v", "--measure", "quantile", "--quantiles", ","]) == 2
    assert capsys.readouterr().err.startswith("error [quantiles-missing] no quantile is named")
    assert exit_code(["tabulate", str(path), "--items", "v", "--interval", "likelihood"]) == 0
    assert "nan" not in capsys.readouterr().out


def test_values_that_a_spreadsheet_would_run_are_guarded_in_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("kind\n@SUM(A1)\n-B\n-5\nplain\n", encoding="utf-8")
    assert exit_code(["tabulate", str(path), "--items", "kind"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["option"] for row in rows} == {"'@SUM(A1)", "'-B", "-5", "plain"}
