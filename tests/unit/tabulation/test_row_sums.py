"""Cells from rows in memory are those that an engine adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.sampling.design import Design, Lonely
from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.tables.description import describe
from civiscope.tabulation.tables.plan import make_plan
from civiscope.tabulation.tables.reading import read_cells
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.tables.row_design import read_row_design
from civiscope.tabulation.variables import Measure

ROWS = st.lists(
    st.tuples(st.integers(-5, 5) | st.none(), st.integers(0, 4), st.integers(0, 2), st.sampled_from("ab")), min_size=2
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.booleans())
def test_sums_from_rows_are_those_of_one_pass(rows: list[tuple[int | None, int, int, str]], clustered: bool) -> None:
    rows = [(1, 1, 0, "a"), *rows]
    table = {name: [row[place] for row in rows] for place, name in enumerate(("y", "w", "c", "g"))}
    design = Design("w", clusters=("c",) if clustered else (), lonely=Lonely.REMOVE)
    request = Request(("y",), ("g",), Measure.MEAN)
    with open_table(table) as engine:
        description = describe(engine, request, design)
        plan = make_plan(engine, request, description)
        expected = read_cells(engine, request, design, description, plan)
        of_rows = read_row_design(engine, design)
    (variable,) = plan.variables
    counted = np.array([row[0] is not None for row in rows])[:, None]
    values = np.array([0.0 if row[0] is None else row[0] - variable.centre for row in rows])[:, None]
    levels = np.array([row[3] for row in rows])
    members = [np.flatnonzero(levels == name.level) if name.level else np.arange(len(rows)) for name in expected.levels]
    found = cells_of_rows(
        of_rows.stages,
        of_rows.unit,
        of_rows.weights,
        expected.levels,
        members,
        RowValues([variable], values * counted, counted, counted.astype(float)),
    )
    assert found.stages.ancestors.tolist() == expected.stages.ancestors.tolist()
    assert (found.level.tolist(), found.unit.tolist()) == (expected.level.tolist(), expected.unit.tolist())
    assert (found.rows.tolist(), found.positive.tolist()) == (expected.rows.tolist(), expected.positive.tolist())
    for power in variable.powers(found.stages.elements):
        name = variable.sum_name(power)
        assert found.sums[name] == pytest.approx(expected.sums[name], abs=1e-9)
    assert found.sums[variable.base_count].tolist() == expected.sums[variable.base_count].tolist()


def test_levels_may_overlap() -> None:
    table = {"y": [1.0, 2.0, 4.0]}
    with open_table(table) as engine:
        request = Request(("y",), (), Measure.MEAN)
        plan = make_plan(engine, request, describe(engine, request, Design()))
        of_rows = read_row_design(engine, Design())
    counted = np.ones((3, 1), dtype=bool)
    values = RowValues(plan.variables, np.array(table["y"])[:, None], counted, counted.astype(float))
    names = [LevelName("g", "a"), LevelName("g", "b")]
    members = [np.array([0, 1]), np.array([1, 2])]
    cells = cells_of_rows(of_rows.stages, of_rows.unit, of_rows.weights, names, members, values)
    assert cells.total(plan.variables[0].sum_name((1, 1, 0))).tolist() == [3.0, 6.0]
