from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.totals import total_share
from civiscope.results.estimates import Estimate
from civiscope.results.wilson import wilson_limits, wilson_ratio
from tests.unit.report.figures.examples import estimate, make_release, shares
from tests.unit.report.figures.two_questionnaires import made_release

RATIO = 3.84 / 50


def with_limits(entries: dict[str, float]) -> list[Estimate]:
    return [
        replace(cell, low=limits[0], high=limits[1])
        for cell in shares("goals", entries, row="services")
        for limits in [wilson_limits(cell.estimate or 0.0, RATIO)]
    ]


CELLS = with_limits({"very": 0.2, "rather": 0.3, "little": 0.4, "not": 0.1})


def test_total_has_the_interval_of_its_own_share() -> None:
    total = total_share(make_release(CELLS), CELLS[:2], CELLS)
    assert total is not None
    assert (total.estimate, total.n, total.base) == (0.5, 25, 50)
    assert (total.low, total.high) == pytest.approx(wilson_limits(0.5, RATIO))


def test_total_of_one_answer_is_that_answer() -> None:
    assert total_share(make_release(CELLS), CELLS[:1], CELLS) is CELLS[0]


def test_total_with_a_suppressed_part_is_not_told() -> None:
    hidden = estimate("goals", "rather", suppressed=True, row="services")
    assert total_share(make_release(CELLS), [CELLS[0], hidden], CELLS) is None
    assert total_share(make_release(CELLS), [], CELLS) is None


def test_total_under_another_design_has_no_interval() -> None:
    waves = [wave.model_dump() | {"design": {"weight": "weight"}} for wave in make_release([]).definition.waves]
    total = total_share(make_release(CELLS, study={"waves": waves}), CELLS[:2], CELLS)
    assert total is not None
    assert (total.estimate, total.low, total.high) == (0.5, None, None)


def test_total_of_rounded_shares_has_no_interval() -> None:
    release = make_release(CELLS, study={"disclosure": {"rounding": {"shares": 0.01}}})
    total = total_share(release, CELLS[:2], CELLS)
    assert total is not None
    assert total.low is None


def test_part_whose_share_is_nought_still_tells_the_interval() -> None:
    cells = with_limits({"very": 0.0, "rather": 0.0, "little": 0.9, "not": 0.1})
    total = total_share(made_release(), cells[:2], cells)
    assert total is not None
    assert total.low == 0
    assert total.high == pytest.approx(wilson_limits(0.0, RATIO)[1])


@given(st.floats(0, 1), st.floats(1e-4, 2))
def test_ratio_is_found_from_any_interval(share: float, ratio: float) -> None:
    low, high = wilson_limits(share, ratio)
    assert wilson_ratio(share, low, high) == pytest.approx(ratio, rel=1e-6)


def test_interval_without_width_has_the_ratio_nought_and_the_whole_range_none() -> None:
    assert wilson_ratio(0.4, 0.4, 0.4) == 0
    assert wilson_ratio(0.4, 0, 1) is None
