"""Every broken study is reported with the exact text, all of its problems at once, and the exit code 2."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from civiscope.errors import CATALOGUE
from tests.broken.corpus import GOOD, Case, cases

CASES = cases()
LEAST_CASES = 45
LEAST_CODES = 40


def codes(printed: str, severity: str = r"\w+") -> list[str]:
    """The codes of the problems in a text that `civiscope check` printed."""
    return re.findall(rf"(?m)^{severity} \[([a-z0-9-]+)\]", printed)


def test_sound_study_has_no_problem_and_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", str(GOOD), "--findings"]) == 0
    assert capsys.readouterr().out == "no problems, no findings\n"


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_broken_study_is_reported_exactly(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = case.write(tmp_path / "study")
    ended = exit_code(["check", str(folder), "--findings"])
    assert capsys.readouterr() == (case.printed, "")
    assert ended == (2 if codes(case.printed, "error") else 0)


def test_corpus_is_large_and_varied() -> None:
    found = {code for case in CASES for code in codes(case.printed, "error")}
    assert len(CASES) >= LEAST_CASES
    assert len(found) >= LEAST_CODES
    assert found <= CATALOGUE.keys()


def test_corpus_has_no_case_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(codes(case.printed) for case in CASES)


def test_check_reports_the_problems_of_all_files_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    together = [
        "a colour that cannot be read on white",
        "a domain that is no group",
        "a snapshot with an unknown item",
        "a translation that is empty",
        "translations into a language that is not declared",
        "a result printed elsewhere that is no percentage",
        "an expression with a syntax error",
        "a section twice",
        "a country that does not exist",
        "a negative population",
        "a column that is no item",
        "an answer that is no option",
        "a number with a stray group of digits",
        "a date in another order",
        "a file of answers that no questionnaire reads",
        "a recode of an unknown item",
    ]
    by_name = {case.name: case for case in CASES}
    changes = tuple(change for name in together for change in by_name[name].changes)
    folder = Case("together", changes, "").write(tmp_path / "study")
    assert exit_code(["check", str(folder), "--findings"]) == 2
    printed = capsys.readouterr().out
    expected = [code for name in together for code in codes(by_name[name].printed)]
    assert sorted(codes(printed)) == sorted(expected)
    assert printed.endswith("\n16 problems, 1 finding\n")


def test_check_writes_the_same_problems_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(case for case in CASES if case.name == "a number with a stray group of digits")
    assert exit_code(["check", str(case.write(tmp_path / "study")), "--format", "json"]) == 2
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry == {
        "code": "stray-digit-group",
        "severity": "error",
        "message": '"1,2000" is not a number: its digits are not grouped in threes by commas',
        "expected": "plain digits such as 396990, or groups of three such as 396,990",
        "remedy": "Look the number up, and write it in plain digits.",
        "file": "waves/2020/officers.csv",
        "line": 2,
        "column": "staff",
        "city": "athens-grc",
        "item": "staff",
        "value": "1,2000",
        "action": "",
        "count": 1,
    }


def test_check_as_a_process_ends_with_exit_code_2_and_no_traceback(
    tmp_path: Path, run_civiscope: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    case = next(case for case in CASES if case.name == "answers in another encoding")
    outcome = run_civiscope("check", case.write(tmp_path / "study"), "--format", "text")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (2, case.printed, "")


@pytest.mark.parametrize("command", ["build", "snapshot"])
def test_other_commands_stop_at_a_broken_study_and_write_nothing(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = next(case for case in CASES if case.name == "a city that is not in the frame")
    folder = case.write(tmp_path / "study")
    city = ["athens-grc"] if command == "snapshot" else []
    assert exit_code([command, str(folder), *city, "--out", str(tmp_path / "out")]) == 2
    printed = capsys.readouterr().err
    assert codes(printed) == ["answer-city-unknown"]
    assert "Traceback" not in printed
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


def test_every_code_of_the_catalogue_is_held_by_a_test() -> None:
    tests = Path(__file__).parents[1]
    held = {code for case in CASES for code in codes(case.printed)}
    for path in tests.rglob("test_*.py"):
        held.update(re.findall(r"[a-z-]+", path.read_text(encoding="utf-8")))
    assert sorted(CATALOGUE.keys() - held) == []
