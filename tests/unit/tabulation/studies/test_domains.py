"""Which respondents belong to which level."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.study.groups import all_levels
from civiscope.tabulation.studies.domains import chosen_levels, domain_levels
from tests.unit.tabulation.studies.drawn_study import drawn


def found(folder: Path, *groupings: tuple[str, ...]) -> dict[tuple[str, str, str], list[int]]:
    """Members by domain, level and item."""
    study, block = drawn(folder)
    levels = all_levels(study.study.definition, study.study.questionnaires, study.study.frame)
    if groupings:
        rows = chosen_levels(study.study, study.answers, block, levels, groupings)
    else:
        rows = domain_levels(study.study, study.answers, block, levels)
    return {(level.domain, level.level, level.item): level.members.tolist() for level in rows}


def test_domains_of_the_study_come_after_all_cities(tmp_path: Path) -> None:
    assert found(tmp_path) == {
        ("", "", ""): [0, 1, 2, 3, 4, 5],
        ("region", "North", ""): [0, 1, 2],
        ("region", "South", ""): [3, 4, 5],
        ("strategy", "yes", "strategy"): [0, 2, 5],
        ("strategy", "no", "strategy"): [1, 3, 4],
        ("coast", "yes", ""): [0, 3, 4],
    }


def test_columns_of_the_frame_and_crossings_can_be_chosen(tmp_path: Path) -> None:
    assert found(tmp_path, ("district",), ("coast", "region"), ("region", "strategy")) == {
        ("district", "d1", ""): [0, 1],
        ("district", "d2", ""): [2],
        ("district", "d3", ""): [3, 4],
        ("district", "d4", ""): [5],
        ("coast & region", "yes & North", ""): [0],
        ("coast & region", "yes & South", ""): [3, 4],
        ("region & strategy", "North & yes", "strategy"): [0, 2],
        ("region & strategy", "North & no", "strategy"): [1],
        ("region & strategy", "South & yes", "strategy"): [5],
        ("region & strategy", "South & no", "strategy"): [3, 4],
    }


def test_name_of_no_domain_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        found(tmp_path, ("regions",))
    (told,) = caught.value.problems
    assert told.code == "study-domain-unknown"
    assert told.message == 'there is no domain "regions" (did you mean "region"?)'
    assert told.expected.endswith("or a column of cities.csv: region, strategy, coast")
