"""YAML files become plain values with lines; what cannot be read is said in plain words, with its line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import ProblemLog
from civiscope.study.yamlfile import YamlFile, line_of, read_yaml
from civiscope.study.yamlnodes import MAXIMUM_DEPTH

Read = Callable[[str | bytes], tuple[YamlFile, list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a YAML text from a file: the values, and the first line of every problem."""

    def run(text: str | bytes) -> tuple[YamlFile, list[str]]:
        path = tmp_path / "study.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        log = ProblemLog()
        file = read_yaml(path, "study.yaml", log)
        return file, [str(entry).splitlines()[0] for entry in log.problems]

    return run


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("NO", "NO"),
        ("True", "True"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ("Null", "Null"),
        ("12", 12),
        ("-7", -7),
        ("+7", 7),
        ("0", 0),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("123456789012345678", 123456789012345678),
        ("1234567890123456789012", "1234567890123456789012"),
        ("2.50", 2.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2018-05-01", "2018-05-01"),
        ("2018-20", "2018-20"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("! 12", "12"),
        ("<<", "<<"),
        ("|\n  12\n", "12\n"),
    ],
)
def test_read_yaml_takes_only_plain_numbers_true_false_and_null_for_other_than_text(
    read: Read, written: str, value: object
) -> None:
    file, problems = read(f"field: {written}\n")
    assert problems == []
    assert file.data == {"field": value}
    assert type(file.data["field"]) is type(value)


def test_read_yaml_gives_the_line_of_every_name_and_element(read: Read) -> None:
    file, problems = read(
        "# a remark\nid: x\nwaves:\n  - id: a\n    title: A\n\n  - {id: b,\n     title: B}\n2018: [1,\n 2]\n"
    )
    assert problems == []
    assert file.data == {
        "id": "x",
        "waves": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
        "2018": [1, 2],
    }
    assert file.lines == {
        (): 2,
        ("id",): 2,
        ("waves",): 3,
        ("waves", 0): 4,
        ("waves", 0, "id"): 4,
        ("waves", 0, "title"): 5,
        ("waves", 1): 7,
        ("waves", 1, "id"): 7,
        ("waves", 1, "title"): 8,
        ("2018",): 9,
        ("2018", 0): 9,
        ("2018", 1): 10,
    }


def test_line_of_what_is_absent_is_the_line_of_what_would_hold_it(read: Read) -> None:
    file, _ = read("id: x\nwaves:\n- id: a\n")
    assert line_of(file, ("waves", 0, "title")) == 3
    assert line_of(file, ("waves", 5)) == 2
    assert line_of(file, ("groups", 0, "code")) == 1


def test_read_yaml_follows_aliases(read: Read) -> None:
    file, problems = read("a: &same [x, y]\nb: *same\n")
    assert problems == []
    assert file.data == {"a": ["x", "y"], "b": ["x", "y"]}
    assert line_of(file, ("b", 1)) == 2


def test_read_yaml_logs_every_duplicate_name_and_keeps_the_first(read: Read) -> None:
    file, problems = read("a: 1\nb:\n  c: 1\n  c: [1, {d: 2}]\na: 2\ne: 3\n")
    assert file.data == {"a": 1, "b": {"c": 1}, "e": 3}
    assert problems == [
        'error [duplicate-key] study.yaml, line 4, b: "c" stands twice in the same block (first in line 3)',
        'error [duplicate-key] study.yaml, line 5: "a" stands twice in the same block (first in line 1)',
    ]
    assert ("b", "c", 1) not in file.lines


YAML = "error [yaml-syntax] study.yaml, line {}: the file cannot be read as YAML: {}"
NOT_USED = "error [yaml-not-used] study.yaml, line {}: the file uses something that study files do not need: {}"
TOO_LARGE = "error [yaml-too-large] study.yaml, line {}: the file unfolds to more than {}"
CONTROL = "error [control-character] study.yaml, line 1: there is a control character, U+0007, which no reader can see"
TENFOLD = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefgh")
)
"""Each list holds the one before it ten times: ten million values on eight lines."""
COLON = (
    "there is a colon where none can be (is the line indented too far, or is it a text with a colon that needs quotes?)"
)
NAME = (
    "a name was expected here (is the indentation that of the lines before, "
    "and is a quotation mark within quotation marks doubled?)"
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b: c\n", YAML.format(1, COLON)),
        ("a: b\n  c: d\n", YAML.format(2, COLON)),
        ("a:\n  b: 1\n c: 2\n", YAML.format(3, NAME)),
        ("a: [1, 2\nb: 3\n", YAML.format(2, "a list in brackets is not closed, or lacks a comma")),
        ("{a: 1", YAML.format(1, "a mapping in braces is not closed, or lacks a comma")),
        ('a: 1\nb: "c\nd: e\n', YAML.format(2, "a quotation mark that opens a text is not closed")),
        ("a: 'it's'\n", YAML.format(1, NAME)),
        (
            "a: @b\n",
            YAML.format(1, "a text begins with a character that YAML keeps for itself (put the text in quotes)"),
        ),
        ('a: "\\d"\n', YAML.format(1, 'in "double quotes" a backslash has a special meaning (use single quotes)')),
        ("a: !b c\n", NOT_USED.format(1, "the tag `!b`")),
        ("a: *b\n", NOT_USED.format(1, "the alias `*b` without the anchor `&b` before it")),
        ("a: &b [*b]\n", NOT_USED.format(1, "the alias `*b` without the anchor `&b` before it")),
        ("a: 1\n---\nb: 1\n", NOT_USED.format(2, "a second document (`---`)")),
        ("[a]: 1\n", NOT_USED.format(1, "a list, a mapping or an alias as a name")),
        ("a:\n\tb: 1\n", "error [yaml-tab] study.yaml, line 2: the line is indented with a tab"),
        ("a:\n  - b\n \t- c\n", "error [yaml-tab] study.yaml, line 3: the line is indented with a tab"),
        ("a: \x07\n", CONTROL),
        ("# nothing\n", "error [file-empty] study.yaml: the file is empty"),
        (" \n", "error [file-empty] study.yaml: the file is empty"),
        ("a: " + "[" * 100_000, TOO_LARGE.format(1, f"{MAXIMUM_DEPTH} levels")),
        (TENFOLD, TOO_LARGE.format(6, "500,000 values")),
    ],
)
def test_read_yaml_says_what_is_wrong_and_where(read: Read, text: str, problem: str) -> None:
    file, problems = read(text)
    assert problems == [problem]
    assert file is None


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**17), 10**17)
        | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_ 12", min_size=1), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_read_yaml_reads_back_what_a_yaml_writer_wrote(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.mktemp("yaml") / "x.yaml"
    path.write_text(yaml.safe_dump({"value": value}, allow_unicode=True), encoding="utf-8")
    log = ProblemLog()
    file = read_yaml(path, "x.yaml", log)
    assert log.problems == []
    assert file is not None
    assert file.data == {"value": value}


@given(st.binary(max_size=200))
def test_read_yaml_never_fails_on_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("yaml") / "x.yaml"
    path.write_bytes(data)
    log = ProblemLog()
    assert (read_yaml(path, "x.yaml", log) is None) <= bool(log.problems)


@given(st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@`?,\n\t ~0"), max_size=40))
def test_read_yaml_never_fails_on_any_marks(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("yaml") / "x.yaml"
    path.write_text(text, encoding="utf-8")
    log = ProblemLog()
    assert (read_yaml(path, "x.yaml", log) is None) <= bool(log.problems)
