"""From a request to the variables that are estimated and the SQL of every sum that they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.engine import ColumnKind, Engine
from civiscope.tabulation.tables.description import MOST_OPTIONS, ColumnFacts, Description, split_ratio
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.values import Value, as_text, literal, sorted_values
from civiscope.tabulation.variables import Measure, Power, Variable

Floats = NDArray[np.float64]

_MOST_STEPS = 50
"""Whole numbers within a range of this many are options without a look at which of them occur."""

_EXACT = 2.0**53
"""Below this floating-point numbers tell whole numbers apart."""


@dataclass
class Plan:
    """Variables, and by the prefix of their sums the SQL behind them.

    ``conditions`` say which rows have an indicator, ``values`` are numbers (NULL where there is none; also those of an
    indicator that is stored as 0 and 1), ``denominators`` those of ratios; ``bases`` say which rows count, None where
    all do.
    """

    variables: list[Variable] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    denominators: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str | None] = field(default_factory=dict)

    def sums(self, weight: str | None, elements: bool) -> Iterator[tuple[str, int, str]]:
        """Name, power of the weight and SQL of every sum; without ``weight`` the power is still to be applied.

        Sums that `completed` derives are not among them.
        """
        seen: set[str] = set()
        for variable in self.variables:
            if variable.others:
                continue
            counts = [(variable.base_count, 0, self._count(self.bases[variable.base]))]
            if variable.option:
                counts.append((variable.n, 0, self._count_of(variable)))
            sums = [
                (variable.sum_name(power), power[0], self._sum(variable, variable.canonical(power), weight))
                for power in variable.powers(elements)
            ]
            for name, power, query in (*counts, *sums):
                if name not in seen:
                    seen.add(name)
                    yield name, power, query

    def completed(self, sums: dict[str, Floats], elements: bool) -> dict[str, Floats]:
        """The sums with those of the options that are derived: the base's less those of all other options."""
        found = dict(sums)
        for variable in self.variables:
            if not variable.others:
                continue
            n = sums[variable.base_count] - _added(sums, [f"{prefix}|n" for prefix in variable.others])
            found[variable.n] = n
            for power in variable.powers(elements):
                if variable.canonical(power)[1]:
                    whole = sums[replace(variable, others=()).sum_name((power[0], 0, 1))]
                    own = variable.sum_name(power)
                    others = [own.replace(variable.prefix, prefix, 1) for prefix in variable.others]
                    # Where no row has the option, rounding may leave a trace of the weights.
                    found[own] = np.where(n == 0, 0.0, whole - _added(sums, others))
        return found

    @staticmethod
    def _count(condition: str | None) -> str:
        # A sum of doubles: DuckDB adds them in a third of the time that it takes to count.
        return "COUNT(*)" if condition is None else f"SUM(CASE WHEN {condition} THEN 1.0 ELSE 0.0 END)"

    def _count_of(self, variable: Variable) -> str:
        """Rows with an option; the sum of 0 and 1 where they are stored."""
        number = self.values.get(variable.prefix)
        return self._count(self.conditions[variable.prefix]) if number is None else f"SUM({number})"

    def _sum(self, variable: Variable, power: Power, weight: str | None) -> str:
        times, value, denominator = power
        factors = [weight] * times if weight is not None else []
        if variable.measure is Measure.RATIO:
            factors += [self.values[variable.prefix]] * value + [self.denominators[variable.prefix]] * denominator
            return f"SUM({' * '.join(factors)})"
        if value and variable.prefix in self.values:
            # For 0 and 1 a product as well: the same sum as that of the rows with 1, in less time.
            return f"SUM({' * '.join(factors + [self.values[variable.prefix]] * value)})"
        condition = self.conditions[variable.prefix] if value else self.bases[variable.base]
        if not factors:
            return self._count(condition)
        if condition is None:
            return f"SUM({' * '.join(factors)})"
        return f"SUM(CASE WHEN {condition} THEN {' * '.join(factors)} ELSE 0 END)"


def make_plan(engine: Engine, request: Request, description: Description, weight: str | None = None) -> Plan:
    """The variables of a request; rows whose ``weight`` (SQL) is 0 are in no count and no base.

    Raises UserError for items with too many values and ratios without two parts.
    """
    plan = _make_plan(engine, request, description)
    if weight is not None and description.positive < description.rows:
        counted = f"{weight} > 0"
        plan.bases = {name: f"{base} AND {counted}" if base else counted for name, base in plan.bases.items()}
        plan.conditions = {name: f"{condition} AND {counted}" for name, condition in plan.conditions.items()}
        plan.values = {name: f"CASE WHEN {counted} THEN {value} END" for name, value in plan.values.items()}
    return plan


