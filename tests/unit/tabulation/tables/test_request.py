"""What is asked: groupings, and what no request may ask."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.tabulation.tables.request import Request


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ((), [()]),
        (("g",), [(), ("g",)]),
        (("g", "h"), [(), ("g",), ("h",), ("g", "h")]),
        (("g & h",), [(), ("g", "h")]),
        (("g", "h & k"), [(), ("g",), ("h", "k")]),
        (("g", "g"), [(), ("g",), ("g",)]),
    ],
)
def test_groupings_are_each_domain_and_all_of_them_crossed(
    by: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    assert list(Request(("y",), by).groupings()) == list(dict.fromkeys(expected))


def test_columns_of_domains_are_named_once() -> None:
    assert Request(("y",), ("g", "h", "h & k")).by_columns == ("g", "h", "k")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"items": ()}, "items-missing"),
        ({"level": 1.0}, "level-out-of-range"),
        ({"level": 0.0}, "level-out-of-range"),
        ({"quantiles": (0.5, 1.0)}, "quantile-out-of-range"),
        ({"quantiles": (-0.1,)}, "quantile-out-of-range"),
    ],
)
def test_request_that_cannot_be(words: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as caught:
        Request(**{"items": ("y",), **words})  # type: ignore[arg-type]
    assert [entry.code for entry in caught.value.problems] == [code]
