"""Groups of cities and their levels."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from civiscope.study.definition import Group
from civiscope.study.frame import City
from civiscope.study.groups import level_of, levels_of

FRAME = {
    city.code: city
    for city in (
        City("aa", "Aa", "FRA", region="Europe", population=99_999),
        City("bb", "Bb", "ITA", region="Europe", population=100_000, other={"network": "Alpha"}),
        City("cc", "Cc", "JPN", region="Asia"),
    )
}


def levels(group: Group) -> list[str]:
    return [level_of(group, city) for city in FRAME.values()]


def test_column_gives_its_values_as_levels() -> None:
    group = Group(code="region", label="Region", column="region")
    assert levels(group) == ["Europe", "Europe", "Asia"]
    assert levels_of(group, {}, FRAME, "en", "en") == {"Asia": "Asia", "Europe": "Europe"}


def test_further_columns_of_the_frame_can_be_groups() -> None:
    assert levels(Group(code="network", label="Network", column="network")) == ["", "Alpha", ""]


def test_classes_leave_out_their_upper_limit_and_the_unknown() -> None:
    classes = ({"code": "small", "label": "Small", "below": 100_000}, {"code": "large", "label": "Large"})
    group = Group.model_validate({"code": "size", "label": "Size", "column": "population", "classes": classes})
    assert levels(group) == ["small", "large", ""]
    assert list(levels_of(group, {}, FRAME, "en", "en")) == ["small", "large"]


def test_cities_and_countries_name_members() -> None:
    assert levels(Group(code="few", label="Few", cities=("cc",))) == ["", "", "yes"]
    assert levels(Group(code="latin", label="Latin", countries=("FRA", "ITA"))) == ["yes", "yes", ""]


@pytest.mark.parametrize("rule", [{}, {"column": "region", "item": "strategy"}])
def test_group_has_exactly_one_rule(rule: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="exactly one of column, item, cities and countries"):
        Group.model_validate({"code": "g", "label": "G", **rule})
