"""Functions of a report: how arguments are bound to parameters."""

from __future__ import annotations

import pytest

from civiscope.report.narrative.parts import PARTS
from civiscope.report.narrative.words import WORDS
from civiscope.study.report_functions import FUNCTIONS, ArgumentsError, bind
from civiscope.study.report_reference import parse_reference


def bound(text: str) -> dict[str, object]:
    reference = parse_reference(text, 1)
    return dict(bind(FUNCTIONS[reference.function], reference))


def test_bind_takes_arguments_in_their_order_and_by_name() -> None:
    assert bound('share("a", "yes", by="region", level="x", short=True)') == {
        "item": "a",
        "option": "yes",
        "by": "region",
        "level": "x",
        "short": True,
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("share()", "it lacks item and option"),
        ('share("a", "b", option="c")', 'the argument "option" is given twice'),
        ('share("a", "b", colour="c")', 'it has no argument "colour"'),
        ('share("a", 2)', "option is 2, and not the code of an option"),
        ('share("a", "b", short=1)', "short is 1, and not True or False"),
        ('leading("a", 0)', "count is 0, and not a whole number from 1"),
        ('leading("a", True)', "count is True, and not a whole number from 1"),
        ('cities("a", "b", "c")', "it takes 2 arguments, and 3 were given"),
        ('glossary("a")', "it takes no arguments, and 1 were given"),
    ],
)
def test_bind_of_arguments_that_do_not_fit_says_why(text: str, reason: str) -> None:
    with pytest.raises(ArgumentsError) as caught:
        bound(text)
    assert str(caught.value) == reason


def test_every_function_is_made_by_the_report() -> None:
    words = {name for name, entry in FUNCTIONS.items() if entry.place == "words"}
    parts = {name for name, entry in FUNCTIONS.items() if entry.place == "part"}
    assert words == set(WORDS)
    assert parts == set(PARTS)
