"""Officers and mayors of the same cities, hand-counted and against R."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import stdtr

from civiscope.results.comparisons import Comparison
from civiscope.tabulation.comparing.questionnaires import ALL_OPTIONS, compare_questionnaires
from civiscope.tabulation.comparing.waves import ComparisonOptions
from civiscope.workflows.reading import CodedStudy
from tests.unit.tabulation.comparing.examples import CITIES, REFERENCE, same_answers, simulated_cities, two_kinds

# Twelve cities answered both: of eight officers who say yes five mayors agree, one says no and two say soon; of four
# who say no one mayor agrees and three say yes. Three more officers and two more mayors answered alone.
OFFICERS_SAY = {
    **same_answers(CITIES[:8], "2020", "Yes", 6),
    **same_answers(CITIES[8:12], "2020", "No", 3),
    **same_answers(CITIES[12:15], "2020", "No", 1),
}
MAYORS_SAY = {
    **same_answers(CITIES[:5], "2020", "Yes", 8),
    **same_answers(CITIES[5:6], "2020", "No", 6),
    **same_answers(CITIES[6:8], "2020", "Soon", 7),
    **same_answers(CITIES[8:9], "2020", "No", 2),
    **same_answers(CITIES[9:12], "2020", "Yes", 4),
    **same_answers(CITIES[18:20], "2020", "Yes", 9),
}


def rows(study: CodedStudy, items: tuple[str, ...] | None = None) -> list[Comparison]:
    """Mayors less officers."""
    blocks = study.answers.blocks
    wave = next(iter(blocks))[0]
    a, b = blocks[wave, "officers"], blocks[wave, "mayors"]
    return list(compare_questionnaires(study.study, a, b, ComparisonOptions(items)))


def test_same_question_is_found_by_its_concept(tmp_path: Path) -> None:
    found = rows(two_kinds(tmp_path, OFFICERS_SAY, MAYORS_SAY))
    assert {(row.item, row.measure) for row in found} == {("plan", "share"), ("staff", "mean")}
    assert {row.note for row in found if row.item == "plan" and row.option == "yes"} == {
        'compared with the item "strategy"'
    }
    assert {row.note for row in found if row.item == "staff"} == {""}


@pytest.mark.parametrize("name", ["plan", "strategy", "has_strategy"])
def test_item_is_named_by_its_code_in_either_or_by_its_concept(name: str, tmp_path: Path) -> None:
    assert {row.item for row in rows(two_kinds(tmp_path, OFFICERS_SAY, MAYORS_SAY), (name,))} == {"plan"}


def test_cities_that_answered_both_are_compared_pair_by_pair(tmp_path: Path) -> None:
    found = rows(two_kinds(tmp_path, OFFICERS_SAY, MAYORS_SAY), ("plan",))
    agreement, yes = found[0], found[1]
    assert (agreement.option, agreement.n_both, agreement.agreement) == ("", 12, 0.5)
    assert agreement.note == f'{ALL_OPTIONS}; compared with the item "strategy"'
    assert (yes.option, yes.cities, yes.n_both, yes.added, yes.dropped) == ("yes", "both", 12, 3, 3)
    assert (yes.estimate_a, yes.estimate_b, yes.difference, yes.p) == (8 / 12, 8 / 12, 0, 1)
    assert yes.agreement == 0.5
    assert (yes.cities_added, yes.cities_dropped) == ("c10;c11;c12", "c06;c07;c08")
    assert yes.se == pytest.approx(math.sqrt((1 - 12 / 20) * (6 / 11) / 12))


def test_overall_difference_takes_the_cities_in_both_into_account(tmp_path: Path) -> None:
    found = rows(two_kinds(tmp_path, OFFICERS_SAY, MAYORS_SAY), ("plan",))
    (row,) = [row for row in found if (row.option, row.cities) == ("yes", "all")]
    a, b = np.array([1.0] * 8 + [0.0] * 7), np.array([1.0] * 5 + [0.0] * 4 + [1.0] * 5)
    covariance = np.cov(a[:12], b[:12])[0, 1]
    variance = a.var(ddof=1) * (1 / 15 - 1 / 20) + b.var(ddof=1) * (1 / 14 - 1 / 20)
    variance -= 2 * (12 / (15 * 14) - 1 / 20) * covariance
    assert (row.n_a, row.n_b, row.n_both, row.df) == (15, 14, 12, 13)
    assert row.difference == pytest.approx(10 / 14 - 8 / 15)
    assert row.se == pytest.approx(math.sqrt(variance))
    assert row.p == pytest.approx(2 * stdtr(13, -(10 / 14 - 8 / 15) / math.sqrt(variance)))


def test_option_that_one_questionnaire_lacks_is_not_compared(tmp_path: Path) -> None:
    found = rows(two_kinds(tmp_path, OFFICERS_SAY, MAYORS_SAY), ("plan",))
    (soon,) = [row for row in found if row.option == "soon"]
    assert (soon.estimate_a, soon.difference, soon.p) == (None, None, None)
    assert soon.note == "no such option in officers in the wave 2020: not compared"


def test_too_few_cities_with_both_have_no_result(tmp_path: Path) -> None:
    few = {city: answer for city, answer in MAYORS_SAY.items() if city not in CITIES[:4]}
    found = rows(two_kinds(tmp_path, OFFICERS_SAY, few), ("plan",))
    pairs = [row for row in found if row.cities == "both"]
    assert {(row.n_both, row.difference, row.agreement, row.p) for row in pairs} == {(8, None, None, None)}
    assert all(row.note.startswith("too few pairs: 8 of 10") for row in pairs)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> CodedStudy:
    """The simulated cities that R read."""
    return simulated_cities(tmp_path_factory.mktemp("simulated"))


def test_pairs_equal_those_of_r(simulated: CodedStudy) -> None:
    expected = json.loads((REFERENCE / "results.json").read_text(encoding="utf-8"))
    found = rows(simulated)
    (team,) = [row for row in found if (row.item, row.option, row.cities) == ("plan", "yes", "both")]
    (staff,) = [row for row in found if (row.item, row.cities) == ("staff", "both")]
    assert (team.n_both, team.added, team.dropped) == tuple(
        expected[f"team_{name}"] for name in ("n", "added", "dropped")
    )
    assert team.p == pytest.approx(expected["team_p"], rel=1e-12)
    assert team.difference == pytest.approx(expected["team_difference"], rel=1e-12)
    assert team.agreement == pytest.approx(expected["team_agreement"], rel=1e-12)
    assert staff.n_both == expected["staff_n"]
    assert staff.difference == pytest.approx(expected["staff_difference"], rel=1e-12)
    # R's test is of a sample from a population without limit; here 46 of 120 cities are pairs.
    left = math.sqrt(1 - staff.n_both / 120)
    assert staff.se == pytest.approx(expected["staff_se_infinite"] * left, rel=1e-12)
    assert staff.statistic == pytest.approx(expected["staff_t_infinite"] / left, rel=1e-12)
