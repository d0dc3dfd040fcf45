"""The pass over a table: stages of the sample, levels, encoded columns."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, Lonely
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.description import describe
from civiscope.tabulation.tables.plan import make_plan
from civiscope.tabulation.tables.reading import encode, key_columns, number_levels, read_cells
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure

TABLE: dict[str, Any] = {
    "s": ["b", "b", "b", "a", "a", "a"],
    "c": [1, 1, 2, 1, 2, 2],
    "n": [4, 4, 4, 9, 9, 9],
    "m": [5, 5, 1, 1, 2, 2],
    "w": [1.0, 0.0, 2.0, 1.0, 1.0, 3.0],
    "y": [1.0, 2.0, 3.0, None, 5.0, 6.0],
    "g": ["p", "q", "p", "p", None, "q"],
    "one": [5, 5, 1, 1, 1, 1],
    "y0": [1, 2, 3, 4, 5, 5],
}


def cells(design: Design, by: tuple[str, ...] = ()) -> Cells:
    with open_table(TABLE) as engine:
        request = Request(("y",), by, Measure.MEAN)
        description = describe(engine, request, design)
        return read_cells(engine, request, design, description, make_plan(engine, request, description))


def test_clusters_nest_in_strata_and_are_counted_there() -> None:
    stages = cells(Design("w", "s", ("c",), ("n", "m"), Lonely.REMOVE)).stages
    assert stages.ancestors.tolist() == [[0, 0, 1, 1], [0, 1, 2, 3]]
    assert stages.rows.tolist() == [1, 2, 2, 1]
    assert [sizes.tolist() for sizes in stages.population] == [[9, 4], [1, 2, 5, 1]]
    assert stages.sampled(1).tolist() == [2, 2]


def test_cells_count_rows_and_those_of_positive_weight() -> None:
    found = cells(Design("w"), ("g",))
    assert [(name.domain, name.level) for name in found.levels] == [("", ""), ("g", "p"), ("g", "q")]
    assert (found.rows.tolist(), found.positive.tolist()) == ([6, 3, 2], [5, 3, 1])
    assert found.total("b0|n").tolist() == [5, 2, 2]
    assert found.total("b0|101").tolist() == [7, 3, 3]


def test_weights_that_follow_from_sizes_are_multiplied_in_afterwards() -> None:
    found = cells(Design(None, "s", (), ("n",)))
    assert found.by_level(found.sums["b0|101"]).tolist() == pytest.approx([2 * 9 / 3 + 3 * 4 / 3])
    assert found.by_level(found.sums["b0|201"]).tolist() == pytest.approx([2 * 9 + 3 * 16 / 9])


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (
            Design(strata="s", fpc=("m",)),
            'the population size is not the same in all rows in the stratum "a": 1 and 2',
        ),
        (
            Design(strata="s", clusters=("c",), fpc=("n", "one")),
            'the population size 1 is smaller than the 2 sampled units in the cluster "2"',
        ),
        (Design(fpc=("n", "n")), "there are 2 columns of population sizes for 0 stages of clusters"),
    ],
)
def test_population_sizes_that_cannot_be(design: Design, message: str) -> None:
    with pytest.raises(UserError) as caught:
        cells(design)
    assert [entry.message for entry in caught.value.problems] == [message]


def test_lonely_strata_of_a_design_are_told_with_their_number() -> None:
    with pytest.raises(UserError) as caught:
        cells(Design(strata="y0"))
    (told,) = caught.value.problems
    assert told.message == (
        'the stratum "1" has a single sampled unit, so that its variance cannot be estimated (and so have 3 more)'
    )


def test_keys_are_named_by_their_stage() -> None:
    with open_table(TABLE) as engine:
        assert list(key_columns(engine, Design(strata="s", clusters=("c", "g")))) == ["key0", "key1", "key2"]
        assert list(key_columns(engine, Design(clusters=("c",)))) == ["key1"]


def test_levels_are_ordered_as_numbers_where_they_are_numbers() -> None:
    table = pa.table({"by0": ["10", "9", None, "9"]})
    levels, numbers = number_levels(table, Request(("y",), ("g",)))
    assert [name.level for name in levels] == ["", "9", "10"]
    assert [number.tolist() for number in numbers] == [[0, 0, 0, 0], [2, 1, -1, 1]]


def test_encoding_of_a_column_without_values() -> None:
    codes, values = encode(pa.chunked_array([pa.array([None, None], pa.string())]))
    assert (codes.tolist(), values) == ([-1, -1], [])
