"""References: calls with plain values, and why anything else cannot be read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.report_reference import UnreadableReferenceError, parse_reference


def test_parse_reference_with_values_of_every_kind() -> None:
    found = parse_reference(' leading("roles", 3, by="region", last=True, waves=["2018", "2020"]) ', 7)
    assert found.function == "leading"
    assert found.arguments == ("roles", 3)
    assert found.named == {"by": "region", "last": True, "waves": ("2018", "2020")}
    assert (found.line, found.text[:7]) == (7, "leading")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("strategy", "it is not a function with its arguments in brackets"),
        ("share(strategy)", 'strategy is not a text: texts stand in quotation marks ("strategy")'),
        ('share("a"', "a bracket is not closed"),
        ('share("a)', "a quotation mark is not closed"),
        ("share(“a”)", 'it has curly quotation marks; straight ones (") are needed'),
        ("share(**x)", "** cannot be used"),
        ("share(1 + 1)", "an argument is neither a text, a number, True, False nor a list of texts"),
        ("share([1])", "an argument is neither a text, a number, True, False nor a list of texts"),
        ("a.b()", "it is not a function with its arguments in brackets"),
        ("share(None)", "an argument is neither a text, a number, True, False nor a list of texts"),
    ],
)
def test_parse_reference_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableReferenceError) as caught:
        parse_reference(text, 1)
    assert str(caught.value) == reason


@given(st.text(max_size=200))
def test_parse_reference_of_any_text_never_fails_otherwise(text: str) -> None:
    with suppress(UnreadableReferenceError):
        parse_reference(text, 1)


@given(st.text(max_size=40), st.integers(), st.booleans())
def test_parse_reference_gives_values_back(text: str, number: int, flag: bool) -> None:
    found = parse_reference(f"f({text!r}, {abs(number)}, x={flag!r})", 1)
    assert found.arguments == (text, abs(number))
    assert found.named == {"x": flag}
