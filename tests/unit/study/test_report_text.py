"""report.md: what its Markdown becomes, with lines, and what is refused."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import ProblemLog
from civiscope.study.report_reference import Reference
from civiscope.study.report_text import Heading, ListBlock, ReportText, Run, TableBlock, TextBlock, parse_report


def parsed(text: str) -> tuple[ReportText, list[tuple[str, int | None]]]:
    log = ProblemLog()
    report = parse_report(dedent(text), log)
    return report, [(entry.code, entry.line) for entry in log.problems]


def test_parse_report_gives_every_kind_of_block_with_its_line() -> None:
    report, problems = parsed("""\
        # Title

        A **bold** word and a
        second line.

        ## Chapter
        1. one
        2. two

        > said by someone

        | A | n |
        |---|--:|
        | x<br>y | {{ cities() }} |
        """)
    assert problems == []
    title, text, chapter, listing, quotation, table = report.blocks
    assert isinstance(title, Heading)
    assert (title.level, title.line) == (1, 1)
    assert isinstance(text, TextBlock)
    assert [(run.text, run.strong, run.line) for run in text.pieces if isinstance(run, Run)] == [
        ("A ", False, 3),
        ("bold", True, 3),
        (" word and a", False, 3),
        (" ", False, 3),
        ("second line.", False, 4),
    ]
    assert isinstance(chapter, Heading)
    assert chapter.level == 2
    assert isinstance(listing, ListBlock)
    assert listing.numbered
    assert len(listing.items) == 2
    assert isinstance(quotation, TextBlock)
    assert quotation.quoted
    assert isinstance(table, TableBlock)
    assert table.numeric == (False, True)
    assert [piece.text for piece in table.rows[0][0]] == ["x", "\n", "y"]


def test_parse_report_finds_references_in_every_place_with_their_line() -> None:
    report, problems = parsed("""\
        # {{ cities() }}

        Text **{{ share("a_b_c", "*yes*") }}** and
        {{ fact("x") }}.

        - {{ count("a", "b") }}

        {{ figure("a",
             by="b") }}
        """)
    assert problems == []
    assert [(entry.function, entry.line) for entry in report.references()] == [
        ("cities", 1),
        ("share", 3),
        ("fact", 4),
        ("count", 6),
        ("figure", 8),
    ]
    share = next(entry for entry in report.references() if entry.function == "share")
    assert share.arguments == ("a_b_c", "*yes*")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# T\n\n```\ncode\n```\n", 3, "a block of code"),
        ("# T\n\n    code\n", 3, "a block of code"),
        ("# T\n\nsome `code`\n", 3, "code"),
        ("# T\n\n<div>x</div>\n", 3, "HTML"),
        ("# T\n\ntext\n\n***\n", 5, "a rule"),
        ("# T\n\n![alt](x.png)\n", 3, "a picture"),
        ("# T\n\n#### Four\n", 3, "a heading of a fourth level"),
        ("# T\n\n- a\n    - b\n", 4, "a list within a list"),
        ("# T\n\n> - a\n", 3, "a list or a heading in a quotation"),
    ],
)
def test_parse_report_refuses_what_a_report_has_no_use_for(text: str, line: int, what: str) -> None:
    log = ProblemLog()
    parse_report(text, log)
    assert [(entry.code, entry.line) for entry in log.problems] == [("report-markdown", line)]
    assert log.problems[0].message == f"{what} cannot stand in a report"


def test_parse_report_names_a_reference_that_is_not_closed() -> None:
    _, problems = parsed('# T\n\ntext {{ share("a"\n')
    assert problems == [("report-reference", 3)]


def test_parse_report_of_brackets_that_are_no_reference_keeps_them() -> None:
    report, problems = parsed("# T\n\nA {set} of {things}.\n")
    assert problems == []
    assert "".join(piece.text for piece in report.pieces()) == "TA {set} of {things}."


@given(st.text(alphabet="ab1#*_->|`{}()[]<>!\"'\n .=", max_size=120))
def test_parse_report_of_any_text_reports_and_never_fails(text: str) -> None:
    log = ProblemLog()
    report = parse_report(text, log)
    lines = max(1, text.count("\n") + 1)
    assert all(entry.line is not None and 1 <= entry.line <= lines for entry in log.problems)
    assert all(1 <= piece.line <= lines for piece in report.pieces())
    assert all(isinstance(piece, Run | Reference) for piece in report.pieces())
