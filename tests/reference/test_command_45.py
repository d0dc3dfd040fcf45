"""R's survey 4.5 once more, through `civiscope tabulate` as a process, spelled as people spell it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.reference.survey_45 import CASES, FOLDER, close, of_design, stored, values

pytestmark = pytest.mark.reference

Row = dict[str, str]
Run = Callable[..., CompletedProcess[str]]
Tabulate = Callable[..., list[Row]]

each_design = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def tabulate(run_civiscope: Run) -> Tabulate:
    """Rows that the command prints for a sample."""
    stored()

    def printed(name: str, *arguments: str, options: tuple[str, ...] | None = None) -> list[Row]:
        case = CASES[name]
        ended = run_civiscope("tabulate", FOLDER / case.file, *arguments, *(options or case.options))
        assert ended.returncode == 0, ended.stderr
        return list(csv.DictReader(io.StringIO(ended.stdout)))

    return printed


def number(row: Row, column: str) -> float:
    return float(row[column])


def assert_rows(rows: list[Row], entry: dict[str, Any], names: tuple[str, ...]) -> None:
    """``names`` are R's of estimate, standard error, ...; compares them with the columns in this order."""
    columns = ("estimate", "se", "low", "high")[: len(names)]
    for place, row in enumerate(rows):
        for column, name in zip(columns, names, strict=True):
            assert number(row, column) == close(values(entry[name])[place]), (row, column)


@each_design
def test_means_with_intervals_and_design_effects(tabulate: Tabulate, name: str) -> None:
    rows = tabulate(name, "--items", "api00,api99", "--measure", "mean")
    wanted = of_design(name)["mean"]
    assert [(row["item"], row["measure"], row["domain"], row["level"]) for row in rows] == [
        ("api00", "mean", "", ""),
        ("api99", "mean", "", ""),
    ]
    assert_rows(rows, wanted, ("est", "se"))
    for row, limits, effect in zip(rows, wanted["ci_t"], wanted["deff"], strict=True):
        assert number(row, "low") == close(limits["2.5 %"])
        assert number(row, "high") == close(limits["97.5 %"])
        assert number(row, "deff") == close(effect)
        assert (row["df"], row["n"]) == (str(wanted["df"]), str(of_design(name)["n"]))


@pytest.mark.parametrize("name", ["srs_nofpc", "clus1_fpc"])
def test_crossed_domains_are_joined_by_an_ampersand(tabulate: Tabulate, name: str) -> None:
    rows = tabulate(name, "--items", "api00", "--by", "stype,sch.wide", "--measure", "mean")
    wanted = of_design(name)["by_wide_stype_mean"]
    crossed = {row["level"]: row for row in rows if row["domain"] == "stype & sch.wide"}
    levels = [f"{stype} & {wide}" for stype, wide in zip(wanted["stype"], wanted["sch.wide"], strict=True)]
    assert set(crossed) == set(levels)
    for place, level in enumerate(levels):
        assert number(crossed[level], "estimate") == close(wanted["api00"][place])
        assert number(crossed[level], "se") == close(wanted["se"][place])


def test_crossing_alone_with_the_derived_column(tabulate: Tabulate) -> None:
    """`stype & wide` as INTERFACE.md writes it; wide is 1 where sch.wide is Yes."""
    rows = tabulate("strat_fpc", "--items", "api00", "--by", "stype & wide", "--measure", "mean")
    wanted = of_design("strat_fpc")["by_wide_stype_mean"]
    assert {row["domain"] for row in rows} == {"", "stype & wide"}
    found = {row["level"]: row for row in rows if row["domain"]}
    for place, (wide, stype) in enumerate(zip(wanted["sch.wide"], wanted["stype"], strict=True)):
        row = found[f"{stype} & {int(wide == 'Yes')}"]
        assert number(row, "estimate") == close(wanted["api00"][place])
        assert number(row, "se") == close(wanted["se"][place])


