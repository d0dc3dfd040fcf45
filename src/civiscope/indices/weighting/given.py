"""Weights, comparisons and points out of CSV files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import ProblemLog, UserError, did_you_mean, problem
from civiscope.indices.cells import number_columns
from civiscope.indices.rules import Rule
from civiscope.study.sheets import Sheet, read_sheet

Floats = NDArray[np.float64]

_NAMES = ("node", "iCode")
_WEIGHTS = ("weight", "Weight")


def read_weights(path: Path, known: tuple[str, ...], rule: Rule) -> dict[str, float]:
    """Weights by node of a file with the columns node (or iCode) and weight; raises UserError with all its faults."""
    sheet = _sheet(path, rule)
    name, weight = _column(sheet, _NAMES), _column(sheet, _WEIGHTS)
    numbers, problems = number_columns(sheet, [weight])
    if problems:
        raise UserError(*problems)
    found: dict[str, float] = {}
    for row, line, value in zip(sheet.rows, sheet.lines, numbers[:, 0].tolist(), strict=True):
        code = row[name]
        if code not in known:
            similar = did_you_mean(code, known)
            problems.append(
                problem("index-weight-node", file=sheet.name, line=line, column=name, value=code, similar=similar)
            )
        elif code in found:
            problems.append(problem("index-weight-twice", file=sheet.name, line=line, column=name, value=code))
        elif not value >= 0:
            problems.append(
                problem("index-weight", file=sheet.name, line=line, column=weight, value=row[weight], node=code)
            )
        else:
            found[code] = value
    if problems:
        raise UserError(*problems)
    return found


def read_comparisons(path: Path, known: tuple[str, ...], rule: Rule) -> tuple[tuple[str, ...], Floats]:
    """Codes and matrix (c, c) of comparisons: a first column of codes, then a column per code in the same order."""
    sheet = _sheet(path, rule)
    codes = tuple(row[sheet.columns[0]] for row in sheet.rows)
    if sheet.columns[1:] != codes:
        raise UserError(problem("index-comparisons-shape", file=sheet.name, value=", ".join(sheet.columns[1:])))
    _check_known(sheet, codes, known)
    numbers, problems = number_columns(sheet, codes)
    if problems:
        raise UserError(*problems)
    return codes, numbers


def read_points(path: Path, known: tuple[str, ...], rule: Rule) -> tuple[tuple[str, ...], Floats]:
    """Codes and points (experts, c): a row per expert, a column per code; a column ``expert`` may name them."""
    sheet = _sheet(path, rule)
    codes = tuple(column for column in sheet.columns if column != "expert")
    _check_known(sheet, codes, known)
    numbers, problems = number_columns(sheet, codes)
    if problems:
        raise UserError(*problems)
    return codes, numbers


def _sheet(path: Path, rule: Rule) -> Sheet:
    if not path.is_file():
        raise rule.refused(path, "the name of a CSV file that exists")
    log = ProblemLog()
    sheet = read_sheet(path, path.name, log)
    if sheet is None or log.errors:
        raise UserError(*log.errors)
    return sheet


def _column(sheet: Sheet, names: tuple[str, ...]) -> str:
    found = next((name for name in names if name in sheet.columns), None)
    if found is None:
        raise UserError(problem("column-missing", file=sheet.name, line=1, column=names[0]))
    return found


def _check_known(sheet: Sheet, codes: tuple[str, ...], known: tuple[str, ...]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise UserError(
            *(
                problem(
                    "index-weight-node",
                    file=sheet.name,
                    line=1,
                    column=code,
                    value=code,
                    similar=did_you_mean(code, known),
                )
                for code in unknown
            )
        )
