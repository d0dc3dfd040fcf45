"""Indicators with other answers, several at once."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.answers.answerset import AnswerBlock
from civiscope.indices.other_answers import OtherAnswer, values_with
from civiscope.indices.scoring import answer_changes
from civiscope.study.index_definition import IndexDefinition
from tests.studies import coded
from tests.unit.workflows.index_study import index_study

AA, BB, CC, FF = 0, 1, 2, 5


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[IndexDefinition, AnswerBlock]:
    study = coded(index_study(tmp_path_factory.mktemp("study")))
    return study.study.indices["practice"], study.answers.blocks["2020", "officers"]


def test_answers_change_together(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    """bb: no strategy, a designer, no data use, 2 staff."""
    answers = [
        OtherAnswer("strategy", "", "yes"),
        OtherAnswer("roles", "", "engineer"),
        OtherAnswer("data", "open", "often"),
        OtherAnswer("staff", "", number=7),
    ]
    assert values_with(*asked, BB, answers) == {
        "has_strategy": 1,
        "role_count": 2,
        "data_use": 0.5,
        "staff_number": 7,
    }


def test_answer_that_is_given_already_changes_nothing(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    assert values_with(*asked, AA, [OtherAnswer("strategy", "", "yes"), OtherAnswer("roles", "", "designer")]) == {}


def test_option_of_a_list_can_be_taken_away(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    assert values_with(*asked, AA, [OtherAnswer("roles", "", "designer", is_named=False)]) == {"role_count": 1}


def test_question_that_was_not_answered_counts_as_answered(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    assert values_with(*asked, FF, [OtherAnswer("staff", "", number=3)]) == {"staff_number": 3}


def test_missing_list_is_known_once_every_option_is_named_or_not(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    one = [OtherAnswer("roles", "", "designer")]
    assert values_with(*asked, CC, one) == {}
    others = [OtherAnswer("roles", "", "engineer", is_named=False), OtherAnswer("roles", "", "analyst", is_named=False)]
    assert values_with(*asked, CC, one + others) == {"role_count": 1}


def test_answers_of_the_block_stay_as_they_are(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    column = asked[1].columns["roles", ""]
    before = column.ticks.copy()
    values_with(*asked, BB, [OtherAnswer("roles", "", "engineer"), OtherAnswer("staff", "", number=9)])
    assert np.array_equal(column.ticks, before)
    assert asked[1].columns["staff", ""].numbers[BB] == 2


def test_every_single_change_gives_the_same_as_when_it_is_named(asked: tuple[IndexDefinition, AnswerBlock]) -> None:
    definition, block = asked
    count = 0
    for respondent in range(block.size):
        for change in answer_changes(definition, block, respondent):
            answer = OtherAnswer(change.item, change.row, change.option, number=change.number)
            assert values_with(definition, block, respondent, [answer]) == change.values
            count += 1
    assert count > block.size
