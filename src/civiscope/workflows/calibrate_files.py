"""Files of adjusted weights: each appears whole or not at all, and all of them or none."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.release.tables import write_csv
from civiscope.sampling.design import ReplicateWeights
from civiscope.tabulation.engines.engine import Engine
from civiscope.workflows.calibrate_report import ReportRow
from civiscope.workflows.replicates import WEIGHT

Writer = Callable[[Path], None]

_FORMATS = (".csv", ".parquet")


def check_outputs(tables: list[Path], others: list[Path], read: list[Path]) -> None:
    """Raise UserError for ``tables`` of another format, and for files that are read or named twice.

    ``others`` are further files that are written, ``read`` those that are read.
    """
    problems = [
        problem("weights-format-unknown", value=path.suffix or path.name)
        for path in tables
        if path.suffix.lower() not in _FORMATS
    ]
    sources = {path.resolve() for path in read}
    written = [path.resolve() for path in (*tables, *others)]
    for place, (path, resolved) in enumerate(zip((*tables, *others), written, strict=True)):
        if resolved in sources:
            problems.append(problem("weights-over-input", value=path.name))
        elif resolved in written[:place]:
            problems.append(problem("weights-named-twice", value=path.name))
    if problems:
        raise UserError(*problems)


def weighted_table(engine: Engine, name: str, weights: NDArray[np.float64]) -> pa.Table:
    """All columns of the table in its order, and the weights (n,) as the last, called ``name``.

    Texts are trimmed and empty ones missing; dates become texts. Raises UserError (weight-column-taken).
    """
    if name in engine.columns:
        raise UserError(problem("weight-column-taken", file=engine.name, value=name))
    selected = ", ".join(f"{engine.key(column)} AS c{place}" for place, column in enumerate(engine.columns))
    table = engine.collect(f"SELECT {selected} FROM data").rename_columns(list(engine.columns))  # noqa: S608
    return table.append_column(name, pa.array(weights))


def replicate_table(found: ReplicateWeights) -> pa.Table:
    """A table that `civiscope tabulate --replicates` reads: the full weights, then r1, r2 and so on."""
    columns = {WEIGHT: found.weights}
    columns |= {f"r{number}": values for number, values in enumerate(found.replicates.T, start=1)}
    return pa.table({name: pa.array(np.ascontiguousarray(values)) for name, values in columns.items()})


def csv_text(table: pa.Table) -> str:
    """A table as CSV, numbers in full precision."""
    stream = io.StringIO(newline="")
    _write_csv(stream, table)
    return stream.getvalue()


def table_writer(path: Path, table: pa.Table) -> Writer:
    """Writes a table in the format that the ending of ``path`` names."""
    if path.suffix.lower() == ".csv":
        return lambda place: _write_csv_file(place, table)
    return lambda place: pq.write_table(table, place, compression="zstd")


def report_writer(rows: list[ReportRow]) -> Writer:
    """Writes the rows of a report as CSV."""
    return lambda place: write_csv(place, ReportRow, rows)


def write_together(writers: Mapping[Path, Writer]) -> None:
    """Write every file beside its place, and move all of them there once all are written.

    Raises UserError (out-not-writable) where one cannot be written; then none of them changes.
    """
    scratch: dict[Path, Path] = {}
    path = Path()
    try:
        for path, write in writers.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            os.close(handle)
            scratch[path] = Path(name)
            write(scratch[path])
            # mkstemp makes files that only their owner may read.
            scratch[path].chmod(0o666 & ~_umask())
        for path in list(scratch):
            _refuse_folder(path)
        for path in list(scratch):
            scratch[path].replace(path)
            del scratch[path]
    except OSError as failure:
        raise UserError(problem("out-not-writable", value=path, reason=failure.strerror or str(failure))) from failure
    finally:
        for left in scratch.values():
            left.unlink(missing_ok=True)


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise UserError(problem("out-not-writable", value=path, reason="it is a folder"))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _write_csv_file(place: Path, table: pa.Table) -> None:
    with place.open("w", encoding="utf-8", newline="") as stream:
        _write_csv(stream, table)


def _write_csv(stream: TextIO, table: pa.Table) -> None:
    # Not Arrow's own writer: it puts every text in quotation marks.
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.column_names)
    for batch in table.to_batches(max_chunksize=10_000):
        columns = [["" if value is None else _cell(value) for value in column.to_pylist()] for column in batch.columns]
        writer.writerows(zip(*columns, strict=True))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
