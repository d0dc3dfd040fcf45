"""Analysis of an index of a table or of a study, as rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.workflows.analyse import KINDS, AnalysisOptions, Correlated, What, analyse_index
from civiscope.workflows.opened_index import IndexOptions, IndexSource
from civiscope.workflows.progress import silent
from civiscope.workflows.score import score
from tests.unit.workflows.index_study import index_study

META = """\
Level,iCode,iName,Direction,Weight,Parent,Type
1,roads,Roads,1,1,space,Indicator
1,noise,Noise,-1,3,space,Indicator
1,income,Income,1,1,people,Indicator
1,jobs,Jobs,1,1,people,Indicator
2,space,Space,1,1,index,Aggregate
2,people,People,1,2,index,Aggregate
3,index,Index,1,1,,Aggregate
"""
UNITS = 12


def table(folder: Path, *, waves: int = 1, flat: bool = False) -> IndexSource:
    """Twelve units in two size classes, with numbers from a generator; noise is missing in the first of them."""
    drawn = np.random.default_rng(4).normal(50, 10, (UNITS * waves, 4)).round(3)
    lines = ["uCode,Time,size,roads,noise,income,jobs"]
    for row, values in enumerate(drawn.tolist()):
        unit, wave = row % UNITS, 2020 + row // UNITS
        cells = [1.0 if flat else values[0], "" if unit == 0 else values[1], *values[2:]]
        lines.append(
            f"u{unit},{wave},{'' if unit == 1 else 'large' if unit % 2 else 'small'},{','.join(map(str, cells))}"
        )
    (folder / "iData.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "iMeta.csv").write_text(META, encoding="utf-8")
    return IndexSource(folder / "iData.csv", folder / "iMeta.csv")


def rows(source: IndexSource, what: What, recipe: IndexOptions | None = None, **options: Any) -> list[Any]:
    kind, found = analyse_index(source, recipe or IndexOptions(), AnalysisOptions(what, **options), silent)
    assert all(isinstance(row, kind) for row in found)
    return found


def codes(raised: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [entry.code for entry in raised.value.problems]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> IndexSource:
    return IndexSource(index_study(tmp_path_factory.mktemp("study")), index="practice")


def test_statistics_are_of_values_before_any_step_and_need_no_index(tmp_path: Path) -> None:
    source = table(tmp_path, flat=True)
    with pytest.raises(UserError) as raised:
        rows(source, What.WEIGHTS)
    assert codes(raised) == ["index-no-variance"]
    found = {row.node: row for row in rows(source, What.STATISTICS)}
    assert (found["roads"].minimum, found["roads"].maximum, found["roads"].skewness) == (1, 1, None)
    assert (found["noise"].n, found["noise"].available) == (UNITS, UNITS - 1)
    assert "few different values" in found["roads"].flags


def test_correlations_are_within_and_between_all_levels(tmp_path: Path) -> None:
    source = table(tmp_path)
    found = rows(source, What.CORRELATIONS)
    assert len(found) == 7 * 6 / 2
    pair = {(row.node, row.other): row for row in found}
    assert (pair["noise", "space"].relation, pair["noise", "index"].relation) == ("parent", "ancestor")
    assert pair["roads", "noise"].n == UNITS - 1
    ranked = {(row.node, row.other): row for row in rows(source, What.CORRELATIONS, correlated=Correlated.SPEARMAN)}
    assert ranked["income", "jobs"].method == "spearman"
    assert ranked["income", "jobs"].correlation != pair["income", "jobs"].correlation


def test_reliability_is_told_with_and_without_each_element(study: IndexSource, tmp_path: Path) -> None:
    found = rows(table(tmp_path), What.RELIABILITY)
    assert [(row.node, row.without, row.elements) for row in found] == [
        ("index", "", 2),
        ("people", "", 2),
        ("space", "", 2),
    ]
    flat = IndexSource(tmp_path / "iData.csv")
    (whole, *without) = rows(flat, What.RELIABILITY)
    assert (whole.elements, whole.n) == (4, UNITS - 1)
    assert [(row.without, row.elements) for row in without] == [
        (code, 3) for code in ("roads", "noise", "income", "jobs")
    ]
    assert without[1].n == UNITS


def test_components_have_a_row_per_element(tmp_path: Path) -> None:
    table(tmp_path)
    found = rows(IndexSource(tmp_path / "iData.csv"), What.COMPONENTS)
    assert [(row.component, row.element) for row in found] == [
        (component, element) for component in (1, 2, 3, 4) for element in ("roads", "noise", "income", "jobs")
    ]
    assert sum(row.vector**2 for row in found if row.component == 1) == pytest.approx(1)
    assert found[-1].cumulative == pytest.approx(1)
    assert {row.n for row in found} == {UNITS - 1}


def test_warnings_are_sentences(tmp_path: Path) -> None:
    lines = ["uCode,a,b,c", *(f"u{row},{row},{row * row},{row % 3}" for row in range(20))]
    (tmp_path / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = rows(IndexSource(tmp_path / "table.csv"), What.WARNINGS)
    told = {(row.kind, row.node, row.other): row for row in found}
    row = told["redundant", "a", "b"]
    assert row.message == f"a and b measure nearly the same thing (correlation {row.value:.2f}): it counts twice"
    assert row.value > row.limit


def test_effective_weights_multiply_up_the_tree(tmp_path: Path) -> None:
    found = {row.node: row for row in rows(table(tmp_path), What.WEIGHTS)}
    assert found["noise"].effective == pytest.approx(3 / 4 * 1 / 3)
    assert (found["noise"].weight, found["noise"].aggregate, found["noise"].note) == (3, "arithmetic", "")
    assert (found["index"].weight, found["index"].effective) == (None, 1)
    recipe = IndexOptions({"normalise": "minmax:1:100"}, aggregate=("arithmetic", "geometric"))
    bent = {row.node: row for row in rows(table(tmp_path), What.WEIGHTS, recipe)}
    assert bent["noise"].note == "nominal: geometric above it is no weighted sum"


@pytest.mark.parametrize("method", ["arithmetic", "geometric"])
def test_contributions_add_up_to_the_score(tmp_path: Path, method: str) -> None:
    source = table(tmp_path)
    recipe = IndexOptions({"normalise": "minmax:1:100"}, aggregate=(method,))
    scores = {row.city: row.score for row in score(source, recipe, silent).rows if row.node == "index"}
    found = rows(source, What.CONTRIBUTIONS, recipe)
    for unit, whole in scores.items():
        assert sum(row.contribution for row in found if row.city == unit) == pytest.approx(whole)
    one = rows(source, What.CONTRIBUTIONS, recipe, of="u3")
    assert one == [row for row in found if row.city == "u3"]


def test_strengths_are_against_all_others_or_those_of_a_column(tmp_path: Path) -> None:
    source = table(tmp_path)
    everybody = rows(source, What.STRENGTHS, of="u2")
    assert {row.peers for row in everybody if row.node != "noise"} == {UNITS - 1}
    assert [row.difference for row in everybody] == sorted((row.difference for row in everybody), reverse=True)
    kinds = {row.kind: row.difference > 0 for row in everybody}
    assert kinds.get("strength", True) is True
    assert kinds.get("weakness", False) is False
    small = rows(source, What.STRENGTHS, of="u2", peers_by="size")
    assert {row.peers for row in small if row.node != "noise"} == {UNITS / 2 - 1}
    assert {row.peer_rule for row in small} == {"The other units with size small."}
    normalised = {
        row.city: row.score for row in rows(source, What.CONTRIBUTIONS) if row.node == "jobs" and row.city != "u2"
    }
    mean = np.mean([value for unit, value in normalised.items() if int(unit[1:]) % 2 == 0])
    assert next(row.peer_mean for row in small if row.node == "jobs") == pytest.approx(mean)


def test_strengths_say_where_there_is_no_comparison(tmp_path: Path) -> None:
    source = table(tmp_path)
    first = {row.node: row for row in rows(source, What.STRENGTHS, of="u0", peers_by="size")}
    assert (first["noise"].note, first["noise"].difference) == ("the unit has no value", None)
    without = rows(source, What.STRENGTHS, of="u1", peers_by="size")
    assert {(row.peers, row.note, row.peer_rule) for row in without} == {
        (0, "fewer than 5 peers have a value", "No value of size.")
    }


def test_strengths_of_a_city_are_against_the_peers_of_the_study(study: IndexSource) -> None:
    found = rows(study, What.STRENGTHS, of="aa")
    assert {(row.wave, row.peers) for row in found if row.node == "has_strategy"} == {("2020", 6), ("2022", 3)}
    europe = rows(study, What.STRENGTHS, of="aa", peers_by="region")
    assert {(row.wave, row.peers) for row in europe if row.node == "has_strategy"} == {("2020", 4), ("2022", 2)}
    assert {row.peer_rule for row in europe} == {"The other cities of the wave with region Europe."}


@pytest.mark.parametrize(("group", "peers"), [("strategy", {"2020": 3, "2022": 2}), ("region", {"2020": 4, "2022": 2})])
def test_peers_may_be_those_of_a_group_of_the_study(tmp_path: Path, group: str, peers: dict[str, int]) -> None:
    """aa has a strategy, as three others in 2020 and two in 2022, and lies in Europe, as four and two others."""
    folder = index_study(tmp_path)
    definition = folder / "study.yaml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(f"{text}peers: {{group: {group}}}\n", encoding="utf-8")
    found = rows(IndexSource(folder, index="practice"), What.STRENGTHS, of="aa")
    assert {row.wave: row.peers for row in found if row.node == "has_strategy"} == peers
    assert all(row.peer_rule.startswith("The other cities of the group") for row in found)


def test_removal_rebuilds_the_index_without_the_element(tmp_path: Path) -> None:
    source = table(tmp_path)
    found = {row.node: row for row in rows(source, What.REMOVAL)}
    assert set(found) == {"roads", "noise", "income", "jobs", "space", "people"}
    kept = tmp_path / "kept.csv"
    kept.write_text(
        "".join(line for line in META.splitlines(keepends=True) if "people" not in line.lower()),
        encoding="utf-8",
    )
    recipe = IndexOptions(aggregate=("arithmetic",))
    whole = {row.city: row for row in score(source, recipe, silent).rows if row.node == "index"}
    less = {row.city: row for row in score(IndexSource(source.data, kept), recipe, silent).rows if row.node == "index"}
    shifts = [abs((whole[unit].rank or 0) - (less[unit].rank or 0)) for unit in whole]
    assert (found["people"].mean_shift, found["people"].max_shift) == (pytest.approx(np.mean(shifts)), max(shifts))
    one, other = (np.array([scores[unit].score for unit in whole], dtype=np.float64) for scores in (whole, less))
    assert found["people"].correlation == pytest.approx(np.corrcoef(one, other)[0, 1])


def test_removal_keeps_the_rules_of_what_is_left(tmp_path: Path) -> None:
    """Without one of two dimensions the index is the other one, by the rule of that dimension's own level."""
    recipe = IndexOptions({"normalise": "minmax:1:100"}, aggregate=("geometric", "arithmetic"))
    source = table(tmp_path)
    found = {row.node: row for row in rows(source, What.REMOVAL, recipe)}
    built = list(score(source, recipe, silent).rows)
    index, space = (
        np.array([row.score for row in built if row.node == node], dtype=np.float64) for node in ("index", "space")
    )
    assert found["people"].correlation == pytest.approx(np.corrcoef(index, space)[0, 1])


