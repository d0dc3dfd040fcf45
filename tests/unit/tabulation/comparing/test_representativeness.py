"""Respondents against the frame, hand-counted, against R, and what is said where numbers are missing."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.results.comparisons import FrameComparison
from civiscope.tabulation.comparing.representativeness import (
    BIAS,
    CV,
    R_ADJUSTED,
    R_RAW,
    compare_with_frame,
    standardised_mean,
    standardised_share,
)
from civiscope.tabulation.comparing.response_model import representativeness
from civiscope.workflows.reading import CodedStudy
from tests.studies import coded
from tests.unit.tabulation.comparing.examples import AFTER, BEFORE, CITIES, same_answers, two_waves

EXAMPLE = Path(__file__).parents[4] / "studies" / "oecd-city-innovation"
REFERENCE = Path(__file__).parents[4] / "tests" / "reference_r" / "comparing"


def rows(
    study: CodedStudy, wave: str = "2020", by: tuple[str, ...] = (), variables: tuple[str, ...] = ()
) -> list[FrameComparison]:
    """Officers of a wave against the frame."""
    block = study.answers.blocks[wave, "officers"]
    return list(compare_with_frame(study.study, block, by, variables, 0.95))


def one(found: list[FrameComparison], variable: str, level: str = "", measure: str = "share") -> FrameComparison:
    """The single row of a level."""
    (row,) = [row for row in found if (row.variable, row.level, row.measure) == (variable, level, measure)]
    return row


def test_levels_are_hand_counted(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER))
    everybody, north, french = one(found, ""), one(found, "region", "North"), one(found, "french", "yes")
    assert (everybody.frame_n, everybody.n, everybody.response_rate) == (20, 15, 0.75)
    assert (north.frame_n, north.n, north.frame, north.respondents, north.response_rate) == (12, 12, 0.6, 0.8, 1.0)
    assert north.standardised_difference == pytest.approx(0.2 / math.sqrt((0.6 * 0.4 + 0.8 * 0.2) / 2))
    # A group that names its members divides the whole frame.
    assert (french.frame_n, french.n, french.frame, french.respondents) == (8, 8, 0.4, 8 / 15)


def test_every_group_that_the_frame_decides_is_compared(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER))
    assert list(dict.fromkeys(row.variable for row in found)) == [
        "",
        "region",
        "size",
        "french",
        "population",
        "gdp_per_capita",
    ]


def test_groups_are_limited_to_those_that_are_named(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER), by=("size",), variables=("population",))
    assert list(dict.fromkeys(row.variable for row in found)) == ["", "size", "population"]


def test_number_is_compared_by_its_means(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER)), "population", measure="mean")
    frame = np.arange(1, 21) * 1000.0
    own = np.array([number for city, number in zip(CITIES, frame, strict=True) if city in AFTER])
    assert (row.frame_n, row.n, row.frame, row.respondents) == (20, 15, 10500, own.mean())
    spread = math.sqrt((own.var(ddof=1) + frame.var(ddof=1)) / 2)
    assert row.standardised_difference == pytest.approx((own.mean() - 10500) / spread)


def test_variable_without_values_says_so(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER)), "gdp_per_capita", measure="mean")
    assert (row.frame_n, row.n, row.frame, row.note) == (0, 0, None, "the frame has no values")


def test_cities_without_a_level_stand_in_a_row_of_their_own(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER), by=("region",), variables=("network",))
    member, missing = one(found, "network", "member"), one(found, "network")
    assert (member.frame_n, member.frame, member.n, member.respondents) == (5, 1, 4, 1)
    assert (missing.frame_n, missing.n, missing.response_rate) == (15, 11, 11 / 15)
    assert missing.note == "no value in the frame: not in the shares of the other levels"


def test_wave_that_stands_for_more_than_the_frame_says_so() -> None:
    row = one(rows(coded(EXAMPLE), "2018-20"), "")
    assert (row.frame_n, row.n) == (124, 122)
    assert row.note == "the wave stands for 147 cities, the frame lists 124: rates are of the frame"


def test_indicators_come_from_the_named_variables(tmp_path: Path) -> None:
    before = {**same_answers(CITIES[:8], "2018", "Yes", 3), **same_answers(CITIES[15:18], "2018", "No", 2)}
    study = two_waves(tmp_path, before, AFTER)
    found = [row for row in rows(study, "2018") if row.variable == "region" and not row.level]
    assert [row.measure for row in found] == ["R-indicator"]
    assert found[0].note == "too few: 9 cities did not answer, 10 are needed"
    before |= same_answers(CITIES[18:19], "2018", "No", 2)
    del before["c01"], before["c02"]
    result = rows(two_waves(tmp_path, before, AFTER), "2018", variables=("region", "population"))
    responded = np.array([city in before for city in CITIES])
    matrix = np.column_stack([[place >= 12 for place in range(20)], np.log(np.arange(1, 21) * 1000.0)]).astype(float)
    expected = representativeness(responded, matrix, 0.95)
    for measure, value in (
        (R_RAW, expected.raw),
        (R_ADJUSTED, expected.adjusted),
        (CV, expected.cv),
        (BIAS, expected.bias),
    ):
        row = one(result, "region + population", measure=measure)
        assert (row.estimate, row.se) == (pytest.approx(value.value), value.se and pytest.approx(value.se))
        assert (row.frame_n, row.n) == (20, 10)
        assert row.note == (
            "population as logarithm; 3 coefficients, 10 cities in the smaller part: the indicators are uncertain"
        )


def test_indicators_leave_out_variables_and_cities_without_values(tmp_path: Path) -> None:
    before = same_answers(CITIES[:10], "2018", "Yes", 3)
    found = rows(two_waves(tmp_path, before, AFTER), "2018", variables=("gdp_per_capita", "network"))
    row = one(found, "gdp_per_capita + network", measure=R_RAW)
    assert (row.frame_n, row.n, row.estimate) == (5, 3, None)
    assert row.note == (
        "gdp_per_capita has no values and is left out of the model; left out of the model for lack of a value: "
        "15 cities; no variable tells cities apart"
    )


def test_indicators_are_refused_where_a_variable_tells_who_answered(tmp_path: Path) -> None:
    before = same_answers(CITIES[:10], "2018", "Yes", 3)
    row = one(rows(two_waves(tmp_path, before, AFTER), "2018", variables=("size",)), "size", measure=R_RAW)
    assert (row.estimate, row.n) == (None, 10)
    assert row.note == "the variables of the frame tell respondents from the others without error"


def test_standardised_differences_equal_those_of_r() -> None:
    with (REFERENCE / "simulated.csv").open(encoding="utf-8", newline="") as stream:
        cities = list(csv.DictReader(stream))
    expected = json.loads((REFERENCE / "results.json").read_text(encoding="utf-8"))
    own = [city for city in cities if city["officers"] == "1"]
    shares = [sum(city["region"] == "east" for city in part) / len(part) for part in (own, cities)]
    assert standardised_share(*shares) == pytest.approx(expected["east"], rel=1e-12)
    sizes = [np.array([float(city["population"]) for city in part]) for part in (own, cities)]
    assert standardised_mean(*sizes) == pytest.approx(expected["population"], rel=1e-12)


@given(p=st.floats(0, 1), q=st.floats(0, 1))
def test_standardised_difference_changes_sign_when_turned_around(p: float, q: float) -> None:
    one_way, other_way = standardised_share(p, q), standardised_share(q, p)
    assert (one_way is None) == (other_way is None)
    if one_way is not None and other_way is not None:
        assert one_way == -other_way
        assert (one_way > 0) == (p > q)


def test_standardised_difference_is_absent_without_spread() -> None:
    assert standardised_share(1, 1) is None
    assert standardised_share(0, 1) is None
    assert standardised_mean(np.array([2.0, 2.0]), np.array([1.0, 1.0])) is None
    assert standardised_mean(np.array([2.0]), np.array([1.0, 3.0])) is None


def test_variable_that_the_frame_lacks_is_an_error(tmp_path: Path) -> None:
    study = two_waves(tmp_path, BEFORE, AFTER)
    with pytest.raises(UserError) as failure:
        rows(study, variables=("popluation",))
    (found,) = failure.value.problems
    assert found.code == "compare-variable-unknown"
    assert found.message == 'the frame has no variable "popluation" (did you mean "population"?)'
    assert found.expected == (
        "a group that cities.csv decides, or a column of it: region, size, french, country, population, "
        "population_year, gdp_per_capita, latitude, longitude, network"
    )
    with pytest.raises(UserError, match="compare-variable-unknown"):
        rows(study, by=("strategy",))
