"""Reading a workbook that a city sent in: every problem is named by its sheet and cell, and nothing is guessed.

Formulas are refused. A reader of spreadsheets only sees the last result that some program stored, which may be stale or
missing; the cell must hold the answer itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import python_calamine

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import GRID_KINDS
from civiscope.web.collection.domain.workbook_sheets import SEAL_SHEET
from civiscope.web.collection.rules.given import Cells
from civiscope.web.collection.rules.workbook_cells import Value, Values, read
from civiscope.web.collection.rules.workbook_choices import Fault, number_text, text_of
from civiscope.web.collection.rules.workbook_package import RefusedFileError, Suspects, inspect
from civiscope.web.collection.rules.workbook_plan import (
    ANSWER,
    FIRST_LINE,
    OTHERWISE,
    Line,
    Plan,
    SheetPlan,
    plain_blanks,
)
from civiscope.web.collection.rules.workbook_seal import BrokenSealError, Seal, unsealed

Grid = list[list[Value]]
_LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell: ``cell`` is empty where a whole sheet is concerned, ``item`` where no question is."""

    sheet: str
    cell: str
    item: str
    question: str
    text: str

    @property
    def place(self) -> str:
        """``2 Team!C7``."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(slots=True)
class ReadWorkbook:
    """What a workbook says: an answer for every item without a fault (cells by row, {} for none), and the faults."""

    answers: dict[str, Cells] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook of this service: its seal, its sheets by name, and their suspect cells."""

    seal: Seal
    grids: dict[str, Grid]
    suspects: dict[str, Suspects]


