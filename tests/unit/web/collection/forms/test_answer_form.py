"""Answers as forms send and show them: every kind of item there and back, and what cannot be read."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from civiscope.study.questionnaire import OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.forms.answer_form import cells_from, fields_of, joined, settled
from civiscope.web.collection.rules.given import DONT_KNOW, NOT_APPLICABLE, decoded, encoded

OPTIONS = [
    {"code": code, "label": {"en": code.title(), "fr": f"{code} (fr)"}} for code in ("housing", "health", "water")
]
SCALE = [{"code": "weak", "label": "Weak"}, {"code": "strong", "label": "Strong"}]


def item_of(kind: str, **words: Any) -> Item:
    """An item of a kind."""
    grid = {"rows": OPTIONS, "options": SCALE} if kind.startswith("grid") else {}
    choice = {"options": OPTIONS} if kind in ("single", "multiple", "ranking") else {}
    return Item.model_validate({"code": "q", "kind": kind, "label": "Question?", **grid, **choice, **words})


def asked(item: Item) -> Questionnaire:
    """A questionnaire of one item."""
    return Questionnaire.model_validate(
        {"id": "x", "title": "X", "sections": [{"code": "s", "title": "S", "items": [item]}]}
    )


def read(item: Item, **fields: str | list[str]) -> dict[str, str]:
    """The cells of what is sent; ``__`` in a name stands for its point."""
    sent = {name.replace("__", "."): [value] if isinstance(value, str) else value for name, value in fields.items()}
    return cells_from(asked(item), item, MultiValueDict(sent))


@pytest.mark.parametrize(
    ("item", "fields", "cells"),
    [
        (item_of("single"), {"q": "health"}, {"": "health"}),
        (item_of("single"), {"q": DONT_KNOW}, {"": DONT_KNOW}),
        (item_of("single"), {"q__missing": "not_applicable"}, {"": NOT_APPLICABLE}),
        (item_of("single", other=True), {"q": "other", "q__other": "Parks; lakes"}, {"": "other: Parks, lakes"}),
        (item_of("single", other=True), {"q__other": "Parks"}, {"": "other: Parks"}),
        (item_of("single", other=True), {"q": "health", "q__other": "Parks"}, {"": "health"}),
        (item_of("single"), {"q": "", "q__other": "not offered"}, {}),
        (item_of("multiple"), {"q": ["housing", "health", "housing"]}, {"": "housing;health"}),
        (item_of("multiple"), {"q__none": "1"}, {"": "(none)"}),
        (item_of("multiple"), {"q": ["water"], "q__none": "1", "q__missing": "dont_know"}, {"": "water"}),
        (item_of("multiple"), {"q__missing": "dont_know"}, {"": DONT_KNOW}),
        (item_of("multiple", other=True), {"q": ["other", "water"], "q__other": "x"}, {"": "water;other: x"}),
        (item_of("multiple", other=True), {"q": ["other"]}, {"": "other"}),
        (item_of("ranking"), {"q__water": "2", "q__health": "1", "q__housing": ""}, {"": "health;water"}),
        (item_of("ranking"), {"q__water": "1", "q__health": "1"}, {"": "water;health"}),
        (
            item_of("ranking", other=True),
            {"q__other": "1", "q__other__words": "x", "q__water": "2"},
            {"": "other: x;water"},
        ),
        (item_of("ranking"), {"q__missing": "dont_know"}, {"": DONT_KNOW}),
        (item_of("grid"), {"q__housing": "weak", "q__water": DONT_KNOW}, {"housing": "weak", "water": DONT_KNOW}),
        (item_of("grid"), {"q__housing__missing": "dont_know"}, {"housing": DONT_KNOW}),
        (
            item_of("grid_multiple"),
            {"q__housing": ["weak", "strong"], "q__water__none": "1"},
            {"housing": "weak;strong", "water": "(none)"},
        ),
        (item_of("integer"), {"q": " 1250 "}, {"": "1250"}),
        (item_of("integer"), {"q": "about ten"}, {"": "about ten"}),
        (item_of("integer"), {"q": "", "q__missing": "dont_know"}, {"": DONT_KNOW}),
        (item_of("decimal"), {"q": "3,5", "q__missing": "dont_know"}, {"": "3,5"}),
        (item_of("longtext"), {"q": "one\r\ntwo; three\x00\x07"}, {"": "one\ntwo; three"}),
        (item_of("date"), {"q": "2026-02-30"}, {"": "2026-02-30"}),
        (item_of("url"), {"q": "https://lab.example.org"}, {"": "https://lab.example.org"}),
        (item_of("single"), {}, {}),
    ],
)
def test_fields_become_cells(item: Item, fields: dict[str, Any], cells: dict[str, str]) -> None:
    assert read(item, **fields) == cells


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


def one_line(text: str) -> str:
    """Own words as they are kept."""
    return " ".join(text.replace(";", ",").split())


@st.composite
def answers(draw: st.DrawFn) -> tuple[Item, dict[str, str]]:
    """An item of any kind with an answer as a city can give it."""
    kind = Kind(draw(st.sampled_from([kind.value for kind in Kind])))
    item = item_of(
        kind.value, other=draw(st.booleans()) if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING) else False
    )
    questionnaire = asked(item)
    rows = [row.code for row in questionnaire.rows_of(item)] or [""]
    codes = [option.code for option in questionnaire.options_of(item)]
    cells = {row: draw(cell_of(item, codes)) for row in rows}
    return item, decoded(encoded(cells))


def cell_of(item: Item, codes: list[str]) -> st.SearchStrategy[str]:
    """A cell of the item."""
    missing = st.sampled_from(["", DONT_KNOW, NOT_APPLICABLE])
    own = WORDS.map(one_line).filter(bool).map(lambda text: f"other: {text}")
    part = st.one_of(st.sampled_from(codes or ["-"]), own) if item.other else st.sampled_from(codes or ["-"])
    if item.kind in (Kind.SINGLE, Kind.GRID):
        return st.one_of(missing, part)
    if item.kind is Kind.RANKING:
        return st.one_of(missing, ranked(part))
    if item.kind in (Kind.MULTIPLE, Kind.GRID_MULTIPLE):
        return st.one_of(missing, st.just("(none)"), ranked(part).map(own_words_last))
    return st.one_of(missing, WORDS.map(str.strip))


def ranked(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Several options, each once, own words being one of them."""
    return st.lists(part, min_size=1, max_size=4, unique_by=lambda text: text.partition(":")[0]).map(";".join)


