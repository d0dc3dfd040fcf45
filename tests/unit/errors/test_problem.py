"""A problem names its place, the value found, what was expected and the remedy, on few lines."""

from __future__ import annotations

import pytest

from civiscope.errors import ProblemLog, UserError, problem


def test_problem_text_has_place_message_expected_and_remedy() -> None:
    found = problem("duplicate-column", file="cities.csv", line=1, column="name", value="name", count=2)
    assert str(found) == (
        'error [duplicate-column] cities.csv, line 1, column name: the column "name" stands 2 times in the header\n'
        "  expected: each column once\n"
        "  remedy: Rename or delete the others."
    )


def test_problem_place_in_a_definition_is_a_path_and_not_a_column() -> None:
    found = problem("text-needs-quotes", file="study.yaml", line=7, column="waves[1].id", value=2018, found="a number")
    assert found.place == "study.yaml, line 7, waves[1].id"


def test_problem_without_place_begins_with_the_message() -> None:
    found = problem("study-folder-missing", value="nowhere")
    assert str(found).startswith("error [study-folder-missing] there is no folder nowhere\n")


def test_problem_value_with_line_breaks_is_shown_on_one_line_and_cut() -> None:
    found = problem("not-a-number", value="a\nb " + "c" * 200)
    first = str(found).splitlines()[0]
    assert first == 'error [not-a-number] "a b ' + "c" * 75 + '…" is not a number'
    assert found.value == "a\nb " + "c" * 200


def test_problem_value_with_braces_is_not_a_template() -> None:
    assert problem("not-a-number", value="{file}").message == '"{file}" is not a number'


def test_problem_with_a_missing_word_is_a_defect() -> None:
    with pytest.raises(KeyError):
        problem("too-few-cells", value="1 cell")


def test_problem_log_keeps_errors_and_findings_apart() -> None:
    log = ProblemLog()
    log.add("file-empty", file="cities.csv")
    log.add("lost-characters", value="\ufffd", more="")
    log.extend([problem("yaml-tab", line=3)])
    assert [entry.code for entry in log.errors] == ["file-empty", "yaml-tab"]
    assert [entry.code for entry in log.findings] == ["lost-characters"]


def test_user_error_carries_every_problem_in_its_text() -> None:
    failure = UserError(problem("file-empty", file="a.csv"), problem("file-empty", file="b.csv"))
    assert len(failure.problems) == 2
    assert "a.csv" in str(failure)
    assert "b.csv" in str(failure)


def test_problem_log_promotes_the_findings_that_a_study_names() -> None:
    log = ProblemLog()
    log.add("lost-characters", value="\ufffd", more="")
    log.add("several-sheets", value="One", others="Two")
    log.promote(["several-sheets"])
    assert [entry.code for entry in log.errors] == ["several-sheets"]
