"""Rank correlations with variables of the frame: hand-counted, against R, and what is said where there are none."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from scipy.special import stdtr

from civiscope.errors import UserError
from civiscope.results.comparisons import Association
from civiscope.tabulation.comparing.associations import CORRECTED, WEIGHTED, associations
from civiscope.tabulation.comparing.waves import ComparisonOptions
from civiscope.tabulation.testing.rank_correlation import RankMethod
from civiscope.workflows.reading import CodedStudy
from tests.studies import coded
from tests.unit.tabulation.comparing.examples import (
    AFTER,
    BEFORE,
    CITIES,
    REFERENCE,
    cut_off,
    same_answers,
    simulated_cities,
    two_waves,
)

EXAMPLE = Path(__file__).parents[4] / "studies" / "oecd-city-innovation"


def rows(
    study: CodedStudy,
    variables: tuple[str, ...] = (),
    items: tuple[str, ...] | None = None,
    by: tuple[str, ...] = (),
    wave: str = "2020",
) -> list[Association]:
    """Associations of officers' answers in a wave."""
    block = study.answers.blocks[wave, "officers"]
    return list(associations(study.study, block, variables, ComparisonOptions(items, by)))


def one(found: list[Association], item: str, option: str = "", variable: str = "population") -> Association:
    """The single row of an option and a variable."""
    (row,) = [row for row in found if (row.item, row.option, row.variable) == (item, option, variable)]
    return row


def spearman_by_hand(x: list[float], y: list[float]) -> float:
    """Pearson's correlation of average ranks, counted pair by pair."""
    ranks = [
        [sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values]
        for values in (x, y)
    ]
    middle = (len(x) + 1) / 2
    products = [
        sum((a - middle) * (b - middle) for a, b in zip(ranks[i], ranks[j], strict=True))
        for i, j in ((0, 1), (0, 0), (1, 1))
    ]
    return products[0] / math.sqrt(products[1] * products[2])


def test_correlation_of_an_option_and_a_number_is_hand_counted(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER))
    size = {city: float(place) for place, city in enumerate(CITIES)}
    strategy, staff = one(found, "strategy", "yes"), one(found, "staff")
    expected = spearman_by_hand([float(row[1] == "Yes") for row in AFTER.values()], [size[city] for city in AFTER])
    assert (strategy.n, strategy.population, strategy.df) == (15, 20, 13)
    assert strategy.correlation == pytest.approx(expected)
    t = expected * math.sqrt(13 / (1 - expected**2) / (1 - 15 / 20))
    assert strategy.p == pytest.approx(2 * stdtr(13, -abs(t)))
    assert strategy.note == CORRECTED
    assert staff.correlation == pytest.approx(
        spearman_by_hand([float(row[2]) for row in AFTER.values()], [size[city] for city in AFTER])
    )
    assert one(found, "strategy", "no").correlation == pytest.approx(-expected)


def test_variable_without_values_says_so(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER)), "staff", variable="gdp_per_capita")
    assert (row.n, row.correlation, row.p) == (0, None, None)
    assert row.note == "the frame has no values of gdp_per_capita"


def test_size_classes_have_an_order(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER), ("size",), ("staff",))
    large = [float(CITIES.index(city) >= 10) for city in AFTER]
    assert found[0].correlation == pytest.approx(spearman_by_hand([float(row[2]) for row in AFTER.values()], large))


def test_domain_stands_for_its_part_of_the_frame(tmp_path: Path) -> None:
    north = rows(two_waves(tmp_path, BEFORE, AFTER), ("population",), ("staff",), ("region",))[1]
    assert (north.domain, north.level, north.n, north.population) == ("region", "North", 12, 12)
    # All of its cities answered.
    assert north.low == north.high == north.correlation
    assert north.p is None
    assert north.note == f"the whole population is in it: the correlation is exact; {CORRECTED}"


def test_too_few_cities_have_no_result(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER), ("population",), ("staff",), ("french",))
    assert (found[1].n, found[1].correlation, found[1].note) == (8, None, "too few cities: 8 of 10")


