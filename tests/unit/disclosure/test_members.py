"""Which cities a level has, by frame and by item, and who answered what."""

from __future__ import annotations

from civiscope.disclosure.members import Members
from civiscope.results.answers import Answer
from civiscope.study.definition import StudyDefinition
from tests.unit.disclosure.examples import answers, definition, frame

LEVELS = {"aa": {"area": "north"}, "bb": {"area": "south"}, "cc": {"area": "south"}}
KEY = ("2020", "officers", "tools", "")


def test_levels_hold_the_cities_that_answered() -> None:
    given = [
        *answers({"aa": {"x"}, "bb": set()}, ["x", "y"]),
        Answer(*KEY[:2], "cc", "tools", "", "", "", "not answered"),
    ]
    found = Members(definition(["area"]), frame(LEVELS), given).answered(KEY)
    assert found.levels == {("", ""): {"aa", "bb"}, ("area", "north"): {"aa"}, ("area", "south"): {"bb"}}
    assert found.named == {"x": {"aa"}}


def test_only_some_cities_can_be_asked_for() -> None:
    members = Members(definition(["area"]), frame(LEVELS), answers({"aa": {"x"}, "bb": {"x"}}, ["x"]))
    found = members.answered(KEY, only=["bb", "cc"])
    assert (found.levels["", ""], found.named["x"]) == ({"bb"}, {"bb"})


def test_incomplete_list_is_an_answer_and_names_only_what_it_names() -> None:
    given = [
        Answer(*KEY[:2], "aa", "tools", "", "x", "a ladder", "answered"),
        Answer(*KEY[:2], "aa", "tools", "", "y", "", "incomplete"),
    ]
    found = Members(definition([]), frame(LEVELS), given).answered(KEY)
    assert (found.levels["", ""], found.named) == ({"aa"}, {"x": {"aa"}})


def test_levels_of_a_group_by_item_are_what_cities_chose_in_the_wave() -> None:
    study = definition([]).model_dump()
    study |= {"groups": [{"code": "plan", "label": "P", "item": "plan"}], "domains": ["plan"]}
    chosen = [
        Answer("2020", "officers", "aa", "plan", "", "yes", "", "answered"),
        Answer("2018", "officers", "bb", "plan", "", "yes", "", "answered"),
    ]
    members = Members(
        StudyDefinition.model_validate(study), frame(LEVELS), [*chosen, *answers({"aa": {"x"}, "bb": {"x"}}, ["x"])]
    )
    assert members.answered(KEY).levels == {("", ""): {"aa", "bb"}, ("plan", "yes"): {"aa"}}
