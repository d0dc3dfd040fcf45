"""A new study checks without a complaint, tells what it is, and never overwrites anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.answers.coding import read_answers
from civiscope.errors import ProblemLog, UserError
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import Kind
from civiscope.workflows.check import check_study
from civiscope.workflows.new import new_study, slug


def test_new_study_checks_with_nothing_but_its_one_recode(tmp_path: Path) -> None:
    new_study(tmp_path / "pilot")
    assert [entry.code for entry in check_study(tmp_path / "pilot")] == ["recoded"]


def test_new_study_returns_what_it_wrote(tmp_path: Path) -> None:
    written = new_study(tmp_path / "pilot")
    there = sorted(path.relative_to(tmp_path / "pilot") for path in (tmp_path / "pilot").rglob("*") if path.is_file())
    assert written == there
    assert Path("waves/2026/officers.csv") in written


def test_new_study_shows_the_kinds_of_items_routing_and_languages(tmp_path: Path) -> None:
    new_study(tmp_path / "pilot")
    log = ProblemLog()
    study = load_study(tmp_path / "pilot", log)
    assert study is not None
    items = study.questionnaires["officers"].items.values()
    assert {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.GRID, Kind.INTEGER, Kind.URL} <= {
        item.kind for item in items
    }
    assert any(item.relevant for item in items)
    assert any(item.constraint for item in items)
    assert study.definition.languages == ("en", "fr")
    answers, _ = read_answers(study, log)
    assert answers.blocks["2026", "officers"].size == 7
    assert log.errors == []


def test_new_study_names_only_invented_cities(tmp_path: Path) -> None:
    new_study(tmp_path / "pilot")
    study = load_study(tmp_path / "pilot", ProblemLog())
    assert study is not None
    assert [city.name for city in study.frame.values()] == [f"Example city {number}" for number in range(1, 9)]


def test_new_study_takes_its_id_from_the_folder(tmp_path: Path) -> None:
    new_study(tmp_path / "Enquête 2026")
    study = load_study(tmp_path / "Enquête 2026", ProblemLog())
    assert study is not None
    assert study.definition.id == "enquete-2026"


def test_new_study_fills_an_empty_folder(tmp_path: Path) -> None:
    assert new_study(tmp_path)
    assert (tmp_path / "study.yaml").is_file()


def test_new_study_makes_the_folders_above(tmp_path: Path) -> None:
    new_study(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "study.yaml").is_file()


def test_new_study_refuses_a_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError) as raised:
        new_study(tmp_path)
    (found,) = raised.value.problems
    assert found.code == "folder-not-empty"
    assert found.message == f"{tmp_path} exists and is not an empty folder; nothing was written"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_new_study_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="folder-not-empty"):
        new_study(tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_new_study_leaves_nothing_behind_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="out-not-writable"):
        new_study(tmp_path / "file" / "pilot")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("pilot", "pilot"), ("My Study_2", "my-study-2"), ("Łódź", "lodz"), ("...", "my-study"), ("--a--", "a")],
)
def test_slug_is_a_valid_id(name: str, expected: str) -> None:
    assert slug(name) == expected
