"""The answers of a block as a table."""

from __future__ import annotations

from pathlib import Path

from civiscope.tabulation.studies.answer_design import design_of
from civiscope.tabulation.studies.answer_table import CLUSTER, POPULATION, STRATUM, WEIGHT, answer_table
from tests.unit.tabulation.studies.drawn_study import drawn


def test_table_has_cities_design_frame_groups_and_items(tmp_path: Path) -> None:
    study, block = drawn(tmp_path, "{strata: region, cluster: district, weight: weight}")
    table = answer_table(study.study, study.answers, block, design_of(study.study, block)).to_pydict()
    assert table["city"] == ["aa", "bb", "cc", "dd", "ee", "ff"]
    assert table["strategy"] == ["yes", "no", "yes", "no", "no", "yes"]
    assert table["tools.a"] == [1, 1, 0, 0, None, 1]
    assert table["tools.b"] == [0, 1, 0, 1, None, 0]
    assert table["staff"] == [10, 20, 30, 40, 50, None]
    assert table["region"] == ["North"] * 3 + ["South"] * 3
    assert table["coast"] == ["yes", None, None, "yes", "yes", None]
    assert table["population"] == [1000, 2000, 3000, 4000, 5000, 6000]
    assert table["district"] == ["d1", "d1", "d2", "d3", "d3", "d4"]
    assert (table[WEIGHT], table[STRATUM]) == ([2, 2, 2.5, 1, 1, 1], [0, 0, 0, 1, 1, 1])
    assert (table[CLUSTER], table[POPULATION]) == ([0, 0, 1, 2, 2, 3], [3, 3, 3, 2, 2, 2])
    assert table["frame.region"] == table["region"]


def test_design_without_clusters_names_none(tmp_path: Path) -> None:
    study, block = drawn(tmp_path)
    table = answer_table(study.study, study.answers, block, design_of(study.study, block))
    assert CLUSTER not in table.column_names
    assert table.column(POPULATION).to_pylist() == [9.0] * 6
