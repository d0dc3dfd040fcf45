"""The first look at a table: facts of its items, and every problem at once."""

from __future__ import annotations

from typing import Any

import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.description import Description, describe, split_ratio
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure

TABLE = {
    "binary": [0, 1, 1, 0],
    "number": [1.5, 2.5, None, 8.0],
    "written": ["1", " 2 ", "", "10"],
    "text": ["a", "b", "a", None],
    "w": [0.0, 1.0, 2.0, 1.0],
    "holes": [None, 1, None, 1],
}


def described(request: Request, design: Design | None = None) -> Description:
    with open_table(TABLE) as engine:
        return describe(engine, request, design or Design())


def test_facts_of_numbers_are_range_and_mean() -> None:
    found = described(Request(("binary", "number", "written"), measure=Measure.MEAN), Design("w"))
    assert (found.rows, found.positive) == (4, 3)
    binary, number, written = (found.items[name] for name in ("binary", "number", "written"))
    assert (binary.answered, binary.low, binary.high, binary.is_binary) == (4, 0, 1, True)
    assert (number.answered, number.low, number.high, number.mean, number.is_binary) == (3, 1.5, 8, 4, False)
    assert (written.answered, written.low, written.high, written.mean) == (3, 1, 10, pytest.approx(13 / 3))


def test_texts_need_no_facts_for_shares() -> None:
    found = described(Request(("text",))).items["text"]
    assert (found.answered, found.numeric, found.is_binary) == (3, False, False)


@pytest.mark.parametrize(
    ("request_", "design", "codes"),
    [
        (Request(("missing", "text"), ("g",)), Design("wt"), ["table-column-unknown"] * 3),
        (Request(("text",), measure=Measure.MEAN), Design(), ["text-in-numbers"]),
        (
            Request(("number",)),
            Design(weight="holes", strata="text", fpc=("number",)),
            ["weight-missing", "design-missing", "design-missing"],
        ),
        (Request(("number",)), Design(clusters=("holes",)), ["design-missing"]),
    ],
)
def test_problems_are_told_together(request_: Request, design: Design, codes: list[str]) -> None:
    with pytest.raises(UserError) as caught:
        described(request_, design)
    assert [entry.code for entry in caught.value.problems] == codes


def test_ratio_is_split_unless_a_column_has_that_name() -> None:
    table: dict[str, Any] = {"a": [1], "b": [2], "a/b": [3]}
    with open_table(table) as engine:
        assert split_ratio("b / a", engine) == ("b", "a")
        assert split_ratio("a/b", engine) is None
        assert split_ratio("a", engine) is None
