"""Totals counted from the frame of a study."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from civiscope.sampling.design import Design
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.calibrate import calibrate_weights
from civiscope.workflows.calibrate_request import (
    CalibrationRequest,
    TotalsWanted,
)
from civiscope.workflows.calibrate_steps import Limit, Trimming
from civiscope.workflows.tabulate import TableSource
from tests.conftest import EXAMPLE
from tests.unit.workflows.calibration import (
    OWN,
    example_frame,
    job,
    refused,
    weights_of,
)


def study_job(*names: str, **further: Any) -> CalibrationRequest:
    """A request for the example study, with totals counted from its frame."""
    totals = TotalsWanted(frame=names, missing_level=further.pop("missing_level", None))
    return CalibrationRequest(TableSource(EXAMPLE), Design(), totals, **further)


def test_answers_of_a_study_stand_for_its_frame() -> None:
    frame = example_frame()
    found = calibrate_weights(study_job("region", "size", missing_level="unknown", estimates=Request(("strategy",))))
    regions = [city.region for city in frame.values()]
    rows = [row for row in found.report.rows if row.variable == "region"]
    assert {row.category: row.target for row in rows} == {name: regions.count(name) for name in set(regions)}
    assert all(row.total_after == pytest.approx(row.target, rel=1e-9) for row in found.report.rows)
    without = sum(city.population is None for city in frame.values())
    unknown = next(row for row in found.report.rows if row.category == "unknown")
    assert (unknown.variable, unknown.target) == ("size", without)
    own = np.array(found.table.column("strategy").to_pylist()) == "yes"
    weights = np.array(weights_of(found))
    yes = next(each for each in found.estimates if each.option == "yes")
    assert yes.estimate == pytest.approx(weights[own].sum() / weights.sum(), rel=1e-12)
    assert (yes.wave, yes.questionnaire) == ("2018-20", "officers")


def test_groups_by_country_divide_the_frame_in_two() -> None:
    found = calibrate_weights(study_job("european_union & region"))
    frame = example_frame()
    assert sum(row.target for row in found.report.rows) == len(frame)
    assert {row.category.split(" & ")[0] for row in found.report.rows} == {"yes", "no"}


def test_groups_that_the_frame_cannot_count_are_refused() -> None:
    assert refused(study_job("regio", "strategy")) == [
        (
            "frame-margin-unknown",
            'there is no group "regio" that the frame could count (did you mean "region"?)',
        ),
        ("frame-margin-of-item", 'the group "strategy" is by an answer, which the frame does not have for every city'),
    ]
    without = [city.code for city in example_frame().values() if city.population is None]
    assert refused(study_job("size")) == [
        (
            "frame-level-missing",
            f'cities.csv: {len(without)} cities of the frame have no level of "size": {", ".join(without[:3])} …',
        )
    ]


def test_level_without_answers_is_refused_or_left_out(tmp_path: Path) -> None:
    request = CalibrationRequest(TableSource(EXAMPLE, wave="2018"), Design(), TotalsWanted(frame=("region",)))
    codes = {code for code, _ in refused(request)}
    assert codes == {"margin-category-empty"}
    found = calibrate_weights(replace(request, totals=replace(request.totals, partial=True)))
    left_out = [row for row in found.report.rows if row.n == 0]
    assert left_out
    assert found.report.summary.total_after == pytest.approx(len(example_frame()) - sum(row.target for row in left_out))


def test_table_has_no_frame(tmp_path: Path) -> None:
    assert refused(job(OWN / "simulated.csv", TotalsWanted(frame=("size",)))) == [
        ("frame-margins-of-studies", "a table has no frame from which totals could be counted")
    ]
    copied = tmp_path / "simulated.csv"
    shutil.copy(OWN / "simulated.csv", copied)
    wanted = Request(("y",), (), Measure.RESIDENTS)
    assert refused(job(copied, trimming=Trimming(None, Limit(30)), estimates=wanted))[0][0] == "measure-of-studies"
