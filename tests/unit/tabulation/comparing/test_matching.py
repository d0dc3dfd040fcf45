"""Which questions of two sets of answers belong together, and what of them is compared."""

from __future__ import annotations

import numpy as np

from civiscope.answers.answerset import AnswerBlock, Column
from civiscope.results.answers import Status
from civiscope.study.questionnaire import Item, Kind
from civiscope.tabulation.comparing.matching import askable, is_cut_off, matches, series_of


def column(code: str, kind: Kind, concept: str | None = None, row: str = "", **more: object) -> Column:
    """A column of three respondents of whom the last one did not answer; ``more`` replaces fields."""
    ticks = np.array([[1, 0], [0, 1], [-1, -1]], dtype=np.int8)
    found: dict[str, object] = {
        "item": Item(code=code, kind=kind, label=code, concept=concept),
        "row": row,
        "options": ("x", "y"),
        "status": np.array([Status.ANSWERED, Status.ANSWERED, Status.NOT_ANSWERED], dtype=np.int8),
        "ticks": ticks,
        "ranks": np.zeros((3, 2), dtype=np.int16),
        "numbers": np.array([4.0, 0.0, np.nan]),
        "texts": ("", "", ""),
    }
    return Column(**{**found, **more})  # type: ignore[arg-type]


def block(*columns: Column) -> AnswerBlock:
    """A block of three cities."""
    empty = ("", "", "")
    return AnswerBlock("w", "q", ("a", "b", "c"), empty, empty, {(one.item.code, one.row): one for one in columns})


def pairs(a: AnswerBlock, b: AnswerBlock, items: tuple[str, ...] | None = None) -> list[tuple[str, str]]:
    """Names of the matched questions."""
    return [(match.a.item.code, match.b.item.code) for match in matches(a, b, items)]


def test_concept_comes_before_code() -> None:
    a = block(column("one", Kind.SINGLE, "size"), column("two", Kind.SINGLE, "plan"))
    b = block(column("two", Kind.SINGLE, "size"), column("three", Kind.SINGLE, "plan"))
    assert pairs(a, b) == [("one", "two"), ("two", "three")]


def test_code_counts_where_one_of_the_two_has_no_concept() -> None:
    a, b = block(column("one", Kind.SINGLE)), block(column("one", Kind.SINGLE, "size"), column("two", Kind.SINGLE))
    assert pairs(a, b) == [("one", "one")]


def test_same_code_comes_first_among_those_of_a_concept() -> None:
    a = block(column("first", Kind.SINGLE, "size"), column("second", Kind.SINGLE, "size"))
    assert pairs(a, block(column("second", Kind.SINGLE, "size"))) == [("second", "second")]


def test_other_concepts_with_the_same_code_are_other_questions() -> None:
    assert pairs(block(column("one", Kind.SINGLE, "size")), block(column("one", Kind.SINGLE, "plan"))) == []


def test_kinds_must_agree_but_for_numbers() -> None:
    a = block(column("one", Kind.SINGLE), column("two", Kind.INTEGER), column("three", Kind.TEXT))
    b = block(column("one", Kind.MULTIPLE), column("two", Kind.DECIMAL), column("three", Kind.TEXT))
    assert pairs(a, b) == [("two", "two")]


def test_rows_of_a_grid_belong_together_by_their_code() -> None:
    a = block(column("grid", Kind.GRID, row="left"), column("grid", Kind.GRID, row="right"))
    found = list(matches(a, block(column("grid", Kind.GRID, row="right")), None))
    assert [(match.a.row, match.b.row) for match in found] == [("right", "right")]


def test_questions_that_nobody_answered_are_compared_only_when_named() -> None:
    silent = column("one", Kind.SINGLE, status=np.full(3, Status.NOT_ANSWERED, dtype=np.int8))
    assert pairs(block(silent), block(column("one", Kind.SINGLE))) == []
    assert pairs(block(silent), block(column("one", Kind.SINGLE)), ("one",)) == [("one", "one")]


def test_series_of_lists_holds_complete_ones() -> None:
    status = np.array([Status.ANSWERED, Status.INCOMPLETE, Status.NOT_ANSWERED], dtype=np.int8)
    found = column("one", Kind.MULTIPLE, status=status)
    series = series_of(found, "x")
    assert series is not None
    assert (series.values.tolist(), series.counted.tolist()) == ([1, 0, 0], [True, False, False])
    assert is_cut_off(found)
    assert not is_cut_off(column("one", Kind.MULTIPLE))
    assert series_of(found, "z") is None


def test_series_of_numbers_counts_zero_as_a_number() -> None:
    series = series_of(column("one", Kind.INTEGER), "")
    assert series is not None
    assert (series.values.tolist(), series.counted.tolist()) == ([4, 0, 0], [True, True, False])


def test_names_of_what_can_be_asked_for_are_codes_and_concepts() -> None:
    found = askable(block(column("one", Kind.SINGLE, "size"), column("words", Kind.TEXT, "say")))
    assert found == ["one", "size"]


def test_options_are_those_of_either() -> None:
    a, b = column("one", Kind.SINGLE), column("one", Kind.SINGLE, options=("y", "z"))
    (match,) = matches(block(a), block(b), None)
    assert match.options == ("y", "z", "x")
