"""Reading outcomes.yaml and the values of its indicators, with every problem named by file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.frame import Frame
from civiscope.study.numbers import classify_number, may_be_decimal_comma, parse_number
from civiscope.study.outcomes_definition import OutcomeIndicator, OutcomesDefinition
from civiscope.study.sheets import Sheet, read_sheet
from civiscope.study.yamlfile import YamlFile, line_of, log_validation, read_yaml

FILE = "outcomes.yaml"
COLUMNS = ("indicator", "unit", "year", "value", "source")
"""Columns that every table of values has beside the one with the cities."""

_PER_CENT = re.compile(r"\s*(%|per ?cent\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OutcomeValue:
    """The value of one city in one year, in the table's unit, with its line."""

    city: str
    year: int
    value: float
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """The values of one indicator, in the order of the table."""

    unit: str
    values: tuple[OutcomeValue, ...]

    @property
    def whole(self) -> float:
        """What a share of one is in the table's unit: 100 for per cent, else 1."""
        return 100.0 if _PER_CENT.match(self.unit) else 1.0


@dataclass(frozen=True, slots=True)
class OutcomesFile:
    """outcomes.yaml with its lines, and the values of each indicator by its code; ``files`` are the tables read."""

    definition: OutcomesDefinition
    source: YamlFile = field(repr=False)
    tables: dict[str, OutcomeTable] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def line(self, path: tuple[str | int, ...]) -> int | None:
        """The line of a value of outcomes.yaml."""
        return line_of(self.source, path)


def read_outcomes_definition(folder: Path, log: ProblemLog) -> OutcomesFile | None:
    """outcomes.yaml without values; None where there is none or it cannot be used."""
    if not (folder / FILE).exists():
        return None
    source = read_yaml(folder / FILE, FILE, log)
    if source is None:
        return None
    try:
        return OutcomesFile(OutcomesDefinition.model_validate(source.data), source)
    except ValidationError as failure:
        log_validation(failure, source, FILE, log)
        return None


def read_outcome_tables(
    file: OutcomesFile, folder: Path, frame: Frame, log: ProblemLog
) -> tuple[dict[str, OutcomeTable], tuple[Path, ...]]:
    """The values of every indicator by code, and the tables that were read; every problem is logged.

    ``frame`` may be empty where cities.csv could not be read: cities are not checked then.
    """
    sheets: dict[str, Sheet | None] = {}
    found: dict[str, OutcomeTable] = {}
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    grouped: dict[str, dict[int, str]] = defaultdict(dict)
    for position, indicator in enumerate(file.definition.indicators):
        if indicator.file not in sheets:
            sheets[indicator.file] = _sheet(folder, indicator, file.line(("indicators", position, "file")), log)
        sheet = sheets[indicator.file]
        if sheet is None or not _has_columns(sheet, indicator, log):
            continue
        rows = _Rows(sheet, indicator, frame, unknown, grouped[sheet.name], log)
        table = rows.read(file.line(("indicators", position)))
        if table is not None:
            found[indicator.code] = table
    _log_digit_groups(grouped, log)
    for (name, city), lines in unknown.items():
        more = f" (and in {len(lines) - 1} more rows)" if len(lines) > 1 else ""
        log.add(
            "outcome-city-unknown", file=name, line=lines[0], column="city", value=city, more=more,
            similar=did_you_mean(city, frame),
        )  # fmt: skip
    return found, tuple(folder / name for name, sheet in sheets.items() if sheet is not None)


def _log_digit_groups(grouped: dict[str, dict[int, str]], log: ProblemLog) -> None:
    """One finding for every table with values, by line, whose comma could have been meant as a decimal sign."""
    for name, cells in grouped.items():
        if cells:
            line = min(cells)
            number = parse_number(cells[line])
            more = f" (and {len(cells) - 1} more)" if len(cells) > 1 else ""
            log.add(
                "outcome-digit-groups", file=name, line=line, column="value", value=cells[line],
                number=f"{number:.15g}", more=more, count=len(cells), action="read with digit groups",
            )  # fmt: skip


