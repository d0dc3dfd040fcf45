"""The stored results of COINr 1.1.14 for the ASEM example, which lie beside the project: see README.md there."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.errors import ProblemLog
from civiscope.indices.coinr import Structure, structure_of, table_of
from civiscope.indices.table import IndicatorTable
from civiscope.study.sheets import Sheet, read_sheet
from tests.architecture.house import ROOT

Floats = NDArray[np.float64]

FOLDER = ROOT.parent / "shared" / "reference" / "coinr"

STEPS = ("denominate", "impute group_mean:EurAsia_group", "screen available:0.9", "treat winsorise:5:log_ct")
"""The steps of COINr's own example, before it normalises."""


def path(name: str) -> Path:
    """A file of the folder; skips the test where the folder is absent."""
    file = FOLDER / name
    if not file.exists():
        pytest.skip(f"needs COINr's stored results in {FOLDER}")
    return file


def sheet(name: str) -> Sheet:
    """A table of texts."""
    found = read_sheet(path(name), name, ProblemLog())
    assert found is not None
    return found


@cache
def asem() -> tuple[IndicatorTable, Structure]:
    """The data and the structure of the ASEM example."""
    structure = structure_of(sheet("asem_iMeta.csv"))
    return table_of(sheet("asem_iData.csv"), structure), structure


def stored(name: str, units: tuple[str, ...], columns: tuple[str, ...]) -> Floats:
    """Stored values (n, columns) in the order of ``units`` and ``columns``; NaN where R has NA."""
    with path(name).open(encoding="utf-8", newline="") as stream:
        rows = {row["uCode"]: row for row in csv.DictReader(stream)}
    return np.array([[_number(rows[unit][column]) for column in columns] for unit in units])


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a stored table."""
    with path(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def json_of(name: str) -> Any:
    """A stored JSON file."""
    return json.loads(path(name).read_text(encoding="utf-8"))


def _number(text: str) -> float:
    return float("nan") if text in ("", "NA") else float(text)
