"""From statistics to rows of estimates, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from civiscope.results.estimates import Estimate
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.intervals import NO_LIMITS, Interval, Limits, Share, share_limits, t_limits
from civiscope.tabulation.statistics import Statistic, fit_of
from civiscope.tabulation.variables import Measure

NO_INTERVAL = "no interval: the method has none at a share of 0 or 1"


def estimate_rows(
    cells: Cells, statistics: Sequence[Statistic], interval: Interval, level: float, df: Sequence[int] | None = None
) -> Iterator[Estimate]:
    """One row per item, level and option of the item in which it has a base, in this order.

    ``df`` are the degrees of freedom by level, those of the cells' design where absent.
    """
    writer = RowWriter(cells, interval, level, df)
    for _, of_item in groupby(statistics, key=lambda statistic: statistic.variable.item):
        found = list(of_item)
        for place in range(len(cells.levels)):
            for statistic in found:
                if statistic.base[place]:
                    yield writer.row(statistic, place)


class RowWriter:
    """Makes rows of estimates from the statistics of the same cells."""

    def __init__(self, cells: Cells, interval: Interval, level: float, df: Sequence[int] | None = None) -> None:
        self._cells = cells
        self._interval = interval
        self._level = level
        self._df = cells.degrees_of_freedom if df is None else np.asarray(df)
        self._rows = cells.by_level(cells.rows.astype(np.float64))

    def row(self, statistic: Statistic, place: int, wave: str = "", questionnaire: str = "") -> Estimate:
        """The estimate of a variable in the level with the number ``place``."""
        name, variable, df = self._cells.levels[place], statistic.variable, int(self._df[place])
        estimate, variance = float(statistic.estimate[place]), float(statistic.variance[place])
        # Without degrees of freedom the spread is not known: a single unit says nothing of it.
        se = math.sqrt(variance) if df > 0 and math.isfinite(variance) and math.isfinite(estimate) else None
        limits = NO_LIMITS if se is None else self._limits(statistic, place, df)
        at_an_end = variable.measure is Measure.SHARE and se is not None and limits == NO_LIMITS
        return Estimate(
            wave=wave,
            questionnaire=questionnaire,
            item=variable.item,
            row=variable.row,
            option=variable.option,
            domain=name.domain,
            level=name.level,
            measure=variable.shown or variable.measure.value,
            estimate=_known(statistic.estimate[place]),
            se=se,
            low=limits[0],
            high=limits[1],
            n=int(statistic.n[place]),
            base=int(statistic.base[place]),
            weighted_base=float(statistic.weighted_base[place]),
            bound_low=None,
            bound_high=None,
            suppressed=False,
            note=NO_INTERVAL if at_an_end else "",
            deff=_known(statistic.deff[place]) if se is not None else None,
            df=df,
        )

    def _limits(self, statistic: Statistic, place: int, df: int) -> Limits:
        estimate, variance = float(statistic.estimate[place]), float(statistic.variance[place])
        if not math.isfinite(estimate):
            return NO_LIMITS
        if statistic.variable.measure is not Measure.SHARE:
            return t_limits(estimate, math.sqrt(variance), df, self._level)
        fitted = self._interval in (Interval.LOGIT, Interval.LIKELIHOOD)
        fit = fit_of(self._cells, statistic, place) if fitted else None
        spread = float(statistic.spread[place])
        of_logit = None if statistic.logit_variance is None else _known(statistic.logit_variance[place])
        found = Share(estimate, variance, df, int(self._rows[place]), spread, fit, of_logit)
        return share_limits(self._interval, found, self._level)


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
