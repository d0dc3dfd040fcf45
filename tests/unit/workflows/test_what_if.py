"""What a city's score would be with other answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.results.index_analysis import AnswerEffect
from civiscope.workflows.what_if import answer_effects
from tests.unit.workflows.index_study import INDEX, LATER, index_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_study(tmp_path_factory.mktemp("study"))


def codes(raised: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [entry.code for entry in raised.value.problems]


def effect(study: Path, city: str, *answers: str, wave: str | None = None) -> AnswerEffect:
    (row,) = answer_effects(study, city, "practice", wave, answers).rows
    return row


def test_score_rank_and_class_with_another_answer(study: Path) -> None:
    """bb in 2022: (3.33 for roles twice, 10 for the strategy) / 3 = 5.56, (5 for data, 2 for staff) / 2 = 3.5."""
    row = effect(study, "bb", "staff=10")
    assert (row.wave, row.item, row.row, row.option, row.now) == ("2022", "staff", "", "10", "2")
    assert row.score_now == pytest.approx(((2 * 10 / 3 + 10) / 3 + 3.5) / 2)
    assert row.score_then == pytest.approx(((2 * 10 / 3 + 10) / 3 + 7.5) / 2)
    assert row.gain == pytest.approx(2)
    assert (row.rank_now, row.rank_then) == (3, 2)
    assert (row.class_now, row.class_then, row.lifts) == ("lower", "high", True)


def test_several_answers_are_one_change(study: Path) -> None:
    row = effect(study, "dd", "staff=9", "data.open=often", wave="2020")
    assert (row.item, row.row, row.option, row.now) == ("staff & data", " & open", "9 & often", "0 & never")
    alone = [effect(study, "dd", answer, wave="2020").gain for answer in ("staff=9", "data.open=often")]
    assert row.gain == pytest.approx(sum(gain for gain in alone if gain is not None))


def test_scores_with_an_answer_are_those_of_a_study_that_has_it(study: Path, tmp_path: Path) -> None:
    changed = LATER.replace("bb,Yes,Designer,Never,Often,2", "bb,Yes,Engineer;Analyst,Often,Often,2")
    assert changed != LATER
    other = index_study(tmp_path, later=changed)
    row = effect(study, "bb", "roles=+engineer", "roles=analyst", "roles=-designer", "data.open=often")
    given = effect(other, "bb", "strategy=yes")
    assert (row.score_then, row.rank_then, row.class_then) == (given.score_now, given.rank_now, given.class_now)


def test_routing_that_depends_on_the_answer_is_told(study: Path) -> None:
    row = effect(study, "bb", "strategy=no")
    assert row.note == "whether staff is asked depends on strategy: its answer is kept as it is"
    assert effect(study, "bb", "strategy=no", "staff=9").note == ""


def test_numbers_that_the_questionnaire_does_not_take_are_refused(study: Path) -> None:
    with pytest.raises(UserError) as raised:
        effect(study, "bb", "staff=-5")
    assert str(raised.value) == (
        "error [answer-constraint] --answer: the questionnaire does not take -5 as an answer to staff\n"
        "  expected: a number for which this holds: . >= 0 and . <= 500\n"
        "  remedy: Suppose another number."
    )


def test_answers_that_are_missing_may_be_supposed(study: Path) -> None:
    found = answer_effects(study, "cc", "practice", None, ["roles=designer", "roles=-engineer", "roles=-analyst"])
    (row,) = found.rows
    assert (row.score_now, row.gain, row.rank_now, row.lifts) == (None, None, None, False)
    assert row.score_then == pytest.approx(((10 + 2 * 10 / 3) / 3 + 9) / 2)
    assert row.note == "roles is not answered now"
    assert found.remark == "cc has no score of practice now; these have no value: role_count."


def test_change_that_leaves_a_city_without_a_score_says_so(study: Path) -> None:
    row = effect(study, "cc", "roles=designer")
    assert row.score_then is None
    assert row.note == "roles is not answered now; there would be no score: other answers are missing"


def test_every_single_answer_that_changes_the_score_the_greatest_gain_first(study: Path) -> None:
    rows = answer_effects(study, "bb", "practice").rows
    gains = [row.gain for row in rows if row.gain is not None]
    assert len(gains) == len(rows) > 3
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0 > gains[-1]
    assert {(row.item, row.row, row.option) for row in rows if row.lifts} == {("staff", "", "10")}
    for row in rows:
        name = f"{row.item}.{row.row}" if row.row else row.item
        alone = effect(study, "bb", f"{name}={row.option}")
        assert alone.score_then == pytest.approx(row.score_then)
        assert alone.rank_then == row.rank_then


def test_answers_that_leave_the_score_are_told_on_demand(tmp_path: Path) -> None:
    unweighted = INDEX.replace("label: Roles, weight: 2", "label: Roles, weight: 0")
    study = index_study(tmp_path, index=unweighted)
    told = {row.item for row in answer_effects(study, "bb", "practice").rows}
    assert "roles" not in told
    idle = [row for row in answer_effects(study, "bb", "practice", idle=True).rows if row.item == "roles"]
    assert [row.option for row in idle] == ["analyst", "engineer"]
    assert [row.gain for row in idle] == pytest.approx([0, 0])


def test_all_that_is_wrong_with_the_answers_is_told_at_once(study: Path) -> None:
    answers = ["strategi=yes", "roles=cook", "strategy=+yes", "staff", "staff=many", "budget=3", "data=often"]
    with pytest.raises(UserError) as raised:
        answer_effects(study, "bb", "practice", None, answers)
    assert codes(raised) == [
        "study-item-unknown",
        "index-option-unknown",
        "answer-sign",
        "answer-form",
        "answer-number",
        "answer-unscored",
        "answer-row",
    ]
    assert '(did you mean "strategy"?)' in str(raised.value.problems[0])
    assert all(entry.place == "--answer" for entry in raised.value.problems)


@pytest.mark.parametrize("answers", [("strategy=yes", "strategy=no"), ("roles=designer", "roles=-designer")])
def test_a_question_is_not_answered_in_two_ways(study: Path, answers: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as raised:
        answer_effects(study, "bb", "practice", None, answers)
    assert codes(raised) == ["answer-twice"]


def test_unknown_city_and_wave_are_told(study: Path) -> None:
    with pytest.raises(UserError) as raised:
        answer_effects(study, "cc", "practice", "2022")
    assert codes(raised) == ["city-unknown"]
    with pytest.raises(UserError) as raised:
        answer_effects(study, "bb", "practice", "2021")
    assert codes(raised) == ["wave-unknown"]
    with pytest.raises(UserError) as raised:
        answer_effects(study, "bb", "practise")
    assert codes(raised) == ["index-unknown"]


def test_city_that_is_screened_out_is_told(tmp_path: Path) -> None:
    screened = INDEX.replace('steps: ["', 'steps: ["screen available:0.9", "')
    study = index_study(tmp_path, index=screened)
    with pytest.raises(UserError) as raised:
        answer_effects(study, "ff", "practice")
    assert codes(raised) == ["index-city-screened"]
    assert answer_effects(study, "aa", "practice").rows
