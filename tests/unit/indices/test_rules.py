"""Rules in words: names, values and options, and what is said of those that cannot be."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.indices.rules import Rule, parse_rule

KNOWN = {"minmax": "", "winsorise": "", "none": ""}


def refusal(text: str) -> str:
    with pytest.raises(UserError) as raised:
        parse_rule(text, "--normalise", KNOWN)
    return str(raised.value)


def test_parse_rule_reads_values_and_options_in_any_order() -> None:
    rule = parse_rule(" winsorise : 5 : skew=2.5 : log_ct ", "--treat", KNOWN)
    assert (rule.name, rule.values, dict(rule.options)) == ("winsorise", ("5", "log_ct"), {"skew": "2.5"})
    assert str(rule) == "winsorise:5:log_ct:skew=2.5"


def test_parse_rule_names_the_nearest_rule_of_an_unknown_one() -> None:
    assert refusal("minmx:0:100") == (
        'error [index-rule-unknown] --normalise: "minmx" is not a rule of this step (did you mean "minmax"?)\n'
        "  expected: one of minmax, winsorise, none\n"
        "  remedy: Correct the name; docs/indices.md says what each rule does."
    )
    assert '"" is not a rule' in refusal("")


def test_number_is_the_value_at_its_place_or_the_default() -> None:
    rule = parse_rule("minmax:1:100", "--normalise", KNOWN)
    assert (rule.number(0, 0), rule.number(1, 0), rule.number(2, 7)) == (1, 100, 7)
    assert parse_rule("winsorise:skew=2.5", "x").option_number("skew", 2) == 2.5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("minmax:one", "a number"), ("minmax:nan", "a number"), ("minmax:inf", "a number"), ("minmax:-1", "at least 0")],
)
def test_number_refuses_what_is_no_number_in_its_bounds(text: str, wanted: str) -> None:
    with pytest.raises(UserError, match=wanted) as raised:
        parse_rule(text, "--normalise", KNOWN).number(0, 0, low=0 if "-1" in text else -10)
    assert raised.value.problems[0].column == "--normalise"


def test_flag_takes_yes_and_no_only() -> None:
    assert parse_rule("winsorise:force=yes", "x").flag("force")
    assert not Rule("winsorise").flag("force")
    with pytest.raises(UserError, match="force=yes or force=no"):
        parse_rule("winsorise:force=true", "x").flag("force")


def test_allow_refuses_surplus_values_and_unknown_options() -> None:
    rule = parse_rule("minmax:0:100:200", "x")
    with pytest.raises(UserError, match="at most 2 values"):
        rule.allow(2)
    with pytest.raises(UserError, match="one of the options force"):
        parse_rule("winsorise:5:forced=yes", "x").allow(2, "force")
    with pytest.raises(UserError, match='cannot be used with "forced=yes"'):
        parse_rule("winsorise:5:forced=yes", "x").allow(2)
    assert rule.allow(3) is rule


@pytest.mark.parametrize("value", ["", "panel:latest:1"])
def test_refused_without_a_value_says_what_the_rule_needs(value: str) -> None:
    assert str(parse_rule("panel:latest:1", "--impute").refused(value, "several waves")) == (
        'error [index-rule-needs] --impute: the rule "panel:latest:1" lacks something that it needs\n'
        "  expected: several waves\n"
        "  remedy: Add it, or take another rule."
    )