def test_answers_without_spread_have_no_result(tmp_path: Path) -> None:
    after = same_answers(CITIES[:12], "2020", "Yes", 4)
    found = rows(two_waves(tmp_path, BEFORE, after), ("population",))
    assert {row.note for row in found} == {"all cities answer the same"}


def test_weighted_wave_says_so(tmp_path: Path) -> None:
    study = two_waves(tmp_path, BEFORE, AFTER, ", design: {strata: region}")
    row = one(rows(study, ("population",)), "strategy", "yes")
    assert row.correlation is not None
    assert row.correlation != pytest.approx(
        spearman_by_hand([float(row[1] == "Yes") for row in AFTER.values()], [CITIES.index(city) for city in AFTER])
    )
    assert row.note == f"{WEIGHTED}; {CORRECTED}"


def test_correlations_equal_those_of_r(tmp_path: Path) -> None:
    expected = json.loads((REFERENCE / "results.json").read_text(encoding="utf-8"))
    found = rows(simulated_cities(tmp_path), ("population",))
    for row, name in ((one(found, "strategy", "yes"), "team"), (one(found, "staff"), "staff")):
        assert row.correlation == pytest.approx(expected[f"{name}_rho"], rel=1e-12)
        assert row.statistic is not None
        assert row.df is not None
        # R knows no finite population: without its correction the statistic gives R's p.
        infinite = row.statistic * math.sqrt(1 - row.n / 120)
        assert 2 * stdtr(row.df, -abs(infinite)) == pytest.approx(expected[f"{name}_rho_p"], rel=1e-10)
    assert one(found, "strategy", "yes").n == expected["team_rho_n"]


def test_answer_is_not_held_against_itself() -> None:
    found = rows(coded(EXAMPLE), ("population",), ("population",), wave="2018-20")
    assert (found[0].correlation, found[0].note) == (None, "the answer is the variable itself")


def test_lists_that_are_cut_off_need_thirty_complete_ones(tmp_path: Path) -> None:
    two_waves(tmp_path, BEFORE, AFTER)
    labs = one(rows(cut_off(tmp_path, "c01"), ("population",), ("tools",)), "tools", "labs")
    assert (labs.n, labs.correlation, labs.note) == (13, None, "fewer than 30 complete lists: counts only")
    terms = one(rows(coded(EXAMPLE), ("population",), ("terms",), wave="2018-20"), "terms", "data_analytics")
    assert (terms.n, terms.note) == (41, f"complete lists only; {CORRECTED}")


def test_variable_without_order_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError) as failure:
        rows(two_waves(tmp_path, BEFORE, AFTER), ("region",))
    (found,) = failure.value.problems
    assert found.code == "compare-variable-without-order"
    assert found.message == '"region" has no order, which a rank correlation needs'
    assert found.expected == (
        "a column of numbers or a group of size classes: population, population_year, gdp_per_capita, latitude, "
        "longitude, size"
    )
    assert found.remedy == ("Choose another variable, or compare shares by it: civiscope tabulate --by region.")


def test_kendall_counts_pairs_in_the_same_order_and_in_the_other(tmp_path: Path) -> None:
    study = two_waves(tmp_path, BEFORE, AFTER)
    block = study.answers.blocks["2020", "officers"]
    found = list(associations(study.study, block, (), None, RankMethod.KENDALL))
    strategy = one(found, "strategy", "yes")
    size = {city: float(place) for place, city in enumerate(CITIES)}
    pairs = [(float(row[1] == "Yes"), size[city]) for city, row in AFTER.items()]
    signs = [
        (a[0] > b[0]) - (a[0] < b[0]) if a[1] > b[1] else (b[0] > a[0]) - (b[0] < a[0])
        for place, a in enumerate(pairs)
        for b in pairs[:place]
    ]
    untied = sum(sign != 0 for sign in signs)
    assert strategy.correlation == pytest.approx(sum(signs) / math.sqrt(len(signs) * untied))
    assert strategy.df is None
