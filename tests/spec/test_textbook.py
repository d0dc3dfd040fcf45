"""Estimates of generated samples, held against the textbook's formulas (tests/spec/textbook.py)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely
from civiscope.tabulation.tables.estimate import estimate
from tests.spec import textbook
from tests.spec.textbook import Found, Sample, Unit

Columns = dict[str, list[Any]]

RULES = [Lonely.REMOVE, Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE]


@dataclass(frozen=True)
class Drawn:
    """A generated sample: as columns of a table with the design that names them, and as the textbook sees it."""

    columns: Columns
    design: Design
    sample: Sample

    def members(self, level: str, *items: str) -> list[int]:
        """The rows of a level (empty: all rows) that have all these items."""
        return [
            row
            for row in range(len(self.sample.units))
            if (not level or self.columns["domain"][row] == level)
            and all(self.columns[item][row] is not None for item in items)
        ]

    def numbers(self, item: str) -> list[float]:
        return [0.0 if value is None else float(value) for value in self.columns[item]]


@st.composite
def samples(draw: st.DrawFn) -> Drawn:
    """Up to three stages with strata, unequal weights, population sizes, missing values and a domain."""
    stratified, clusters = draw(st.booleans()), draw(st.integers(0, 2))
    known = draw(st.integers(0, clusters + 1))
    paths = [
        (f"s{stratum}", f"c{psu}", f"d{ssu}")
        for stratum in range(draw(st.integers(1, 3)))
        for psu in range(draw(st.integers(1, 3)))
        for ssu in range(draw(st.integers(1, 2)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    assume(len(paths) > 1)
    weighted = draw(st.booleans())
    bare = [Unit(stratum if stratified else "", (psu, ssu)[:clusters], (), 1.0) for stratum, psu, ssu in paths]
    rows_are_drawn = not clusters or known > clusters
    plain = Sample(bare, rows_are_drawn, "remove")
    sizes: list[list[float]] = [[] for _ in paths]
    inverse = [1.0] * len(paths)
    for stage in range(1, known + 1):
        for family in plain.families(stage):
            n = len(plain.children(family, stage))
            size = n + draw(st.sampled_from([0, 1, 3, 40]))
            for row in family:
                sizes[row].append(float(size))
                inverse[row] *= size / n
    drawn = [draw(st.integers(1 if row == 0 else 0, 12)) / 4 for row in range(len(paths))]
    rule = draw(st.sampled_from(RULES))
    units = [
        Unit(unit.stratum, unit.clusters, tuple(of_row), weight if weighted else by_size)
        for unit, of_row, weight, by_size in zip(bare, sizes, drawn, inverse, strict=True)
    ]
    rows = len(paths)
    columns: Columns = {
        "the stratum": [path[0] for path in paths],
        "psu": [path[1] for path in paths],
        "ssu": [path[2] for path in paths],
        "weight": drawn,
        **{f"fpc{stage}": [of_row[stage] for of_row in sizes] for stage in range(known)},
        "domain": draw(st.lists(st.sampled_from(["p", "q", None]), min_size=rows, max_size=rows)),
        "y": draw(st.lists(st.integers(-5, 9) | st.none(), min_size=rows, max_size=rows)),
        "x": draw(st.lists(st.integers(1, 9) | st.none(), min_size=rows, max_size=rows)),
        "kind": draw(st.lists(st.sampled_from(["one", "two", None]), min_size=rows, max_size=rows)),
        "binary": draw(st.lists(st.sampled_from([0, 1]), min_size=rows, max_size=rows)),
    }
    for item in ("y", "x", "kind"):
        assume(any(value is not None for value in columns[item]))
    named = ("psu", "ssu")[:clusters], tuple(f"fpc{stage}" for stage in range(known))
    design = Design("weight" if weighted else None, "the stratum" if stratified else None, *named, rule)
    return Drawn(columns, design, Sample(units, rows_are_drawn, rule.value))


generated = settings(max_examples=60, deadline=None)


def near(expected: float) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-7)


def assert_agrees(drawn: Drawn, row: Estimate, members: list[int], found: Found) -> None:
    """Compare a row with the textbook's estimate of the same members."""
    df = textbook.degrees_of_freedom(drawn.sample, drawn.members(row.level))
    assert (row.base, row.df) == (textbook.counted(drawn.sample, members), df)
    assert row.weighted_base == near(found.weighted_base)
    assert row.estimate == near(found.estimate)
    assert (row.se is None) == (df < 1)
    if row.se is not None:
        assert row.se == near(math.sqrt(found.variance))
        if row.deff is not None and found.variance > 1e-12:
            assert row.deff == near(found.deff)


def weight_of(drawn: Drawn, members: list[int]) -> float:
    return sum(drawn.sample.units[row].weight for row in members)