def _make_plan(engine: Engine, request: Request, description: Description) -> Plan:
    plan = Plan()
    if request.measure is Measure.RATIO:
        for item, above, below in _ratios(engine, request):
            _add_ratio(plan, engine, item, above, below)
        return plan
    as_options = [item for item in request.items if _is_by_option(request, description, item)]
    options = dict(zip(as_options, options_of(engine, description, as_options), strict=True))
    for place, item in enumerate(request.items):
        base = f"b{place}"
        complete = description.items[item].answered == description.rows
        plan.bases[base] = None if complete else f"{engine.key(item)} IS NOT NULL"
        if item in options:
            for number, value in enumerate(options[item]):
                prefix = f"i{place}o{number}"
                plan.conditions[prefix] = f"{engine.key(item)} = {literal(value)}"
                plan.variables.append(Variable(item, "", as_text(value), request.measure, prefix, base, indicator=True))
            if len(options[item]) == 2 and description.items[item].is_binary:
                plan.values[plan.variables[-1].prefix] = engine.number(item)
                _derive_the_commoner(plan, description.items[item])
        else:
            _add_number(plan, engine, request, description, item, base, f"i{place}")
    return plan


def _derive_the_commoner(plan: Plan, facts: ColumnFacts) -> None:
    """Of two options that are 0 and 1, add up the rarer: the other is what it leaves, to the same digits."""
    zero, one = plan.variables[-2:]
    if facts.mean <= 0.5:
        plan.variables[-2] = replace(zero, others=(one.prefix,))
    else:
        plan.variables[-1] = replace(one, others=(zero.prefix,))


def _added(sums: dict[str, Floats], names: list[str]) -> Floats:
    found: Floats = np.sum([sums[name] for name in names], axis=0)
    return found


def _is_by_option(request: Request, description: Description, item: str) -> bool:
    """Shares, and totals of what is no number, are those of each value."""
    if request.measure is Measure.SHARE:
        return True
    return request.measure is Measure.TOTAL and not description.items[item].numeric


def _add_number(
    plan: Plan, engine: Engine, request: Request, description: Description, item: str, base: str, prefix: str
) -> None:
    facts = description.items[item]
    binary = facts.is_binary and engine.columns[item] in (ColumnKind.INTEGER, ColumnKind.BOOLEAN)
    # Six digits, so that engines which add in different orders subtract the same.
    centre = 0.0 if binary else facts.low if facts.low == facts.high else float(f"{facts.mean:.6g}")
    number = engine.number(item)
    plan.values[prefix] = f"({number} - {centre!r})" if centre else number
    plan.conditions[prefix] = f"{number} = 1"
    plan.variables.append(Variable(item, "", "", request.measure, prefix, base, indicator=binary, centre=centre))


def _ratios(engine: Engine, request: Request) -> Iterator[tuple[str, str, str]]:
    pairs = [(item, split_ratio(item, engine)) for item in request.items]
    if len(pairs) == 2 and all(pair is None for _, pair in pairs):
        above, below = request.items
        yield f"{above}/{below}", above, below
        return
    for item, pair in pairs:
        if pair is None:
            raise UserError(problem("ratio-parts", value=item))
        yield item, *pair


def _add_ratio(plan: Plan, engine: Engine, item: str, above: str, below: str) -> None:
    prefix, base = f"r{len(plan.variables)}", f"rb{len(plan.variables)}"
    numerator, denominator = engine.number(above), engine.number(below)
    both = f"{numerator} IS NOT NULL AND {denominator} IS NOT NULL"
    plan.bases[base] = both
    plan.values[prefix] = f"CASE WHEN {both} THEN {numerator} END"
    plan.denominators[prefix] = f"CASE WHEN {both} THEN {denominator} END"
    plan.variables.append(Variable(item, "", "", Measure.RATIO, prefix, base))


def options_of(engine: Engine, description: Description, items: list[str]) -> list[list[Value]]:
    """The values of each of the described items, in their order; whole numbers of a range even where none occurs.

    Raises UserError for items with too many values.
    """
    found: dict[str, list[Value]] = {}
    to_be_read = []
    for item in items:
        facts = description.items[item]
        kind = engine.columns[item]
        exact = facts.numeric and max(abs(facts.low), abs(facts.high)) < _EXACT
        if kind is ColumnKind.INTEGER and exact and facts.high - facts.low < _MOST_STEPS:
            found[item] = list(range(int(facts.low), int(facts.high) + 1))
        elif kind is ColumnKind.BOOLEAN:
            found[item] = [False, True]
        else:
            to_be_read.append(item)
    for item in to_be_read:
        key = engine.key(item)
        query = f"SELECT DISTINCT {key} AS value FROM data WHERE {key} IS NOT NULL LIMIT {MOST_OPTIONS + 1}"  # noqa: S608
        values: list[Value] = _plain(engine.collect(query))
        if len(values) > MOST_OPTIONS:
            raise UserError(problem("too-many-values", file=engine.name, column=item, most=MOST_OPTIONS))
        found[item] = sorted_values(values)
    return [found[item] for item in items]


def _plain(table: pa.Table) -> list[Value]:
    return [value for value in table.column(0).to_pylist() if value is not None]