def own_words_last(cell: str) -> str:
    """A list as forms send it: own words at its end."""
    parts = cell.split(";")
    return ";".join([*(part for part in parts if ":" not in part), *(part for part in parts if ":" in part)])


@settings(max_examples=400)
@generated(answers())
def test_what_is_shown_is_read_as_the_same_answer(answer: tuple[Item, dict[str, str]]) -> None:
    item, cells = answer
    assert settled(asked(item), item, cells) == cells


@settings(max_examples=200)
@generated(answers(), WORDS)
def test_what_is_no_option_is_shown_and_kept(answer: tuple[Item, dict[str, str]], text: str) -> None:
    item = answer[0]
    row = next(iter([row.code for row in asked(item).rows_of(item)] or [""]))
    kept = settled(asked(item), item, {row: text})
    assert settled(asked(item), item, kept) == kept
    if one_line(text).strip(", "):
        assert kept


@pytest.mark.parametrize(
    ("kind", "cell", "settled_cell"),
    [
        ("single", "Health", "health"),
        ("multiple", "Housing; Health", "housing;health"),
        ("multiple", "housing (fr);water", "housing;water"),
        ("ranking", "Water;Housing", "water;housing"),
    ],
)
def test_labels_of_files_and_workbooks_count_as_their_options(kind: str, cell: str, settled_cell: str) -> None:
    item = item_of(kind)
    assert settled(asked(item), item, {"": cell}) == {"": settled_cell}


def test_both_lists_name_what_either_names() -> None:
    item = item_of("multiple", other=True)
    both = joined(asked(item), item, {"": "water;other: lakes"}, {"": "health;water;other: parks"})
    assert both == {"": "health;water;other: parks, lakes"}
    grid = item_of("grid_multiple")
    mine, theirs = {"housing": "weak"}, {"housing": "strong", "water": "weak"}
    assert joined(asked(grid), grid, mine, theirs) == {"housing": "strong;weak", "water": "weak"}
    number = item_of("integer")
    assert joined(asked(number), number, {"": "1"}, {"": "2"}) == {"": "1"}


def test_own_answer_of_a_ranking_has_a_field_for_its_words() -> None:
    item = item_of("ranking", other=True)
    fields = fields_of(asked(item), item, {"": "other: trees;water"})
    assert fields == {f"q.{OTHER}": ["1"], "q.water": ["2"], "q.other.words": ["trees"]}
