"""Recipes: steps, weights and aggregation in words, and what words are refused."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.indices.recipe import Recipe, Step, parse_aggregate, parse_step, parse_weights
from civiscope.indices.rules import Rule


def fault(raised: pytest.ExceptionInfo[UserError]) -> tuple[str, str]:
    (entry,) = raised.value.problems
    return entry.code, entry.place


@pytest.mark.parametrize(
    "text", ["normalise minmax:0:100", "treat winsorise:5:log_ct:skew=2", "impute group_mean:size", "screen none"]
)
def test_a_step_in_words_reads_back(text: str) -> None:
    step = parse_step(f"  {text.replace(' ', '   ')} ", "steps")
    assert str(step) == text
    assert parse_step(str(step), "steps") == step


def test_denominating_needs_no_rule() -> None:
    assert str(parse_step("denominate", "steps")) == "denominate given"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("normalize minmax", "index-step-unknown"),
        ("normalise", "index-rule-unknown"),
        ("impute  ", "index-rule-unknown"),
        ("normalise minmx", "index-rule-unknown"),
        ("", "index-step-unknown"),
    ],
)
def test_unknown_steps_and_rules_are_refused_by_their_place(text: str, code: str) -> None:
    with pytest.raises(UserError) as raised:
        parse_step(text, "steps.2")
    assert fault(raised) == (code, "steps.2")
    assert "given" not in raised.value.problems[0].message


def test_weights_are_a_rule_or_a_file() -> None:
    assert parse_weights("equal", "--weights") == Rule("equal", place="--weights")
    assert parse_weights("pca:2", "--weights").values == ("2",)
    assert parse_weights("my/weights.csv", "--weights") == Rule("file", ("my/weights.csv",), place="--weights")
    assert parse_weights("ahp:pairs.csv", "--weights") == Rule("ahp", ("pairs.csv",), place="--weights")
    with pytest.raises(UserError) as raised:
        parse_weights("heavy", "--weights")
    assert fault(raised) == ("index-rule-unknown", "--weights")


@pytest.mark.parametrize(("count", "allowed"), [(0, True), (1, True), (2, False), (3, True), (4, False)])
def test_aggregation_has_one_rule_or_one_per_level(count: int, allowed: bool) -> None:
    texts = ["arithmetic"] * count
    if allowed:
        assert [str(rule) for rule in parse_aggregate(texts, "--aggregate", 4)] == texts
        return
    with pytest.raises(UserError) as raised:
        parse_aggregate(texts, "--aggregate", 4)
    assert fault(raised) == ("index-aggregate-levels", "--aggregate")
    assert raised.value.problems[0].expected == "one rule, or 3: one for each level above the indicators, lowest first"


def test_the_rule_of_a_step_is_found_by_its_name() -> None:
    recipe = Recipe((Step("normalise", Rule("rank")),))
    assert recipe.rule_of("normalise") == Rule("rank")
    assert recipe.rule_of("treat") is None
