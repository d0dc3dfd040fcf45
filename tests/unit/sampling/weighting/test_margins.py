"""Margins: what is refused, and with which words."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.sampling.weighting.margins import agreeing, crossed, margin, reachable

ONES = np.ones(4)


def test_margin_with_unknown_categories_names_them_all() -> None:
    with pytest.raises(UserError) as caught:
        margin("region", ["North", "Nort", "Sotuh", "Nort"], {"North": 1, "South": 2})
    assert [found.code for found in caught.value.problems] == ["margin-category-unknown"] * 2
    assert caught.value.problems[0].message == (
        '2 rows have the category "Nort" of "region", which the margin lacks (did you mean "North"?)'
    )
    assert "North, South" in caught.value.problems[0].expected


@pytest.mark.parametrize(("total", "shown"), [(-3, "-3"), (float("nan"), "nan"), (float("inf"), "inf")])
def test_margin_with_an_impossible_total_is_refused(total: float, shown: str) -> None:
    with pytest.raises(UserError, match=rf"\[margin-total-invalid\] the total of .* \"b\" of \"g\" is {shown}"):
        margin("g", ["a", "b"], {"a": 1, "b": total})


def test_category_without_rows_is_refused_unless_partial() -> None:
    found = margin("g", ["a", "b", "a", "b"], {"c": 5, "a": 1, "b": 2})
    with pytest.raises(UserError) as caught:
        reachable(ONES, found)
    assert caught.value.problems[0].code == "margin-category-empty"
    assert caught.value.problems[0].message == 'no row with a positive weight has the category "c" of "g"'
    kept = reachable(ONES, found, partial=True)
    assert kept.labels == ("a", "b")
    assert kept.levels.tolist() == [0, 1, 0, 1]
    assert kept.totals.tolist() == [1, 2]


def test_category_whose_rows_have_no_weight_counts_as_empty() -> None:
    found = margin("g", ["a", "b", "a", "b"], {"a": 1, "b": 2})
    with pytest.raises(UserError, match='category "b"'):
        reachable(np.array([1.0, 0, 1, 0]), found)


def test_category_without_rows_and_without_total_is_left_out() -> None:
    kept = reachable(ONES, margin("g", ["a", "b", "a", "b"], {"a": 1, "c": 0, "b": 2}))
    assert kept.labels == ("a", "b")


def test_category_with_rows_and_a_total_of_zero_is_refused() -> None:
    with pytest.raises(UserError, match=r"margin-total-invalid"):
        reachable(ONES, margin("g", ["a", "b", "a", "b"], {"a": 1, "b": 0}))


def test_missing_value_is_refused_in_rows_that_have_a_weight() -> None:
    found = margin("g", ["a", None, "a", None], {"a": 1})
    with pytest.raises(UserError) as caught:
        reachable(ONES, found)
    assert caught.value.problems[0].code == "margin-value-missing"
    assert caught.value.problems[0].message == '2 rows have no value of "g"'
    assert reachable(np.array([1.0, 0, 1, 0]), found).levels.tolist() == [0, -1, 0, -1]


def test_margins_with_different_sums_are_refused() -> None:
    first = margin("g", ["a", "b"], {"a": 400, "b": 600})
    second = margin("h", ["c", "d"], {"c": 300, "d": 699.9})
    with pytest.raises(UserError) as caught:
        agreeing([first, second])
    assert caught.value.problems[0].code == "margins-disagree"
    assert caught.value.problems[0].message == 'the totals of "g" have the sum 1000, those of "h" the sum 999.9'


def test_margins_that_differ_by_rounding_get_one_sum() -> None:
    first = margin("g", ["a", "b"], {"a": 400, "b": 600})
    second = margin("h", ["c", "d"], {"c": 300, "d": 700 * (1 + 1e-10)})
    assert agreeing([first, second])[1].totals.sum() == pytest.approx(1000, rel=1e-15)


def test_no_margin_at_all_is_refused() -> None:
    with pytest.raises(UserError, match=r"\[margins-missing\] no margin is given"):
        agreeing([])


def test_crossed_columns_join_values_row_by_row() -> None:
    assert crossed([["a", "b", None], ["x", None, "y"]]) == ["a × x", None, None]
