"""COINr 1.1.14 as outside judge of the analysis of an index: statistics, correlations, alpha, effective weights.

COINr's example takes Cronbach's alpha of all indicators from the raw data, that of the pillars from the normalised
indicators, and those of the sub-indexes from the scores of their pillars; correlations are of the aggregated data.
"""

from __future__ import annotations

import csv
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from civiscope.indices.analysis.components import node_components
from civiscope.indices.analysis.contributions import contributions, effective_weights
from civiscope.indices.analysis.correlations import Method, level_correlations
from civiscope.indices.analysis.reliability import cronbach_alpha, node_reliability
from civiscope.indices.analysis.statistics import indicator_statistics
from civiscope.indices.tree import IndexTree, Node
from tests.architecture.house import ROOT

pytestmark = pytest.mark.reference

FOLDER = ROOT.parent / "shared" / "reference" / "coinr"

TOLERANCE = 1e-9

DIGITS = 3
"""get_stats rounds its table to so many significant digits."""


def _file(name: str) -> Path:
    file = FOLDER / name
    if not file.exists():
        pytest.skip(f"no reference results of COINr: {name} is not beside the project")
    return file


def rows(name: str) -> list[dict[str, str]]:
    """A stored table; skips the test where it is absent."""
    with _file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def tree() -> IndexTree:
    """The structure of ASEM."""
    return IndexTree.make(
        [
            Node(
                row["iCode"],
                level=int(row["Level"]),
                parent=row["Parent"].replace("NA", ""),
                weight=float(row["Weight"]),
            )
            for row in rows("asem_iMeta.csv")
            if row["Type"] in ("Indicator", "Aggregate")
        ]
    )


@cache
def scores(stage: str) -> dict[str, np.ndarray]:
    """The columns of the data set after a step of COINr's example."""
    table = rows(f"asem_dset_{stage}.csv")
    columns = [column for column in table[0] if column != "uCode"]
    return {
        column: np.array([float("nan") if row[column] in ("", "NA") else float(row[column]) for row in table])
        for column in columns
    }


def matrix(stage: str) -> np.ndarray:
    """The indicators after a step, in the order of the structure."""
    return np.stack([scores(stage)[code] for code in tree().indicators], axis=1)


def close(found: float, stored: str | float) -> bool:
    return found == pytest.approx(float(stored), rel=TOLERANCE, abs=1e-15)


def test_statistics_are_those_of_get_stats() -> None:
    found = {row.indicator: row for row in indicator_statistics(matrix("Raw"), tree().indicators)}
    measures = {
        "Min": "minimum", "Max": "maximum", "Mean": "mean", "Median": "median", "Std": "std", "Skew": "skewness",
        "Kurt": "kurtosis", "N.Avail": "available", "N.NonZero": "nonzero", "N.Unique": "unique", "N.Same": "same",
        "Frc.Avail": "share_available", "Frc.NonZero": "share_nonzero", "Frc.Unique": "share_unique",
        "Frc.Same": "share_same",
    }  # fmt: skip
    flags = {
        "Flag.Avail": "few_available", "Flag.NonZero": "few_nonzero", "Flag.Unique": "few_unique",
        "Flag.SkewKurt": "outliers",
    }  # fmt: skip
    stored = rows("asem_stats_raw.csv")
    assert len(stored) == len(found) == 49
    for row in stored:
        mine = found[row["iCode"]]
        for column, name in measures.items():
            value, shown = float(getattr(mine, name)), float(row[column])
            # What was rounded lies within half a unit of the last digit.
            unit = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - DIGITS) if value else 0.0
            assert abs(value - shown) <= unit * (0.5 + TOLERANCE), (row["iCode"], name)
        assert {column: getattr(mine, name) for column, name in flags.items()} == {
            column: row[column] != "ok" for column in flags
        }


@pytest.mark.parametrize(("name", "lower", "higher"), [("asem_corr_L1_L2.csv", 1, 2), ("asem_corr_L2_L3.csv", 2, 3)])
def test_correlations_between_levels_are_those_of_get_corr(name: str, lower: int, higher: int) -> None:
    stored = {(row["Var2"], row["Var1"]): float(row["Correlation"]) for row in rows(name)}
    found = {
        (row.first, row.second): row.correlation
        for row in level_correlations(scores("Aggregated"), tree(), lower, higher)
    }
    assert found.keys() == stored.keys()
    assert all(close(found[pair], stored[pair]) for pair in stored)


def test_alpha_is_that_of_get_cronbach() -> None:
    stored: dict[str, Any] = json.loads(_file("asem_cronbach.json").read_text(encoding="utf-8"))
    assert close(cronbach_alpha(matrix("Raw")), stored["all_raw_pairwise"])
    found = {row.node: row.alpha for row in node_reliability(scores("Aggregated"), tree())}
    wanted = stored["pillars"] | {"Conn": stored["conn"], "Sust": stored["sust"]}
    assert len(wanted) == 10
    assert {code: close(found[code], alpha) for code, alpha in wanted.items()} == dict.fromkeys(wanted, True)


def test_effective_weights_are_those_of_get_eff_wts() -> None:
    stored = {row["iCode"]: row["EffWeight"] for row in rows("asem_weights_effective.csv")}
    found = effective_weights(tree(), tree().weights)
    assert found.keys() == stored.keys()
    assert all(close(found[code], stored[code]) for code in stored)


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_raw_correlations_of_siblings_are_those_of_shared_units(method: Method) -> None:
    """COINr stores none of the raw data, which have missing values: scipy judges these."""
    judge = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}[method]
    found = level_correlations(scores("Raw"), tree(), 1, 1, method, related=True)
    assert any(row.n < 51 for row in found)
    for row in found:
        pair = np.stack([scores("Raw")[row.first], scores("Raw")[row.second]])
        expected = judge(*pair[:, ~np.isnan(pair).any(axis=0)])
        assert close(row.correlation, expected.statistic)


def test_contributions_add_up_to_the_scores_of_aggregate() -> None:
    structure = tree()

    def mean(code: str, values: np.ndarray) -> np.ndarray:
        weights = np.array([structure.weights[element] for element in structure.children(code)])
        found: np.ndarray = values @ weights / weights.sum()
        return found

    found = contributions(matrix("Normalised"), structure, mean, linear=structure.aggregates)
    np.testing.assert_allclose(found.scores, scores("Aggregated")[structure.root], rtol=TOLERANCE)
    for code in structure.children(structure.root):
        share = structure.node(code).weight / sum(structure.weights[one] for one in structure.children(structure.root))
        np.testing.assert_allclose(found.of_node(structure, code), share * scores("Aggregated")[code], rtol=TOLERANCE)


def test_components_explain_the_whole_variance() -> None:
    found = {row.node: row for row in node_components(scores("Aggregated"), tree())}
    assert set(found) == set(tree().aggregates)
    for code, components in found.items():
        assert components.eigenvalues.sum() == pytest.approx(len(tree().children(code)))
        standardised = stats.zscore(np.stack([scores("Aggregated")[one] for one in components.elements], axis=1))
        spread = (standardised @ components.vectors).var(axis=0)
        np.testing.assert_allclose(spread, components.eigenvalues, atol=1e-9)
