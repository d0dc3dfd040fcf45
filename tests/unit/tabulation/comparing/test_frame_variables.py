"""Variables of the frame: groups before columns, numbers where all values are numbers, and what is no variable."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.study.loading import Study
from civiscope.tabulation.comparing.frame_variables import (
    Categories,
    Numbers,
    frame_columns,
    frame_number,
    frame_variable,
    subsets,
)
from tests.studies import coded, write_study

CITIES = """\
    code,name,country,region,population,staff,area
    aa,Aa,FRA,Europe,1000,"1,200",12
    bb,Bb,FRA,Europe,2000,8,old town
    cc,Cc,ITA,Europe,3000,,
    dd,Dd,JPN,Asia,,3,12
    """
STUDY = """\
    id: test-study
    title: Test study
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: First wave, status: closed, date: 2020-12-31, questionnaires: [officers]}
    groups:
      - {code: french, label: French, countries: [FRA]}
      - code: size
        label: Size
        column: population
        classes: [{code: small, label: Small, below: 1500}, {code: large, label: Large}]
      - {code: strategy, label: Strategy, item: strategy}
    """


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Four cities with columns of their own."""
    return coded(write_study(tmp_path, study=STUDY, cities=CITIES)).study


def test_group_of_members_divides_all_cities(study: Study) -> None:
    found = frame_variable(study, "french")
    assert found == Categories("french", ("yes",), {"aa": "yes", "bb": "yes"}, overlays=True)


def test_classes_keep_their_order_and_leave_out_cities_without_a_value(study: Study) -> None:
    found = frame_variable(study, "size")
    assert found == Categories("size", ("small", "large"), {"aa": "small", "bb": "large", "cc": "large"})
    assert frame_number(study, "size") == Numbers("size", {"aa": 0, "bb": 1, "cc": 1})


def test_column_is_of_numbers_where_all_its_values_are(study: Study) -> None:
    assert frame_variable(study, "staff") == Numbers("staff", {"aa": 1200, "bb": 8, "dd": 3})
    assert frame_variable(study, "area") == Categories(
        "area", ("12", "old town"), {"aa": "12", "bb": "old town", "dd": "12"}
    )
    assert frame_variable(study, "gdp_per_capita") == Numbers("gdp_per_capita", {})


def test_numbers_are_absent_where_a_city_has_none(study: Study) -> None:
    found = frame_number(study, "population").of(["dd", "aa"])
    assert np.isnan(found[0])
    assert found[1] == 1000


def test_codes_and_names_are_no_variables(study: Study) -> None:
    assert not {"code", "name"} & set(frame_columns(study))
    assert {"staff", "area", "region"} <= set(frame_columns(study))


def test_group_by_an_answer_is_no_variable_of_the_frame(study: Study) -> None:
    with pytest.raises(UserError, match="compare-variable-unknown"):
        frame_variable(study, "strategy")
    with pytest.raises(UserError, match="compare-variable-unknown"):
        frame_number(study, "strategy")


def test_subsets_are_all_cities_and_then_every_level_that_has_one(study: Study) -> None:
    found = [(part.domain, part.level, part.cities) for part in subsets(study, ["french", "staff"])]
    assert found == [
        ("", "", None),
        ("french", "yes", frozenset({"aa", "bb"})),
        ("staff", "3", frozenset({"dd"})),
        ("staff", "8", frozenset({"bb"})),
        ("staff", "1200", frozenset({"aa"})),
    ]
    assert subsets(study, ["french"])[1].members(["cc", "bb"]).tolist() == [False, True]


def test_column_with_too_many_texts_groups_nothing(tmp_path: Path) -> None:
    lines = "".join(f"    c{place},City {place},FRA,Europe,1000,Street {place}\n" for place in range(101))
    cities = f"    code,name,country,region,population,address\n{lines}"
    found = coded(write_study(tmp_path, study=STUDY, cities=cities, answers="city,strategy\nc1,Yes\n")).study
    with pytest.raises(UserError) as failure:
        frame_variable(found, "address")
    assert failure.value.problems[0].message == 'the domain "address" has 101 levels'
