"""Coded answers as rows of a release."""

from __future__ import annotations

from pathlib import Path

from civiscope.answers.flatten import answer_rows, respondent_rows
from tests.studies import coded, items, write_study

TOOLS = "{code: tools, kind: multiple, label: T?, other: true, options: [{code: a, label: A}, {code: b, label: B}]}"
STAFF = "{code: staff, kind: decimal, label: S?}"
NOTE = "{code: note, kind: text, label: N?}"


def test_rows_tell_named_from_not_named_and_from_unknown(tmp_path: Path) -> None:
    answers = "city,incomplete,tools,staff,note\naa,,A; other: a ladder,2.5,Hello\nbb,tools,B,7,\n"
    rows = answer_rows(coded(write_study(tmp_path, questionnaire=items(TOOLS, STAFF, NOTE), answers=answers)).answers)
    assert [(row.city, row.item, row.option, row.value, row.status) for row in rows] == [
        ("aa", "tools", "a", "yes", "answered"),
        ("aa", "tools", "b", "no", "answered"),
        ("aa", "tools", "other", "a ladder", "answered"),
        ("aa", "staff", "", "2.5", "answered"),
        ("aa", "note", "", "Hello", "answered"),
        ("bb", "tools", "a", "", "incomplete"),
        ("bb", "tools", "b", "yes", "answered"),
        ("bb", "tools", "other", "", "incomplete"),
        ("bb", "staff", "", "7", "answered"),
        ("bb", "note", "", "", "not answered"),
    ]


def test_respondents_carry_round_and_source(tmp_path: Path) -> None:
    answers = "city,answered_in,source,staff\naa,2020,here,1\n"
    (row,) = respondent_rows(coded(write_study(tmp_path, questionnaire=items(STAFF), answers=answers)).answers)
    assert (row.wave, row.questionnaire, row.city, row.answered_in, row.source) == (
        "2020",
        "officers",
        "aa",
        "2020",
        "here",
    )
