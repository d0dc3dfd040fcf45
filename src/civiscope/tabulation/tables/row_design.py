"""The design of a table row by row: for replicate weights and calibration, which need each row's own place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.sampling.design import Design
from civiscope.sampling.stages import Stages
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.tables.reading import column, key_columns, read_keys


@dataclass(frozen=True, slots=True)
class RowDesign:
    """Stages of the sample; for each of n rows the number of its group and its weight, both (n,), in their order."""

    stages: Stages
    unit: NDArray[np.int64]
    weights: NDArray[np.float64]


def read_row_design(engine: Engine, design: Design) -> RowDesign:
    """Read the columns of a design; raises UserError for population sizes that cannot be."""
    keys = key_columns(engine, design)
    selected = [f"{query} AS {name}" for name, query in keys.items()]
    selected += [f"{engine.number(name)} AS low{place}" for place, name in enumerate(design.fpc)]
    selected.append("1.0 AS one" if design.weight is None else f"{engine.number(design.weight)} AS one")
    table = engine.collect(f"SELECT {', '.join(selected)} FROM data")  # noqa: S608
    weights = column(table, "one")
    table = table.append_column("rows", pa.array(np.ones(table.num_rows)))
    for place in range(len(design.fpc)):
        table = table.append_column(f"high{place}", table.column(f"low{place}"))
    read = read_keys(table, design, list(keys))
    if design.weight is None and design.fpc:
        weights = read.stages.fpc_weights()[read.unit]
    return RowDesign(read.stages, read.unit, weights)
