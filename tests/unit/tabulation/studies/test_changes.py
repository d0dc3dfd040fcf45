"""Changes are told only of answers that are known to come from different rounds."""

from __future__ import annotations

from pathlib import Path

from civiscope.results.answers import Change
from tests.studies import STUDY, items, read, write_study

TOOLS = (
    "{code: tools, kind: multiple, label: T?, options: [{code: a, label: A}, {code: b, label: B}, {code: c, label: C}]}"
)
STAFF = "{code: staff, kind: integer, label: Staff?}"
TWO_WAVES = STUDY + '  - {id: "2024", title: Second, status: closed, date: 2024-12-31, questionnaires: [officers]}\n'


def changes(tmp_path: Path, before: str, after: str) -> tuple[list[Change], list[str]]:
    head = "city,answered_in,incomplete,tools,staff\n"
    folder = write_study(
        tmp_path,
        study=TWO_WAVES,
        questionnaire=items(TOOLS, STAFF),
        answers=head + before,
        extra={"waves/2024/officers.csv": head + after},
    )
    study, log = read(folder)
    assert study is not None
    return study.changes, [entry.code for entry in log.problems]


def test_change_names_what_was_added_and_dropped(tmp_path: Path) -> None:
    found, _ = changes(tmp_path, "aa,2020,,A; B,3\n", "aa,2024,,B; C,3\n")
    assert [(row.item, row.change, row.added, row.dropped) for row in found] == [
        ("tools", "changed", "c", "a"),
        ("staff", "same", "", ""),
    ]


def test_same_round_is_listed_and_nothing_compared(tmp_path: Path) -> None:
    found, problems = changes(tmp_path, "aa,2020,,A,3\n", "aa,2020,,B,5\n")
    assert [(row.comparison, row.item, row.change) for row in found] == [("same round", "", "")]
    assert problems == ["same-round"]


def test_unknown_round_is_listed_and_nothing_compared(tmp_path: Path) -> None:
    found, problems = changes(tmp_path, "aa,2020,,A,3\n", "aa,,,B,5\n")
    assert [(row.comparison, row.item) for row in found] == [("round not known", "")]
    assert problems == ["round-not-known"]


def test_incomplete_list_tells_only_what_is_certain(tmp_path: Path) -> None:
    found, _ = changes(tmp_path, "aa,2020,,A,\n", "aa,2024,tools,B,\n")
    # B is new, since the first list is complete; whether A was dropped is not known.
    assert [(row.item, row.change, row.added, row.dropped) for row in found] == [("tools", "changed", "b", "")]
    found, _ = changes(tmp_path, "aa,2020,tools,A,\n", "aa,2024,tools,A,\n")
    assert [(row.item, row.change) for row in found] == [("tools", "unknown")]


def test_city_in_one_wave_only_has_no_change(tmp_path: Path) -> None:
    found, problems = changes(tmp_path, "aa,2020,,A,3\n", "bb,2024,,B,5\n")
    assert (found, problems) == ([], [])
