"""The catalogue's texts keep their form: codes, full stops, and templates that can be filled."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from civiscope import errors
from civiscope.errors import CATALOGUE, Entry
from civiscope.errors.entries import (
    answers,
    commands,
    comparing,
    definitions,
    estimation,
    files,
    index_definitions,
    indices,
    outcomes,
    published,
    reports,
    tables,
    weighting,
)

every_entry = pytest.mark.parametrize(("code", "entry"), sorted(CATALOGUE.items()), ids=sorted(CATALOGUE))


@every_entry
def test_entry_code_is_lower_case_words_joined_by_hyphens(code: str, entry: Entry) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)


@every_entry
def test_entry_message_has_no_full_stop_and_the_remedy_has_one(code: str, entry: Entry) -> None:
    assert entry.message
    assert not entry.message.endswith(".")
    assert not entry.expected.endswith(".")
    if entry.remedy and not entry.remedy.endswith("}"):
        assert entry.remedy.endswith((".", ".'"))
        assert entry.remedy[0].isupper()


@every_entry
def test_entry_of_an_error_says_what_was_expected_and_how_to_mend_it(code: str, entry: Entry) -> None:
    if entry.severity == "error":
        assert entry.expected
        assert entry.remedy


@every_entry
def test_entry_speaks_to_people_who_do_not_program(code: str, entry: Entry) -> None:
    text = f"{entry.message} {entry.expected} {entry.remedy}".lower()
    for word in (
        "exception",
        "traceback",
        "pydantic",
        "dict",
        "none type",
        "nonetype",
        "regex",
        "boolean",
        "null",
        "parse",
    ):
        assert word not in re.findall(r"[a-z]+", text)


@every_entry
def test_entry_templates_name_their_words(code: str, entry: Entry) -> None:
    for template in (entry.message, entry.expected, entry.remedy):
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        assert all(name.isidentifier() for name in names)


def test_catalogue_uses_no_code_twice() -> None:
    parts = (
        files,
        definitions,
        answers,
        commands,
        tables,
        estimation,
        weighting,
        comparing,
        indices,
        index_definitions,
        published,
        reports,
        outcomes,
    )
    assert len(CATALOGUE) == sum(len(part.ENTRIES) for part in parts)


def test_catalogue_has_no_code_that_nothing_reports() -> None:
    source = Path(errors.__file__).parents[1]
    reported = {
        node.value
        for path in source.rglob("*.py")
        if "entries" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(CATALOGUE.keys() - reported) == []
