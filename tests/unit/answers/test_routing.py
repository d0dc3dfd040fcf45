"""Routing and constraints, as the questionnaire says."""

from __future__ import annotations

from pathlib import Path

from civiscope.results.answers import Status
from tests.studies import block, items, read, write_study

FUNDING = "{code: funding, kind: single, label: Funds?, options: [{code: yes, label: Yes}, {code: no, label: No}]}"
AMOUNT = "{code: amount, kind: integer, label: How much?, relevant: \"${funding} = 'yes'\", constraint: '. > 0'}"


def folder_with(tmp_path: Path, answers: str) -> Path:
    return write_study(tmp_path, questionnaire=items(FUNDING, AMOUNT), answers=answers)


def test_item_that_is_routed_around_is_not_asked(tmp_path: Path) -> None:
    column = block(folder_with(tmp_path, "city,funding,amount\naa,Yes,5\nbb,No,\n")).columns["amount", ""]
    assert column.status.tolist() == [Status.ANSWERED, Status.NOT_ASKED]


def test_item_keeps_its_missing_where_the_deciding_answer_is_missing(tmp_path: Path) -> None:
    column = block(folder_with(tmp_path, "city,funding,amount\naa,(not known),(don't know)\n")).columns["amount", ""]
    assert column.status.tolist() == [Status.DONT_KNOW]


def test_answer_that_was_routed_around_is_an_error(tmp_path: Path) -> None:
    _, log = read(folder_with(tmp_path, "city,funding,amount\naa,No,5\n"))
    assert [(entry.code, entry.line, entry.item) for entry in log.errors] == [
        ("answered-though-not-asked", 2, "amount")
    ]


def test_not_asked_where_it_was_asked_is_an_error(tmp_path: Path) -> None:
    _, log = read(folder_with(tmp_path, "city,funding,amount\naa,Yes,(not asked)\n"))
    assert [entry.code for entry in log.errors] == ["not-asked-though-relevant"]


def test_violated_constraint_is_a_finding_and_the_answer_stays(tmp_path: Path) -> None:
    study, log = read(folder_with(tmp_path, "city,funding,amount\naa,Yes,0\n"))
    assert study is not None
    assert [entry.code for entry in log.problems] == ["constraint-violated"]
    assert study.answers.blocks["2020", "officers"].columns["amount", ""].numbers.tolist() == [0.0]


def test_promoted_finding_is_an_error(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "city,funding,amount\naa,Yes,0\n")
    with (folder / "study.yaml").open("a") as stream:
        stream.write("findings: {promote: [constraint-violated]}\n")
    _, log = read(folder)
    assert [entry.code for entry in log.errors] == ["constraint-violated"]


def test_required_item_without_answer_is_a_finding(tmp_path: Path) -> None:
    required = FUNDING.replace("kind:", "required: true, kind:")
    _, log = read(write_study(tmp_path, questionnaire=items(required), answers="city,funding\naa,\nbb,(don't know)\n"))
    assert [(entry.code, entry.line) for entry in log.problems] == [("required-missing", 2)]


def test_chain_of_routing_falls_away_together(tmp_path: Path) -> None:
    more = "{code: more, kind: text, label: More?, relevant: '${amount} > 10'}"
    folder = write_study(
        tmp_path, questionnaire=items(FUNDING, AMOUNT, more), answers="city,funding,amount,more\naa,No,,\n"
    )
    assert block(folder).columns["more", ""].status.tolist() == [Status.NOT_ASKED]
