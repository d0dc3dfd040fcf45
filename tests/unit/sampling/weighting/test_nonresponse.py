"""Non-response: respondents stand for their class, and classes that nobody stands for are named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.weighting.nonresponse import adjust_by_classes, adjust_by_propensity, quantile_classes

CLASSES = ["big", "big", "big", "small", "small"]
YES = np.array([True, False, True, True, False])


def test_respondents_take_over_the_weights_of_their_class() -> None:
    found = adjust_by_classes([1, 2, 3, 4, 6], YES, "size", CLASSES)
    assert found.weights.tolist() == [1.5, 0, 4.5, 10, 0]


@given(st.integers(0, 2**32 - 1))
def test_class_totals_stay_as_sampled(seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.uniform(1, 9, 50)
    labels = np.array(["a", "b", "c"])[np.arange(50) % 3]
    responded = random.uniform(size=50) < 0.5
    responded[:3] = True
    found = adjust_by_classes(weights, responded, "g", labels.tolist())
    for label in "abc":
        assert found.weights[labels == label].sum() == pytest.approx(weights[labels == label].sum(), rel=1e-12)
    assert np.all(found.weights[responded] >= weights[responded] * (1 - 1e-12))


def test_class_without_respondent_is_named() -> None:
    with pytest.raises(UserError) as caught:
        adjust_by_classes(np.ones(5), np.array([True, True, True, False, False]), "size", CLASSES)
    assert caught.value.problems[0].code == "class-without-respondent"
    assert caught.value.problems[0].message == 'none of the 2 units in the class "small" responded'


def test_nobody_responded_is_refused() -> None:
    with pytest.raises(UserError, match=r"\[nobody-responded\] no unit with a positive weight responded"):
        adjust_by_classes(np.ones(5), np.zeros(5, dtype=bool), "size", CLASSES)
    with pytest.raises(UserError, match="nobody-responded"):
        adjust_by_propensity(np.ones(5), np.zeros(5, dtype=bool), ["x"], np.arange(5.0)[:, None])


def test_missing_class_is_refused() -> None:
    with pytest.raises(UserError, match=r'\[margin-value-missing\] 1 rows have no value of "size"'):
        adjust_by_classes(np.ones(5), YES, "size", ["big", None, "big", "small", "small"])


def test_missing_frame_variable_is_refused() -> None:
    with pytest.raises(UserError, match=r'1 rows have no finite value of the auxiliary variable "x"'):
        adjust_by_propensity(np.ones(5), YES, ["x"], np.array([[1.0], [np.nan], [2], [3], [4]]))


def test_variables_that_decide_response_are_refused() -> None:
    x = np.arange(40.0)
    with pytest.raises(UserError) as caught:
        adjust_by_propensity(np.ones(40), x > 17, ["x"], x[:, None])
    assert caught.value.problems[0].code == "response-separated"
    assert "without error" in caught.value.problems[0].message


def test_category_in_which_all_respond_is_no_obstacle() -> None:
    random = np.random.default_rng(3)
    group = np.repeat([0.0, 1.0], [200, 50])
    responded = (group == 1) | (random.uniform(size=250) < 0.5)
    found = adjust_by_propensity(np.ones(250), responded, ["group"], group[:, None], classes=2)
    assert found.weights[group == 1] == pytest.approx(np.ones(50))
    assert found.weights[(group == 0) & responded] == pytest.approx(
        np.full(responded[:200].sum(), 200 / responded[:200].sum())
    )


def test_full_response_changes_no_weight() -> None:
    found = adjust_by_propensity([1, 2, 3], np.ones(3, dtype=bool), ["x"], np.arange(3.0)[:, None])
    assert found.weights.tolist() == [1, 2, 3]


def test_propensity_with_redundant_variables_is_that_without() -> None:
    random = np.random.default_rng(5)
    x = random.normal(size=200)
    responded = random.uniform(size=200) < 1 / (1 + np.exp(-x))
    alone = adjust_by_propensity(np.ones(200), responded, ["x"], x[:, None])
    double = adjust_by_propensity(np.ones(200), responded, ["x", "y"], np.column_stack([x, 3 - 2 * x]))
    assert double.weights == pytest.approx(alone.weights)


def test_one_class_is_refused() -> None:
    with pytest.raises(UserError, match=r"\[classes-too-few\] 1 classes cannot be made"):
        adjust_by_propensity(np.ones(5), YES, ["x"], np.arange(5.0)[:, None], classes=1)


def test_quantile_classes_keep_equal_values_together() -> None:
    assert quantile_classes(np.array([0.1, 0.2, 0.3, 0.4]), 2).tolist() == [0, 0, 1, 1]
    assert quantile_classes(np.array([0.5, 0.5, 0.5, 0.5]), 5).tolist() == [0, 0, 0, 0]
    almost = 0.1 + 0.2
    assert quantile_classes(np.array([0.3, almost, 0.3, 0.9]), 2).tolist() == [0, 0, 0, 1]