def test_change_is_taken_apart_into_indicators(study: IndexSource) -> None:
    found = rows(study, What.CHANGE, of="bb")
    (whole, *parts) = found
    scores = {
        row.wave: row.score or 0
        for row in score(study, IndexOptions(), silent).rows
        if (row.city, row.node) == ("bb", "practice")
    }
    assert (whole.node, whole.wave_before, whole.wave) == ("practice", "2020", "2022")
    assert whole.contribution == pytest.approx(scores["2022"] - scores["2020"])
    assert sum(row.contribution for row in parts) == pytest.approx(whole.contribution)
    by_node = {row.node: row for row in parts}
    assert (by_node["has_strategy"].value_before, by_node["has_strategy"].value) == (0, 1)
    assert by_node["has_strategy"].contribution == pytest.approx(10 / 3 / 2)
    assert by_node["role_count"].contribution == 0
    assert {row.note for row in found} == {""}
    assert {row.city for row in rows(study, What.CHANGE)} == {"aa", "bb", "ee", "gg"}


def test_change_says_where_scores_depend_on_all_waves(tmp_path: Path) -> None:
    found = rows(table(tmp_path, waves=3), What.CHANGE, of="u4")
    assert {(row.wave_before, row.wave) for row in found} == {("2020", "2021"), ("2021", "2022")}
    assert all("not on fixed goalposts" in row.note for row in found)


