"""The commands on indices, on COINr's ASEM example: what they print is held against its stored results."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.reference.coinr_1114 import path, rows_of

pytestmark = pytest.mark.reference

TOLERANCE = 1e-9

HALF_A_DIGIT = 0.005
"""COINr rounds its statistics to three significant digits: half of the last one is at most this share of the first."""


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, str]]:
    ended = exit_code(list(map(str, arguments)))
    captured = capsys.readouterr()
    assert ended == 0, captured.err
    return list(csv.DictReader(io.StringIO(captured.out)))


def analysed(capsys: pytest.CaptureFixture[str], what: str, *options: str) -> list[dict[str, str]]:
    data, meta = path("asem_iData.csv"), path("asem_iMeta.csv")
    return printed(capsys, "analyse", data, "--meta", meta, "--what", what, *options)


def test_effective_weights_are_those_of_coinr(capsys: pytest.CaptureFixture[str]) -> None:
    found = {row["node"]: float(row["effective"]) for row in analysed(capsys, "weights")}
    stored = {row["iCode"]: float(row["EffWeight"]) for row in rows_of("asem_weights_effective.csv")}
    assert found == pytest.approx(stored, rel=TOLERANCE)


def test_alpha_of_the_pillars_is_that_of_coinr(capsys: pytest.CaptureFixture[str]) -> None:
    """COINr's example normalises what was denominated, imputed, screened and treated to a range from 0 to 100."""
    steps = ("--denominate", "--impute", "group_mean:EurAsia_group", "--screen", "available:0.9", "--treat")
    order = ("winsorise:5:log_ct", "--steps", "denominate,impute,screen,treat,normalise")
    rows = analysed(capsys, "reliability", *steps, *order)
    found = {row["node"]: float(row["alpha"]) for row in rows if not row["without"]}
    stored = json.loads(path("asem_cronbach.json").read_text(encoding="utf-8"))
    wanted = stored["pillars"] | {"Conn": stored["conn"], "Sust": stored["sust"]}
    assert {code: found[code] for code in wanted} == pytest.approx(wanted, rel=TOLERANCE)


def test_statistics_are_those_of_coinr(capsys: pytest.CaptureFixture[str]) -> None:
    found = {row["node"]: row for row in analysed(capsys, "statistics")}
    columns = {"minimum": "Min", "maximum": "Max", "mean": "Mean", "median": "Median", "std": "Std", "skewness": "Skew"}
    for row in rows_of("asem_stats_raw.csv"):
        own = found[row["iCode"]]
        values = {name: float(own[name]) for name in columns}
        stored = {name: float(row[theirs]) for name, theirs in columns.items()}
        assert values == pytest.approx(stored, rel=HALF_A_DIGIT)
        assert own["available"] == row["N.Avail"]
        assert ("outliers" in own["flags"]) == (row["Flag.SkewKurt"] == "OUT")


def test_asem_goes_out_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, meta = path("asem_iData.csv"), path("asem_iMeta.csv")
    recipe = ("--denominate", "--impute", "group_mean:EurAsia_group", "--normalise", "minmax:1:100")
    means = ("--aggregate", "arithmetic,geometric,arithmetic")
    own = printed(capsys, "score", data, "--meta", meta, *recipe, *means)
    assert exit_code(["export", "coinr", str(data), "--meta", str(meta), "--out", str(tmp_path / "out")]) == 0
    folder = tmp_path / "out"
    again = printed(capsys, "score", folder / "iData.csv", "--meta", folder / "iMeta.csv", *recipe, *means)
    assert again == own


def test_definition_of_asem_scores_as_its_structure_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, meta = path("asem_iData.csv"), path("asem_iMeta.csv")
    recipe = ("--denominate", "--impute", "median", "--treat", "winsorise:5:log_ct", "--normalise", "minmax:1:100")
    assert exit_code(["import", "coinr", str(meta), "--out", str(tmp_path / "Index.yaml")]) == 0
    means = ("--aggregate", "arithmetic,geometric,arithmetic")
    own = printed(capsys, "score", data, "--meta", meta, *recipe, *means)
    again = printed(capsys, "score", data, "--index", tmp_path / "Index.yaml", *recipe, *means)
    scores = {(row["city"], row["node"]): float(row["score"]) for row in own}
    assert {(row["city"], row["node"]): float(row["score"]) for row in again} == pytest.approx(scores, rel=1e-12)
