"""Recodes and classes that cannot be meant are said with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studies import items, read, write_study

SOUND = (
    "{code: plan, kind: single, label: A plan?, concept: plan, options: [{code: yes, label: Yes}, {code: some, "
    "label: Some}], recode: {some: partly}}"
)
STAFF = "{code: staff, kind: integer, label: Staff?, concept: staff, classes: [{code: few, below: 5}, {code: many}]}"


def problems(folder: Path, *definitions: str) -> list[tuple[str, int | None, str]]:
    """Code, line and value of every problem with a questionnaire of these items."""
    write_study(folder, questionnaire=items(*definitions), answers="city\naa\n")
    _, log = read(folder)
    assert all(entry.file == "questionnaires/officers.yaml" for entry in log.errors)
    return [(entry.code, entry.line, entry.value) for entry in log.errors]


def test_sound_recodes_and_classes_pass(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND, STAFF) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (SOUND.replace("concept: plan, ", ""), ("concept-missing", 8, "recode")),
        (STAFF.replace("concept: staff, ", ""), ("concept-missing", 8, "classes")),
        (SOUND.replace("{some: partly}", "{soem: partly}"), ("recode-unknown", 8, "soem")),
        (SOUND.replace("{some: partly}", "{some: yes, yes: all}"), ("recode-chain", 8, "yes")),
        (SOUND.replace("{some: partly}", "{some: some}"), ("recode-chain", 8, "some")),
        (STAFF.replace("classes", "recode").replace("[{code: few, below: 5}, {code: many}]", "{few: many}"),
         ("options-not-fitting", 8, "recode")),
        (STAFF.replace("integer", "text"), ("options-not-fitting", 8, "classes")),
        (STAFF.replace("{code: many}", "{code: many, below: 9}"), ("classes-limit", 8, "many")),
        (STAFF.replace("few, below: 5", "few"), ("classes-limit", 8, "few")),
        (STAFF.replace("{code: many}", "{code: more, below: 5}, {code: many}"), ("classes-order", 8, "5")),
        (STAFF.replace("code: many", "code: few"), ("option-duplicate", 8, "few")),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_reported_with_its_line(
    tmp_path: Path, item: str, expected: tuple[str, int, str]
) -> None:
    assert problems(tmp_path, "{code: name, kind: text, label: Name?}", item) == [expected]


def test_lines_are_those_of_the_recode_and_the_class(tmp_path: Path) -> None:
    text = (
        items("code: plan").rstrip()
        + """
            kind: single
            label: A plan?
            concept: plan
            options: [{code: yes, label: Yes}]
            recode:
              yes: full
              no: none
          - code: staff
            kind: integer
            label: Staff?
            concept: staff
            classes:
              - {code: none, below: 1}
              - {code: few, below: 0.5}
              - {code: many}
"""
    )
    write_study(tmp_path, questionnaire=text, answers="city\naa\n")
    _, log = read(tmp_path)
    assert [(entry.code, entry.line) for entry in log.errors] == [("recode-unknown", 14), ("classes-order", 21)]
    assert str(log.errors[1]).startswith(
        'error [classes-order] questionnaires/officers.yaml, line 21: a class of the item "staff" ends below 0.5'
    )
