"""Requests for calibration, with small tables and files of margins, that several tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from civiscope.errors import ProblemLog, UserError
from civiscope.sampling.design import Design
from civiscope.study.frame import Frame
from civiscope.study.loading import load_study
from civiscope.workflows.calibrate import Calibrated, calibrate_weights
from civiscope.workflows.calibrate_request import (
    CalibrationRequest,
    TotalsWanted,
)
from civiscope.workflows.tabulate import TableSource
from tests.conftest import EXAMPLE, ROOT

OWN = ROOT / "tests" / "reference_r" / "weighting"
STORED = ROOT.parent / "shared" / "reference" / "survey"
RESULTS: dict[str, Any] = json.loads((OWN / "results.json").read_text(encoding="utf-8"))
DESIGN = Design("base", "stratum", ("cluster",), ("population",))
SIZES = "size,small,980\nsize,medium,640\nsize,large,380\n"
AREAS = "area,north,520\narea,east,480\narea,south,560\narea,west,440\n"
BUDGET = "budget,,95000\n"

NO_TOTALS = TotalsWanted()


def margins(folder: Path, rows: str, head: str = "variable,level,total\n") -> Path:
    """A file of margins."""
    path = folder / "margins.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


def table(folder: Path, text: str) -> Path:
    """A small table."""
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def job(data: Path, totals: TotalsWanted = NO_TOTALS, **further: Any) -> CalibrationRequest:
    """A request with the design of the simulated data, or another."""
    return CalibrationRequest(**{"source": TableSource(data), "design": DESIGN, "totals": totals, **further})


def refused(request: CalibrationRequest) -> list[tuple[str, str]]:
    """Codes and whole texts of the problems that end a request."""
    with pytest.raises(UserError) as caught:
        calibrate_weights(request)
    return [
        (each.code, f"{each.place}: {each.message}" if each.place else each.message) for each in caught.value.problems
    ]


def example_frame() -> Frame:
    """The cities of the example study."""
    study = load_study(EXAMPLE, ProblemLog())
    assert study is not None
    return study.frame


def weights_of(found: Calibrated) -> list[float]:
    """The adjusted weights."""
    return found.table.column("weight").to_pylist()
