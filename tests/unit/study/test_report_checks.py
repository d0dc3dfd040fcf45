"""Checks of a report: free numbers, places, and names that are not there."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.report_checks import free_numbers
from tests.studies import STUDY, read, write_study

GROUPED = STUDY + dedent("""\
    groups:
      - {code: region, label: Region, column: region}
    """)
ALONE = "is a part of its own and cannot stand within a text, a heading, a list or a table"
FACTS = "sample: {value: '65', source: A document}\n"


def problems(folder: Path, report: str, facts: str = FACTS) -> list[str]:
    write_study(folder, study=GROUPED, extra={"report.md": report, "facts.yaml": facts})
    _, log = read(folder)
    return [f"{entry.place}: {entry.message}" for entry in log.errors]


def test_report_that_is_right_has_no_problems(tmp_path: Path) -> None:
    report = """\
        # The report of 2020

        Of {{ cities() }} cities {{ share("strategy", "yes") }} have one, of {{ fact("sample") }} invited.

        ## In Europe

        {{ share("strategy", "yes", by="region", level="Europe", wave="2020", questionnaire="officers") }}

        {{ figure("strategy", by="region", title="A finding") }}
        """
    assert problems(tmp_path, report) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Of 65 cities", 'the number "65" stands free in the text'),
        ("about 52% of them", 'the number "52%" stands free in the text'),
        (
            '{{ share("strateg", "yes") }}',
            'share() names the question "strateg", which is not there (did you mean "strategy"?)',
        ),
        ('{{ share("strategy", "maybe") }}', 'share() names the option "maybe", which is not there'),
        ('{{ share("strategy", "yes", wave="2019") }}', 'share() names the wave "2019", which is not there'),
        (
            '{{ share("strategy", "yes", questionnaire="mayors") }}',
            'share() names the questionnaire "mayors", which is not there',
        ),
        ('{{ share("strategy", "yes", by="size", level="a") }}', 'share() names the group "size", which is not there'),
        (
            '{{ share("strategy", "yes", by="region", level="Africa") }}',
            'share() names the level "Africa", which is not there',
        ),
        (
            '{{ share("strategy", "yes", by="region") }}',
            "share(): by needs the level of the group (level=...): a number is about one set of cities",
        ),
        ('{{ share("strategy", "yes", level="Asia") }}', "share(): level needs the group that it belongs to (by=...)"),
        ('{{ share("strategy", "yes", row="x") }}', 'share(): "strategy" has no rows'),
        ('{{ figure("strategy", title="In 70 percent") }}', 'the number "70" stands free in the text'),
        ('{{ figure("strategy", note="Base 12") }}', 'the number "12" stands free in the text'),
        ('{{ mean("strategy") }}', 'mean(): "strategy" is of kind single, and it takes decimal or integer'),
        ("{{ framework() }}", "framework(): study.yaml defines no framework"),
        ('{{ fact("sampel") }}', 'fact() names the fact "sampel", which is not there (did you mean "sample"?)'),
        ('{{ score("capacity") }}', 'score() names the index "capacity", which is not there'),
        ('{{ shares("strategy") }}', 'there is no function "shares" (did you mean "share"?)'),
        ('A text with {{ figure("strategy") }} in it.', f"figure() {ALONE}"),
        ('- {{ table("strategy") }}', f"table() {ALONE}"),
    ],
)
def test_report_with_a_fault_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    found = problems(tmp_path, f"# Title\n\n## Chapter\n\n{line}\n")
    assert found == [f"report.md, line 5: {message}"]


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("A text.\n\n# Title\n", "report.md, line 1: the report does not begin with its title"),
        ("# Title\n\n## A\n\n# Second\n", "report.md, line 5: the report has a second title"),
        ("# Title\n\n### Part\n", "report.md, line 3: the report has a part (###) before any chapter (##)"),
        ("\n", "report.md: the file is empty"),
        ("# Title \x07\n", "report.md, line 1: there is a control character, U+0007, which no reader can see"),
    ],
)
def test_report_without_order_is_named(tmp_path: Path, report: str, message: str) -> None:
    assert problems(tmp_path, report) == [message]


def test_facts_without_a_source_or_with_a_bare_number_are_named(tmp_path: Path) -> None:
    found = problems(tmp_path, "# Title\n", facts="a: {value: '1'}\nb: {value: 2, source: x}\n")
    assert found == [
        'facts.yaml, line 1, a: the field "source" is missing',
        "facts.yaml, line 2, b.value: 2 is read as a number, but a text belongs here",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2018",
        "2018-20",
        "2018–20",
        "2018/19",
        "the 2010s",
        "2030’s",
        "COVID-19",
        "B40",
        "CO2",
        "M49",
        "km²",
        "五十",
        "(2020).",
        "Leuven 2030",
    ],
)
def test_free_numbers_leaves_out_years_and_names(text: str) -> None:
    assert free_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("34 of 65", ["34", "65"]),
        ("52%", ["52%"]),
        ("€1.5m", ["€1.5m"]),
        ("the 12th", ["12th"]),
        ("5,000", ["5,000"]),
        ("2018-2", ["2018-2"]),
        ("2018-17", ["2018-17"]),
        ("COVID-70%", ["COVID-70%"]),
        ("A70%", ["A70%"]),
        ("½ of them", ["½"]),
        ("٣٤ cities", ["٣٤"]),
        ("99", ["99"]),
        ("~40", ["~40"]),
        ("½ 3/4", ["½", "3/4"]),
    ],
)
def test_free_numbers_finds_others(text: str, found: list[str]) -> None:
    assert free_numbers(text) == found


@given(st.integers(0, 1499), st.sampled_from(["{}", "{}%", "({})", "“{}”", "{}.", "-{}", "{}th", "{} cities"]))
def test_free_numbers_finds_every_number_that_is_no_year(value: int, form: str) -> None:
    assert free_numbers(f"text {form.format(value)} text") != []
