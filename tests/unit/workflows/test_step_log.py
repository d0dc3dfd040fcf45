"""The log of an index's steps: what each of them did, and that the scores can be had again from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.results.index_analysis import StepEffect
from civiscope.workflows.opened_index import IndexOptions, IndexSource
from civiscope.workflows.progress import silent
from civiscope.workflows.score import score
from tests.unit.workflows.index_study import index_study

META = """\
iCode,Direction,Weight,Denominator,Parent,Type
roads,1,1,area,index,Indicator
noise,-1,3,,index,Indicator
income,1,1,,index,Indicator
index,1,1,,,Aggregate
area,,,,,Denominator
"""
DATA = """\
uCode,area,roads,noise,income
a,10,100,50,1
b,20,120,,2
c,5,10,60,3
d,4,12,70,4
e,1,3,55,5
f,2,7,65,900
g,1,,,6
"""
RECIPE = IndexOptions(
    {
        "denominate": "given",
        "screen": "available:0.5",
        "impute": "median",
        "treat": "winsorise:5:log_ct",
        "normalise": "minmax:1:100",
    },
    weights="equal",
    aggregate=("geometric",),
    minimum=0.5,
)


def table(folder: Path) -> IndexSource:
    (folder / "iMeta.csv").write_text(META, encoding="utf-8")
    (folder / "iData.csv").write_text(DATA, encoding="utf-8")
    return IndexSource(folder / "iData.csv", folder / "iMeta.csv")


def logged(source: IndexSource, recipe: IndexOptions) -> list[StepEffect]:
    return list(score(source, recipe, silent).effects)


def of_step(rows: list[StepEffect], step: str) -> dict[tuple[str, str], StepEffect]:
    return {(row.unit, row.indicator): row for row in rows if row.step == step}


def test_log_tells_every_step_in_order(tmp_path: Path) -> None:
    steps = dict.fromkeys(row.step for row in logged(table(tmp_path), RECIPE))
    assert list(steps) == [
        "denominate given",
        "screen available:0.5",
        "impute median",
        "treat winsorise:5:log_ct",
        "normalise minmax:1:100",
        "weights equal",
        "minimum 0.5",
        "aggregate geometric",
    ]


def test_log_tells_what_was_done_to_each_value(tmp_path: Path) -> None:
    rows = logged(table(tmp_path), RECIPE)
    divided = of_step(rows, "denominate given")
    # Nothing is changed where the area is 1.
    assert set(divided) == {(unit, "roads") for unit in "abcdf"}
    assert (divided["a", "roads"].before, divided["a", "roads"].after) == (100, 10)
    assert divided["a", "roads"].note == "divided by area"
    (gone,) = of_step(rows, "screen available:0.5").values()
    assert gone.before == pytest.approx(1 / 3)
    assert (gone.unit, gone.after) == ("g", None)
    assert gone.note == "removed; before: share available"
    (filled,) = of_step(rows, "impute median").values()
    assert (filled.unit, filled.indicator, filled.before, filled.after) == ("b", "noise", None, 60)
    assert filled.note == "imputed"
    (pulled,) = of_step(rows, "treat winsorise:5:log_ct").values()
    assert (pulled.unit, pulled.indicator, pulled.before, pulled.after) == ("f", "income", 900, 5)
    assert pulled.note == "winsorised"
    turned = of_step(rows, "normalise minmax:1:100")["d", "noise"]
    assert (turned.before, turned.after, turned.note) == (70, 1, "normalised, less is better")
    assert [(row.indicator, row.before, row.after) for row in rows if row.step == "weights equal"] == [
        ("roads", 1, 1),
        ("noise", 3, 1),
        ("income", 1, 1),
    ]


def test_log_names_the_transformation(tmp_path: Path) -> None:
    recipe = IndexOptions({"treat": "winsorise:0:log_ct"}, aggregate=("arithmetic",))
    source = table(tmp_path)
    rows = [row for row in logged(source, recipe) if row.step == "treat winsorise:0:log_ct"]
    assert {row.indicator for row in rows} == {"income"}
    assert {row.note for row in rows} == {"log_ct"}
    values = np.array([1, 2, 3, 4, 5, 900, 6])
    shifted = np.log(values - 1 + 0.01 * 899)
    assert [row.after for row in rows] == pytest.approx(shifted)


def test_values_go_from_step_to_step(tmp_path: Path) -> None:
    """The last value before a step is what an earlier one made of it, back to the value of the file."""
    held = {
        (line.split(",")[0], name): float(cell) if cell else None
        for line in DATA.splitlines()[1:]
        for name, cell in zip(("roads", "noise", "income"), line.split(",")[2:], strict=True)
    }
    source = table(tmp_path)
    scored = score(source, RECIPE, silent)
    rows, effects = scored.rows, scored.effects
    for effect in effects:
        if (effect.unit, effect.indicator) in held:
            assert effect.before == held[effect.unit, effect.indicator]
            held[effect.unit, effect.indicator] = effect.after
    ends = {(row.city, row.node): row.score for row in rows if row.node != "index"}
    assert {key: value for key, value in held.items() if key[0] != "g"} == ends


def test_step_that_changed_nothing_is_told(tmp_path: Path) -> None:
    rows = logged(table(tmp_path), IndexOptions({"screen": "available:0.1"}, aggregate=("arithmetic",)))
    (row,) = of_step(rows, "screen available:0.1").values()
    assert (row.unit, row.indicator, row.before, row.after, row.note) == ("", "", None, None, "nothing changed")


def test_log_ends_with_the_scores(tmp_path: Path) -> None:
    source = table(tmp_path)
    scores = {row.city: row.score for row in score(source, RECIPE, silent).rows if row.node == "index"}
    last = {row.unit: row.after for row in logged(source, RECIPE) if row.step == "aggregate geometric"}
    assert last == scores


def test_log_of_a_study_names_index_and_wave(tmp_path: Path) -> None:
    source = IndexSource(index_study(tmp_path), index="practice")
    rows = logged(source, IndexOptions())
    assert {row.index for row in rows} == {"practice"}
    without = [row for row in rows if row.note == "no score"]
    assert {(row.wave, row.unit, row.indicator) for row in without} == {
        ("2020", "cc", "direction"),
        ("2020", "cc", "practice"),
    }
    assert {row.wave for row in rows if row.step == "normalise goalposts:0:10"} == {"2020", "2022"}