@generated
@given(samples(), st.sampled_from(["mean", "total"]))
def test_means_and_totals(drawn: Drawn, measure: str) -> None:
    formula = textbook.mean if measure == "mean" else textbook.total
    rows = estimate(drawn.columns, ["y", "binary"], ["domain"], drawn.design, measure=measure)
    seen = set()
    for row in rows:
        members = drawn.members(row.level, row.item)
        seen.add((row.item, row.level))
        if weight_of(drawn, members) > 0:
            assert_agrees(drawn, row, members, formula(drawn.sample, members, drawn.numbers(row.item)))
    assert seen == {
        (item, level)
        for item in ("y", "binary")
        for level in ("", "p", "q")
        if weight_of(drawn, drawn.members(level, item))
    }


@generated
@given(samples())
def test_ratios_leave_out_rows_that_miss_either_part(drawn: Drawn) -> None:
    assume(drawn.members("", "y", "x"))
    for row in estimate(drawn.columns, "y/x", ["domain"], drawn.design, measure="ratio"):
        members = drawn.members(row.level, "y", "x")
        if weight_of(drawn, members) > 0:
            found = textbook.ratio(drawn.sample, members, drawn.numbers("y"), drawn.numbers("x"))
            assert_agrees(drawn, row, members, found)


@generated
@given(samples())
def test_variances(drawn: Drawn) -> None:
    for row in estimate(drawn.columns, "y", ["domain"], drawn.design, measure="variance"):
        members = drawn.members(row.level, "y")
        if textbook.counted(drawn.sample, members) > 1:
            assert_agrees(drawn, row, members, textbook.spread(drawn.sample, members, drawn.numbers("y")))


@generated
@given(samples(), st.sampled_from(["wilson", "beta", "mean", "xlogit", "asin"]))
def test_shares_with_their_intervals(drawn: Drawn, method: str) -> None:
    rows = estimate(drawn.columns, ["kind", "binary"], ["domain"], drawn.design, interval=method)
    for row in rows:
        members = drawn.members(row.level, row.item)
        if weight_of(drawn, members) == 0:
            continue
        named = [float(str(value) == row.option) for value in drawn.columns[row.item]]
        found = textbook.mean(drawn.sample, members, named)
        assert_agrees(drawn, row, members, found)
        assert row.n == sum(named[place] for place in members if drawn.sample.units[place].weight > 0)
        df = textbook.degrees_of_freedom(drawn.sample, drawn.members(row.level))
        assert row.estimate is not None
        weights = textbook.spread_of_weights(drawn.sample, members)
        if df < 1:
            assert (row.low, row.high) == (None, None)
        elif 0 < found.estimate < 1 and found.variance > 1e-12:
            count = len(drawn.members(row.level))
            limits = textbook.interval(method, found.estimate, found.variance, df, count, weights)
            assert (row.low, row.high) == (near(limits[0]), near(limits[1]))
        elif found.estimate in (0, 1) and weights > 1e-12 and method in ("wilson", "beta"):
            count = len(drawn.members(row.level))
            limits = textbook.interval(method, found.estimate, 0.0, df, count, weights)
            assert (row.low, row.high) == (near(limits[0]), near(limits[1]))


@generated
@given(samples(), st.sampled_from([0.25, 0.5, 0.75]))
def test_quantiles_with_woodruffs_interval(drawn: Drawn, probability: float) -> None:
    values = drawn.numbers("y")
    for row in estimate(drawn.columns, "y", ["domain"], drawn.design, measure="quantile", quantiles=[probability]):
        members = drawn.members(row.level, "y")
        if weight_of(drawn, members) == 0:
            continue
        expected = textbook.quantile(drawn.sample, members, values, probability)
        if drawn.design.weight is not None:
            assert row.estimate == expected
        if row.estimate != expected or row.se is None or row.df is None:
            continue
        found = textbook.mean(drawn.sample, members, [float(value <= row.estimate) for value in values])
        half = textbook.stats.t.ppf(0.975, row.df) * math.sqrt(found.variance)
        limits = [textbook.quantile(drawn.sample, members, values, found.estimate + sign * half) for sign in (-1, 1)]
        close_to_a_step = any(
            abs(step - share) < 1e-9
            for share in (found.estimate - half, found.estimate + half)
            for step in shares_reached(drawn, members, values)
        )
        if not close_to_a_step:
            assert [row.low, row.high] == limits


def shares_reached(drawn: Drawn, members: list[int], values: list[float]) -> list[float]:
    """The shares at which the distribution function rises: beside them rounding decides."""
    whole = weight_of(drawn, members)
    return [0.0, 1.0] + [
        weight_of(drawn, [row for row in members if values[row] <= value]) / whole for value in sorted(set(values))
    ]
