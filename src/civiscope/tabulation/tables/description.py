"""The first, cheap look at a table: whether its columns can do what is asked of them, and which values they have."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from civiscope.errors import Problem, UserError, did_you_mean, problem
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.engine import ColumnKind, Engine
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.values import as_text
from civiscope.tabulation.variables import Measure

MOST_LEVELS = 2_000
"""A domain with more levels is taken for a mistake, such as an identifier of rows."""

MOST_OPTIONS = 200
"""An item with more values is taken for a number or an identifier, of which shares say nothing."""

_FIRST_ROWS = 10_000

_NUMBERS = {Measure.MEAN, Measure.RATIO, Measure.QUANTILE, Measure.VARIANCE}


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What is known of an item: rows with a value, and of numbers their range and unweighted mean.

    The mean of an item of 0 and 1 is that of the first rows, or NaN.
    """

    answered: int
    numeric: bool
    low: float
    high: float
    mean: float

    @property
    def is_binary(self) -> bool:
        """Whether all values are 0 or 1; only told of columns of whole numbers."""
        return self.numeric and self.low >= 0 and self.high <= 1


@dataclass(frozen=True, slots=True)
class Description:
    """Number of rows, of those with positive weight, and facts of the items' columns."""

    rows: int
    positive: int
    items: dict[str, ColumnFacts]


def split_ratio(item: str, engine: Engine) -> tuple[str, str] | None:
    """Numerator and denominator of an item written ``a/b``; None where it is none (or is a column's own name)."""
    if item in engine.columns or "/" not in item:
        return None
    above, _, below = item.partition("/")
    return above.strip(), below.strip()


def describe(engine: Engine, request: Request, design: Design) -> Description:
    """Check every column that is named and look at the items' values.

    Raises UserError with every problem found: unknown columns, text where numbers belong, weights that are negative,
    missing or all zero, missing strata or clusters, domains with too many levels.
    """
    items = _item_columns(request, engine)
    check_columns(engine, request, design)
    keys = [name for name in (design.strata, *design.clusters) if name is not None]
    found = _collected(engine, _stored(engine, request, keys, items))
    binary = [place for place in range(len(items)) if _reads_binary(found, place)]
    found |= _collected(engine, _computed(engine, request, design, items, binary))
    if binary and request.measure is Measure.SHARE:
        found |= _first_means(engine, items, binary)
    _check_design(engine, design, keys, found)
    _check_levels(request, found)
    facts = {name: _facts(engine, request, name, place, found) for place, name in enumerate(items)}
    positive = found["rows"] if design.weight is None else found["positive"]
    return Description(found["rows"], positive, facts)


def _collected(engine: Engine, parts: list[str]) -> dict[str, Any]:
    if not parts:
        return {}
    row: dict[str, Any] = engine.collect(f"SELECT {', '.join(parts)} FROM data").to_pylist()[0]  # noqa: S608
    return row


def _stored(engine: Engine, request: Request, keys: list[str], items: list[str]) -> list[str]:
    """What columnar files tell without a look at their rows: counts and ranges of columns as they are stored."""
    parts = ["COUNT(*) AS rows"]
    parts += [f"COUNT({engine.key(name)}) AS key{place}" for place, name in enumerate(keys)]
    for place, name in enumerate(items):
        parts.append(f"COUNT({engine.key(name)}) AS item{place}")
        if engine.columns[name] is ColumnKind.INTEGER:
            parts += [
                f"{word}({engine.key(name)}) AS {part}{place}" for word, part in (("MIN", "low"), ("MAX", "high"))
            ]
    return parts


def _reads_binary(found: dict[str, Any], place: int) -> bool:
    low, high = found.get(f"low{place}"), found.get(f"high{place}")
    return low is not None and low >= 0 and high is not None and high <= 1


def _computed(engine: Engine, request: Request, design: Design, items: list[str], binary: list[int]) -> list[str]:
    """What needs a look at every row."""
    parts = []
    if design.weight is not None:
        weight = engine.number(design.weight)
        parts += [
            f"COUNT({weight}) AS weighted",
            f"MIN({weight}) AS lightest",
            f"MAX({weight}) AS heaviest",
            f"COUNT(CASE WHEN {weight} > 0 THEN 1 END) AS positive",
        ]
    parts += [f"COUNT({engine.number(name)}) AS size{place}" for place, name in enumerate(design.fpc)]
    parts += [f"COUNT(DISTINCT {engine.key(name)}) AS by{place}" for place, name in enumerate(request.by_columns)]
    for place, name in enumerate(items):
        if request.measure is Measure.SHARE or place in binary:
            continue
        number = engine.number(name)
        parts.append(f"AVG({number}) AS mean{place}")
        if engine.columns[name] is not ColumnKind.INTEGER:
            parts += [
                f"COUNT({number}) AS number{place}",
                f"MIN({number}) AS low{place}",
                f"MAX({number}) AS high{place}",
            ]
    return parts


