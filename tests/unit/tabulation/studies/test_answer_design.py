"""Designs of waves, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import ProblemLog
from civiscope.sampling.design import Lonely
from civiscope.tabulation.studies.answer_design import check_designs, design_of
from tests.studies import STUDY, read, write_study
from tests.unit.tabulation.studies.drawn_study import drawn, drawn_study


def test_wave_without_a_design_is_a_simple_random_sample_of_the_frame(tmp_path: Path) -> None:
    study, block = drawn(tmp_path)
    found = design_of(study.study, block)
    assert found.stages.rows.tolist() == [6]
    assert found.stages.population[0].tolist() == [9]
    assert found.weights.tolist() == [1] * 6
    assert found.stages.lonely is Lonely.REMOVE


def test_strata_weigh_answers_to_the_cities_of_the_frame(tmp_path: Path) -> None:
    """North: 3 of 5 answered, South: 3 of 4."""
    study, block = drawn(tmp_path, "{strata: region}")
    found = design_of(study.study, block)
    assert found.unit.tolist() == [0, 0, 0, 1, 1, 1]
    assert (found.stages.rows.tolist(), found.stages.population[0].tolist()) == ([3, 3], [5, 4])
    assert found.weights == pytest.approx([5 / 3] * 3 + [4 / 3] * 3)
    assert found.stages.elements


def test_weights_come_from_their_column(tmp_path: Path) -> None:
    study, block = drawn(tmp_path, "{strata: region, weight: weight, lonely: adjust}")
    found = design_of(study.study, block)
    assert found.weights.tolist() == [2, 2, 2.5, 1, 1, 1]
    assert found.stages.lonely is Lonely.ADJUST


def test_clusters_are_counted_in_their_strata(tmp_path: Path) -> None:
    """North has the districts d1, d2, d5, of which d1 and d2 answered; South d3 and d4, both of which answered."""
    study, block = drawn(tmp_path, "{strata: region, cluster: district}")
    found = design_of(study.study, block)
    assert found.stages.ancestors.tolist() == [[0, 0, 1, 1], [0, 1, 2, 3]]
    assert found.stages.rows.tolist() == [2, 1, 2, 1]
    assert found.stages.population[0].tolist() == [3, 2]
    assert found.unit.tolist() == [0, 0, 1, 2, 2, 3]
    assert found.weights.tolist() == [1] * 6
    assert not found.stages.elements


@pytest.mark.parametrize(
    ("design", "codes"),
    [
        ("{strata: region}", []),
        ("{strata: regions}", ["strata-unknown"]),
        ("{strata: strategy}", ["strata-unknown"]),
        ("{weight: district}", ["city-weight"] * 6),
        ("{strata: coast}", ["stratum-missing"] * 3),
    ],
)
def test_designs_that_cannot_be_are_found_when_a_study_is_read(tmp_path: Path, design: str, codes: list[str]) -> None:
    _, log = read(drawn_study(tmp_path, design))
    assert [entry.code for entry in log.problems] == codes


def test_check_says_whether_estimates_can_be_made(tmp_path: Path) -> None:
    study, _ = drawn(tmp_path, "{strata: region}")
    log = ProblemLog()
    assert check_designs(study.study, study.answers, log)
    assert log.problems == []


def test_stratum_whose_only_city_answered_was_asked_whole(tmp_path: Path) -> None:
    study = STUDY.replace("questionnaires: [officers]}", "questionnaires: [officers], design: {strata: region}}")
    groups = "groups:\n  - {code: region, label: Region, column: region}\n"
    coded_study, log = read(
        write_study(tmp_path, study=study + groups, answers="city,strategy\naa,Yes\nbb,No\ndd,No\n")
    )
    assert coded_study is not None
    assert log.errors == []
    found = design_of(coded_study.study, coded_study.answers.blocks["2020", "officers"])
    assert found.stages.fractions(1).tolist() == [1, 2 / 3]
