"""The reference pages are those that the code writes, and the other pages leave out nothing that the code has."""

from __future__ import annotations

import pytest

from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED
from civiscope.errors import CATALOGUE
from civiscope.results.published import PUBLISHED_COLUMNS
from civiscope.study.expression_functions import FUNCTIONS
from civiscope.study.frame import FRAME_COLUMNS
from docs._generate import PAGES, REFERENCE, problems, study_format
from tests.docs.manual import DOCS

STUDY_FOLDER = (DOCS / "study-folder.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_committed_page_is_the_one_that_the_code_writes(name: str) -> None:
    committed = (REFERENCE / name).read_text(encoding="utf-8")
    assert committed == PAGES[name](), "run `make docs` and commit docs/reference"


def test_reference_holds_no_page_that_nothing_writes() -> None:
    assert {path.name for path in REFERENCE.glob("*.md")} == set(PAGES)


def test_every_field_has_a_description() -> None:
    silent = [
        f"{model.__name__}.{name}"
        for model in study_format.models()
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert silent == []


def test_every_problem_is_under_one_subject() -> None:
    listed = [code for entries in problems.SUBJECTS.values() for code in entries]
    assert sorted(listed) == sorted(CATALOGUE)


@pytest.mark.parametrize("word", [*FRAME_COLUMNS, *PUBLISHED_COLUMNS, *MISSING_WORDS, NOTHING_NAMED])
def test_study_folder_page_explains(word: str) -> None:
    assert f"`{word}`" in STUDY_FOLDER


@pytest.mark.parametrize("function", FUNCTIONS)
def test_study_folder_page_lists_the_function(function: str) -> None:
    assert f"`{function}()`" in STUDY_FOLDER
