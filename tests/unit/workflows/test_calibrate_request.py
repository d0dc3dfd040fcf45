"""The words of `civiscope calibrate`, and what does not go together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.workflows.calibrate_request import (
    Outputs,
    TotalsWanted,
    response_from,
    totals_from,
    trimming_from,
)
from civiscope.workflows.calibrate_steps import Limit, Method, Trimming
from tests.unit.workflows.calibration import (
    AREAS,
    BUDGET,
    OWN,
    SIZES,
    job,
    margins,
    refused,
)


def test_request_for_nothing_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        job(OWN / "simulated.csv")
    assert caught.value.problems[0].code == "adjustment-missing"
    assert caught.value.problems[0].message == "it is not said how the weights shall be adjusted"


def test_replicates_need_a_file_and_a_file_needs_replicates(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        job(tmp_path, trimming=Trimming(None, Limit(3)), outputs=Outputs(replicates=tmp_path / "r.csv"))
    assert caught.value.problems[0].code == "replicates-without-file"
    assert caught.value.problems[0].message == "replicate weights need both a method and a file"


def test_methods_that_do_not_suit_the_totals_are_refused(tmp_path: Path) -> None:
    file = margins(tmp_path, SIZES + AREAS + BUDGET)
    wanted = TotalsWanted(file, method=Method.POSTSTRATIFY, bounds=(0.5, 2.0))
    assert refused(job(OWN / "simulated.csv", wanted)) == [
        (
            "method-takes-levels-only",
            'the method poststratify takes totals of levels only, and the total of "budget" is that of a number',
        ),
        ("bounds-unused", "the method poststratify takes no bounds"),
        ("poststratify-one-margin", "post-stratification takes one margin, and there are 2"),
    ]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("10,300", (Limit(10), Limit(300))),
        ("0.3x, 3X", (Limit(0.3, True), Limit(3, True))),
        ("3x", (None, Limit(3, True))),
        ("10,", (Limit(10), None)),
        (",5", (None, Limit(5))),
    ],
)
def test_limits_are_read(text: str, limits: tuple[Limit | None, Limit | None]) -> None:
    found = trimming_from(text, "proportional")
    assert found is not None
    assert (found.lower, found.upper) == limits


@pytest.mark.parametrize("text", ["", ",", "a", "1,2,3", "1;2", "x,3", "3x,y"])
def test_limits_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        trimming_from(text, "equal")
    assert caught.value.problems[0].code == "trim-limits-unreadable"
    assert caught.value.problems[0].message == f'"{text}" does not say two limits'


@pytest.mark.parametrize("text", ["2", "a,b", "0.5,2,3", ","])
def test_bounds_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        totals_from(None, (), None, text, False)
    assert caught.value.problems[0].code == "bounds-unreadable"
    assert caught.value.problems[0].message == f'"{text}" does not say two bounds'


def test_limit_in_medians_counts_weights_that_are_not_zero() -> None:
    assert Limit(3, True).weight(np.array([0.0, 0.0, 0.0, 2.0, 4.0, 6.0])) == 12


def test_response_needs_its_column_and_one_model() -> None:
    with pytest.raises(UserError) as caught:
        response_from(None, ("a",), (), 5)
    assert caught.value.problems[0].code == "response-column-missing"
    assert caught.value.problems[0].message == "it is said how response is modelled, but not which rows responded"
    with pytest.raises(UserError) as caught:
        response_from("r", ("a",), ("b",), 5)
    assert caught.value.problems[0].code == "response-models-two"
    assert caught.value.problems[0].message == "both classes and a propensity are named"
