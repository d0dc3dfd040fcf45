"""Alternatives and noise in words, and what is refused before anything runs."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.indices.recipe import Recipe
from civiscope.indices.rules import Rule
from civiscope.indices.uncertainty.alternatives import variation
from tests.unit.indices.small_indices import TWO_LEVELS, recipe_of, tree_of

TREE = tree_of(TWO_LEVELS)
RECIPE = recipe_of("treat none", "normalise minmax:0:100")


def named(*rules: str) -> dict[str, str]:
    return {rule: rule for rule in rules}


def faults(recipe: Recipe = RECIPE, tree: object = TREE, **alternatives: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as raised:
        variation(recipe, tree, alternatives, place="--vary")  # type: ignore[arg-type]
    return [(entry.code, entry.column) for entry in raised.value.problems]


def test_factors_are_the_steps_that_vary_then_noise() -> None:
    found = variation(
        RECIPE,
        TREE,
        {"treat": {"no": "none", "yes": "winsorise:5"}, "weights": named("meta", "equal", "pca")},
        0.2,
        0.1,
        7,
    )
    assert [(factor.name, factor.levels) for factor in found.factors] == [
        ("treat", 2),
        ("weights", 3),
        ("noise on weights", 7),
        ("noise on data", 7),
    ]
    assert found.counts == (2, 3, 7, 7)
    assert [entry.name for entry in found.factors[0].alternatives] == ["no", "yes"]
    # "none" leaves the step out.
    assert [entry.rules for entry in found.factors[0].alternatives] == [
        (),
        (Rule("winsorise", ("5",), place="alternatives.treat"),),
    ]


@pytest.mark.parametrize("mean", ["geometric", "harmonic", "arithmetic,geometric", "harmonic,arithmetic"])
@pytest.mark.parametrize(
    ("normalisation", "allowed"),
    [
        ("zscore", False),
        ("zscore_population:100:10", False),
        ("minmax:0:100", False),
        ("minmax", False),
        ("minmax:-1:1", False),
        ("minmax:1:100", True),
        ("rank", True),
        ("borda", False),
        ("percentrank", False),
        ("dist2max", False),
        ("fracmax", False),
        ("goalposts", False),
        ("goalposts:1:10", True),
        ("goalposts:1:10:open=yes", False),
        ("classes:1:2", False),
        ("none", False),
    ],
)
def test_means_above_zero_need_a_normalisation_above_zero(mean: str, normalisation: str, allowed: bool) -> None:
    tried = {"normalise": named("minmax:1:10", normalisation), "aggregate": named("arithmetic", mean)}
    start = recipe_of("normalise minmax:1:10")
    if allowed:
        assert variation(start, TREE, tried).counts == (2, 2)
    else:
        assert faults(start, **tried) == [("index-conflict", "--vary")]
    # The recipe's own rules are part of the combinations, where the step does not vary.
    nominal = recipe_of(f"normalise {normalisation}", aggregate=mean)
    if allowed:
        assert variation(nominal, TREE, {}, 0.1).counts == (100,)
    else:
        assert faults(nominal, weights=named("meta", "equal")) == [("index-conflict", "--vary")]


def test_what_is_done_now_must_be_among_the_alternatives() -> None:
    with pytest.raises(UserError) as raised:
        variation(RECIPE, TREE, {"normalise": named("zscore", "rank"), "weights": named("equal", "pca")})
    assert str(raised.value.problems[0]) == (
        "error [index-alternative-own] alternatives.normalise: what the index does now (minmax:0:100) is not among the "
        "alternatives of the step normalise\n"
        "  expected: alternatives of which one is what is done now\n"
        "  remedy: Add it: intervals over other alternatives need not hold the score."
    )
    assert [entry.value for entry in raised.value.problems] == ["minmax:0:100", "meta"]


def test_one_rule_for_all_levels_is_that_rule_for_each_of_them() -> None:
    tried = {"aggregate": {"same": "arithmetic,arithmetic", "partly": "arithmetic,copeland"}}
    assert variation(RECIPE, TREE, tried).counts == (2,)


def test_two_alternatives_that_are_the_same_are_refused() -> None:
    twice = {"one": "arithmetic", "other": "arithmetic,arithmetic"}
    assert faults(aggregate=twice) == [("index-alternative-twice", "--vary.aggregate")]


def test_all_conflicts_are_told_with_their_rules() -> None:
    with pytest.raises(UserError) as raised:
        variation(
            RECIPE, TREE, {"normalise": named("zscore", "rank", "minmax"), "aggregate": named("geometric", "harmonic")}
        )
    assert [entry.value for entry in raised.value.problems] == [
        "zscore with geometric",
        "zscore with harmonic",
        "minmax with geometric",
        "minmax with harmonic",
    ]


def test_a_node_s_own_mean_conflicts_as_well() -> None:
    tree = tree_of(TWO_LEVELS, own={"y": "geometric"})
    assert faults(RECIPE, tree, weights=named("meta", "equal")) == [("index-conflict", "--vary")]
    assert variation(recipe_of("normalise rank"), tree, {"weights": named("meta", "equal")}).counts == (2,)


@pytest.mark.parametrize(
    ("alternatives", "expected"),
    [
        ({"screen": named("none", "available:0.5")}, [("index-alternative-step", "--vary.screen")]),
        ({"treat": named("none")}, [("index-alternative-single", "--vary.treat")]),
        (
            {"weights": {}, "colour": named("red", "blue")},
            [("index-alternative-step", "--vary.colour"), ("index-alternative-single", "--vary.weights")],
        ),
        ({"normalise": named("rank", "none", "rnak")}, [("index-rule-unknown", "--vary.normalise")]),
        ({"weights": named("equal", "heavy")}, [("index-rule-unknown", "--vary.weights")]),
        ({"aggregate": named("arithmetic", "copeland,sum,sum")}, [("index-aggregate-levels", "--vary.aggregate")]),
        ({}, [("index-nothing-varies", "--vary")]),
    ],
)
def test_what_cannot_vary_is_refused_by_its_place(
    alternatives: dict[str, dict[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert faults(**alternatives) == expected


def test_an_index_that_is_not_aggregated_cannot_be_analysed() -> None:
    assert faults(recipe_of("normalise rank", aggregate=""), weights=named("meta", "equal")) == [
        ("index-not-aggregated", "--vary")
    ]


@pytest.mark.parametrize("weight_noise", [-0.1, 1.0, float("nan"), float("inf")])
def test_noise_on_weights_is_a_share(weight_noise: float) -> None:
    with pytest.raises(UserError, match="noise"):
        variation(RECIPE, TREE, {}, weight_noise)


@pytest.mark.parametrize("data_noise", [-0.1, float("nan"), float("inf")])
def test_noise_on_data_is_finite(data_noise: float) -> None:
    with pytest.raises(UserError, match="noise"):
        variation(RECIPE, TREE, {}, 0.0, data_noise)
