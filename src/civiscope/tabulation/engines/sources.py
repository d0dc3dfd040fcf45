"""What DuckDB reads in place: Parquet files and Arrow tables; and what every such source has to say."""

from __future__ import annotations

import errno
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.tabulation.engines.columns import SPACES

_COPY = "copy.parquet"


class Source:
    """A table that DuckDB can read. Subclasses say how; ``name`` is how messages name it."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        check_names(name, names)
        self.name = name
        self.names = list(names)

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Make the table known to the connection; returns SQL that stands after FROM and has the columns in order."""
        raise NotImplementedError

    def refused(self, failure: duckdb.Error) -> Source:
        """Another source for what DuckDB cannot read; raises UserError where nothing can, with the reason."""
        raise failure

    def lines(self, place: int, texts: Sequence[str]) -> list[tuple[int | None, str]]:
        """Texts of the column with this number (from 0) and the lines where they stand, as far as that is known."""
        return [(None, text) for text in texts]

    def close(self) -> None:
        """Delete temporary files."""


class ArrowTable(Source):
    """A table in memory, or one that was read into it; ``row_lines`` are the lines of its rows in the file."""

    def __init__(self, name: str, table: pa.Table, row_lines: Sequence[int] | None = None) -> None:
        super().__init__(name, table.column_names)
        self.table = table.rename_columns([f"column_{place}" for place in range(1, table.num_columns + 1)])
        self.row_lines = row_lines

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Registered and not copied."""
        connection.register("source", self.table)
        return "source"

    def lines(self, place: int, texts: Sequence[str]) -> list[tuple[int | None, str]]:
        """The first line of each text."""
        if self.row_lines is None:
            return super().lines(place, texts)
        cells = [str(cell).strip(SPACES) for cell in self.table.column(place).to_pylist()]
        return [(self.row_lines[cells.index(text)], text) for text in texts]


class ParquetFile(Source):
    """A Parquet file of any size, read column by column as queries need it."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        check_file(path, name)
        try:
            names = pq.read_schema(path).names
        except (pa.ArrowException, OSError) as failure:
            self._damaged(name, failure)
        super().__init__(name, names)

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A scan of the file."""
        return f"read_parquet({path_literal(self.path)})"

    def refused(self, failure: duckdb.Error) -> NoReturn:
        """Raises UserError: the file is damaged."""
        check_file(self.path, self.name)
        self._damaged(self.name, failure)

    def _damaged(self, name: str, failure: Exception) -> NoReturn:
        told = first_line(failure).replace(str(self.path.absolute()), name)
        reason = f"it is damaged or cut off ({told})"
        raise UserError(problem("table-unreadable", file=name, value="a Parquet file", reason=reason)) from None


class CopiedFile(Source):
    """A file that DuckDB does not read in place: its ``batches`` are copied to a temporary Parquet file.

    The columns of the batches are named column_1, column_2, ...; the copy is deleted at close. Raises UserError where
    the disk has no room for it, and whatever the batches raise.
    """

    def __init__(self, name: str, names: Sequence[str], batches: Iterator[pa.RecordBatch]) -> None:
        super().__init__(name, names)
        self._folder = tempfile.TemporaryDirectory(prefix="civiscope-")
        self.copy = Path(self._folder.name) / _COPY
        try:
            self._write(batches)
        except BaseException as failure:
            self.close()
            if isinstance(failure, OSError) and failure.errno == errno.ENOSPC:
                raise UserError(problem("no-room-for-copy", file=name, value=tempfile.gettempdir())) from None
            raise

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A scan of the copy."""
        return f"read_parquet({path_literal(self.copy)})"

    def close(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()

    def _write(self, batches: Iterator[pa.RecordBatch]) -> None:
        writer: pq.ParquetWriter | None = None
        try:
            for batch in batches:
                if writer is None:
                    writer = pq.ParquetWriter(self.copy, batch.schema, write_statistics=False)
                if batch.num_rows:
                    writer.write_batch(batch)
            if writer is None:
                raise UserError(problem("table-without-rows", file=self.name))
        finally:
            if writer is not None:
                writer.close()


def check_names(name: str, names: Sequence[str]) -> None:
    """Raise UserError for columns that share a name or have none, and for tables without columns."""
    log = ProblemLog()
    if not names:
        log.add("file-empty", file=name)
    for number, column in enumerate(names, start=1):
        if not column.strip():
            log.add("unnamed-column", file=name, value=number)
    for column, count in Counter(names).items():
        if column.strip() and count > 1:
            log.add("duplicate-column", file=name, column=column, value=column, count=count)
    if log.errors:
        raise UserError(*log.errors)


def check_file(path: Path, name: str) -> None:
    """Raise UserError unless there is a file with contents that may be read."""
    log = ProblemLog()
    try:
        if path.is_dir():
            log.add("file-unreadable", file=name, reason="it is a folder")
        elif path.stat().st_size == 0:
            log.add("file-empty", file=name)
        else:
            path.open("rb").close()
    except FileNotFoundError:
        log.add("table-file-missing", file=name)
    except OSError as failure:
        log.add("file-unreadable", file=name, reason=(failure.strerror or "unknown reason").lower())
    if log.errors:
        raise UserError(*log.errors)


def path_literal(path: Path) -> str:
    """A path as SQL text; characters that would stand for several files are taken literally."""
    text = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.absolute()))
    return "'" + text.replace("'", "''") + "'"


def first_line(failure: Exception) -> str:
    """What a library says, without its further advice, paths and full stop."""
    text = next((line for line in str(failure).splitlines() if line.strip()), type(failure).__name__)
    return text.strip().rstrip(".")[:200]
