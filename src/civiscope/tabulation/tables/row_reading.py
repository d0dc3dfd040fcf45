"""Every row's values of a request, for what needs rows by themselves: replicate weights and adjusted weights."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.row_sums import RowValues
from civiscope.tabulation.tables.description import Description
from civiscope.tabulation.tables.plan import Plan, make_plan
from civiscope.tabulation.tables.reading import column, number_levels
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure, Variable


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The variables of n rows in the table's order; ``members`` holds the numbers of each level's rows."""

    values: RowValues
    levels: tuple[LevelName, ...]
    members: list[NDArray[np.int64]]


def read_rows(engine: Engine, request: Request, description: Description) -> ReadRows:
    """Read the variables and domains of a request; of quantiles the values themselves, as of means."""
    measure = Measure.MEAN if request.measure is Measure.QUANTILE else request.measure
    plan = make_plan(engine, replace(request, measure=measure), description)
    selected = [f"{engine.key(name)} AS by{place}" for place, name in enumerate(request.by_columns)]
    for place, variable in enumerate(plan.variables):
        selected.append(f"{_value(plan, variable)} AS u{place}")
        if variable.measure is Measure.RATIO:
            selected.append(f"{plan.denominators[variable.prefix]} AS d{place}")
    table = engine.collect(f"SELECT {', '.join(selected)} FROM data")  # noqa: S608
    values = np.stack([column(table, f"u{place}") for place in range(len(plan.variables))], axis=1)
    counted = ~np.isnan(values)
    denominators = counted.astype(np.float64)
    for place, variable in enumerate(plan.variables):
        if variable.measure is Measure.RATIO:
            denominators[:, place] = np.nan_to_num(column(table, f"d{place}"))
    levels, numbers = number_levels(table, request)
    # Levels are numbered grouping by grouping, so that this is their order.
    members = [np.flatnonzero(own == place) for own in numbers for place in np.unique(own[own >= 0])]
    found = RowValues(plan.variables, np.where(counted, values, 0.0), counted, denominators)
    return ReadRows(found, levels, members)


def _value(plan: Plan, variable: Variable) -> str:
    """SQL of a variable's value: 0 or 1 for an option, NULL in rows that do not count."""
    if not variable.option:
        value = plan.values[variable.prefix]
    else:
        value = f"CASE WHEN {plan.conditions[variable.prefix]} THEN 1.0 ELSE 0.0 END"
    base = plan.bases[variable.base]
    return value if base is None else f"CASE WHEN {base} THEN {value} END"
