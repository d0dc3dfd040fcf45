"""Tests of items by domains: R's numbers through the whole way, families of p-values, and what is refused."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from civiscope.cli.main import exit_code
from civiscope.results.tests import TestResult
from civiscope.sampling.design import Design
from civiscope.tabulation.variables import Measure
from civiscope.workflows.hypotheses import DomainTest, TestOptions, hypothesis_tests, options_from
from civiscope.workflows.tabulate import TableSource
from tests.architecture.house import ROOT
from tests.unit.tabulation.studies.drawn_study import drawn_study

REFERENCE = ROOT.parent / "shared" / "reference" / "survey"
EXAMPLE = ROOT / "studies" / "oecd-city-innovation"
DESIGNS = {
    "srs_fpc": ("apisrs", Design("pw", fpc=("fpc",))),
    "strat_fpc": ("apistrat", Design("pw", "stype", fpc=("fpc",))),
    "clus1_fpc": ("apiclus1", Design("pw", clusters=("dnum",), fpc=("fpc",))),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A simulated sample: a number and a category by three areas."""
    random = np.random.default_rng(4)
    path = tmp_path / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["area", "kind", "income", "same"])
        for row in range(90):
            area = "abc"[row % 3]
            writer.writerow([area, random.choice(["x", "y"]), round(random.normal(3 + row % 3, 1), 3), 1])
    return path


def run(path: Path, items: list[str], by: list[str], options: TestOptions, design: Design | None = None) -> Any:
    return hypothesis_tests(TableSource(path), items, by, design or Design(), options)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_tests_of_made_up_answers_say_so_first(tmp_path: Path) -> None:
    folder = drawn_study(tmp_path)
    definition = folder / "study.yaml"
    definition.write_text(definition.read_text(encoding="utf-8") + "simulated: true\n", encoding="utf-8")
    found = run(folder, ["staff"], ["strategy"], options_from("t", "mean", 0.95))
    assert found
    assert {row.note.split("; ")[0] for row in found} == {"simulated"}


def one(value: Any) -> float:
    """A number that R wrote as a matrix."""
    while isinstance(value, list):
        value = value[0]
    return float(value)


@pytest.mark.reference
@pytest.mark.parametrize("columns", ["wide_stype", "wide_awards"])
@pytest.mark.parametrize("name", DESIGNS)
def test_cross_tabulations_are_those_of_svychisq(name: str, columns: str) -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference results of R's survey package are not beside the project")
    file, design = DESIGNS[name]
    expected = json.loads((REFERENCE / "results.json").read_text())["designs"][name]["chisq"][columns]
    by = "stype" if columns == "wide_stype" else "awards"
    for kind in ("F", "Chisq", "Wald", "adjWald"):
        (found,) = run(REFERENCE / f"{file}_derived.csv", ["sch.wide"], [by], options_from(kind, "mean", 0.95), design)
        assert found.statistic == pytest.approx(one(expected[kind]["stat"]), rel=1e-9)
        assert found.p == pytest.approx(one(expected[kind]["p"]), rel=1e-9)
        parameters = expected[kind]["par"]
        assert found.df == pytest.approx(parameters.get("ndf", parameters.get("df")), rel=1e-9)
        assert found.ddf == (pytest.approx(parameters["ddf"], rel=1e-9) if "ddf" in parameters else None)


@pytest.mark.reference
@pytest.mark.parametrize("name", DESIGNS)
def test_t_is_that_of_svyttest(name: str) -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference results of R's survey package are not beside the project")
    file, design = DESIGNS[name]
    expected = json.loads((REFERENCE / "results.json").read_text())["designs"][name]["ttest_api00_wide"]
    (found,) = run(REFERENCE / f"{file}_derived.csv", ["api00"], ["sch.wide"], options_from("t", "mean", 0.95), design)
    assert (found.level_a, found.level_b, found.df) == ("No", "Yes", expected["df"])
    assert found.statistic == pytest.approx(expected["t"], rel=1e-9)
    assert found.p == pytest.approx(expected["p"], rel=1e-9)
    assert (found.estimate, found.low, found.high) == (
        pytest.approx(expected["diff"], rel=1e-9),
        *(pytest.approx(limit, rel=1e-9) for limit in expected["ci"]),
    )


