"""Every step of the ASEM example against COINr 1.1.14: a relative 1e-9 in every cell."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.indices.build import BuiltIndex, build_index, prepare
from civiscope.indices.recipe import Recipe, parse_aggregate, parse_step
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.treatment import treat
from tests.reference.coinr_1114 import STEPS, asem, rows_of, stored

pytestmark = pytest.mark.reference

TOLERANCE = 1e-9


def built(normalise: str = "minmax:0:100", aggregate: str = "arithmetic") -> BuiltIndex:
    table, structure = asem()
    steps = tuple(parse_step(text, "steps") for text in (*STEPS, f"normalise {normalise}"))
    return build_index(table, structure.tree, Recipe(steps, aggregate=parse_aggregate([aggregate], "", 4)))


@pytest.mark.parametrize(
    ("rule", "file"),
    [
        ("minmax:0:100", "asem_raw_norm_minmax_0_100.csv"),
        ("minmax:1:100", "asem_raw_norm_minmax_1_100.csv"),
        ("percentrank", "asem_raw_norm_prank.csv"),
        ("zscore:0:1", "asem_raw_norm_zscore_0_1.csv"),
    ],
)
def test_normalisation_of_raw_data(rule: str, file: str) -> None:
    table, structure = asem()
    found = prepare(table, structure.tree, (parse_step(f"normalise {rule}", ""),)).table
    np.testing.assert_allclose(found.values, stored(file, found.units, found.indicators), rtol=TOLERANCE)


@pytest.mark.parametrize(
    ("place", "name"), [(0, "Denominated"), (1, "Imputed"), (2, "Screened"), (3, "Treated"), (4, "Normalised")]
)
def test_data_after_each_step(place: int, name: str) -> None:
    stages = built().prepared.stages
    found = list(stages.values())[place]
    np.testing.assert_allclose(
        found.values, stored(f"asem_dset_{name}.csv", found.units, found.indicators), rtol=TOLERANCE
    )


def test_raw_data_and_aggregated_data() -> None:
    found = built()
    raw = found.prepared.raw
    np.testing.assert_array_equal(raw.values, stored("asem_dset_Raw.csv", raw.units, raw.indicators))
    nodes = tuple(found.scores)
    scores = np.stack([found.scores[node] for node in nodes], axis=1)
    np.testing.assert_allclose(scores, stored("asem_dset_Aggregated.csv", raw.units, nodes), rtol=TOLERANCE)


def test_scores_and_ranks_of_the_results() -> None:
    found = built()
    nodes = found.tree.aggregates
    scores = np.stack([found.scores[node] for node in nodes], axis=1)
    ranks = np.stack([found.ranks[node] for node in nodes], axis=1)
    units = found.table.units
    np.testing.assert_allclose(scores, stored("asem_results_aggs_scores.csv", units, nodes), rtol=TOLERANCE)
    np.testing.assert_array_equal(ranks, stored("asem_results_aggs_ranks.csv", units, nodes))


@pytest.mark.parametrize(
    ("method", "file"),
    [("arithmetic", "asem_agg_a_amean_norm1_100.csv"), ("geometric", "asem_agg_a_gmean_norm1_100.csv")],
)
def test_means_on_1_to_100(method: str, file: str) -> None:
    found = built("minmax:1:100", method)
    nodes = found.tree.aggregates
    scores = np.stack([found.scores[node] for node in nodes], axis=1)
    np.testing.assert_allclose(scores, stored(file, found.table.units, nodes), rtol=TOLERANCE)


def test_nominal_scores_and_ranks_of_the_sensitivity_analysis() -> None:
    rows = {row["uCode"]: row for row in rows_of("asem_sa_nominal.csv")}
    found = built()
    root = found.tree.root
    for unit, score, rank in zip(found.table.units, found.scores[root], found.ranks[root], strict=True):
        np.testing.assert_allclose(score, float(rows[unit]["Score"]), rtol=TOLERANCE)
        assert rank == int(rows[unit]["Rank"])


def test_decisions_on_outliers() -> None:
    table, structure = asem()
    screened = prepare(table, structure.tree, tuple(parse_step(text, "") for text in STEPS[:3])).table
    treated = treat(screened.values, parse_rule("winsorise:5:log_ct", ""), structure.tree.indicators)
    place = {code: number for number, code in enumerate(structure.tree.indicators)}
    for row in rows_of("asem_treatment_details.csv"):
        column = place[row["iCode"]]
        np.testing.assert_allclose(treated.skewness[0, column], float(row["check_SkewKurt0.Skew"]), rtol=TOLERANCE)
        np.testing.assert_allclose(treated.kurtosis[0, column], float(row["check_SkewKurt0.Kurt"]), rtol=TOLERANCE)
        if row["winsorise.nwin"] not in ("", "NA"):
            points = treated.winsorised_high[:, column].sum() + treated.winsorised_low[:, column].sum()
            assert points == int(row["winsorise.nwin"]), row["iCode"]
            np.testing.assert_allclose(treated.skewness[1, column], float(row["check_SkewKurt1.Skew"]), rtol=TOLERANCE)
            np.testing.assert_allclose(treated.kurtosis[1, column], float(row["check_SkewKurt1.Kurt"]), rtol=TOLERANCE)


def test_points_that_were_winsorised() -> None:
    table, structure = asem()
    screened = prepare(table, structure.tree, tuple(parse_step(text, "") for text in STEPS[:3])).table
    treated = treat(screened.values, parse_rule("winsorise:5:log_ct", ""), structure.tree.indicators)
    marks = {row["uCode"]: row for row in rows_of("asem_treated_points.csv")}
    for row, unit in enumerate(screened.units):
        for column, code in enumerate(structure.tree.indicators):
            expected = marks[unit].get(code, "")
            assert ("winhi" in expected) == treated.winsorised_high[row, column], (unit, code, expected)
            assert ("winlo" in expected) == treated.winsorised_low[row, column], (unit, code, expected)
