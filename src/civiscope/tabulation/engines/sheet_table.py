"""Tables read through the readers of the study: workbooks, and CSV files that DuckDB cannot read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from civiscope.errors import Problem, ProblemLog, UserError
from civiscope.study.sheets import read_sheet
from civiscope.tabulation.engines.sources import ArrowTable


def sheet_table(path: Path, name: str) -> ArrowTable:
    """The table of a .xlsx or .csv file as texts in memory; raises UserError with everything that is wrong with it.

    Texts that a spreadsheet would take for a formula, such as -B or =1+1, are texts here: nothing is written back to a
    spreadsheet. Of formulas in a workbook the last results count.
    """
    log = ProblemLog()
    sheet = read_sheet(path, name, log)
    errors: list[Problem] = [entry for entry in log.errors if entry.code != "formula"]
    if sheet is None or errors:
        raise UserError(*errors)
    columns = [pa.array([row[column] for row in sheet.rows], pa.string()) for column in sheet.columns]
    return ArrowTable(name, pa.table(columns, names=list(sheet.columns)), sheet.lines)
