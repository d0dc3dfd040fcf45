"""Normalisations by hand, against SciPy's ranks, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from civiscope.errors import UserError
from civiscope.indices.facts import Facts
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.normalisation import NORMALISATIONS, normalise

Floats = NDArray[np.float64]

NONE = np.nan
RISING = ("minmax", "zscore", "zscore_population", "rank", "percentrank", "borda", "scaled:-60:60", "dist2max", "none")

matrices = arrays(np.float64, (7, 3), elements=st.integers(-50, 50).map(float))
gaps = st.sets(st.integers(0, 20), max_size=6)


def facts(columns: int, direction: float = 1, target: float = NONE, low: float = NONE, high: float = NONE) -> Facts:
    codes = tuple(f"c{number}" for number in range(columns))
    return Facts(codes, *(np.full(columns, value, dtype=np.float64) for value in (direction, target, low, high)))


def normal(values: Floats, rule: str, known: Facts | None = None, **options: object) -> Floats:
    matrix = values.reshape(len(values), -1)
    return normalise(matrix, parse_rule(rule, "normalise"), known or facts(matrix.shape[1]), **options)  # type: ignore[arg-type]


def one(values: list[float], rule: str, known: Facts | None = None, **options: object) -> list[float]:
    return normal(np.array(values), rule, known, **options)[:, 0].tolist()


def refused(action: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        action()
    return caught.value


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("minmax", [0, 25, 100]),
        ("minmax:1:100", [1, 25.75, 100]),
        ("scaled:0:20", [10, 30, 90]),
        ("dist2max", [0, 0.25, 1]),
        ("fracmax", [1 / 9, 1 / 3, 1]),
        ("none", [2, 6, 18]),
        ("classes:6:18", [0, 1, 2]),
        ("classes:7", [0, 0, 1]),
        ("rank", [1, 2, 3]),
        ("borda", [0, 1, 2]),
        ("percentrank", [0, 0.5, 1]),
    ],
)
def test_the_formulas_by_hand(rule: str, expected: list[float]) -> None:
    assert one([2, 6, 18], rule) == pytest.approx(expected)


def test_z_scores_by_hand() -> None:
    # Mean 9; deviations -7, -3, 10; their squares sum to 158, divided by n - 1 to 79.
    assert one([2, 6, 19], "zscore") == pytest.approx([-7 / 79**0.5, -3 / 79**0.5, 10 / 79**0.5])
    assert one([2, 6, 19], "zscore:50:2") == pytest.approx([50 - 14 / 79**0.5, 50 - 6 / 79**0.5, 50 + 20 / 79**0.5])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("minmax", [100, 75, 0]),
        ("rank", [3, 2, 1]),
        ("dist2max", [1, 0.75, 0]),
        ("none", [-2, -6, -18]),
        # As COINr does it: shares of the highest turned value, -2, which grow as the indicator gets worse.
        ("fracmax", [1, 3, 9]),
        ("classes:5:10", [2, 1, 0]),
    ],
)
def test_less_is_better_is_turned_first(rule: str, expected: list[float]) -> None:
    assert one([2, 6, 18], rule, facts(1, direction=-1)) == pytest.approx(expected)


def test_population_z_scores_have_the_mean_and_spread_that_the_rule_names() -> None:
    found = normal(np.random.default_rng(1).gamma(2.0, size=(40, 3)), "zscore_population:100:10")
    np.testing.assert_allclose(found.mean(axis=0), 100)
    np.testing.assert_allclose(found.std(axis=0, ddof=0), 10)


@given(matrices, gaps)
def test_ranks_are_those_of_scipy_with_ties_at_the_lowest(values: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    expected = stats.rankdata(values, method="min", axis=0, nan_policy="omit")
    expected = np.where(np.isnan(values), np.nan, expected)
    np.testing.assert_array_equal(normal(values, "rank"), expected)
    np.testing.assert_array_equal(normal(values, "borda"), expected - 1)
    others = (~np.isnan(values)).sum(axis=0) - 1
    kept = others > 0
    np.testing.assert_allclose(
        normal(values, "percentrank", strict=False)[:, kept], ((expected - 1) / np.where(kept, others, 1))[:, kept]
    )


@given(matrices, gaps, st.integers(1, 9), st.integers(-9, 9))
def test_a_change_of_unit_changes_nothing(values: Floats, missing: set[int], factor: int, shift: int) -> None:
    values.ravel()[list(missing)] = np.nan
    for rule in ("minmax:1:100", "zscore", "zscore_population", "rank", "percentrank", "dist2max"):
        plain = normal(values, rule, strict=False)
        changed = normal(values * factor + shift, rule, strict=False)
        np.testing.assert_allclose(changed, plain, rtol=1e-9, atol=1e-9)


@given(matrices, gaps)
def test_the_order_of_values_is_kept_and_gaps_stay(values: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    for rule in RISING:
        found = normal(values, rule, strict=False)
        for column in range(values.shape[1]):
            own, score = values[:, column], found[:, column]
            if np.isnan(score).all():
                continue
            np.testing.assert_array_equal(np.isnan(score), np.isnan(own))
            order = np.argsort(own[~np.isnan(own)], kind="stable")
            assert (np.diff(score[~np.isnan(own)][order]) >= 0).all(), rule


@given(matrices, arrays(np.int64, 7, elements=st.integers(1, 4)), gaps)
def test_whole_weights_are_repeated_rows(values: Floats, times: NDArray[np.int64], missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    weights = times.astype(np.float64)
    for rule in (*RISING, "classes:quantiles=4", "classes:quantiles=3"):
        repeated = normal(np.repeat(values, times, axis=0), rule, strict=False)
        weighted = np.repeat(normal(values, rule, weights=weights, strict=False), times, axis=0)
        np.testing.assert_allclose(weighted, repeated, rtol=1e-9, atol=1e-9, err_msg=rule)


@given(matrices, gaps, st.integers(2, 6))
def test_quantile_classes_are_cut_where_numpy_cuts(values: Floats, missing: set[int], count: int) -> None:
    values.ravel()[list(missing)] = np.nan
    found = normal(values, f"classes:quantiles={count}")
    for column in range(values.shape[1]):
        known = values[~np.isnan(values[:, column]), column]
        if not len(known):
            assert np.isnan(found[:, column]).all()
            continue
        cuts = np.quantile(known, np.arange(1, count) / count)
        # Values on a cut may fall to either side of it by the last digit of the interpolation.
        close = np.isclose(known[:, None], cuts[None, :], rtol=1e-9, atol=1e-9)
        sure = (known[:, None] > cuts[None, :])[~close.any(axis=1)].sum(axis=1)
        np.testing.assert_array_equal(found[~np.isnan(values[:, column]), column][~close.any(axis=1)], sure)


def test_distances_to_a_target_and_to_a_unit() -> None:
    values = [2.0, 6.0, NONE, 18.0]
    assert one(values, "dist2targ", facts(1, target=10)) == pytest.approx([0, 0.5, NONE, 2], nan_ok=True)
    assert one(values, "dist2targ:cap", facts(1, target=10)) == pytest.approx([0, 0.5, NONE, 1], nan_ok=True)
    turned = facts(1, direction=-1, target=10)
    assert one(values, "dist2targ", turned) == pytest.approx([2, 1.5, NONE, 0], nan_ok=True)
    assert one(values, "dist2ref:B", reference=1) == pytest.approx([0, 1, NONE, 4], nan_ok=True)
    assert one(values, "dist2ref:B:cap", reference=1) == pytest.approx([0, 1, NONE, 1], nan_ok=True)


def test_goalposts_cut_at_both_ends_unless_they_are_open() -> None:
    values = [0.0, 4.0, NONE, 20.0]
    posts = facts(1, low=2, high=12)
    assert one(values, "goalposts", posts) == pytest.approx([0, 0.2, NONE, 1], nan_ok=True)
    assert one(values, "goalposts:0:100", posts) == pytest.approx([0, 20, NONE, 100], nan_ok=True)
    assert one(values, "goalposts:open=yes", posts) == pytest.approx([-0.2, 0.2, NONE, 1.8], nan_ok=True)
    turned = facts(1, direction=-1, low=2, high=12)
    assert one(values, "goalposts", turned) == pytest.approx([1, 0.8, NONE, 0], nan_ok=True)


def test_goalposts_take_a_column_that_does_not_vary() -> None:
    assert one([4.0, 4.0], "goalposts", facts(1, low=2, high=12)) == pytest.approx([0.2, 0.2])


@pytest.mark.parametrize("rule", [name for name, entry in NORMALISATIONS.items() if entry.needs_variance])
def test_every_column_without_variance_is_named(rule: str) -> None:
    values = np.array([[1.0, 3.0, NONE], [2.0, 3.0, NONE], [4.0, 3.0, NONE]])
    known = facts(3, target=10)
    text = "dist2ref:B" if rule == "dist2ref" else rule
    error = refused(lambda: normal(values, text, known, reference=1))
    assert [(found.code, found.column) for found in error.problems] == [
        ("index-no-variance", "c1"),
        ("index-no-variance", "c2"),
    ]
    assert "the value 3 in all 3 rows" in error.problems[0].message
    assert "no value in any row" in error.problems[1].message
    lenient = normal(values, text, known, reference=1, strict=False)
    assert np.isnan(lenient[:, 1:]).all()
    assert np.isfinite(lenient[:, 0]).all()


def test_differences_of_rounding_are_no_variance() -> None:
    values = np.array([[0.1 + 0.2], [0.3], [0.3]])
    assert len(np.unique(values)) == 2
    assert refused(lambda: normal(values, "minmax")).problems[0].code == "index-no-variance"


@pytest.mark.parametrize(
    ("values", "rule", "known", "reference"),
    [
        ([1.0, 2.0, 4.0], "dist2ref:A", facts(1), 0),  # the worst unit
        ([1.0, 2.0, NONE], "dist2ref:C", facts(1), 2),  # no value
        ([1.0, 2.0, 4.0], "dist2targ", facts(1, target=1), None),  # nothing is worse than the target
        ([1.0, 2.0, 4.0], "dist2targ", facts(1, target=0.5), None),
        ([1.0, 2.0, 4.0], "dist2targ", facts(1, direction=-1, target=9), None),
        ([-1.0, -2.0, 0.0], "fracmax", facts(1), None),  # a maximum of 0
        ([5.0, NONE, NONE], "percentrank", facts(1), None),  # no other
    ],
)
def test_where_a_method_is_not_defined(values: list[float], rule: str, known: Facts, reference: int | None) -> None:
    error = refused(lambda: one(values, rule, known, reference=reference))
    (found,) = error.problems
    assert (found.code, found.column) == ("index-normalisation-undefined", "c0")
    assert found.expected == NORMALISATIONS[rule.partition(":")[0]].needs
    assert np.isnan(one(values, rule, known, reference=reference, strict=False)).all()


@pytest.mark.parametrize(("rule", "wanted"), [("dist2targ", "target"), ("goalposts", "goalposts")])
def test_missing_facts_are_named_by_column(rule: str, wanted: str) -> None:
    known = facts(2, target=9, low=0, high=9)
    gap = np.array([9.0, NONE])
    known = Facts(known.codes, known.direction, gap, known.low, gap)
    for strict in (True, False):
        error = refused(lambda strict=strict: normal(np.eye(2), rule, known, strict=strict))
        (found,) = error.problems
        assert (found.code, found.column) == ("index-fact-missing", "c1")
        assert wanted in found.message


@pytest.mark.parametrize(
    "rule",
    [
        "minmax:5:5",
        "minmax:9:1",
        "minmax:a",
        "minmax:0:1:2",
        "minmax:open=yes",
        "zscore:0:-1",
        "rank:1",
        "scaled:3:3",
        "dist2max:cap",
        "dist2targ:top",
        "dist2ref:B:top",
        "goalposts:1:0",
        "goalposts:open=perhaps",
        "classes",
        "classes:3:2",
        "classes:quantiles=1",
        "classes:quantiles=2.5",
        "classes:3:quantiles=2",
        "classes:3:cut=2",
        "none:1",
    ],
)
def test_values_that_a_rule_cannot_take(rule: str) -> None:
    known = facts(1, target=9, low=0, high=9)
    error = refused(lambda: one([1.0, 2.0, 4.0], rule, known, reference=1))
    assert [found.code for found in error.problems] == ["index-rule-needs" if rule == "classes" else "index-rule-value"]


@given(arrays(np.float64, (7, 2), elements=st.integers(1, 50).map(float)), st.sampled_from(sorted(NORMALISATIONS)))
def test_what_claims_to_be_positive_is_so(values: Floats, name: str) -> None:
    known = facts(2, target=60, low=0, high=40)
    for text in (name, f"{name}:1:100"):
        rule = parse_rule(text, "normalise")
        if name not in ("minmax", "goalposts") and rule.values:
            continue
        if NORMALISATIONS[name].gives_positive(rule):
            found = normalise(values, rule, known, reference=0, strict=False)
            assert (found[~np.isnan(found)] > 0).all()
    assert not NORMALISATIONS["minmax"].gives_positive(parse_rule("minmax", ""))
    assert not NORMALISATIONS["goalposts"].gives_positive(parse_rule("goalposts:1:100:open=yes", ""))


def test_replications_side_by_side_are_normalised_as_each_alone() -> None:
    random = np.random.default_rng(5)
    values = random.normal(size=(9, 12))
    values[random.random(values.shape) < 0.1] = np.nan
    known = facts(3, target=9, low=-1, high=1)
    known = Facts(known.codes, np.array([1.0, -1.0, 1.0]), known.target, known.low, known.high)
    repeated = (np.tile(part, 4) for part in (known.direction, known.target, known.low, known.high))
    beside = Facts(known.codes * 4, *repeated)
    for rule in (*RISING, "goalposts", "classes:quantiles=4"):
        together = normal(values, rule, beside)
        alone = np.hstack([normal(values[:, start : start + 3], rule, known) for start in range(0, 12, 3)])
        np.testing.assert_array_equal(together, alone)
