"""Numbers are read only where they can be read in one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import CATALOGUE
from civiscope.study.numbers import classify_number, may_be_decimal_comma, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("396990", 396990),
        (" 12 ", 12),
        ("-5", -5),
        ("\u22125", -5),
        ("+5", 5),
        ("3.50", 3.5),
        (".5", 0.5),
        ("5.", 5),
        ("1.2E+05", 120000),
        ("1,234,567", 1234567),
        ("396,990.5", 396990.5),
        ("1 234 567", 1234567),
        ("1\u202f234", 1234),
        ("\u0663\u0669", 39),
    ],
)
def test_classify_number_reads_plain_digits_and_groups_of_three(text: str, value: float) -> None:
    assert classify_number(text) == (value, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("39,6990", "stray-digit-group"),
        ("12 34", "stray-digit-group"),
        ("12,34,567", "stray-digit-group"),
        ("1,234 567", "stray-digit-group"),
        ("1.234.567", "stray-digit-group"),
        ("1'234'567", "stray-digit-group"),
        ("1,2345", "stray-digit-group"),
        ("1.234,5", "decimal-comma"),
        ("1 234,5", "decimal-comma"),
        ("3,5", "decimal-comma"),
        ("0,123", "decimal-comma"),
        ("about 40", "not-a-number"),
        ("5%", "not-a-number"),
        ("40 persons", "not-a-number"),
        ("nan", "not-a-number"),
        ("inf", "not-a-number"),
        ("1e999", "number-too-large"),
        ("1e300000", "number-too-large"),
        ("-1.5E+300000", "number-too-large"),
        ("1e15", "number-too-large"),
        ("1,000,000,000,000,000", "number-too-large"),
        ("0x10", "not-a-number"),
        ("1_000", "not-a-number"),
        ("--5", "not-a-number"),
        (".", "not-a-number"),
    ],
)
def test_classify_number_says_why_a_text_is_none(text: str, code: str) -> None:
    assert classify_number(text) == (None, code)
    assert code in CATALOGUE


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("20,977", True),
        ("\u22121,234", True),
        (" 1,234 ", True),
        ("1,234,567", False),
        ("1,234.5", False),
        ("20 977", False),
        ("20977", False),
        ("0,977", False),
    ],
)
def test_one_comma_before_three_digits_may_be_a_decimal_comma(text: str, may_be: bool) -> None:
    assert may_be_decimal_comma(text) == may_be


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_classify_number_of_nothing_is_nothing(text: str) -> None:
    assert classify_number(text) == (None, "")


@given(st.integers(1 - 10**15, 10**15 - 1))
def test_classify_number_reads_back_plain_and_grouped_integers(number: int) -> None:
    assert classify_number(str(number)) == (number, "")
    assert classify_number(f"{number:,}") == (number, "")


@given(st.floats(-999_999_999_999_999, 999_999_999_999_999))
def test_classify_number_reads_back_every_decimal(number: float) -> None:
    assert classify_number(repr(number)) == (number, "")


@given(st.text(st.sampled_from("0123456789,. -+eE'"), max_size=12))
def test_classify_number_gives_a_value_or_a_reason(text: str) -> None:
    value, code = classify_number(text)
    assert (value is None) == (code != "" or not text.strip())
    assert parse_number(text) == value
