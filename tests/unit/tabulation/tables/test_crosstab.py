"""Tables and levels with their covariances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from civiscope.sampling.design import Design
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.crosstab import crosstab, level_estimates
from civiscope.tabulation.tables.estimate import estimate
from civiscope.tabulation.variables import Measure

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", None]), st.sampled_from(["p", "q", "r", None]), st.integers(1, 5), st.integers(0, 4)
    ),
    min_size=6,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.booleans())
def test_cells_have_the_variances_that_shares_have(
    rows: list[tuple[str | None, str | None, int, int]], clustered: bool
) -> None:
    table = {name: [row[place] for row in rows] for place, name in enumerate(("i", "g", "w", "c"))}
    known = [place for place, row in enumerate(rows) if row[0] and row[1]]
    assume(known)
    assume(len(set(table["c"])) > 1)
    table["both"] = [f"{row[0]} {row[1]}" if row[0] and row[1] else None for row in rows]
    design = Design("w", clusters=("c",) if clustered else ())
    with open_table(table) as engine:
        found = crosstab(engine, "i", "g", design)
        shares = {row.option: row for row in estimate(engine, "both", (), design)}
    assert found.n == len(known)
    assert found.shares.sum() == pytest.approx(1)
    assert found.covariance == pytest.approx(found.covariance.T, abs=1e-12)
    # Shares add up to 1, so that every row of the covariance adds up to 0.
    assert found.covariance.sum(axis=1) == pytest.approx(np.zeros(found.shares.size), abs=1e-9)
    for place, (row, column) in enumerate((row, column) for row in found.rows for column in found.columns):
        share = shares.get(f"{row} {column}")
        expected = (0.0, 0.0) if share is None else (share.estimate, share.se)
        assert found.shares.ravel()[place] == pytest.approx(expected[0], abs=1e-12)
        if expected[1] is not None:
            assert np.sqrt(max(found.covariance[place, place], 0)) == pytest.approx(expected[1], abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.booleans())
def test_levels_have_the_variances_that_means_have(
    rows: list[tuple[str | None, str | None, int, int]], clustered: bool
) -> None:
    table = {name: [row[place] for row in rows] for place, name in enumerate(("i", "g", "y", "c"))}
    # A single cluster has no variance, which the design refuses.
    assume(not clustered or len(set(table["c"])) > 1)
    assume(any(table["g"]))
    design = Design(clusters=("c",) if clustered else ())
    with open_table(table) as engine:
        (found,) = level_estimates(engine, "y", "g", design, Measure.MEAN)
        expected = {row.level: row for row in estimate(engine, "y", ["g"], design, measure="mean") if row.domain}
    assert found.levels == tuple(expected)
    for place, level in enumerate(found.levels):
        assert found.estimates[place] == pytest.approx(expected[level].estimate)
        if expected[level].se is not None:
            assert np.sqrt(max(found.covariance[place, place], 0)) == pytest.approx(expected[level].se, abs=1e-7)
    assert found.n() == sum(row[1] is not None for row in rows)
