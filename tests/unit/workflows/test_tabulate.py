"""What is tabulated: a table, or a study by its own designs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, ReplicateMethod
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.replicates import ReplicateOptions
from civiscope.workflows.tabulate import TableSource, open_source, tabulate
from tests.unit.tabulation.studies.drawn_study import drawn_study


def table(folder: Path) -> Path:
    path = folder / "table.csv"
    path.write_text("y,c\n1,p\n2,p\n3,q\n6,q\n", encoding="utf-8")
    return path


def test_file_is_tabulated_as_it_is(tmp_path: Path) -> None:
    (row,) = tabulate(TableSource(table(tmp_path)), Request(("y",), measure=Measure.MEAN), Design())
    assert (row.estimate, row.n, row.wave) == (3, 4, "")


def test_replicates_may_be_made_on_the_way(tmp_path: Path) -> None:
    options = ReplicateOptions(ReplicateMethod.JK1)
    request, design = Request(("y",), measure=Measure.TOTAL), Design(clusters=("c",))
    (row,) = tabulate(TableSource(table(tmp_path)), request, design, options)
    (linear,) = tabulate(TableSource(table(tmp_path)), request, design)
    assert row.se == pytest.approx(linear.se)


def test_numbers_of_a_study_have_means_and_quantiles_under_its_design(tmp_path: Path) -> None:
    """Staff of five cities: North 10, 20, 30 with the weight 5/3 each, South 40 and 50 with 4/3."""
    source = TableSource(drawn_study(tmp_path, "{strata: region}"))
    (mean,) = tabulate(source, Request(("staff",), measure=Measure.MEAN), Design())
    assert mean.estimate == pytest.approx((60 * 5 / 3 + 90 * 4 / 3) / (5 + 8 / 3))
    (median,) = tabulate(source, Request(("staff",), measure=Measure.QUANTILE), Design())
    assert (median.estimate, median.n) == (30, 5)
    assert {(row.wave, row.questionnaire) for row in (mean, median)} == {("2020", "officers")}
    found = tabulate(source, Request(("staff",)), Design())
    assert [(row.measure, row.estimate) for row in found] == [("mean", pytest.approx(mean.estimate)), ("median", 30)]


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.RESIDENTS, Measure.MEAN])
def test_numbers_of_made_up_answers_say_so_first(tmp_path: Path, measure: Measure) -> None:
    folder = drawn_study(tmp_path)
    source, request = (
        TableSource(folder),
        Request(("staff",) if measure is Measure.MEAN else ("strategy",), (), measure),
    )
    plain = tabulate(source, request, Design())
    definition = folder / "study.yaml"
    definition.write_text(definition.read_text(encoding="utf-8") + "simulated: true\n", encoding="utf-8")
    found = tabulate(source, request, Design())
    assert [row.note for row in found] == [f"simulated; {row.note}" if row.note else "simulated" for row in plain]
    assert [replace(row, note="") for row in found] == [replace(row, note="") for row in plain]


def test_residents_are_of_studies_only(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        tabulate(TableSource(table(tmp_path)), Request(("y",), measure=Measure.RESIDENTS), Design())
    assert [entry.code for entry in caught.value.problems] == ["measure-of-studies"]


def test_source_must_be_named() -> None:
    with pytest.raises(UserError) as caught:
        open_source(TableSource(), Design())
    assert [entry.code for entry in caught.value.problems] == ["data-missing"]


def test_folder_is_a_study_and_a_file_is_not(tmp_path: Path) -> None:
    assert TableSource(tmp_path).is_study
    assert not TableSource(table(tmp_path)).is_study
    assert not TableSource(engine="postgresql://host/data", table="t").is_study
