"""An index as files of other programs, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.indices.definition import index_of, read_index
from civiscope.indices.recipe import Recipe, parse_aggregate, parse_step, parse_weights
from civiscope.results.scores import Score
from civiscope.workflows.coinr_files import options_of
from civiscope.workflows.interchange import EXPORTS, IMPORTS, export_files, import_file
from civiscope.workflows.opened_index import DEFAULT_ORDER, IndexOptions, IndexSource
from civiscope.workflows.progress import silent
from civiscope.workflows.score import score
from tests.unit.workflows.index_study import INDEX, index_study

META = """\
Level,iCode,iName,Direction,Weight,Unit,Target,Denominator,Parent,Type,goalpost_lower,goalpost_upper,Minimum,Aggregate
1,roads,"Roads: all, ""new"" too",1,1,km,200,area,space,Indicator,0,400,,
1,noise,Yes,-1,2.5,dB,40,,space,Indicator,,,,
1,income,2020,1,1e-05,EUR,,,people,Indicator,,,,
1,jobs,Jobs,1,1,,,,people,Indicator,,,,
2,space,Räume,1,0,,,,all,Aggregate,,,0.75,geometric
2,people,People,1,1,,,,all,Aggregate,,,,
3,all,All,1,1,,,,,Aggregate,,,,harmonic
,size,Size class,,,,,,,Group,,,,
,area,Area,,,km2,,,,Denominator,,,,
"""
DATA = """\
uCode,uName,size,area,roads,noise,income,jobs
a,Aville,L,10,100,55.5,30,4
b,Bstadt,S,20,120,,20,7
c,Cburg,,5,10,60,25,
"""


def codes(raised: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [entry.code for entry in raised.value.problems]


def table(folder: Path, meta: str = META, data: str = DATA) -> IndexSource:
    (folder / "iMeta.csv").write_text(meta, encoding="utf-8")
    (folder / "iData.csv").write_text(data, encoding="utf-8")
    return IndexSource(folder / "iData.csv", folder / "iMeta.csv")


def scores(source: IndexSource, options: IndexOptions) -> dict[tuple[str, str, str], Score]:
    return {(row.wave, row.city, row.node): row for row in score(source, options, silent).rows if row.score is not None}


def given_options(text: str) -> IndexOptions:
    """The options that ``options.txt`` holds, as the command reads them."""
    words = text.split()
    found = {word.removeprefix("--"): value for word, value in zip(words[::2], words[1::2], strict=True)}
    aggregate = tuple(found.pop("aggregate", "").split(",")) if "aggregate" in found else ()
    minimum = float(found.pop("minimum", "0"))
    weights = found.pop("weights", None)
    return IndexOptions(dict(found), weights=weights, aggregate=aggregate, minimum=minimum)


def test_study_is_exported_so_that_it_scores_the_same(tmp_path: Path) -> None:
    study = index_study(tmp_path / "study")
    remarks = export_files("coinr", IndexSource(study, index="practice"), tmp_path / "out")
    options = (tmp_path / "out" / "options.txt").read_text(encoding="utf-8")
    assert options == "--normalise goalposts:0:10 --aggregate arithmetic --minimum 1.0\n"
    assert remarks == (f"Scored alike by: civiscope score iData.csv --meta iMeta.csv {options.strip()}",)
    exported = IndexSource(tmp_path / "out" / "iData.csv", tmp_path / "out" / "iMeta.csv")
    again = scores(exported, given_options(options))
    own = scores(IndexSource(study, index="practice"), IndexOptions())
    assert {key: row.score for key, row in again.items()} == {key: row.score for key, row in own.items()}
    assert {key: row.rank for key, row in again.items()} == {key: row.rank for key, row in own.items()}


def test_study_is_exported_with_names_and_groups(tmp_path: Path) -> None:
    index = INDEX.replace("code: use\n", "code: region\n")
    study = index_study(tmp_path / "study", index=index)
    export_files("coinr", IndexSource(study, index="practice"), tmp_path / "out")
    first, second = (tmp_path / "out" / "iData.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert first == "uName,uCode,Time,region_group,strategy,has_strategy,role_count,data_use,staff_number"
    assert second == "Aa,aa,2020,Europe,yes,1,2,0.5,5"


def test_cities_without_any_value_are_left_out_and_said_so(tmp_path: Path) -> None:
    study = index_study(tmp_path / "study")
    answers = study / "waves" / "2022" / "officers.csv"
    answers.write_text(answers.read_text(encoding="utf-8") + "ff,,,,,\n", encoding="utf-8")
    remarks = export_files("coinr", IndexSource(study, index="practice"), tmp_path / "out")
    assert remarks[1:] == ("Left out, because they have no value in any indicator: 1 rows.",)
    assert "ff,2022" not in (tmp_path / "out" / "iData.csv").read_text(encoding="utf-8")


def test_one_wave_can_be_exported(tmp_path: Path) -> None:
    study = index_study(tmp_path / "study")
    export_files("coinr", IndexSource(study, index="practice", wave="2022"), tmp_path / "out")
    lines = (tmp_path / "out" / "iData.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["aa", "bb", "ee", "gg"]
    assert "Time" not in lines[0]


def test_table_comes_back_as_it_was(tmp_path: Path) -> None:
    source = table(tmp_path)
    export_files("coinr", source, tmp_path / "out")
    back = IndexSource(tmp_path / "out" / "iData.csv", tmp_path / "out" / "iMeta.csv")
    recipe = IndexOptions({"denominate": "given", "normalise": "minmax:1:100"}, aggregate=("arithmetic",))
    assert scores(back, recipe) == scores(source, recipe)
    export_files("coinr", back, tmp_path / "again")
    for name in ("iData.csv", "iMeta.csv", "options.txt"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_structure_becomes_a_definition_that_scores_the_same(tmp_path: Path) -> None:
    source = table(tmp_path, META.replace("geometric", "").replace("harmonic", ""))
    assert import_file("coinr", tmp_path / "iMeta.csv", tmp_path / "all.yaml") == ()
    recipe = IndexOptions({"denominate": "given", "normalise": "minmax:1:100"}, aggregate=("arithmetic",))
    defined = IndexSource(tmp_path / "iData.csv", index=str(tmp_path / "all.yaml"))
    plain = IndexOptions(aggregate=("arithmetic",))
    for of_definition, of_table in ((recipe, recipe), (IndexOptions(), plain)):
        one, other = scores(defined, of_definition), scores(source, of_table)
        assert {key: row.score for key, row in one.items()} == pytest.approx(
            {key: row.score for key, row in other.items()}, rel=1e-13
        )
        assert {key: row.rank for key, row in one.items()} == {key: row.rank for key, row in other.items()}


def test_definition_keeps_what_the_structure_says(tmp_path: Path) -> None:
    table(tmp_path)
    import_file("coinr", tmp_path / "iMeta.csv", tmp_path / "cities.yaml")
    definition = read_index(tmp_path / "cities.yaml")
    tree, recipe = index_of(definition)
    roads, noise, space = (tree.node(code) for code in ("roads", "noise", "space"))
    assert (roads.label, roads.unit, roads.target, roads.denominator) == ('Roads: all, "new" too', "km", 200, "area")
    assert (roads.low, roads.high) == (0, 400)
    assert (noise.label, noise.direction, noise.weight) == ("Yes", -1, 2.5)
    assert (space.label, space.weight, space.minimum, space.aggregate) == ("Räume", 0, 0.75, "geometric")
    assert (tree.root, tree.node("income").weight, tree.node("income").label) == ("cities", 1e-05, "2020")
    assert [str(rule) for rule in recipe.aggregate] == ["arithmetic", "harmonic"]


def test_rule_of_a_node_may_have_values(tmp_path: Path) -> None:
    plain = META.replace("geometric", "").replace("harmonic", "")
    recipe = IndexOptions({"normalise": "minmax:1:100"}, aggregate=("arithmetic",))
    (tmp_path / "plain").mkdir()
    mean = scores(table(tmp_path / "plain", plain), recipe)
    bent = scores(table(tmp_path, plain.replace(",0.75,", ",0.75,mazziotta_pareto:positive")), recipe)
    assert bent["", "a", "people"] == mean["", "a", "people"]
    # The two elements of the dimension differ: the penalty is added to their mean.
    assert (bent["", "a", "space"].score or 0) > (mean["", "a", "space"].score or 0)


@pytest.mark.parametrize(
    ("old", "new", "name", "found"),
    [
        ("1,jobs,", "1,2jobs,", "all", ["index-code"]),
        ("", "", "2020", ["index-code"]),
        ("", "", "roads", ["index-node-twice"]),
        (",0.75,geometric", ",1.5,geometric", "all", ["index-minimum"]),
        (",0.75,geometric", ",,geometrical", "all", ["index-rule-unknown"]),
        ("Aggregate,,,,harmonic", "Aggregate,,,0.5,harmonic", "all", ["index-minimum-top"]),
    ],
)
def test_structure_that_cannot_be_a_definition_is_refused(
    tmp_path: Path, old: str, new: str, name: str, found: list[str]
) -> None:
    table(tmp_path, META.replace(old, new) if old else META)
    with pytest.raises(UserError) as raised:
        import_file("coinr", tmp_path / "iMeta.csv", tmp_path / f"{name}.yaml")
    assert codes(raised) == found
    assert sorted(path.name for path in tmp_path.iterdir()) == ["iData.csv", "iMeta.csv"]


def test_unknown_formats_are_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        import_file("coin", tmp_path / "x", tmp_path / "y")
    assert codes(raised) == ["format-unknown"]
    assert str(raised.value.problems[0]).startswith(
        'error [format-unknown] there is no format "coin" to import (did you mean "coinr"?)'
    )
    assert f"one of {', '.join(IMPORTS)}" in str(raised.value.problems[0])
    with pytest.raises(UserError) as raised:
        export_files("xyz", IndexSource(tmp_path), tmp_path / "y")
    assert f"one of {', '.join(EXPORTS)}" in str(raised.value.problems[0])


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    source = table(tmp_path)
    with pytest.raises(UserError) as raised:
        export_files("coinr", source, tmp_path)
    assert codes(raised) == ["folder-not-empty"]
    with pytest.raises(UserError) as raised:
        import_file("coinr", tmp_path / "iMeta.csv", tmp_path / "iMeta.csv")
    assert codes(raised) == ["out-is-input"]
    import_file("coinr", tmp_path / "iMeta.csv", tmp_path / "towns.yaml")
    (tmp_path / "towns.yaml").write_text("edited", encoding="utf-8")
    with pytest.raises(UserError, match=r"towns.yaml exists, and may have been edited; nothing was written") as raised:
        import_file("coinr", tmp_path / "iMeta.csv", tmp_path / "towns.yaml")
    assert codes(raised) == ["out-exists"]
    assert (tmp_path / "towns.yaml").read_text(encoding="utf-8") == "edited"
    study = index_study(tmp_path / "study")
    with pytest.raises(UserError) as raised:
        export_files("coinr", IndexSource(study, index="practice"), study / "out")
    assert codes(raised) == ["out-inside-study"]


def test_failed_export_leaves_nothing(tmp_path: Path) -> None:
    source = table(tmp_path, data=DATA.replace("55.5", "loud"))
    with pytest.raises(UserError) as raised:
        export_files("coinr", source, tmp_path / "out")
    assert codes(raised) == ["index-cell-text"]
    assert not (tmp_path / "out").exists()


STEPS = {
    "screen": ["available:0.5"],
    "denominate": [""],
    "impute": ["mean", "knn:3"],
    "treat": ["winsorise:2:log_ct", "boxcox:0.5"],
    "normalise": ["minmax:1:100", "rank"],
}


@settings(max_examples=30)
@given(data=st.data())
def test_options_of_a_recipe_say_every_step_in_order(data: st.DataObject) -> None:
    names = data.draw(st.permutations(list(STEPS)))[: data.draw(st.integers(0, len(STEPS)))]
    steps = tuple(parse_step(f"{name} {data.draw(st.sampled_from(STEPS[name]))}", "") for name in names)
    aggregate = parse_aggregate(data.draw(st.sampled_from([(), ("sum",), ("arithmetic", "geometric")])), "", 3)
    weights = data.draw(st.sampled_from(["meta", "equal", "pca", "weights.csv"]))
    words = options_of(Recipe(steps, parse_weights(weights, ""), aggregate, 0.5)).split()
    told = {name: words[words.index(f"--{name}") + 1] for name in names if name != "denominate"}
    assert told == {step.name: str(step.rule) for step in steps if step.name != "denominate"}
    assert ("--denominate" in words) == ("denominate" in names)
    order = words[words.index("--steps") + 1].split(",") if "--steps" in words else list(DEFAULT_ORDER)
    assert [name for name in order if name in names] == names
    assert ("--weights" in words) == (weights != "meta")
    assert weights == "meta" or words[words.index("--weights") + 1] == weights
    assert words[words.index("--minimum") + 1] == "0.5"
    assert ("--aggregate" in words) == bool(aggregate)


def test_step_that_is_taken_twice_cannot_be_said_in_options() -> None:
    with pytest.raises(UserError) as raised:
        options_of(Recipe((parse_step("impute mean", ""), parse_step("impute median", ""))))
    assert codes(raised) == ["index-step-twice"]