def _sheet(folder: Path, indicator: OutcomeIndicator, line: int | None, log: ProblemLog) -> Sheet | None:
    if not (folder / indicator.file).is_file():
        log.add("outcome-file-missing", file=FILE, line=line, value=indicator.file)
        return None
    return read_sheet(folder / indicator.file, indicator.file, log)


def _has_columns(sheet: Sheet, indicator: OutcomeIndicator, log: ProblemLog) -> bool:
    missing = [column for column in (indicator.city_column, *COLUMNS) if column not in sheet.columns]
    for column in missing:
        known = {(entry.file, entry.column) for entry in log.errors if entry.code == "column-missing"}
        if (sheet.name, column) not in known:
            log.add("column-missing", file=sheet.name, line=1, column=column)
    return not missing


@dataclass(slots=True)
class _Rows:
    """The rows of one indicator in a table, as they are read and checked."""

    sheet: Sheet
    indicator: OutcomeIndicator
    frame: Frame
    unknown: dict[tuple[str, str], list[int]]
    grouped: dict[int, str]
    log: ProblemLog
    unit: str = ""
    unit_line: int = 0
    first: dict[tuple[str, int], int] = field(default_factory=dict)

    def read(self, defined_at: int | None) -> OutcomeTable | None:
        """The values; None where the table does not have the indicator."""
        own = [
            (row, line)
            for row, line in zip(self.sheet.rows, self.sheet.lines, strict=True)
            if row["indicator"] == self.indicator.name
        ]
        if not own:
            names = sorted({row["indicator"] for row in self.sheet.rows})
            self.log.add(
                "outcome-indicator-absent", file=FILE, line=defined_at, value=self.indicator.name,
                table=self.sheet.name, similar=did_you_mean(self.indicator.name, names),
            )  # fmt: skip
            return None
        self.unit, self.unit_line = own[0][0]["unit"], own[0][1]
        values = [value for row, line in own if (value := self._value(row, line)) is not None]
        table = OutcomeTable(self.unit, tuple(values))
        if self.indicator.scale == "share":
            self._check_shares(table)
        return table

    def _value(self, row: dict[str, str], line: int) -> OutcomeValue | None:
        city = row[self.indicator.city_column]
        place = {"file": self.sheet.name, "line": line}
        if row["unit"] != self.unit:
            words = {"name": self.indicator.name, "unit": self.unit, "first": self.unit_line}
            self.log.add("outcome-unit-differs", **place, column="unit", value=row["unit"], **words)
        if self.frame and city not in self.frame:
            self.unknown[self.sheet.name, city].append(line)
            return None
        year = row["year"]
        if not re.fullmatch(r"(19|20|21)\d\d", year):
            self.log.add("outcome-year", **place, column="year", city=city, value=year)
            return None
        earlier = self.first.setdefault((city, int(year)), line)
        if earlier != line:
            words = {"name": self.indicator.name, "year": year, "first": earlier}
            self.log.add("outcome-twice", **place, column="value", city=city, value=row["value"], **words)
            return None
        if not row["value"]:
            return None
        number, code = classify_number(row["value"])
        if number is None:
            self.log.add(code, **place, column="value", city=city, value=row["value"])
            return None
        if may_be_decimal_comma(row["value"]):
            self.grouped[line] = row["value"]
        return OutcomeValue(city, int(year), number, row["source"], line)

    def _check_shares(self, table: OutcomeTable) -> None:
        outside = [value for value in table.values if not 0 <= value.value <= table.whole]
        if outside:
            more = f" (and {len(outside) - 1} more)" if len(outside) > 1 else ""
            self.log.add(
                "outcome-share-range", file=self.sheet.name, line=outside[0].line, column="value",
                city=outside[0].city, value=f"{outside[0].value:g}", most=f"{table.whole:g}",
                unit=table.unit or "(empty)", more=more,
            )  # fmt: skip