def open_workbook(content: bytes) -> OpenedWorkbook:
    """Open a file that was sent in; raises RefusedFileError where it is no workbook of this service."""
    suspects = inspect(content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (python_calamine.CalamineError, OSError, ValueError) as failure:
        raise RefusedFileError("offline_refused_damaged") from failure
    pieces = [str(row[0]) for row in grids.get(SEAL_SHEET, []) if row and row[0] != ""]
    try:
        return OpenedWorkbook(unsealed(pieces), grids, suspects)
    except BrokenSealError as failure:
        raise RefusedFileError("offline_refused_seal") from failure


def read_workbook(opened: OpenedWorkbook, plan: Plan, language: str) -> ReadWorkbook:
    """The answers in the workbook's cells; problems are told in ``language``."""
    result = ReadWorkbook()
    for sheet in plan.sheets:
        reader = _SheetReader(plan, sheet, language, result)
        grid = opened.grids.get(sheet.name)
        if grid is None:
            result.problems.append(
                CellProblem(sheet.name, "", "", sheet.title, say("offline_fault_sheet", language, sheet=sheet.name))
            )
            continue
        reader.read(grid, opened.suspects.get(sheet.name, Suspects()))
    return result


class CellNames:
    """Where the lines of a plan stand: sheet and row by key."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._places = {
            line.key: (sheet.name, place)
            for sheet in plan.sheets
            for place, line in enumerate(sheet.lines, start=FIRST_LINE)
        }
        self._questions = {line.item: line.label for sheet in plan.sheets for line in sheet.lines if line.number}

    def in_order(self, problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
        """Problems in the order of their cells; those of a whole sheet before its cells."""
        sheets = [sheet.name for sheet in self._plan.sheets]
        return tuple(
            sorted(problems, key=lambda found: (sheets.index(found.sheet), int(found.cell[1:] or 0), found.cell[:1]))
        )

    def problem(self, line: Line, column: str, text: str) -> CellProblem:
        """A problem of a line's cell."""
        sheet, row = self._places[line.key]
        return CellProblem(sheet, f"{column}{row}", line.item, self._questions[line.item], text)

    def of_item(self, item: str, row: str, text: str) -> CellProblem:
        """A problem of an answer as a whole, at its first cell."""
        lines = [line for line in self._plan.lines_of(item) if line.row == row] or self._plan.lines_of(item)
        return self.problem(next((line for line in lines if line.holds is not None), lines[0]), ANSWER, text)


class _SheetReader:
    """Reads one sheet into the result."""

    def __init__(self, plan: Plan, sheet: SheetPlan, language: str, result: ReadWorkbook) -> None:
        self._plan, self._sheet, self._language, self._result = plan, sheet, language, result
        self._names = CellNames(plan)

    def read(self, grid: Grid, suspects: Suspects) -> None:
        """Read the sheet; where its lines were moved nothing else is said of it."""
        if not self._lines_stand(grid):
            return
        values = self._values(grid, suspects)
        self._check_further(grid)
        broken = {problem.item for problem in self._result.problems}
        for item in self._sheet.section.items:
            if item.code in broken:
                continue
            found = read(self._plan, item, values)
            if not found.faults:
                self._result.answers[item.code] = found.cells
            for fault in found.faults:
                self._add(fault)

    def _add(self, fault: Fault) -> None:
        words = {name: _shortened(word) for name, word in fault.words.items()}
        text = say(fault.phrase, self._language, **words)
        self._result.problems.append(self._names.problem(fault.line, fault.column, text))

    def _lines_stand(self, grid: Grid) -> bool:
        """Whether every line is where it was; the first that is not is named."""
        for place, line in enumerate(self._sheet.lines, start=FIRST_LINE):
            if text_of(_cell(grid, place, "F")) != line.key:
                self._add(Fault(line, "B", "offline_fault_moved", {"label": line.label}))
                return False
        return True

    def _values(self, grid: Grid, suspects: Suspects) -> Values:
        values: Values = {}
        for place, line in enumerate(self._sheet.lines, start=FIRST_LINE):
            label = text_of(_cell(grid, place, "B"))
            if plain_blanks(label) != plain_blanks(line.label):
                self._add(Fault(line, "B", "offline_fault_label", {"label": line.label, "value": label}))
            for column in (ANSWER, OTHERWISE):
                name, value = f"{column}{place}", _cell(grid, place, column)
                if name in suspects.formulas:
                    self._add(Fault(line, column, "offline_fault_formula", {}))
                elif name in suspects.errors:
                    self._add(Fault(line, column, "offline_fault_error", {}))
                elif text_of(value) == "":
                    continue
                elif not self._takes(line, column):
                    self._add(Fault(line, column, "offline_fault_locked", {"value": text_of(value)}))
                elif name in suspects.percents:
                    self._add_percent(line, column, value, values)
                else:
                    values[line.key, column] = value
        return values

    def _add_percent(self, line: Line, column: str, value: Value, values: Values) -> None:
        """Who writes "12%" gets a cell that shows 12% and holds 0.12: where percent are asked for, 12 is the answer."""
        shown = Decimal(str(value)) * 100 if isinstance(value, float | int) else Decimal(0)
        if self._plan.questionnaire.items[line.item].counts_percent:
            values[line.key, column] = float(shown)
        else:
            words = {"shown": number_text(float(shown)), "value": text_of(value)}
            self._add(Fault(line, column, "offline_fault_percent", words))

    def _takes(self, line: Line, column: str) -> bool:
        """Whether a cell takes anything; the head of a grid does not, and options take no reason.

        A reason that the question does not offer (any more) may stand there from before.
        """
        if column == ANSWER:
            return line.holds is not None
        is_grid = self._plan.questionnaire.items[line.item].kind in GRID_KINDS
        return line.option == "" and bool(line.row) == is_grid

    def _check_further(self, grid: Grid) -> None:
        """What was written below the last line would be lost."""
        last = FIRST_LINE + len(self._sheet.lines)
        for place in range(last, len(grid) + 1):
            for column in _LETTERS:
                value = text_of(_cell(grid, place, column))
                if value:
                    text = say("offline_fault_further", self._language, value=_shortened(value))
                    self._result.problems.append(CellProblem(self._sheet.name, f"{column}{place}", "", "", text))


def _cell(grid: Grid, place: int, column: str) -> Value:
    """The value of a cell; "" where the sheet ends before it."""
    row: list[Value] = grid[place - 1] if place <= len(grid) else []
    number = _LETTERS.index(column)
    return row[number] if number < len(row) else ""


def _shortened(word: object) -> object:
    """Texts from a workbook may be very long; a message is not."""
    return f"{word[:200]}…" if isinstance(word, str) and len(word) > 201 else word