@pytest.mark.parametrize(
    ("name", "method"),
    [
        *(("clus1_fpc", method) for method in ("logit", "likelihood", "asin", "beta", "mean", "xlogit", "wilson")),
        ("srs_fpc", "likelihood"),
        ("strat_fpc", "beta"),
    ],
)
def test_intervals_by_their_names(tabulate: Tabulate, name: str, method: str) -> None:
    rows = tabulate(name, "--items", "high,wide,rare", "--by", "stype", "--interval", method)
    for item, level, key in (("high", "", "high"), ("wide", "", "wide"), ("rare", "", "rare"), ("high", "H", "")):
        (row,) = [row for row in rows if (row["item"], row["level"], row["option"]) == (item, level, "1")]
        wanted = of_design(name)["ciprop"][key or "high_domain_H"][method]
        assert number(row, "low") == close(wanted["lo"])
        assert number(row, "high") == close(wanted["hi"])


@pytest.mark.parametrize("name", ["srs_fpc", "strat_fpc", "clus1_nofpc"])
def test_quantiles(tabulate: Tabulate, name: str) -> None:
    rows = tabulate(name, "--items", "api00", "--measure", "quantile", "--quantiles", "0.1,0.25,0.5,0.75,0.9")
    assert [row["option"] for row in rows] == ["0.1", "0.25", "0.5", "0.75", "0.9"]
    assert_rows(rows, of_design(name)["quantile_default"], ("q", "se", "lo", "hi"))


@pytest.mark.parametrize("name", ["clus1_fpc"])
def test_ratio_total_and_variance(tabulate: Tabulate, name: str) -> None:
    wanted = of_design(name)
    assert_rows(tabulate(name, "--items", "api.stu/enroll", "--measure", "ratio"), wanted["ratio"], ("est", "se"))
    assert_rows(tabulate(name, "--items", "api00,high,wide", "--measure", "total"), wanted["total"], ("est", "se"))
    assert_rows(tabulate(name, "--items", "api00", "--measure", "variance"), wanted["var"], ("est", "se"))
    assert_rows(tabulate(name, "--items", "stype", "--measure", "total"), wanted["total_stype"], ("est", "se"))


@pytest.mark.parametrize(
    ("key", "sample", "options"),
    [
        ("clus1_jk1", "clus1_fpc", ("--replicate-method", "JK1", "--cluster", "dnum", "--fpc", "fpc")),
        ("strat_jkn", "strat_fpc", ("--replicate-method", "JKn", "--strata", "stype", "--fpc", "fpc")),
    ],
)
def test_replicate_weights_from_their_file(tabulate: Tabulate, key: str, sample: str, options: tuple[str, ...]) -> None:
    wanted = stored()["replicate"][key]
    options = (*options, "--replicates", str(FOLDER / f"repweights_{key}.csv"))
    rows = tabulate(sample, "--items", "api00,high", "--measure", "mean", options=options)
    assert_rows(rows, wanted["mean"], ("est", "se"))
    assert [number(row, "df") for row in rows] == [wanted["mean"]["df"]] * 2
    (row,) = tabulate(sample, "--items", "api00", "--measure", "quantile", options=options)
    found = [number(row, column) for column in ("estimate", "low", "high", "se")]
    assert found == [close(value) for value in wanted["median"]]


def test_replicate_weights_with_the_scale_that_r_names(tabulate: Tabulate) -> None:
    """Scale and rscales given by hand, as svrepdesign takes them, without the columns of the design."""
    wanted = stored()["replicate"]["clus1_jk1"]
    options = ("--replicate-method", "JK1", "--replicates", str(FOLDER / "repweights_clus1_jk1.csv"))
    options = (*options, "--replicate-scale", repr(wanted["scale"]))
    rows = tabulate("clus1_fpc", "--items", "api00,high", "--measure", "mean", options=options)
    assert_rows(rows, wanted["mean"], ("est", "se"))
