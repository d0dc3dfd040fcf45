"""The design of a table row by row."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.row_design import read_row_design

TABLE = {"s": ["b", "a", "b", "a"], "c": [1, 1, 1, 2], "n": [6, 8, 6, 8], "w": [1.5, 0, 2, 3]}


def test_rows_keep_their_order_and_groups_are_sorted() -> None:
    with open_table(TABLE) as engine:
        found = read_row_design(engine, Design("w", "s", ("c",)))
    assert found.unit.tolist() == [2, 0, 2, 1]
    assert found.weights.tolist() == [1.5, 0, 2, 3]
    assert found.stages.ancestors.tolist() == [[0, 0, 1], [0, 1, 2]]
    assert found.stages.rows.tolist() == [1, 1, 2]


def test_weights_follow_from_population_sizes_or_are_1() -> None:
    with open_table(TABLE) as engine:
        assert read_row_design(engine, Design(strata="s", fpc=("n",))).weights.tolist() == [3, 4, 3, 4]
        assert read_row_design(engine, Design()).weights.tolist() == [1, 1, 1, 1]


def test_population_sizes_that_vary_are_refused() -> None:
    with open_table(TABLE) as engine, pytest.raises(UserError) as caught:
        read_row_design(engine, Design(fpc=("n",)))
    (told,) = caught.value.problems
    assert told.message == "the population size is not the same in all rows of the table: 6 and 8"
