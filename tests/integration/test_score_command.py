"""civiscope score: what it prints of small tables, and what it says of those that cannot be scored."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from civiscope.cli.main import exit_code

META = """\
Level,iCode,iName,Direction,Weight,Parent,Type
1,roads,Roads,1,1,access,Indicator
1,noise,Noise,-1,3,access,Indicator
1,income,Income,1,2,wealth,Indicator
2,access,Access,1,1,town,Aggregate
2,wealth,Wealth,1,3,town,Aggregate
3,town,Town,1,1,,Aggregate
"""
DATA = """\
uCode,uName,roads,noise,income
ålesund-nor,Ålesund,1,10,5
two,Two,2,20,3
three,Three,4,30,8
four,Four,3,15,
"""


def written(folder: Path, data: str = DATA, meta: str = META, **files: str) -> list[str]:
    """The arguments that name a table and its structure, written to a folder."""
    (folder / "data.csv").write_text(data, encoding="utf-8")
    (folder / "meta.csv").write_text(meta, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return ["score", str(folder / "data.csv"), "--meta", str(folder / "meta.csv")]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, str]]:
    ended = exit_code(list(map(str, arguments)))
    captured = capsys.readouterr()
    assert ended == 0, captured.err
    return list(csv.DictReader(io.StringIO(captured.out)))


def scores_of(rows: list[dict[str, str]], node: str = "town") -> dict[str, float]:
    return {row["city"]: float(row["score"] or "nan") for row in rows if row["node"] == node}


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path, folder: Path) -> list[str]:
    """The problems of a command that ends with exit code 2, prints nothing else and leaves nothing behind."""
    before = sorted(folder.iterdir())
    assert exit_code([*map(str, arguments), "--out", str(folder / "new" / "scores.csv")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert captured.err.count("  remedy: ") == captured.err.count("  expected: ") == captured.err.count("error [") > 0
    assert sorted(folder.iterdir()) == before
    return [line for line in captured.err.splitlines() if line.startswith("error [")]


def test_scores_are_printed_by_node_with_ranks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, *written(tmp_path), "--aggregate", "arithmetic")
    assert list(rows[0])[:9] == ["wave", "index", "city", "node", "score", "rank", "low", "high", "class"]
    assert {row["index"] for row in rows} == {"town"}
    assert [row["node"] for row in rows] == [
        code for code in ("roads", "noise", "income", "access", "wealth", "town") for _ in range(4)
    ]
    # access = (roads + 3 noise) / 4, town = (access + 3 wealth) / 4, on scales of 0 to 100.
    access = {"ålesund-nor": 75, "two": 275 / 6, "three": 25, "four": 875 / 12}
    assert scores_of(rows, "access") == pytest.approx(access)
    town = {"ålesund-nor": (75 + 120) / 4, "two": 275 / 24, "three": 325 / 4, "four": 875 / 12}
    assert scores_of(rows) == pytest.approx(town)
    last = {row["city"]: row for row in rows if row["node"] == "town"}
    assert [last[city]["rank"] for city in town] == ["3", "4", "1", "2"]
    assert last["four"]["available"] == repr(2 / 3)


@pytest.mark.parametrize(
    ("rule", "roads", "noise"),
    [
        ("minmax:0:100", [0, 100 / 3, 100, 200 / 3], [100, 50, 0, 75]),
        ("zscore:0:1", (np.array([1, 2, 4, 3]) - 2.5) / np.std([1, 2, 4, 3], ddof=1), None),
        ("rank", [1, 2, 4, 3], [4, 2, 1, 3]),
        ("borda", [0, 1, 3, 2], [3, 1, 0, 2]),
        ("percentrank", [0, 1 / 3, 1, 2 / 3], [1, 1 / 3, 0, 2 / 3]),
        ("dist2max", [0, 1 / 3, 1, 2 / 3], [1, 0.5, 0, 0.75]),
        ("fracmax", [0.25, 0.5, 1, 0.75], [1, 2, 3, 1.5]),
        ("scaled:0:4", [25, 50, 100, 75], None),
        ("none", [1, 2, 4, 3], [-10, -20, -30, -15]),
    ],
)
def test_without_aggregate_only_normalised_data_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: str, roads: list[float], noise: list[float] | None
) -> None:
    rows = printed(capsys, *written(tmp_path), "--normalise", rule)
    assert [row["node"] for row in rows] == ["roads"] * 4 + ["noise"] * 4 + ["income"] * 4
    assert list(scores_of(rows, "roads").values()) == pytest.approx(list(roads))
    if noise is not None:
        assert list(scores_of(rows, "noise").values()) == pytest.approx(noise)
    assert rows[-1]["score"] == rows[-1]["rank"] == ""


def test_weights_come_from_a_file_and_methods_by_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = "node,weight\nroads,3\nnoise,1\naccess,3\nwealth,1\n"
    start = [*written(tmp_path, weights=weights), "--normalise", "minmax:1:100"]
    rows = printed(capsys, *start, "--weights", tmp_path / "weights.csv", "--aggregate", "arithmetic,geometric")
    assert scores_of(rows, "access")["two"] == pytest.approx((3 * 34 + 50.5) / 4)
    assert scores_of(rows)["two"] == pytest.approx(((3 * 34 + 50.5) / 4) ** 0.75)
    assert scores_of(rows)["four"] == pytest.approx(scores_of(rows, "access")["four"])
    equal = printed(capsys, *start, "--weights", "equal", "--aggregate", "harmonic,arithmetic")
    assert scores_of(equal, "access")["two"] == pytest.approx(2 / (1 / 34 + 1 / 50.5))


def tables_of(folder: Path) -> dict[str, Path]:
    """The same table in every format."""
    header, *rows = csv.reader(io.StringIO(DATA))
    typed = [[*row[:2], *(float(cell) if cell else None for cell in row[2:])] for row in rows]
    frame = pd.DataFrame(typed, columns=header)
    paths = {ending: folder / f"table.{ending}" for ending in ("csv", "xlsx", "sav", "parquet")}
    paths["csv"].write_text(DATA.replace("\n", "\r\n"), encoding="utf-8-sig")
    book = openpyxl.Workbook()
    for row in (header, *typed):
        book.active.append(row)
    book.save(paths["xlsx"])
    pyreadstat.write_sav(frame, str(paths["sav"]))
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), paths["parquet"])
    return paths


def test_all_formats_give_the_same_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, *meta = written(tmp_path)
    found = {
        ending: printed(capsys, "score", path, *meta, "--aggregate", "arithmetic")
        for ending, path in tables_of(tmp_path).items()
    }
    assert len(found["csv"]) == 24
    for rows in found.values():
        assert rows == found["csv"]


def test_a_file_gets_what_is_else_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = [*written(tmp_path), "--aggregate", "arithmetic"]
    assert exit_code(start) == 0
    text = capsys.readouterr().out
    assert exit_code([*start, "--out", str(tmp_path / "deep" / "scores.csv")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "deep" / "scores.csv").read_text(encoding="utf-8") == text
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["scores.csv"]


def test_waves_are_ranked_apart_on_one_scale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = "uCode,Time,x,y\na,2018,1,2\na,2020,2,3\nb,2018,4,1\nb,2020,5,9\n"
    (tmp_path / "data.csv").write_text(data, encoding="utf-8")
    rows = printed(capsys, "score", tmp_path / "data.csv", "--aggregate", "arithmetic")
    found = [(row["wave"], row["city"], float(row["score"]), row["rank"]) for row in rows if row["node"] == "index"]
    assert found == [
        ("2018", "a", 6.25, "2"),
        ("2020", "a", 25.0, "2"),
        ("2018", "b", 37.5, "1"),
        ("2020", "b", 100.0, "1"),
    ]


def test_a_wave_is_scored_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data.csv"
    data.write_text("uCode,Time,x\na,2018,1\na,2020,2\nb,2018,4\nb,2020,5\n", encoding="utf-8")
    rows = printed(capsys, "score", data, "--wave", "2020", "--aggregate", "arithmetic")
    assert [(row["wave"], row["score"]) for row in rows if row["node"] == "x"] == [("2020", "0.0"), ("2020", "100.0")]
    found = said(capsys, "score", data, "--wave", "2019", folder=tmp_path)
    assert found == ['error [wave-unknown] --wave: there is no wave "2019"']


def test_a_column_may_be_called_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.csv").write_text("city,index,roads\na,1,4\nb,2,9\n", encoding="utf-8")
    rows = printed(capsys, "score", tmp_path / "data.csv", "--aggregate", "arithmetic")
    assert scores_of(rows, "index") == {"a": 0, "b": 100}
    assert scores_of(rows, "index_") == {"a": 0, "b": 100}


def test_what_is_missing_throughout_is_skipped_by_minimum_and_means(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = written(tmp_path)
    rows = printed(capsys, *start, "--aggregate", "arithmetic", "--minimum", "1")
    assert np.isnan(scores_of(rows)["four"])
    assert not np.isnan(scores_of(rows, "access")["four"])
    screened = printed(capsys, *start, "--aggregate", "arithmetic", "--screen", "available:0.7")
    assert "four" not in scores_of(screened)


@pytest.mark.parametrize(
    ("data", "meta", "options", "problem"),
    [
        (DATA.replace("5\n", "3\n").replace("8\n", "3\n"), META, [],
         "error [index-no-variance] income: the indicator does not vary: it has the value 3 in all 3 rows"),
        (DATA.replace(",5\n", ",\n").replace(",3\n", ",NA\n").replace(",8\n", ",\n"), META, [],
         "error [index-no-variance] income: the indicator does not vary: it has no value in any row"),
        (DATA, META.replace("1,income,Income,1,2,wealth,Indicator\n", ""), [],
         'error [index-node-childless] meta.csv, line 5, column Parent: "wealth" has no elements'),
        (DATA, META + "1,roads,Roads,1,1,wealth,Indicator\n", [],
         'error [index-node-twice] meta.csv, line 8, column Parent: the element "roads" stands'),
        (DATA, META.replace("1,1,access", "1,0,access").replace("-1,3,", "-1,0,"), [],
         'error [index-weights-zero] meta.csv, line 5, column Parent: all elements of "access" have the weight 0'),
        (DATA, META.replace("-1,3,", "0.5,3,"), [],
         'error [index-direction] meta.csv, line 3, column Direction: the direction of "noise" is 0.5'),
        (DATA, META.replace("-1,3,", "-1,-3,"), [],
         'error [index-weight] meta.csv, line 3, column Weight: the weight of "noise" is -3'),
        (DATA, META.replace("-1,3,", "-1,much,"), [], "error [not-a-number] meta.csv, line 3, column Weight:"),
        (DATA, META, ["--aggregate", "geometric"],
         'error [index-mean-not-positive] roads: the geometric mean needs values above 0: "ålesund-nor" has 0'),
        (DATA, META, ["--aggregate", "arithmetic,harmonic", "--normalise", "zscore"],
         "error [index-mean-not-positive] access: the harmonic mean needs values above 0"),
        (DATA + "five,Five,,,\n", META, ["--aggregate", "arithmetic"],
         'error [index-unit-empty] "five" has no value in any indicator'),
        (DATA.replace("2,20", "2,loud"), META, [],
         'error [index-cell-text] data.csv, line 3, column noise: the column has a text, "loud"'),
        (DATA.replace("2,20", '2,"20,5"'), META, [], "error [decimal-comma] data.csv, line 3, column noise:"),
        (DATA.replace("2,20", "2,1e300"), META, [], "error [number-too-large] data.csv, line 3, column noise:"),
        (DATA.replace("noise", "loudness"), META, [],
         'error [index-column-missing] data.csv, line 1, column noise: the structure names "noise"'),
        (DATA.replace("uCode", "place"), META, [], "error [index-unit-column] data.csv, line 1:"),
        (DATA.replace("two,Two", "three,Two"), META, [], "error [index-unit-twice] data.csv, line 4, column uCode:"),
        (DATA.replace(",", ";"), META, [], "error [wrong-separator] data.csv, line 1:"),
        (DATA, META, ["--normalise", "minmx"],
         'error [index-rule-unknown] --normalise: "minmx" is not a rule of this step (did you mean "minmax"?)'),
        (DATA, META, ["--normalise", "minmax:9:1"], "error [index-rule-value] --normalise:"),
        (DATA, META, ["--treat", "trim"], "error [index-rule-unknown] --treat:"),
        (DATA, META, ["--aggregate", "mean"], "error [index-rule-unknown] --aggregate:"),
        (DATA, META, ["--aggregate", "arithmetic,sum,sum"], "error [index-aggregate-levels] --aggregate:"),
        (DATA, META, ["--normalise", "goalposts"], "error [index-fact-missing] roads:"),
        (DATA, META, ["--weights", "pca", "--aggregate", "arithmetic"],
         "error [index-weights-undefined] --weights: pca gives the elements"),
        (DATA, META, ["--normalise", "zscore", "--aggregate", "mazziotta_pareto"],
         'error [index-rule-data] --aggregate: the rule "mazziotta_pareto" cannot take the value'),
        (DATA, META, ["--normalise", "zscore", "--aggregate", "benefit_of_doubt"],
         'error [index-rule-data] --aggregate: the rule "benefit_of_doubt" cannot take the value'),
        (DATA, META, ["--screen", "available:1", "--steps", "normalise"], "error [index-step-unordered] --steps:"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: str, meta: str, options: list[str], problem: str
) -> None:
    found = said(capsys, *written(tmp_path, data, meta), *options, folder=tmp_path)
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("weights", "problem"),
    [
        ("node,weight\nroads,1\nnoses,2\n", 'error [index-weight-node] weights.csv, line 3, column node:'),
        ("node,weight\nroads,-1\n", 'error [index-weight] weights.csv, line 2, column weight: the weight of'),
        ("node,weight\nroads,0\nnoise,0\n", 'error [index-weights-zero] --weights: all elements of "access" have'),
        ("node,weight\nroads,1\nroads,2\n", "error [index-weight-twice] weights.csv, line 3, column node:"),
        ("node,weight\nroads,much\n", "error [index-cell-text] weights.csv, line 2, column weight:"),
        ("node,points\nroads,1\n", "error [column-missing] weights.csv, line 1, column weight:"),
        ("", "error [file-empty] weights.csv"),
    ],
)  # fmt: skip
def test_weights_that_cannot_be_used_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weights: str, problem: str
) -> None:
    start = written(tmp_path, weights=weights)
    options = ["--weights", tmp_path / "weights.csv", "--aggregate", "arithmetic"]
    assert said(capsys, *start, *options, folder=tmp_path)[0].startswith(problem)


def test_files_that_are_not_there_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = written(tmp_path)
    for options in (["--weights", "none.csv", "--aggregate", "arithmetic"], ["--meta", str(tmp_path / "no.csv")]):
        assert len(said(capsys, *start, *options, folder=tmp_path)) == 1
    assert len(said(capsys, "score", tmp_path / "no.csv", folder=tmp_path)) == 1
    assert len(said(capsys, *start, "--index", tmp_path / "index.yaml", folder=tmp_path)) == 1
