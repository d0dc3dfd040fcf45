"""Treatment of outliers, held against a plain version that treats one column, and one point, at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from civiscope.errors import UserError
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.treatment import TREATMENTS, Treated, treat

Floats = NDArray[np.float64]

# Small numbers and a few large ones: ties and outliers at both ends.
skewed = arrays(np.float64, (14, 2), elements=st.sampled_from([-900.0, -90, -3, -2, -1, 0, 1, 2, 3, 4, 90, 900]))
gaps = st.sets(st.integers(0, 27), max_size=6)


def treated(values: Floats, rule: str, weights: Floats | None = None, *, strict: bool = True) -> Treated:
    codes = tuple(f"c{number}" for number in range(values.shape[1]))
    return treat(values, parse_rule(rule, "treat"), codes, weights, strict=strict)


def passes(known: Floats) -> bool:
    if len(known) < 4 or len(np.unique(known)) < 2:
        return True
    return abs(stats.skew(known, bias=False)) < 2 or bool(stats.kurtosis(known, bias=False) < 3.5)


def plainly_winsorised(column: Floats, most: float) -> tuple[Floats, int]:
    """One column, as the method is told: the outermost value takes the next one's, until the column passes."""
    found, high, low = column.copy(), np.array([], dtype=int), np.array([], dtype=int)
    while not passes(found[~np.isnan(found)]) and len(high) + len(low) < most:
        known = found[~np.isnan(found)]
        if len(np.unique(known)) < 3:
            break
        if stats.skew(known, bias=False) >= 0:
            high = np.flatnonzero(found == known.max())
            found[high] = known[known < known.max()].max()
        else:
            low = np.flatnonzero(found == known.min())
            found[low] = known[known > known.min()].min()
    return found, len(high) + len(low)


@settings(max_examples=300)
@given(skewed, gaps, st.sampled_from(["1", "2", "5", "all"]))
def test_winsorisation_is_that_of_one_point_at_a_time(values: Floats, missing: set[int], most: str) -> None:
    values.ravel()[list(missing)] = np.nan
    found = treated(values, f"winsorise:{most}:none")
    for column in range(values.shape[1]):
        expected, points = plainly_winsorised(values[:, column], np.inf if most == "all" else int(most))
        np.testing.assert_array_equal(found.values[:, column], expected)
        marked = found.winsorised_high[:, column].sum() + found.winsorised_low[:, column].sum()
        assert marked == points
        assert found.passed[column] == passes(expected[~np.isnan(expected)])


