"""civiscope sensitivity: what it prints of a small table, and what it refuses before anything runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.integration.test_score_command import DATA, META, printed, said, scores_of

WHOLE = DATA.replace("15,\n", "15,4\n")


def started(folder: Path, data: str = WHOLE, **files: str) -> list[str]:
    (folder / "data.csv").write_text(data, encoding="utf-8")
    (folder / "meta.csv").write_text(META, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return ["sensitivity", str(folder / "data.csv"), "--meta", str(folder / "meta.csv")]


def test_intervals_are_those_of_scores_by_each_alternative(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = [*started(tmp_path), "--aggregate", "arithmetic"]
    rows = printed(capsys, *start, "--vary", "normalise=minmax:0:100/minmax:1:10", "--vary", "weights=meta/equal")
    plain = [
        scores_of(printed(capsys, "score", *start[1:], "--normalise", rule, "--weights", weights))
        for rule in ("minmax:0:100", "minmax:1:10")
        for weights in ("meta", "equal")
    ]
    assert [row["city"] for row in rows] == list(plain[0])
    for row in rows:
        found = [scores[row["city"]] for scores in plain]
        assert float(row["score"]) == found[0]
        assert (float(row["low"]), float(row["high"])) == (min(found), max(found))
        ranks = [1 + sum(other > scores[row["city"]] for other in scores.values()) for scores in plain]
        assert (int(row["rank_low"]), int(row["rank_high"])) == (min(ranks), max(ranks))
        assert (row["variants"], row["interval_level"]) == ("4", "0.9")


def test_alternatives_that_hold_a_path_are_joined_by_bars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = [*started(tmp_path, weights="node,weight\nnoise,5\n"), "--aggregate", "arithmetic"]
    rows = printed(capsys, *start, "--vary", f"weights=meta|{tmp_path / 'weights.csv'}")
    own = scores_of(printed(capsys, "score", *start[1:], "--weights", str(tmp_path / "weights.csv")))
    assert {row["variants"] for row in rows} == {"2"}
    for row in rows:
        assert own[row["city"]] in (float(row["low"]), float(row["high"]))


def test_indices_of_a_grid_are_exact_overall_and_for_every_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--aggregate", "arithmetic", "--what", "indices"]
    varied = ["--vary", "normalise=minmax:0:100/rank", "--vary", "weights=meta/equal"]
    rows = printed(capsys, *started(tmp_path), *options, *varied)
    assert [(row["city"], row["element"]) for row in rows[:4]] == [
        ("", "normalise"),
        ("", "weights"),
        ("ålesund-nor", "normalise"),
        ("ålesund-nor", "weights"),
    ]
    assert len(rows) == 10
    for row in rows:
        if row["note"] == "nothing changes":
            assert row["first"] == row["total"] == ""
        else:
            assert row["note"] == "exact: all combinations"
            assert 0 <= float(row["first"]) <= float(row["total"]) + 1e-12 <= 1 + 2e-12


def test_of_two_units_one_stands_above_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--aggregate", "arithmetic", "--what", "pairs", "--weight-noise", "0.5", "--runs", "200"]
    data = WHOLE + "twin,Twin,2,20,3\n"
    rows = printed(capsys, *started(tmp_path, data), *options)
    names = {name: name for name in rows[0]}
    assert len(rows) == 5 * 4, names
    shares = {tuple(list(row.values())[2:4]): float(list(row.values())[4]) for row in rows}
    assert shares["two", "twin"] == 0.5
    for (one, other), share in shares.items():
        assert share + shares[other, one] == pytest.approx(1)


def test_a_seed_gives_the_same_text_and_files_hold_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = [*started(tmp_path), "--aggregate", "arithmetic", "--weight-noise", "0.3", "--runs", "100"]

    def text(*options: str) -> str:
        assert exit_code([*start, *options]) == 0
        return capsys.readouterr().out

    assert text("--seed", "4") == text("--seed", "4") != text("--seed", "5")
    text("--seed", "4", "--out", str(tmp_path / "found.csv"))
    assert (tmp_path / "found.csv").read_text(encoding="utf-8") == text("--seed", "4")


def test_noise_on_data_is_within_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = [*started(tmp_path), "--aggregate", "arithmetic", "--runs", "200"]
    small, large = (printed(capsys, *start, "--data-noise", noise) for noise in ("0.001", "0.5"))
    for one, other in zip(small, large, strict=True):
        assert float(one["high"]) - float(one["low"]) < 1 < float(other["high"]) - float(other["low"])


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--vary", "normalise=minmax:1:100/rank"], "error [index-not-aggregated] --vary"),
        (["--aggregate", "geometric", "--vary", "normalise=minmax:1:100/zscore"],
         "error [index-conflict] --vary: the alternatives zscore with geometric cannot go together"),
        (["--aggregate", "arithmetic", "--vary", "aggregate=arithmetic/harmonic"],
         "error [index-conflict] --vary: the alternatives minmax:0:100 with harmonic"),
        (["--aggregate", "arithmetic"], "error [index-nothing-varies] --vary"),
        (["--aggregate", "arithmetic", "--vary", "normalise=rank"], "error [index-alternative-single] --vary"),
        (["--aggregate", "arithmetic", "--vary", "treat=none/log"], "error [index-alternative-step] --vary.treat"),
        (["--aggregate", "arithmetic", "--vary", "normalise"], "error [index-vary-form] --vary"),
        (["--aggregate", "arithmetic", "--vary", "normalise=rank/rnak"], "error [index-rule-unknown] --vary.normalise"),
        (["--aggregate", "arithmetic", "--vary", "weights=meta/no.csv"], "error [index-rule-value] --vary.weights"),
        (["--aggregate", "arithmetic", "--weight-noise", "1"], "error [index-noise] --vary"),
        (["--aggregate", "arithmetic", "--data-noise", "nan"], "error [index-noise] --vary"),
        (["--aggregate", "arithmetic", "--data-noise", "inf"], "error [index-noise] --vary"),
        (["--aggregate", "arithmetic", "--weight-noise", "0.1", "--what", "who"], "error [choice-unknown] --what"),
        (["--aggregate", "geometric", "--vary", "normalise=minmax:1:100/rank"],
         "error [index-alternative-own] --vary.normalise: what the index does now (minmax:0:100)"),
    ],
)  # fmt: skip
def test_what_cannot_vary_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], problem: str
) -> None:
    assert said(capsys, *started(tmp_path), *options, folder=tmp_path)[0].startswith(problem)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            WHOLE.replace("10,5", "10,3").replace("30,8", "30,3").replace("15,4", "15,3"),
            "error [index-no-variance] income",
        ),
        (WHOLE + "five,Five,,,\n", 'error [index-unit-empty] "five"'),
        (WHOLE.replace("2,20", "2,loud"), "error [index-cell-text] data.csv, line 3, column noise"),
    ],
)
def test_data_that_score_refuses_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: str, problem: str
) -> None:
    options = ["--aggregate", "arithmetic", "--vary", "weights=meta/equal"]
    assert said(capsys, *started(tmp_path, data), *options, folder=tmp_path)[0].startswith(problem)


def test_definitions_bring_their_own_alternatives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = started(tmp_path)
    assert exit_code(["import", "coinr", start[3], "--out", str(tmp_path / "town.yaml")]) == 0
    capsys.readouterr()
    with (tmp_path / "town.yaml").open("a", encoding="utf-8") as definition:
        definition.write("alternatives:\n  weights: {own: meta, same: equal}\n")
    assert exit_code(["sensitivity", start[1], "--index", str(tmp_path / "town.yaml"), "--what", "indices"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["element"] for row in rows} == {"weights"}
