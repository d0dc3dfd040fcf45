"""CSV files of any size: checked whole when they are opened, and kept as a temporary Parquet file while in use."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from civiscope.study.sheets import MAXIMUM_BYTES
from civiscope.tabulation.engines.columns import FEW, SPACES
from civiscope.tabulation.engines.csv_scan import LONGEST_ROW, check_quotes, first_problem
from civiscope.tabulation.engines.sheet_table import sheet_table
from civiscope.tabulation.engines.sources import CopiedFile, Source, check_file

_OTHER_KINDS = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"$FL2", b"%PDF", b"PAR1")
"""How files begin that are no text in UTF-8, whatever their ending says."""


def open_csv(path: Path, name: str, limit: int = MAXIMUM_BYTES) -> Source:
    """The source for a CSV file in UTF-8 with a header, separated by commas; every column is text.

    The file is read once, in blocks, into a temporary Parquet file, and refused unless every row has as many cells as
    the header and every quotation mark its partner. (DuckDB's own reader is not used: version 2.0 loses all rows after
    a row that is not well-formed in large files, depending on where it stands, and says nothing.) Rows without any
    content are no rows.

    A file of up to ``limit`` bytes that is refused is read by `civiscope.study.sheets`, which says everything that is
    wrong with it, or takes it, such as one with empty cells beyond the last column. Of larger ones the first problem is
    told. Raises UserError.
    """
    check_file(path, name)
    header = _read_header(path)
    if header is not None:
        skipped, names = header
        try:
            return CsvFile(path, name, names, skipped, small=path.stat().st_size <= limit)
        except (pa.ArrowInvalid, csv.Error, UnicodeDecodeError):
            pass
    if path.stat().st_size <= limit:
        return sheet_table(path, name)
    raise first_problem(path, name)


class CsvFile(CopiedFile):
    """A CSV file with these columns, the header of which ends with line ``skipped``.

    Raises pyarrow.ArrowInvalid, csv.Error or UnicodeDecodeError for a file that is not well-formed.
    """

    def __init__(self, path: Path, name: str, names: list[str], skipped: int, small: bool) -> None:
        self.path = path
        self.small = small
        super().__init__(name, names, _batches(path, len(names), skipped))

    def lines(self, place: int, texts: Sequence[str]) -> list[tuple[int | None, str]]:
        """The lines of the first cells with these texts; none for a large file, which would be read once more."""
        return list(islice(self._cells(place, set(texts)), FEW)) if self.small else super().lines(place, texts)

    def _cells(self, place: int, texts: set[str]) -> Iterator[tuple[int | None, str]]:
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            line = 1
            for number, row in enumerate(reader):
                if number and len(row) > place and (cell := row[place].strip(SPACES)) in texts:
                    yield line, cell
                line = reader.line_num + 1


class _Watched(FileIO):
    """A file that remembers whether a quotation mark was read from it, and refuses zero bytes."""

    quoted = False

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file."""
        data = super().read(-1 if size is None else size)
        self.quoted = self.quoted or b'"' in data
        if b"\0" in data:
            raise csv.Error("zero bytes")
        return data


def _batches(path: Path, columns: int, skipped: int) -> Iterator[pa.RecordBatch]:
    """The rows with any content, as texts, in blocks."""
    names = [f"column_{place}" for place in range(1, columns + 1)]
    with _Watched(path) as data:
        reader = arrow_csv.open_csv(
            data,
            arrow_csv.ReadOptions(block_size=LONGEST_ROW, column_names=names, skip_rows=skipped),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
        for batch in reader:
            yield _filled(batch)
        if data.quoted:
            # The reader above takes text after a closing quotation mark, and drops a cell that is never closed.
            check_quotes(path)


def _filled(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Without the rows all of whose cells are empty."""
    filled = np.zeros(batch.num_rows, dtype=np.bool_)
    for column in batch.columns:
        filled |= pc.binary_length(cast(pa.StringArray, column)).to_numpy(zero_copy_only=False) > 0
        if filled.all():
            return batch
    return batch.filter(pa.array(filled))


def _read_header(path: Path) -> tuple[int, list[str]] | None:
    """The line with which the header ends, and the columns' names; None where there is anything unusual about it."""
    with path.open("rb") as data:
        head = data.read(200)
        if head.startswith(_OTHER_KINDS) or b"\0" in head or not (head + data.read(LONGEST_ROW)).strip():
            return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            row = next(row for row in reader if any(row))
            skipped = reader.line_num
    except (csv.Error, UnicodeDecodeError, StopIteration):
        return None
    names = [cell.strip().strip("\ufeff\u200b") for cell in row]
    single = len(names) == 1 and any(sign in names[0] for sign in ";\t|")
    return None if single or not all(names) or len(set(names)) < len(names) else (skipped, names)
