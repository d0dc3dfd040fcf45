"""A study tabulated by groups, crossings and columns of its frame, under the designs of its wave; counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.study_tables import open_block_table, read_block, tabulate_study
from tests.unit.tabulation.studies.drawn_study import drawn_study

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "studies" / "oecd-city-innovation"


def rows(folder: Path, design: str = "", by: tuple[str, ...] = (), measure: Measure = Measure.SHARE) -> list[Estimate]:
    return tabulate_study(drawn_study(folder, design), None, None, Request(("strategy",), by, measure), Design())


def yes(found: list[Estimate]) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Cities behind the share that has a strategy, by domain and level."""
    return {(row.domain, row.level): (row.n, row.base) for row in found if row.option == "yes"}


def test_groups_overlap_and_cross(tmp_path: Path) -> None:
    assert yes(rows(tmp_path, by=("region", "coast"))) == {
        ("", ""): (3, 6),
        ("region", "North"): (2, 3),
        ("region", "South"): (1, 3),
        ("coast", "yes"): (1, 3),
        ("region & coast", "North & yes"): (1, 1),
        ("region & coast", "South & yes"): (0, 2),
    }


def test_columns_of_the_frame_are_domains(tmp_path: Path) -> None:
    found = yes(rows(tmp_path, by=("district",)))
    assert found == {
        ("", ""): (3, 6),
        **{("district", f"d{k}"): n for k, n in enumerate([(1, 2), (1, 1), (0, 2), (1, 1)], 1)},
    }


def test_simple_random_sample_of_the_frame(tmp_path: Path) -> None:
    """Six of nine cities: the variance is (1 - 6/9) p (1 - p) / 5."""
    row = rows(tmp_path)[0]
    assert (row.wave, row.questionnaire, row.option, row.estimate, row.df) == ("2020", "officers", "yes", 0.5, 5)
    assert row.se == pytest.approx(math.sqrt((1 - 6 / 9) * 0.25 / 5))


def test_stratified_sample_weighs_to_the_frame(tmp_path: Path) -> None:
    """North 2 of 3 (of 5 cities), South 1 of 3 (of 4)."""
    row = rows(tmp_path, "{strata: region}")[0]
    assert row.estimate == pytest.approx(5 / 9 * 2 / 3 + 4 / 9 * 1 / 3)
    variance = (5 / 9) ** 2 * (1 - 3 / 5) * (2 / 9) / 2 + (4 / 9) ** 2 * (1 - 3 / 4) * (2 / 9) / 2
    assert (row.se, row.df, row.weighted_base) == (pytest.approx(math.sqrt(variance)), 4, pytest.approx(9))


def test_weights_of_the_frame(tmp_path: Path) -> None:
    row = rows(tmp_path, "{weight: weight}")[0]
    assert (row.estimate, row.weighted_base) == (pytest.approx((2 + 2.5 + 1) / 9.5), pytest.approx(9.5))


def test_clusters_of_cities(tmp_path: Path) -> None:
    """Linearised totals of districts: d1 0, d2 1/12; d3 and d4 are all of South's, so that they add nothing."""
    row = rows(tmp_path, "{strata: region, cluster: district}")[0]
    totals = [(1 - 0.5) / 6 + (0 - 0.5) / 6, (1 - 0.5) / 6]
    mean = sum(totals) / 2
    variance = (1 - 2 / 3) * 2 * sum((total - mean) ** 2 for total in totals)
    assert (row.estimate, row.se, row.df) == (0.5, pytest.approx(math.sqrt(variance)), 2)


def test_residents_are_shares_of_the_population_of_cities_that_answered(tmp_path: Path) -> None:
    row = rows(tmp_path, measure=Measure.RESIDENTS)[0]
    assert (row.measure, row.n, row.base) == ("residents", 3, 6)
    assert row.estimate == pytest.approx((1000 + 3000 + 6000) / 21000)


def test_design_that_is_named_replaces_that_of_the_wave(tmp_path: Path) -> None:
    folder = drawn_study(tmp_path, "{strata: region}")
    row = tabulate_study(folder, None, None, Request(("strategy",)), Design("population"))[0]
    assert row.estimate == pytest.approx(10000 / 21000)


def test_table_of_answers_carries_the_design_of_the_wave(tmp_path: Path) -> None:
    folder = drawn_study(tmp_path, "{strata: region, cluster: district, lonely: average}")
    engine, design = open_block_table(read_block(folder, None, None), Design(), None)
    with engine:
        assert design.columns == ("design.weight", "design.stratum", "design.cluster", "design.population")
        assert design.lonely == "average"
        assert "strategy" in engine.columns
    engine, design = open_block_table(read_block(folder, None, None), Design("population"), None)
    engine.close()
    assert design == Design("population")


@pytest.mark.parametrize(
    ("wave", "questionnaire", "items", "message"),
    [
        (
            None,
            None,
            ("strtegy",),
            'there is no item "strtegy" in the questionnaire officers (did you mean "strategy"?)',
        ),
        ("1999", "officers", ("strategy",), "there are no answers: officers in wave 1999"),
        ("2020", "mayors", ("strategy",), "there are no answers: mayors in wave 2020"),
    ],
)
def test_names_that_the_study_lacks(
    tmp_path: Path, wave: str | None, questionnaire: str | None, items: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UserError) as caught:
        tabulate_study(drawn_study(tmp_path), wave, questionnaire, Request(items), Design())
    (told,) = caught.value.problems
    assert told.message == message
    assert told.code in ("study-item-unknown", "questionnaire-without-answers")


def test_latest_wave_of_the_example_is_taken_where_none_is_named() -> None:
    found = read_block(EXAMPLE, None, None)
    assert (found.block.wave, found.block.questionnaire, found.block.size) == ("2018-20", "officers", 122)
    assert read_block(EXAMPLE, "2018", None).block.wave == "2018"