def test_change_is_between_the_waves_that_are_named(tmp_path: Path) -> None:
    source = table(tmp_path, waves=3)
    later = IndexSource(source.data, source.meta, wave="2022")
    assert {(row.wave_before, row.wave) for row in rows(later, What.CHANGE)} == {("2021", "2022")}
    assert {(row.wave_before, row.wave) for row in rows(later, What.CHANGE, since="2020")} == {("2020", "2022")}
    for wave, since, code in (
        ("2020", None, "index-wave-first"),
        ("2019", None, "wave-unknown"),
        (None, "1", "wave-unknown"),
    ):
        with pytest.raises(UserError) as raised:
            rows(IndexSource(source.data, source.meta, wave=wave), What.CHANGE, since=since)
        assert codes(raised) == [code]


def test_change_needs_two_waves(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        rows(table(tmp_path), What.CHANGE)
    assert codes(raised) == ["index-one-wave"]
    assert "the index has only one wave" in str(raised.value)


def test_each_wave_is_analysed_by_itself(tmp_path: Path) -> None:
    source = table(tmp_path, waves=2)
    for what in (What.STATISTICS, What.CORRELATIONS, What.RELIABILITY, What.COMPONENTS, What.REMOVAL):
        assert {row.wave for row in rows(source, what)} == {"2020", "2021"}, what
    one = IndexSource(source.data, source.meta, wave="2021")
    assert {row.n for row in rows(one, What.STATISTICS)} == {UNITS}


@pytest.mark.parametrize("what", [what for what in What if what is not What.CHANGE])
def test_every_analysis_of_a_study_has_rows_of_its_kind(study: IndexSource, what: What) -> None:
    found = rows(study, what)
    assert found
    assert type(found[0]) is KINDS[what]


@pytest.mark.parametrize(
    ("what", "options", "code"),
    [
        (What.WEIGHTS, {"of": "u1"}, "index-analysis-option"),
        (What.CONTRIBUTIONS, {"peers_by": "size"}, "index-analysis-option"),
        (What.STRENGTHS, {"since": "2020"}, "index-analysis-option"),
        (What.STRENGTHS, {"of": "u99"}, "index-unit-unknown"),
        (What.STRENGTHS, {"peers_by": "sizes"}, "index-peers-column"),
    ],
)
def test_what_cannot_be_asked_is_told(tmp_path: Path, what: What, options: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as raised:
        rows(table(tmp_path), what, None, **options)
    assert codes(raised) == [code]


def test_wave_that_a_table_lacks_is_told(tmp_path: Path) -> None:
    source = table(tmp_path, waves=2)
    with pytest.raises(UserError) as raised:
        rows(IndexSource(source.data, source.meta, wave="1999"), What.WEIGHTS)
    assert codes(raised) == ["wave-unknown"]
