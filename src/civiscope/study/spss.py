"""Reading an SPSS file (.sav): value labels become the cells' texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyreadstat

from civiscope.errors import ProblemLog
from civiscope.study.sheets import MAXIMUM_BYTES, Cells
from civiscope.study.textfile import read_bytes
from civiscope.study.workbooks import cell_text


def read_cells(path: Path, shown: str, log: ProblemLog) -> Cells | None:
    """The cells of an SPSS file, variable names as the header; None where it cannot be read.

    A user-defined missing value counts by its label, so that "don't know" stays apart from an empty cell.
    """
    if read_bytes(path, shown, MAXIMUM_BYTES, log) is None:
        return None
    columns: dict[str, Any]
    try:
        columns, metadata = pyreadstat.read_sav(
            path, output_format="dict", apply_value_formats=False, user_missing=True
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as failure:
        log.add("table-unreadable", file=shown, value="an SPSS file", reason=str(failure))
        return None
    names = list(columns)
    labels = metadata.variable_value_labels
    rows = [
        [_labelled(value, labels.get(name, {})) for name, value in zip(names, values, strict=True)]
        for values in zip(*columns.values(), strict=True)
    ]
    return Cells([names, *rows], list(range(1, len(rows) + 2)))


def _labelled(value: Any, labels: dict[Any, str]) -> str:
    if value is None or value != value:
        return ""
    return labels[value] if value in labels else cell_text(value)
