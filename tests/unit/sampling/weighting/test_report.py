"""The report of weighting: totals by margin, ratios, and what unequal weights cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.results.weighting import WeightingRow
from civiscope.sampling.weighting.adjustment import in_sequence
from civiscope.sampling.weighting.auxiliaries import auxiliaries
from civiscope.sampling.weighting.margins import margin
from civiscope.sampling.weighting.nonresponse import adjust_by_classes
from civiscope.sampling.weighting.poststratify import poststratify
from civiscope.sampling.weighting.report import effective_size, report, weighting_effect
from civiscope.sampling.weighting.trim import trim


def test_report_compares_totals_with_targets() -> None:
    groups = margin("g", ["a", "b", "a", "b"], {"a": 10, "b": 30})
    numbers = auxiliaries(["x"], np.array([[1.0], [2], [3], [4]]), [120])
    found = report(poststratify([1, 2, 3, 4], groups), [groups], numbers)
    assert found.rows == (
        WeightingRow("g", "a", 2, 4.0, 10.0, 10.0),
        WeightingRow("g", "b", 2, 6.0, 30.0, 30.0),
        WeightingRow("x", "", 4, 30.0, 120.0, 2.5 * 1 + 10 * 2 + 7.5 * 3 + 20 * 4),
    )
    summary = found.summary
    assert summary.method == "post-stratification"
    assert (summary.least_ratio, summary.median_ratio, summary.greatest_ratio) == (2.5, 3.75, 5)
    assert (summary.total_before, summary.total_after) == (10, 40)
    assert (summary.rows_before, summary.rows_after, summary.trimmed, summary.negative) == (4, 4, 0, 0)


def test_report_of_a_sequence_counts_respondents_and_trimmed_weights() -> None:
    first = adjust_by_classes([1, 1, 2, 2], np.array([True, False, True, True]), "g", ["a", "a", "b", "b"])
    found = report(in_sequence([first, trim([2, 0, 2, 2], lower=1, upper=3)])).summary
    assert (found.rows_before, found.rows_after, found.trimmed) == (4, 3, 0)
    assert found.deff_before == pytest.approx(4 * 10 / 36)
    assert found.deff_after == pytest.approx(1)
    assert found.effective_after == pytest.approx(3)
    assert (found.least_ratio, found.greatest_ratio) == (1, 2)
    cut = report(trim([1, 1, 1, 9], upper=4)).summary
    assert cut.trimmed == 1


@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=50))
def test_weighting_effect_is_one_plus_the_squared_coefficient_of_variation(weights: list[float]) -> None:
    found = np.array(weights)
    effect = weighting_effect(found)
    assert effect == pytest.approx(1 + (found.std() / found.mean()) ** 2, rel=1e-9)
    assert effective_size(found) == pytest.approx(len(found) / effect, rel=1e-9)
    assert weighting_effect(np.append(found, 0.0)) == pytest.approx(effect, rel=1e-12)
