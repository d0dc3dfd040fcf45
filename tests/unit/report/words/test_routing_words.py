"""Routing in words: the common forms, and silence about the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.report.words.release_view import ReleaseView
from civiscope.report.words.routing_words import routing_in_words
from tests.unit.report.snapshots.examples import build


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ReleaseView:
    folder: Path = tmp_path_factory.mktemp("rivers")
    return ReleaseView(build(folder), "en")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("${strategy} = 'yes'", "“Explicit strategy” is “Yes”"),
        ("${strategy}!='no'", "“Explicit strategy” is not “No”"),
        ('${strategy} = "yes"', "“Explicit strategy” is “Yes”"),
        ("${strategy} != ''", "“Explicit strategy” is answered"),
        ("${strategy} = ''", "“Explicit strategy” is open"),
        ("selected(${areas}, 'water')", "“Areas of focus” names “Water”"),
        ("not(selected(${areas}, 'water'))", "“Areas of focus” does not name “Water”"),
        ("${roles_count} >= 3", "“Number of roles” is 3 or more"),
        ("${roles_count} <= 3", "“Number of roles” is 3 or less"),
        ("${roles_count} > 3", "“Number of roles” is more than 3"),
        ("${roles_count} < 3", "“Number of roles” is less than 3"),
        (
            "${strategy} = 'yes' and selected(${areas}, 'water')",
            "“Explicit strategy” is “Yes” and “Areas of focus” names “Water”",
        ),
        (
            "${strategy} = 'yes' or ${roles_count} > 3",
            "“Explicit strategy” is “Yes” or “Number of roles” is more than 3",
        ),
    ],
)
def test_common_form_is_said_in_words(view: ReleaseView, expression: str, words: str) -> None:
    assert routing_in_words(view, view.release.questionnaires["officers"], expression) == words


@pytest.mark.parametrize(
    "expression",
    [
        "count-selected(${areas}) > 2",
        "${strategy} = 'yes' and ${roles_count} > 3 or ${roles_count} < 1",
        "(${strategy} = 'yes')",
        "${unknown} = 'yes'",
        "true()",
        "",
    ],
)
def test_other_forms_are_left_to_the_expression(view: ReleaseView, expression: str) -> None:
    assert routing_in_words(view, view.release.questionnaires["officers"], expression) == ""
