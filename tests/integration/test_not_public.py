"""A study whose answers are not public checks without them, and builds as soon as one city adds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.workflows.build import build
from civiscope.workflows.check import check_study
from tests.studies import ANSWERS, STUDY, write_study

NOT_PUBLIC = STUDY.replace("questionnaires: [officers]}", "questionnaires: [officers], answers: not_public}")
PUBLISHED = "wave,questionnaire,item,row,option,percent,text,base,source\n2020,officers,strategy,,yes,52,,65,A report\n"


def study(folder: Path, answers: str | None) -> Path:
    return write_study(folder, study=NOT_PUBLIC, answers=answers, extra={"published.csv": PUBLISHED})


def test_check_asks_for_no_answers(tmp_path: Path) -> None:
    assert check_study(study(tmp_path / "study", None)) == []


@pytest.mark.parametrize("answers", [None, "city,strategy\n"])
def test_build_without_any_answers_says_why_and_what_to_do(tmp_path: Path, answers: str | None) -> None:
    with pytest.raises(UserError) as raised:
        build(study(tmp_path / "study", answers), tmp_path / "out", parts=("results",))
    (found,) = raised.value.problems
    assert found.code == "answers-not-public"
    assert "the wave 2020" in found.message
    assert "waves/2020/officers.csv" in found.expected
    assert "civiscope simulate" in found.remedy
    assert not (tmp_path / "out").exists()


def test_build_with_one_city_reads_it_as_usual(tmp_path: Path) -> None:
    alone = "\n".join(ANSWERS.splitlines()[:2]) + "\n"
    made = build(study(tmp_path / "study", alone), tmp_path / "out", parts=("results", "snapshots"))
    assert made.cities == 1
    page = (tmp_path / "out" / "snapshots" / "aa.html").read_text(encoding="utf-8")
    assert "Published: 52% of 65 cities (A report)." in page


def test_answers_that_should_be_there_are_still_missed(tmp_path: Path) -> None:
    folder = write_study(tmp_path / "study", answers=None)
    assert [entry.code for entry in check_study(folder)] == ["wave-answers-missing"]
