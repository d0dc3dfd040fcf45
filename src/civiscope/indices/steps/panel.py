"""Imputation from the other waves of the same unit, as COINr's ``impute_panel`` does."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.rules import Rule
from civiscope.indices.steps.counts import whole_number

Floats = NDArray[np.float64]

KINDS = ("latest", "linear", "constant")


def filled_from_panel(values: Floats, rule: Rule, units: tuple[str, ...], waves: tuple[str, ...]) -> Floats:
    """Missing values (n, p) filled from the unit's other waves.

    ``latest`` takes the last earlier value, at most as many waves back as the rule's second value says. ``linear``
    interpolates between waves and ``constant`` carries the last value forward; both take the nearest value outside the
    observed range. Raises UserError where there is one wave only, and for interpolation between waves without numbers.
    """
    kind = rule.values[0] if rule.values else "latest"
    if kind not in KINDS:
        raise rule.refused(kind, f"one of {', '.join(KINDS)}")
    rule.allow(2 if kind == "latest" else 1)
    times = _times(rule, waves)
    if len(times) < 2:
        raise rule.refused(rule, "a table with several waves (a column Time, or waves of a study)")
    back = whole_number(rule, 1, len(times))
    found = values.copy()
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        rows_of[unit].append(row)
    place = {wave: number for number, wave in enumerate(times)}
    for rows in rows_of.values():
        ordered = np.array(sorted(rows, key=lambda row: place[waves[row]]))
        if len(ordered) > 1 and np.isnan(values[ordered]).any():
            own = [waves[row] for row in ordered]
            if kind == "latest":
                found[ordered] = _latest(values[ordered], np.array([place[wave] for wave in own]), back)
            else:
                found[ordered] = _between(values[ordered], np.array([times[wave] for wave in own]), kind)
    return found


def _times(rule: Rule, waves: tuple[str, ...]) -> dict[str, float]:
    """The waves in order, each with its time: numbers where all waves are numbers, else their places."""
    named = list(dict.fromkeys(waves))
    try:
        numbers = {wave: float(wave) for wave in named}
    except ValueError:
        if rule.values[:1] == ("linear",):
            raise rule.refused("linear", "waves that are years, as in a column Time") from None
        return {wave: float(number) for number, wave in enumerate(named)}
    return dict(sorted(numbers.items(), key=lambda entry: entry[1]))


def _latest(values: Floats, places: NDArray[np.int64], back: int) -> Floats:
    """The latest earlier value; ``places`` are the numbers of the waves, of which at most ``back`` are gone back."""
    found = values.copy()
    for row in range(len(values)):
        for earlier in range(row - 1, -1, -1):
            if places[row] - places[earlier] > back:
                break
            missing = np.isnan(found[row])
            found[row, missing] = values[earlier, missing]
    return found


def _between(values: Floats, times: Floats, kind: str) -> Floats:
    found = values.copy()
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        if not known.any() or known.all():
            continue
        at, y = times[known], values[known, column]
        if kind == "linear":
            filled = np.interp(times, at, y)
        else:
            filled = y[np.clip(np.searchsorted(at, times, side="right") - 1, 0, None)]
        found[~known, column] = filled[~known]
    return found