@given(skewed, gaps)
def test_a_column_that_still_fails_is_transformed_from_its_original_values(values: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    found = treated(values, "winsorise:2:log_ct_orig")
    for column in range(values.shape[1]):
        own = values[:, column]
        expected, _ = plainly_winsorised(own, 2)
        failing = not passes(expected[~np.isnan(expected)])
        assert found.transformed[column] == ("log_ct_orig" if failing else "")
        if failing:
            expected = np.log(own - np.nanmin(own) + 1)
            assert not found.winsorised_high[:, column].any()
            assert not found.winsorised_low[:, column].any()
        np.testing.assert_allclose(found.values[:, column], expected)


@given(skewed, arrays(np.int64, 14, elements=st.integers(1, 3)), gaps)
def test_whole_weights_are_repeated_rows(values: Floats, times: NDArray[np.int64], missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    for rule in ("winsorise:5:log_ct", "winsorise:3:none"):
        repeated = treated(np.repeat(values, times, axis=0), rule)
        weighted = treated(values, rule, times.astype(np.float64))
        np.testing.assert_allclose(np.repeat(weighted.values, times, axis=0), repeated.values, rtol=1e-9, atol=1e-9)
        np.testing.assert_array_equal(weighted.passed, repeated.passed)


# Skewness 3.5, of which winsorising one point is enough; two high points that are equal are pulled in together.
ONE_OUTLIER = np.append(np.arange(12.0), 90.0)[:, None]
TWO_EQUAL = np.append(np.arange(20.0), [300.0, 300.0])[:, None]
LOW = -ONE_OUTLIER


def test_a_single_outlier_takes_the_next_value() -> None:
    found = treated(ONE_OUTLIER, "winsorise")
    np.testing.assert_array_equal(found.values[:, 0], np.append(np.arange(12.0), 11.0))
    np.testing.assert_array_equal(np.flatnonzero(found.winsorised_high[:, 0]), [12])
    assert not found.winsorised_low.any()
    assert found.passed.all()
    assert found.skewness[0, 0] == pytest.approx(stats.skew(ONE_OUTLIER[:, 0], bias=False))
    assert found.skewness[1, 0] == found.skewness[2, 0] == pytest.approx(stats.skew(found.values[:, 0], bias=False))


def test_low_outliers_are_pulled_up() -> None:
    found = treated(LOW, "winsorise")
    np.testing.assert_array_equal(found.values, -treated(ONE_OUTLIER, "winsorise").values)
    np.testing.assert_array_equal(np.flatnonzero(found.winsorised_low[:, 0]), [12])
    assert not found.winsorised_high.any()


def test_equal_outliers_move_together_though_only_one_point_is_allowed() -> None:
    assert not passes(TWO_EQUAL[:, 0])
    found = treated(TWO_EQUAL, "winsorise:1")
    assert found.winsorised_high[:, 0].sum() == 2
    assert found.values.max() == 19


def test_points_are_counted_by_weight_to_the_nearest_whole_number() -> None:
    values = np.append(np.arange(30.0), [500.0, 600.0, 700.0])[:, None]
    weights = np.ones(len(values))
    assert treated(values, "winsorise:2:none", weights).winsorised_high[:, 0].sum() == 2
    # The highest unit stands for two: it alone takes both points.
    weights[-1] = 2
    assert treated(values, "winsorise:2:none", weights).winsorised_high[:, 0].sum() == 1
    # A replicate's weights are a little off whole numbers, which is no reason for one point more.
    weights[-1] = 1
    assert treated(values, "winsorise:2:none", weights * 0.98).winsorised_high[:, 0].sum() == 2


def test_limits_are_options() -> None:
    skew = float(treated(ONE_OUTLIER, "none").skewness[0, 0])
    assert not treated(ONE_OUTLIER, f"winsorise:5:log_ct:skew={skew + 0.01}").winsorised_high.any()
    assert treated(ONE_OUTLIER, f"winsorise:5:log_ct:skew={skew - 0.01}").winsorised_high.any()
    kurtosis = float(treated(ONE_OUTLIER, "none").kurtosis[0, 0])
    assert not treated(ONE_OUTLIER, f"winsorise:5:log_ct:kurt={kurtosis + 0.01}").winsorised_high.any()


def test_force_winsorises_what_passes_and_uses_up_the_points() -> None:
    even = np.arange(20.0)[:, None]
    found = treated(even, "winsorise:3:log_ct:force=yes")
    assert found.winsorised_high.sum() + found.winsorised_low.sum() >= 3
    assert found.transformed[0] == ""
    assert treated(even, "log_ct:force=yes").transformed[0] == "log_ct"
    assert treated(even, "log_ct").transformed[0] == ""


def test_combine_transforms_the_winsorised_values() -> None:
    values = np.append(np.arange(40.0), [1e3, 1e4, 1e5])[:, None]
    apart = treated(values, "winsorise:1:log_ct_orig")
    combined = treated(values, "winsorise:1:log_ct_orig:combine=yes")
    pulled = treated(values, "winsorise:1:none").values
    assert apart.transformed[0] == combined.transformed[0] == "log_ct_orig"
    np.testing.assert_allclose(apart.values, np.log(values + 1))
    np.testing.assert_allclose(combined.values, np.log(pulled + 1))
    assert combined.winsorised_high.any()
    assert not apart.winsorised_high.any()


def test_no_points_means_transformation_only() -> None:
    for rule in ("winsorise:0:log_ct", "log_ct"):
        found = treated(ONE_OUTLIER, rule)
        np.testing.assert_allclose(found.values, np.log(ONE_OUTLIER + 0.9))
        assert not found.winsorised_high.any()


def test_box_cox_exponents_can_be_given_in_both_ways() -> None:
    # lambda 0 is the logarithm of the values after the shift to a minimum of 1.
    for rule in ("boxcox:0", "winsorise:0:boxcox:lambda=0"):
        np.testing.assert_allclose(treated(ONE_OUTLIER, rule).values, np.log(ONE_OUTLIER + 1))
    best = treated(ONE_OUTLIER, "boxcox:best").values
    np.testing.assert_array_equal(best, treated(ONE_OUTLIER, "boxcox").values)
    expected, _ = stats.boxcox(ONE_OUTLIER[:, 0] + 1)
    np.testing.assert_allclose(best[:, 0], expected, rtol=1e-4)


def test_a_rare_yes_stays_a_yes() -> None:
    """Two of thirty say yes: winsorising them would leave an indicator without variance."""
    values = np.repeat([0.0, 1.0], [28, 2])[:, None]
    assert not passes(values[:, 0])
    found = treated(values, "winsorise")
    assert found.transformed[0] == "log_ct"
    assert len(np.unique(found.values)) == 2
    np.testing.assert_array_equal(treated(values, "winsorise:5:none").values, values)


def test_columns_without_moments_are_left_alone() -> None:
    values = np.full((8, 3), np.nan)
    values[:3, 0] = [1.0, 2.0, 900.0]
    values[:, 1] = 0.1
    for rule in ("winsorise", "winsorise:5:log_ct:force=yes", "log_ct:force=yes"):
        found = treated(values, rule)
        np.testing.assert_array_equal(found.values, values)
        assert found.passed.all()
        assert not found.transformed.any()


def test_none_reports_the_moments_and_changes_nothing() -> None:
    found = treated(ONE_OUTLIER, "none")
    np.testing.assert_array_equal(found.values, ONE_OUTLIER)
    assert found.skewness[0, 0] == pytest.approx(stats.skew(ONE_OUTLIER[:, 0], bias=False))
    assert not found.transformed.any()


def test_a_value_without_logarithm_is_named_or_missing() -> None:
    with pytest.raises(UserError) as caught:
        treated(ONE_OUTLIER, "log")
    assert [(found.code, found.column) for found in caught.value.problems] == [("index-transformation", "c0")]
    np.testing.assert_array_equal(
        np.isnan(treated(ONE_OUTLIER, "log", strict=False).values[:, 0]), ONE_OUTLIER[:, 0] == 0
    )


@pytest.mark.parametrize(
    "rule",
    [
        "winsorise:many",
        "winsorise:-1",
        "winsorise:5:root",
        "winsorise:5:log_ct:9",
        "winsorise:5:log_ct:lambda=1",
        "winsorise:skew=x",
        "winsorise:skew=-1",
        "winsorise:force=maybe",
        "winsorise:top=1",
        "log_ct:5",
        "log_ct:combine=yes",
        "boxcox:a",
        "boxcox:1:2",
        "none:1",
        "none:force=yes",
    ],
)
def test_values_that_a_rule_cannot_take(rule: str) -> None:
    with pytest.raises(UserError) as caught:
        treated(ONE_OUTLIER, rule)
    assert [found.code for found in caught.value.problems] == ["index-rule-value"]


def test_replications_side_by_side_are_treated_as_each_alone() -> None:
    values = np.random.default_rng(7).lognormal(0, 2.5, size=(60, 12))
    together = treated(values, "winsorise:3:log_ct")
    assert together.winsorised_high.any()
    assert together.transformed.any()
    for column in range(values.shape[1]):
        alone = treated(values[:, [column]], "winsorise:3:log_ct")
        np.testing.assert_array_equal(together.values[:, column], alone.values[:, 0])


def test_every_treatment_is_known_to_the_rules() -> None:
    for name in TREATMENTS:
        found = treated(ONE_OUTLIER + 1, name)
        assert found.values.shape == ONE_OUTLIER.shape