def _first_means(engine: Engine, items: list[str], binary: list[int]) -> dict[str, Any]:
    """Means of items of 0 and 1 among the first rows: they tell which is the rarer, and need not be exact."""
    columns = ", ".join(f"{engine.number(items[place])} AS u{place}" for place in binary)
    means = ", ".join(f"AVG(u{place}) AS mean{place}" for place in binary)
    query = f"SELECT {means} FROM (SELECT {columns} FROM data LIMIT {_FIRST_ROWS}) AS first_rows"  # noqa: S608
    row: dict[str, Any] = engine.collect(query).to_pylist()[0]
    return row


def _item_columns(request: Request, engine: Engine) -> list[str]:
    columns: dict[str, None] = {}
    for item in request.items:
        columns.update(dict.fromkeys(split_ratio(item, engine) or (item,)))
    return list(columns)


def check_columns(engine: Engine, request: Request, design: Design) -> None:
    """Raise UserError for every column that the request or the design names and the table lacks."""
    roles = {
        "item": _item_columns(request, engine),
        "domain": request.by_columns,
        "column of the design": design.columns,
    }
    problems = [found for role, names in roles.items() for found in unknown_columns(engine, role, names)]
    if problems:
        raise UserError(*problems)


def unknown_columns(engine: Engine, role: str, names: Iterable[str]) -> list[Problem]:
    """A problem for every name that is no column of the table; ``role`` says what the names are for."""
    return [
        problem(
            "table-column-unknown",
            file=engine.name,
            value=name,
            role=role,
            similar=did_you_mean(name, engine.columns),
            columns=", ".join(list(engine.columns)[:40]),
        )
        for name in dict.fromkeys(names)
        if name not in engine.columns
    ]


def _check_design(engine: Engine, design: Design, keys: list[str], found: dict[str, Any]) -> None:
    rows = found["rows"]
    place: dict[str, Any] = {"file": engine.name}
    problems = []
    if design.weight is not None:
        place_of_weight = {**place, "column": design.weight}
        if found["weighted"] < rows:
            _refuse_texts(engine, design.weight)
            problems.append(problem("weight-missing", **place_of_weight, count=rows - found["weighted"]))
        elif found["lightest"] < 0 or not math.isfinite(found["heaviest"]):
            worst = found["lightest"] if found["lightest"] < 0 else found["heaviest"]
            problems.append(problem("weight-negative", **place_of_weight, value=as_text(float(worst))))
        elif found["positive"] == 0:
            problems.append(problem("weights-all-zero", **place_of_weight))
    for number, name in enumerate(keys):
        if found[f"key{number}"] < rows:
            problems.append(problem("design-missing", **place, column=name, count=rows - found[f"key{number}"]))
    for number, name in enumerate(design.fpc):
        if found[f"size{number}"] < rows:
            _refuse_texts(engine, name)
            problems.append(problem("design-missing", **place, column=name, count=rows - found[f"size{number}"]))
    if problems:
        raise UserError(*problems)


def _check_levels(request: Request, found: dict[str, Any]) -> None:
    problems = [
        problem("too-many-levels", column=name, value=f"{found[f'by{place}']:,}", most=f"{MOST_LEVELS:,}")
        for place, name in enumerate(request.by_columns)
        if found[f"by{place}"] > MOST_LEVELS
    ]
    if problems:
        raise UserError(*problems)


def _facts(engine: Engine, request: Request, name: str, place: int, found: dict[str, Any]) -> ColumnFacts:
    answered = found[f"item{place}"]
    if answered == 0:
        raise UserError(problem("item-without-values", file=engine.name, column=name))
    ranged = f"low{place}" in found
    numbers = found.get(f"number{place}", answered if ranged else 0)
    if numbers < answered and request.measure in _NUMBERS:
        _refuse_texts(engine, name)
        raise UserError(problem("item-not-numeric", file=engine.name, column=name, value=engine.columns[name].value))
    if not numbers or numbers < answered:
        return ColumnFacts(answered, False, math.nan, math.nan, math.nan)
    low, high = float(found[f"low{place}"]), float(found[f"high{place}"])
    mean = found.get(f"mean{place}")
    if not (math.isfinite(low) and math.isfinite(high)):
        raise UserError(problem("item-not-finite", file=engine.name, column=name))
    return ColumnFacts(answered, True, low, high, math.nan if mean is None else float(mean))


def _refuse_texts(engine: Engine, column: str) -> None:
    """Raise UserError for the texts of a column that should hold numbers, if there are any."""
    texts = engine.unreadable(column)
    if texts:
        line, value = texts[0]
        others = dict.fromkeys(text for _, text in texts if text != value)
        more = ", ".join(f'"{text}"' for text in list(others)[:3])
        raise UserError(
            problem(
                "text-in-numbers",
                file=engine.name,
                line=line,
                column=column,
                value=value,
                more=f" (also {more})" if more else "",
            )
        )
