"""Opening tables of indicators: CSV, Excel, SPSS or Parquet, with a structure from iMeta or from a definition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from pyarrow.lib import ArrowInvalid

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.indices.coinr import Structure, plain_structure, structure_of, table_of
from civiscope.indices.definition import index_of, read_index
from civiscope.indices.recipe import Recipe
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.sheets import Sheet, read_sheet

_SHEETS = (".csv", ".xlsx", ".sav")


@dataclass(frozen=True, slots=True)
class OpenedIndicators:
    """A table with a column per indicator of the tree, the structure, and the recipe of a definition (else empty)."""

    table: IndicatorTable
    structure: Structure
    recipe: Recipe
    definition: IndexDefinition | None = None

    @property
    def tree(self) -> IndexTree:
        """The tree of the structure."""
        return self.structure.tree


def open_indicators(data: Path, meta: Path | None, index: Path | None) -> OpenedIndicators:
    """Read a table of indicators; without ``meta`` and ``index`` every column of numbers is an indicator of one index.

    Raises UserError with everything that is wrong in the files.
    """
    if meta is not None and index is not None:
        raise UserError(problem("index-two-structures"))
    sheet = open_sheet(data)
    recipe, definition = Recipe(), None
    if meta is not None:
        structure = structure_of(open_sheet(meta))
    elif index is not None:
        definition = read_index(index)
        tree, recipe = index_of(definition)
        structure = Structure(
            tree, (), tuple(dict.fromkeys(node.denominator for node in tree.nodes if node.denominator))
        )
    else:
        structure = plain_structure(sheet)
    return OpenedIndicators(table_of(sheet, structure), structure, recipe, definition)


def of_wave(table: IndicatorTable, wave: str) -> IndicatorTable:
    """The rows of one wave; raises UserError where the table does not have it."""
    if wave not in table.waves:
        waves = ", ".join(name for name in dict.fromkeys(table.waves) if name) or "none: the table has no waves"
        raise UserError(problem("wave-unknown", column="--wave", value=wave, waves=waves))
    return table.rows(np.array([entry == wave for entry in table.waves], dtype=np.bool_))


def open_sheet(path: Path) -> Sheet:
    """The table of a file as texts; raises UserError with everything that is wrong with its form."""
    if not path.is_file():
        raise UserError(problem("table-file-missing", file=str(path)))
    ending = path.suffix.lower()
    if ending == ".parquet":
        return _parquet(path)
    if ending not in _SHEETS:
        raise UserError(problem("data-format-unknown", file=str(path), value=ending or path.name))
    log = ProblemLog()
    sheet = read_sheet(path, path.name, log)
    if sheet is None or log.errors:
        raise UserError(*log.errors)
    return sheet


def _parquet(path: Path) -> Sheet:
    try:
        columns = pq.read_table(path).to_pydict()
    except (ArrowInvalid, OSError) as failure:
        raise UserError(problem("table-unreadable", file=str(path), value="Parquet", reason=str(failure))) from failure
    names = tuple(columns)
    rows = [
        {
            name: "" if value is None else repr(value) if isinstance(value, float) else str(value)
            for name, value in zip(names, row, strict=True)
        }
        for row in zip(*columns.values(), strict=True)
    ]
    return Sheet(path.name, names, rows, list(range(1, len(rows) + 1)))
