"""published.csv is read whole, and every mistake in it is named by line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import Problem
from civiscope.results.published import PublishedResult
from tests.studies import STUDY, items, read, write_study

GROUPS = """\
groups:
  - {code: strategy, label: Strategy, item: strategy}
  - {code: country, label: Country, column: country}
"""
YES_NO = '[{code: "yes", label: "Yes"}, {code: "no", label: "No"}]'
AREAS = "[{code: transport, label: Transport}, {code: housing, label: Housing}]"
AMOUNTS = "[{code: enough, label: Enough}, {code: less, label: Less}]"
QUESTIONNAIRE = items(
    f"{{code: strategy, kind: single, label: A strategy?, options: {YES_NO}}}",
    f"{{code: goals, kind: multiple, label: Goals?, options: {AMOUNTS}}}",
    f"{{code: data, kind: grid, label: Data?, rows: {AREAS}, options: {AMOUNTS}}}",
    "{code: staff, kind: integer, label: How many?}",
)
HEAD = "wave,questionnaire,item,row,option,domain,level,percent,count,text,base,source,remark\n"
OLD_HEAD = "wave,questionnaire,item,row,option,percent,text,base,source\n"


def problems(tmp_path: Path, rows: str, head: str = HEAD) -> list[Problem]:
    extra = {"published.csv": head + rows}
    folder = write_study(tmp_path / "study", study=STUDY + GROUPS, questionnaire=QUESTIONNAIRE, extra=extra)
    return [entry for entry in read(folder)[1].problems if entry.file == "published.csv"]


def results(tmp_path: Path, rows: str, head: str = HEAD) -> tuple[PublishedResult, ...]:
    folder = write_study(tmp_path / "study", study=STUDY + GROUPS, extra={"published.csv": head + rows})
    coded, log = read(folder)
    assert coded is not None
    assert log.errors == []
    return coded.study.published


def test_columns_may_be_left_out_that_came_later(tmp_path: Path) -> None:
    (found,) = results(tmp_path, "2020,officers,strategy,,yes,52,,65,A report\n", OLD_HEAD)
    assert (found.percent, found.base, found.domain, found.count) == (52.0, 65, "", None)


def test_a_count_of_a_level_with_a_remark_is_read(tmp_path: Path) -> None:
    (found,) = results(tmp_path, "2020,officers,strategy,,yes,country,FRA,,34,,65,A report,read off a figure\n")
    assert (found.domain, found.level, found.count, found.base) == ("country", "FRA", 34, 65)
    assert found.remark == "read off a figure"
    assert found.share == pytest.approx(34 / 65)
    assert found.half_width == 0.0


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("2020,officers,strategy,,yes,,,,,,,A,", "published-empty", "percent"),
        ("2020,officers,strategy,,yes,,,52,,,,,", "published-source-missing", "source"),
        ("2020,officers,data,,enough,,,52,,,,A,", "published-row-missing", "row"),
        ("2020,officers,staff,,,,,52,,,,A,", "published-percent-kind", "percent"),
        ("2020,officers,strategy,,yes,,,152,,,,A,", "published-percent", "percent"),
        ("2020,officers,strategy,,yes,nowhere,x,52,,,,A,", "published-domain", "domain"),
        ("2020,officers,strategy,,yes,strategy,maybe,52,,,,A,", "published-level", "level"),
        ("2020,officers,strategy,,yes,country,DEU,52,,,,A,", "published-level", "level"),
        ("2020,officers,strategy,,yes,strategy,,52,,,,A,", "published-half-domain", "level"),
        ("2020,officers,strategy,,yes,,yes,52,,,,A,", "published-half-domain", "domain"),
        ("2020,officers,strategy,,yes,,,,66,,65,A,", "published-count", "count"),
        ("2020,officers,strategy,,yes,,,,3.5,,65,A,", "published-whole", "count"),
        ("2020,officers,strategy,,yes,,,52,,,0,A,", "published-whole", "base"),
        ("2020,officers,strategy,,yes,,,52,,,many,A,", "not-a-number", "base"),
        ("2020,officers,strategy,,yes,,,40,34,,65,A,", "published-contradiction", "count"),
    ],
)
def test_a_mistake_is_named_with_line_and_column(tmp_path: Path, row: str, code: str, column: str) -> None:
    (found,) = problems(tmp_path, f"{row}\n")
    assert (found.code, found.line, found.column) == (code, 2, column)


def test_a_contradiction_is_a_finding_and_rounding_is_none(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path, "2020,officers,strategy,,yes,,,53,34,,65,A,\n2020,officers,strategy,,no,,,48,31,,65,A,\n"
    )
    assert (found.severity, found.line) == ("finding", 2)


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,152,,,,A,\n2019,officers,strategy,,yes,,,52,,,,A,\n"
    assert [entry.line for entry in problems(tmp_path, rows)] == [2, 3]


def test_two_sources_may_differ_and_one_may_not(tmp_path: Path) -> None:
    first = "2020,officers,strategy,,yes,,,44,,,,A,\n"
    assert problems(tmp_path / "a", f"{first}2020,officers,strategy,,yes,,,49,,,,B,\n") == []
    (conflict,) = problems(tmp_path / "b", f"{first}2020,officers,strategy,,yes,,,49,,,,A,\n")
    assert (conflict.code, conflict.line) == ("published-conflict", 3)
    (twice,) = problems(tmp_path / "c", first + first)
    assert (twice.code, twice.line) == ("published-twice", 3)


def strategies(yes: float, no: float, more: str = "") -> str:
    return f"2020,officers,strategy,,yes,{yes:g},,,A\n2020,officers,strategy,,no,{no:g},,,A\n{more}"


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (strategies(54, 50), "104"),
        (strategies(50.5, 50.5), "101"),
        (
            "".join(
                f"2020,officers,data,{row},{option},{percent},,,A\n"
                for row, option, percent in (
                    ("housing", "enough", 70),
                    ("housing", "less", 40),
                    ("transport", "less", 9),
                )
            ),
            "110",
        ),
    ],
)
def test_percentages_of_one_answer_above_100_are_a_finding(tmp_path: Path, rows: str, total: str) -> None:
    (found,) = problems(tmp_path, rows, OLD_HEAD)
    assert (found.code, found.severity, found.line, found.value) == ("published-sum", "finding", 3, total)
    assert "rows from line 2" in found.expected


@pytest.mark.parametrize(
    "rows",
    [
        strategies(50, 51),
        strategies(44, 56, "2020,officers,strategy,,yes,49,,,B\n"),
        "2020,officers,goals,,enough,70,,,A\n2020,officers,goals,,less,60,,,A\n",
        "2020,officers,data,housing,enough,70,,,A\n2020,officers,data,transport,less,60,,,A\n",
    ],
)
def test_rounding_several_answers_rows_and_sources_may_exceed_100(tmp_path: Path, rows: str) -> None:
    assert problems(tmp_path, rows, OLD_HEAD) == []


def test_percentages_of_different_levels_are_not_added(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,80,,,,A,\n2020,officers,strategy,,no,country,FRA,60,,,,A,\n"
    assert problems(tmp_path, rows) == []


def test_an_empty_row_is_told_as_empty_and_other_items_have_texts(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,,,,,A,\n2020,officers,staff,,,,,,,about ten,,A,\n"
    (found,) = problems(tmp_path, rows)
    assert found.message.startswith("the row has no result: its cells")


def test_the_same_answer_in_another_level_is_another_result(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,44,,,,A,\n2020,officers,strategy,,yes,country,FRA,49,,,,A,\n"
    assert problems(tmp_path, rows) == []


def test_levels_are_not_doubted_where_the_frame_cannot_be_read(tmp_path: Path) -> None:
    row = "2020,officers,strategy,,yes,country,FRA,52,,,,A,\n"
    folder = write_study(tmp_path, study=STUDY + GROUPS, cities="code\n", extra={"published.csv": HEAD + row})
    assert not [entry for entry in read(folder)[1].problems if entry.file == "published.csv"]


@pytest.mark.parametrize(
    ("percent", "half"), [(44.0, 0.005), (12.5, 0.0005), (0.25, 0.00005), (100.0, 0.005), (30.0, 0.005)]
)
def test_half_a_unit_of_the_last_printed_digit(percent: float, half: float) -> None:
    found = PublishedResult("w", "q", "i", "", "o", percent, "", None, "s")
    assert found.half_width == pytest.approx(half)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_count_rounded_to_whole_percent_never_contradicts_itself(count: int, base: int) -> None:
    count = min(count, base)
    found = PublishedResult("w", "q", "i", "", "o", float(round(100 * count / base)), "", base, "s", count=count)
    assert found.share is not None
    assert abs(count / base - found.share) <= found.half_width + 1e-9