def test_t_of_every_two_levels_with_holm_over_the_table(table: Path) -> None:
    found = run(table, ["income"], ["area", "kind"], options_from("t", "mean", 0.9))
    assert [(row.by, row.level_a, row.level_b) for row in found] == [
        *(("area", a, b) for a, b in combinations("abc", 2)),
        ("kind", "x", "y"),
    ]
    values = {area: [float(row["income"]) for row in rows_of(table) if row["area"] == area] for area in "abc"}
    first = found[0]
    assert first.estimate == pytest.approx(np.mean(values["b"]) - np.mean(values["a"]))
    assert first.low < first.estimate < first.high
    assert first.statistic == pytest.approx(
        stats.ttest_ind(values["b"], values["a"], equal_var=False).statistic, rel=0.02
    )
    ordered = sorted(found, key=lambda row: row.p)
    raised = np.maximum.accumulate([min(1, (4 - place) * row.p) for place, row in enumerate(ordered)])
    assert [row.p_adjusted for row in ordered] == pytest.approx(list(raised))


def test_means_of_all_levels_at_once_are_walds_f_by_hand(table: Path) -> None:
    (found,) = run(table, ["income"], ["area"], options_from("means", "mean", 0.95))
    groups = [np.array([float(row["income"]) for row in rows_of(table) if row["area"] == area]) for area in "abc"]
    means = np.array([group.mean() for group in groups])
    covariance = np.diag([90 / 89 * ((group - group.mean()) ** 2).sum() / len(group) ** 2 for group in groups])
    contrasts = np.array([[1, -1, 0], [0, 1, -1]])
    differences = contrasts @ means
    wald = differences @ np.linalg.solve(contrasts @ covariance @ contrasts.T, differences)
    assert (found.df, found.ddf, found.n, found.test) == (2, 88, 90, "means")
    assert found.statistic == pytest.approx(wald * 88 / (2 * 89))
    assert found.p == pytest.approx(stats.f.sf(found.statistic, 2, 88))


def test_shares_of_each_value_are_compared(table: Path) -> None:
    found = run(table, ["kind"], ["area"], TestOptions(DomainTest.MEANS, measure=Measure.SHARE))
    assert [row.option for row in found] == ["x", "y"]
    assert found[0].p == pytest.approx(found[1].p)


def test_what_cannot_be_tested_says_why(table: Path) -> None:
    (equal,) = run(table, ["same"], ["area"], options_from("means", "mean", 0.95))
    assert (equal.statistic, equal.p, equal.p_adjusted) == (None, None, None)
    assert equal.note == "nothing varies: no test"
    (single,) = run(table, ["kind"], ["same"], options_from("F", "mean", 0.95))
    assert (single.p, single.note) == (None, "one column with answers: no test")


def test_study_is_tested_with_the_design_of_its_wave() -> None:
    (found,) = hypothesis_tests(
        TableSource(EXAMPLE), ["strategy"], ["region"], Design(), options_from("F", "mean", 0.95)
    )
    assert isinstance(found, TestResult)
    assert found.n == 122
    assert found.df == pytest.approx(8, abs=1e-3)


def test_command_and_the_flag_of_tabulate_print_the_same(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["test", str(table), "--items", "kind", "--by", "area"]) == 0
    printed = capsys.readouterr().out
    assert exit_code(["tabulate", str(table), "--items", "kind", "--by", "area", "--test", "F"]) == 0
    assert capsys.readouterr().out == printed
    assert printed.startswith(
        "wave,questionnaire,item,row,option,by,level_a,level_b,test,statistic,df,ddf,p,p_adjusted"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--items", "kind"], "[test-without-domain] no domain is named"),
        (["--items", "kind", "--by", "area", "--test", "Chi"], '--test: "Chi" is not known (did you mean "Chisq"?)'),
        (["--items", "income", "--by", "area", "--test", "t", "--measure", "total"], '--measure: "total" is not known'),
        (["--items", "kind", "--by", "area", "--adjust", "holmes"], '(did you mean "holm"?)'),
        (["--items", "kind", "--by", "aera"], 'there is no domain "aera": the table has no such column'),
        (
            ["--items", "kind", "--by", "income", "--test", "t", "--measure", "share"],
            "[test-too-many-pairs] income: the domain has",
        ),
    ],
)
def test_wrong_words_end_with_exit_code_2(
    arguments: list[str], told: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["test", str(table), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert "Traceback" not in captured.err
