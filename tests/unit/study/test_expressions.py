"""Expressions of routing and constraints: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.expression_functions import FUNCTIONS
from civiscope.study.expressions import MAXIMUM_DEPTH, ExpressionError, find_cycle, parse_expression

ANSWERS = {
    "strategy": "yes",
    "areas": "transport health_care",
    "staff": "12",
    "share": "2.5",
    "note": "",
    "begun": "2018-03-31",
    "data.transport": "sufficient",
    "site": "https://example.org",
}


@pytest.mark.parametrize(
    ("text", "here", "holds"),
    [
        ("${strategy} = 'yes'", "", True),
        ('${strategy} = "no"', "", False),
        ("${ strategy }!='no'", "", True),
        ("${note} = ''", "", True),
        ("${never_asked} = ''", "", True),
        ("${data.transport} = 'sufficient'", "", True),
        ("selected(${areas}, 'health_care')", "", True),
        ("selected(${areas}, 'health')", "", False),
        ("selected(${note}, '')", "", False),
        ("count-selected(${areas}) = 2", "", True),
        ("count-selected(${note}) = 0", "", True),
        ("${staff} > 9", "", True),
        ("${staff} > 9 and ${staff} <= 12", "", True),
        ("${staff} = 12.0", "", True),
        ("${note} > 0 or ${note} <= 0", "", False),
        ("${staff} - 2 = 10", "", True),
        ("${staff}-2 = 10", "", True),
        ("-${staff} + 12 = 0", "", True),
        ("${staff} * 2 div 3 = 8", "", True),
        ("${staff} mod 5 = 2", "", True),
        ("1 + 2 * 3 = 7", "", True),
        ("(1 + 2) * 3 = 9", "", True),
        ("false() and false() or true()", "", True),
        ("false() and (false() or true())", "", False),
        ("not(${strategy} = 'no')", "", True),
        ("if(${strategy} = 'yes', 1, 2) = 1", "", True),
        ("if(${strategy} = 'no', ${staff}, 'none') = 'none'", "", True),
        ("coalesce(${note}, ${strategy}) = 'yes'", "", True),
        ("coalesce(${staff}, 3) = 12", "", True),
        ("once('new') = 'old'", "old", True),
        ("once('new') = 'new'", "", True),
        ("regex(${site}, 'https?://.+')", "", True),
        ("regex(${site}, 'https')", "", False),
        ("int(${share}) = 2 and int(-2.5) = -2", "", True),
        ("round(${share}) = 3 and round(-2.5) = -2 and round(1.25, 1) = 1.3", "", True),
        ("int(${note}) = int(${note})", "", False),
        ("string-length(${strategy}) = 3", "", True),
        ("contains(${site}, 'example')", "", True),
        ("starts-with(${site}, 'http')", "", True),
        ("concat(${strategy}, '-', ${staff}) = 'yes-12'", "", True),
        ("concat(if(true(), 2, 0), if(true(), 0.5, 0), if(true(), true(), 0)) = '20.5true'", "", True),
        ("number(${staff}) = number('12')", "", True),
        ("boolean(${note})", "", False),
        ("string(1 div 0) = 'Infinity'", "", True),
        ("coalesce(${note}, 1 div 0) = 'Infinity' or coalesce(${note}, 1 div 0) > 9", "", True),
        ("date(${begun}) < date('2018-04-01')", "", True),
        ("date(${note}) < date('2018-04-01')", "", False),
        (". >= 0 and . <= 100", "50", True),
        (". >= 0 and . <= 100", "150", False),
        (". > ${staff}", "13", True),
        (".5 < .", "1", True),
        ("'and' = 'and'", "", True),
        ("${strategy}", "", True),
        ("${note}", "", False),
        ("0", "", False),
        ("selected('a\u00a0b c', 'c')", "", True),
    ],
)
def test_expression_holds_as_xlsform_says(text: str, here: str, holds: bool) -> None:
    assert parse_expression(text).evaluate(ANSWERS, here) is holds


def test_expression_names_the_answers_that_it_reads() -> None:
    expression = parse_expression(
        "selected(${areas}, 'x') and ${data.transport} = 'y' or ${areas} = . and '${not}' = 'z'"
    )
    assert expression.references == {"areas", "data.transport"}
    assert expression.text.startswith("selected(")


def test_expression_names_the_texts_with_which_answers_are_compared() -> None:
    text = "(${a} = 'x' or \"y\" != ${b.row}) and selected(${l}, 'z') and . = 'w' and ${a} > 1 and 'p' = 'q'"
    assert parse_expression(text).compared == {("a", "x"), ("b.row", "y"), ("l", "z"), (".", "w")}
    assert parse_expression("concat(${a}, 'x') = 'y' and contains(${a}, 'x')").compared == frozenset()


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "it is empty", 1),
        ("   ", "it is empty", 1),
        ("${strategy", "an answer is written ${item}, or ${item.row} for a row of a grid", 1),
        ("{strategy} = 1", "an answer is written ${item}, or ${item.row} for a row of a grid", 1),
        ("${my item} = 1", "an answer is written ${item}, or ${item.row} for a row of a grid", 1),
        ("strategy = 'yes'", "strategy must be ${strategy} if it is an item, 'strategy' if it is a text", 1),
        ("${strategy} = yes", "yes must be ${yes} if it is an item, 'yes' if it is a text", 15),
        ("${strategy} == 'yes'", "for equality write =", 13),
        ("${strategy} <> 'yes'", "for inequality write !=", 13),
        ("${a} && ${b}", "write and", 6),
        ("${a} || ${b}", "write or", 6),
        ("!${a}", "write not(...)", 1),
        ("${a} / 2 = 1", "for division write div; paths are not used here", 6),
        ("//answer", "for division write div; paths are not used here", 1),
        ("${a} = 50%", "for the remainder of a division write mod", 10),
        ("${a} = \u2018yes\u2019", "quotation marks must be straight: ' or \"", 8),
        ("${a} = 'yes", "a text that begins here is never closed", 8),
        ("${a} = 1;", '";" has no meaning here', 9),
        ("@a", '"@" has no meaning here', 1),
        ("(${a} = 1", "a bracket that opens here is never closed", 1),
        ("not(${a} = 1", "a bracket that opens here is never closed", 4),
        ("${a} = 1)", "a bracket is closed that was not opened", 9),
        ("${a} = ", "it ends where a value was expected", 8),
        ("= 1", 'a value was expected, not "="', 1),
        ("${a} and", "it ends where a value was expected", 9),
        ("${a} and or ${b}", 'a value was expected, not "or"', 10),
        ("${a} ${b}", "an operator such as and, or, = is missing before ${b}", 6),
        ("${a} 'b'", "an operator such as and, or, = is missing before 'b'", 6),
        ("..", "an operator such as and, or, = is missing before .", 2),
        ("${a}, ${b}", '"," is too much', 5),
        ("not(${a} ${b})", 'an operator or a closing bracket was expected, not "${b}"', 10),
        ("select(${a}, 'b')", "there is no function select() here, did you mean selected()?", 1),
        ("document('x.xml')", "there is no function document() here", 1),
        ("jr:choice-name(${a}, 'b')", "there is no function jr:choice-name() here", 1),
        ("${a} < today()", "there is no function today() here: its result would differ from one run to the next", 8),
        ("selected(${a})", "selected() takes 2 arguments, not 1", 1),
        ("not()", "not() takes 1 argument, not 0", 1),
        ("concat('a')", "concat() takes at least 2 arguments, not 1", 1),
        ("round(1, 2, 3)", "round() takes 1 to 2 arguments, not 3", 1),
        ("regex(${a}, '[0-9')", "the pattern '[0-9' cannot be read: missing ]: [0-9", 1),
        ("(" * 60 + "1" + ")" * 60, f"brackets are nested more than {MAXIMUM_DEPTH} deep", MAXIMUM_DEPTH + 1),
        ("1" * 6000, "it is longer than 5,000 characters", 5000),
    ],
)
def test_parse_expression_says_what_is_wrong_and_where(text: str, message: str, position: int) -> None:
    with pytest.raises(ExpressionError) as failure:
        parse_expression(text)
    assert (failure.value.message, failure.value.position) == (message, position)
    assert str(failure.value) == f"{message} (at character {position})"


def test_expression_ignores_characters_that_xml_has_no_room_for() -> None:
    assert parse_expression("${a} = 'bc'").evaluate({"a": "b\x00\x1fc"})
    assert parse_expression(". = ''").evaluate({}, here="\ufffe")


def test_expression_reads_nothing_but_answers() -> None:
    for text in (
        "document('/etc/passwd')",
        "doc('/etc/passwd')",
        "unparsed-text('x')",
        "id('a')",
        "current()",
        "last()",
    ):
        with pytest.raises(ExpressionError):
            parse_expression(text)


def test_regex_from_an_answer_that_is_no_pattern_does_not_hold() -> None:
    assert not parse_expression("regex('a', ${pattern})").evaluate({"pattern": "["})


@given(st.text(st.sampled_from("${}ab.()'\"=<>!+-*, 12andorivdm\n"), max_size=40))
def test_parse_expression_reads_any_text_or_says_why_not(text: str) -> None:
    position = 1
    try:
        parse_expression(text).evaluate({"a": "1", "b": "x"}, here="2")
    except ExpressionError as failure:
        position = failure.position
    assert 1 <= position <= len(text) + 1


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_can_be_called_with_its_least_and_most_arguments(name: str) -> None:
    for count in {FUNCTIONS[name].least, min(FUNCTIONS[name].most, 5)}:
        assert parse_expression(f"string({name}({', '.join(['1'] * count)})) != 'x'").evaluate({})


# A plain reference: conditions as functions of the answers, written down in two ways at once.
Condition = tuple[str, Callable[[Mapping[str, str]], bool]]
CODES = ("yes", "no", "transport", "")
NUMBERS = ("", "0", "3", "12", "-1")
COMPARISONS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def number_of(text: str) -> float:
    """A number as XPath reads it: what is none is not a number, and compares with nothing."""
    return float(text) if text else float("nan")


def equal(item: str, code: str) -> Condition:
    """Whether a choice is ``code``."""
    return f"${{{item}}} = '{code}'", lambda answers: answers[item] == code


def chosen(item: str, code: str) -> Condition:
    """Whether a list names ``code``."""
    return f"selected(${{{item}}}, '{code}')", lambda answers: code in answers[item].split()


def compared(item: str, sign: str, number: int) -> Condition:
    """Whether a number stands in relation to another."""
    return f"${{{item}}} {sign} {number}", lambda answers: COMPARISONS[sign](number_of(answers[item]), number)


def counted(item: str, sign: str, number: int) -> Condition:
    """Whether the length of a list stands in relation to a number."""
    text = f"count-selected(${{{item}}}) {sign} {number}"
    return text, lambda answers: COMPARISONS[sign](len(answers[item].split()), number)


def joined(parts: tuple[Condition, str, Condition]) -> Condition:
    """Two conditions with ``and`` or ``or``."""
    (left, left_holds), word, (right, right_holds) = parts
    if word == "and":
        return f"({left}) and ({right})", lambda answers: left_holds(answers) and right_holds(answers)
    return f"({left}) or ({right})", lambda answers: left_holds(answers) or right_holds(answers)


def denied(condition: Condition) -> Condition:
    """The contrary of a condition."""
    text, holds = condition
    return f"not({text})", lambda answers: not holds(answers)


def decided(parts: tuple[Condition, Condition, Condition]) -> Condition:
    """One of two conditions, as a third decides."""
    (test, test_holds), (then, then_holds), (other, other_holds) = parts
    return f"if({test}, {then}, {other})", lambda answers: (then_holds if test_holds(answers) else other_holds)(answers)


signs = st.sampled_from(sorted(COMPARISONS))
simple = st.one_of(
    st.builds(equal, st.sampled_from(["a", "b.row"]), st.sampled_from(CODES)),
    st.builds(chosen, st.just("l"), st.sampled_from(CODES[:3])),
    st.builds(compared, st.just("n"), signs, st.integers(0, 12)),
    st.builds(counted, st.just("l"), signs, st.integers(0, 3)),
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(joined),
        inner.map(denied),
        st.tuples(inner, inner, inner).map(decided),
    ),
    max_leaves=8,
)
answer_sets = st.fixed_dictionaries(
    {
        "a": st.sampled_from(CODES),
        "b.row": st.sampled_from(CODES),
        "n": st.sampled_from(NUMBERS),
        "l": st.lists(st.sampled_from(CODES[:3]), unique=True).map(" ".join),
    }
)


@given(conditions, st.lists(answer_sets, min_size=1, max_size=4))
def test_expression_agrees_with_a_plain_reference(condition: Condition, answers: list[dict[str, str]]) -> None:
    text, holds = condition
    expression = parse_expression(text)
    for one in answers:
        assert expression.evaluate(one) is holds(one)


@pytest.mark.parametrize(
    ("references", "cycle"),
    [
        ({}, None),
        ({"a": set()}, None),
        ({"a": {"b"}, "b": {"c"}, "c": set()}, None),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, None),
        ({"a": {"unknown"}}, None),
        ({"a": {"a"}}, ["a", "a"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ["b", "c", "b"]),
        ({"x": set(), "a": {"x", "b"}, "b": {"c"}, "c": {"a"}}, ["a", "b", "c", "a"]),
    ],
)
def test_find_cycle_names_the_circle(references: dict[str, set[str]], cycle: list[str] | None) -> None:
    assert find_cycle(references) == cycle


def test_find_cycle_follows_long_chains() -> None:
    chain = {f"i{number}": {f"i{number + 1}"} for number in range(50_000)}
    assert find_cycle(chain) is None
    assert find_cycle({**chain, "i50000": {"i49999"}}) == ["i49999", "i50000", "i49999"]


@given(st.dictionaries(st.integers(0, 7).map(str), st.sets(st.integers(0, 7).map(str)), max_size=8))
def test_find_cycle_finds_one_exactly_where_the_items_have_no_order(references: dict[str, set[str]]) -> None:
    left = {name: targets & references.keys() for name, targets in references.items()}
    while free := [name for name, targets in left.items() if not targets]:
        left = {name: targets - set(free) for name, targets in left.items() if name not in free}
    cycle = find_cycle(references)
    assert (cycle is None) == (not left)
    if cycle is not None:
        assert cycle[0] == cycle[-1]
        assert all(following in references[name] for name, following in itertools.pairwise(cycle))


def test_no_pattern_can_make_an_answer_run_for_ever() -> None:
    # With a backtracking engine this takes longer than the universe has existed.
    assert not parse_expression("regex(., '(a+)+')").evaluate({}, "a" * 100 + "b")


def test_long_chain_of_minus_signs_is_refused() -> None:
    with pytest.raises(ExpressionError, match="minus signs and brackets are nested"):
        parse_expression("-" * 3000 + "1")
