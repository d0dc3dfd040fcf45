"""Respondents against the frame, variable by variable, and indicators of how selective the response is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock
from civiscope.errors import UserError
from civiscope.results.comparisons import FrameComparison
from civiscope.study.loading import Study
from civiscope.tabulation.comparing.frame_variables import (
    Categories,
    FrameVariable,
    Numbers,
    frame_groups,
    frame_variable,
)
from civiscope.tabulation.comparing.response_model import Indicator, representativeness
from civiscope.tabulation.comparing.two_sets import FEWEST, cities, joined

NUMBERS = ("population", "gdp_per_capita")
"""Columns of numbers that are compared without being named, where they have values."""

R_RAW, R_ADJUSTED = "R-indicator", "R-indicator adjusted for bias"
CV, BIAS = "coefficient of variation of propensities", "maximal absolute bias of a share"

Floats = NDArray[np.float64]


def compare_with_frame(
    study: Study, block: AnswerBlock, by: Sequence[str], variables: Sequence[str], level: float
) -> Iterator[FrameComparison]:
    """All cities, then every level and number, then the indicators of the response.

    ``by`` limits the groups to some (empty: every group that the frame decides). ``variables`` names groups and columns
    of cities.csv that are compared besides and make up the response model; where it is empty, the population and the
    income are compared, and the model is made of the study's domains that the frame decides (of all its groups, where
    there are none). Raises UserError for names that the frame lacks.
    """
    groups = list(by) or [group.code for group in frame_groups(study)]
    numbers = [name for name in NUMBERS if not variables]
    names = list(dict.fromkeys([*groups, *numbers, *variables]))
    found = {name: frame_variable(study, name) for name in names}
    writer = _Writer(study, block)
    yield writer.everybody()
    for variable in found.values():
        yield from writer.levels(variable) if isinstance(variable, Categories) else writer.number(variable)
    decided = [code for code in study.definition.domains if code in {group.code for group in frame_groups(study)}]
    model = list(variables) or decided or groups
    yield from writer.indicators([found.get(name) or frame_variable(study, name) for name in model], level)


def standardised_share(share: float, frame: float) -> float | None:
    """The difference of two shares in standard deviations, (p - q) / sqrt((p (1 - p) + q (1 - q)) / 2) (Austin 2009).

    None where both are 0 or 1.
    """
    return _over(share - frame, (share * (1 - share) + frame * (1 - frame)) / 2)


def standardised_mean(values: Floats, frame: Floats) -> float | None:
    """The difference of two means over the root of the mean of their variances (Cohen 1988; Austin 2009).

    None with fewer than two values or no spread.
    """
    if min(len(values), len(frame)) < 2:
        return None
    return _over(float(values.mean() - frame.mean()), float(values.var(ddof=1) + frame.var(ddof=1)) / 2)


def _over(difference: float, variance: float) -> float | None:
    return difference / math.sqrt(variance) if variance > 0 else None


class _Writer:
    """Makes the rows of one block of answers."""

    def __init__(self, study: Study, block: AnswerBlock) -> None:
        self._study = study
        self._block = block
        self._frame = list(study.frame)
        self._answered = set(block.cities)

    def everybody(self) -> FrameComparison:
        """All cities together."""
        surveyed = self._study.definition.wave(self._block.wave).surveyed
        frame, n = len(self._frame), self._block.size
        note = ""
        if surveyed is not None and surveyed != frame:
            note = f"the wave stands for {surveyed} cities, the frame lists {frame}: rates are of the frame"
        return self._row("", "", "share", (frame, 1.0), (n, 1.0), None, note)

    def levels(self, variable: Categories) -> Iterator[FrameComparison]:
        """One row per level, of the cities that have one."""
        known = [city for city in self._frame if variable.overlays or city in variable.of_city]
        ours = [city for city in known if city in self._answered]
        for level in variable.levels:
            counts = [sum(variable.of_city.get(city) == level for city in part) for part in (known, ours)]
            if not counts[0]:
                continue
            shares = [count / len(part) if part else None for count, part in zip(counts, (known, ours), strict=True)]
            frame, own = shares
            difference = None if frame is None or own is None else standardised_share(own, frame)
            yield self._row(variable.name, level, "share", (counts[0], frame), (counts[1], own), difference)
        if len(known) < len(self._frame):
            counts = [len(self._frame) - len(known), self._block.size - len(ours)]
            note = "no value in the frame: not in the shares of the other levels"
            yield self._row(variable.name, "", "share", (counts[0], None), (counts[1], None), None, note)

    def number(self, variable: Numbers) -> Iterator[FrameComparison]:
        """The mean of a number."""
        values = variable.of(self._frame)
        known = ~np.isnan(values)
        ours = known & np.array([city in self._answered for city in self._frame])
        if not known.any():
            yield self._row(variable.name, "", "mean", (0, None), (0, None), None, "the frame has no values")
            return
        missing = int((~known).sum())
        note = f"no value in the frame: {cities(missing)}" if missing else ""
        means = [float(values[rows].mean()) if rows.any() else None for rows in (known, ours)]
        difference = standardised_mean(values[ours], values[known])
        counts = int(known.sum()), int(ours.sum())
        yield self._row(variable.name, "", "mean", (counts[0], means[0]), (counts[1], means[1]), difference, note)

    def indicators(self, variables: Sequence[FrameVariable], level: float) -> Iterator[FrameComparison]:
        """The indicators of a response model on these variables, or one row that says why there are none."""
        matrix, used, notes = self._matrix(variables)
        name = " + ".join(variable.name for variable in variables)
        responded = np.array([city in self._answered for city in self._frame], dtype=bool)[used]
        n, asked = int(responded.sum()), len(responded)
        few = min(n, asked - n)
        if not matrix.shape[1]:
            yield self._indicator(name, R_RAW, (asked, n), None, joined(*notes, "no variable tells cities apart"))
            return
        if few < FEWEST:
            who = "answered" if n <= asked - n else "did not answer"
            reason = f"too few: {cities(few)} {who}, {FEWEST} are needed"
            yield self._indicator(name, R_RAW, (asked, n), None, joined(reason, *notes))
            return
        try:
            found = representativeness(responded, matrix, level)
        except UserError as failure:
            reason = failure.problems[0].message
            yield self._indicator(name, R_RAW, (asked, n), None, joined(reason, *notes))
            return
        if few < FEWEST * (found.coefficients - 1):
            notes.append(
                f"{found.coefficients} coefficients, {cities(few)} in the smaller part: the indicators are uncertain"
            )
        for measure, value in ((R_RAW, found.raw), (R_ADJUSTED, found.adjusted), (CV, found.cv), (BIAS, found.bias)):
            yield self._indicator(name, measure, (asked, n), value, joined(*notes))

    def _matrix(self, variables: Sequence[FrameVariable]) -> tuple[Floats, NDArray[np.bool_], list[str]]:
        """Columns (N, q) of the cities that have all variables, which cities these are, and what was done.

        Levels are columns of 0 and 1 but for the first. Positive numbers enter as logarithms, since the sizes of cities
        differ by factors.
        """
        used, columns, notes = np.ones(len(self._frame), dtype=bool), [], []
        for variable in variables:
            if isinstance(variable, Numbers):
                values = variable.of(self._frame)
                known = ~np.isnan(values)
                if not known.any():
                    notes.append(f"{variable.name} has no values and is left out of the model")
                    continue
                if (values[known] > 0).all():
                    values = np.log(values)
                    notes.append(f"{variable.name} as logarithm")
                used &= known
                columns.append(values)
            else:
                own = np.array([variable.of_city.get(city, "") for city in self._frame], dtype=object)
                used &= True if variable.overlays else own != ""
                shown = variable.levels if variable.overlays else variable.levels[1:]
                columns += [(own == level).astype(np.float64) for level in shown]
        matrix = np.stack(columns, axis=1)[used] if columns else np.zeros((int(used.sum()), 0))
        varying = np.ptp(matrix, axis=0) > 0 if len(matrix) else np.zeros(matrix.shape[1], dtype=bool)
        if not used.all():
            notes.append(f"left out of the model for lack of a value: {cities(int((~used).sum()))}")
        return matrix[:, varying], used, notes

    def _indicator(
        self, name: str, measure: str, counts: tuple[int, int], found: Indicator | None, note: str
    ) -> FrameComparison:
        return FrameComparison(
            wave=self._block.wave,
            questionnaire=self._block.questionnaire,
            variable=name,
            level="",
            measure=measure,
            frame_n=counts[0],
            frame=None,
            n=counts[1],
            respondents=None,
            response_rate=counts[1] / counts[0] if counts[0] else None,
            standardised_difference=None,
            estimate=None if found is None else found.value,
            se=None if found is None else found.se,
            low=None if found is None else found.low,
            high=None if found is None else found.high,
            note=note,
        )

    def _row(
        self,
        variable: str,
        level: str,
        measure: str,
        frame: tuple[int, float | None],
        respondents: tuple[int, float | None],
        difference: float | None,
        note: str = "",
    ) -> FrameComparison:
        return FrameComparison(
            wave=self._block.wave,
            questionnaire=self._block.questionnaire,
            variable=variable,
            level=level,
            measure=measure,
            frame_n=frame[0],
            frame=frame[1],
            n=respondents[0],
            respondents=respondents[1],
            response_rate=respondents[0] / frame[0] if frame[0] else None,
            standardised_difference=difference,
            estimate=None,
            se=None,
            low=None,
            high=None,
            note=note,
        )
