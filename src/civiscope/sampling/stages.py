"""Variances of linearised totals under multi-stage sampling, from sums over the finest groups of the design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.design import Lonely

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NEGLIGIBLE = 1e-7
"""A share of the population that was not drawn below this counts as none, as in R's ``survey``."""


_NOISE = 4e-13
"""A spread within a group below this share of its sum of squares is what rounding leaves of none."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The sampled units of every stage, by the U finest groups of rows that the design tells apart.

    ``ancestors`` has shape (S + 1, U): row 0 holds the number of each group's stratum, row s that of its unit of stage
    s; groups are sorted by these. ``rows`` (U,) counts the rows of each group. ``population`` holds per stage the
    number of units in the population by number of the parent (a stratum at stage 1, else the unit of the stage before);
    infinite where it is not known. With ``elements`` the rows are the units of one more stage, whose parents are the
    groups.
    """

    ancestors: Ints
    rows: Ints
    population: tuple[Floats, ...]
    elements: bool
    lonely: Lonely

    @property
    def count(self) -> int:
        """Number of stages, that of the rows included."""
        return len(self.ancestors) - 1 + self.elements

    def sampled(self, stage: int) -> Ints:
        """The number of sampled units of a stage (1 first) by number of the parent."""
        if stage == len(self.ancestors):
            return self.rows
        parents = self.ancestors[stage - 1][_starts(self.ancestors[stage])]
        return np.bincount(parents, minlength=int(self.ancestors[stage - 1][-1]) + 1).astype(np.int64)

    def parents(self, stage: int) -> Ints:
        """The number of the stage's parent for each of the U groups."""
        return np.arange(len(self.rows)) if stage == len(self.ancestors) else self.ancestors[stage - 1]

    def fractions(self, stage: int) -> Floats:
        """n / N of the stage by number of its parent: 0 where N is not known."""
        sampled = self.sampled(stage)
        return sampled / self.population[stage - 1][: len(sampled)]

    def lonely_parents(self) -> Iterator[tuple[int, Ints]]:
        """Stage and parents of which a single unit was sampled though there are more."""
        for stage in range(1, self.count + 1):
            found = (self.sampled(stage) == 1) & (self.fractions(stage) < 1 - _NEGLIGIBLE)
            if found.any():
                yield stage, np.flatnonzero(found)
            if not np.isfinite(self.population[stage - 1]).any():
                return

    def fpc_weights(self) -> Floats:
        """Shape (U,): the weight that the population sizes give to every row of a group, the product of N / n.

        Rounded as R's ``survey`` rounds it, which takes the inverse twice: ties of quantiles hinge on the last digit.
        """
        population, sampled = np.ones(len(self.rows)), np.ones(len(self.rows))
        for stage in range(1, self.count + 1):
            parents = self.parents(stage)
            size = self.population[stage - 1][parents]
            known = np.isfinite(size)
            population *= np.where(known, size, 1)
            sampled *= np.where(known, self.sampled(stage)[parents], 1)
        weights: Floats = 1 / (1 / (population / sampled))
        return weights

    def degrees_of_freedom(self, level: Ints, unit: Ints, rows: Ints, levels: int) -> Ints:
        """Shape (levels,): first-stage units minus strata among which a level has rows (Korn and Graubard 1999, 5.2).

        ``level`` and ``unit`` number the cells' levels and groups, sorted; ``rows`` counts their rows of positive
        weight.
        """
        kept = rows > 0
        level, unit, rows = level[kept], unit[kept], rows[kept]
        if len(self.ancestors) == 1:
            units = np.bincount(level, rows, minlength=levels)
        else:
            units = np.bincount(level[_starts(level, self.ancestors[1][unit])], minlength=levels)
        strata = np.bincount(level[_starts(level, self.ancestors[0][unit])], minlength=levels)
        return units.astype(np.int64) - strata

    def variances(
        self,
        level: Ints,
        unit: Ints,
        scores: Floats,
        squares: Floats | None,
        levels: int,
        rows: Ints | None = None,
    ) -> Floats:
        """Variances of p linearised totals in each level, shape (levels, p).

        A cell is the part of a group that belongs to a level; cells are sorted by level and group. ``scores`` (m, p)
        holds the cells' sums of the linearised values (weight included), ``squares`` (m, p) the sums of their squares,
        needed with ``elements`` only. Rows outside a level count with the value 0, so that levels are domains of the
        whole sample. Stage by stage the variance between units within their parents is added, times the sampling
        fractions of the stages before (Särndal, Swensson and Wretman 1992, result 4.3.1; Cochran 1977, 11.21).

        With ``rows`` (m,), the cells' numbers of rows, ``squares`` are sums of squared deviations from the cells' own
        means, and a level may have several cells of a group: nothing large is then subtracted from something large.
        """
        total = np.zeros((levels, scores.shape[1]))
        for stage in self._stages_that_count():
            if stage == len(self.ancestors):
                assert squares is not None
                scale, centred = self._scales(stage, unit)
                if rows is None:
                    part = squares - np.where(centred, 1 / self.rows[unit], 0)[:, None] * scores**2
                    # What rounding of so many terms leaves of a constant's spread is no spread.
                    noise = np.maximum(np.finfo(np.float64).eps * self.rows[unit], _NOISE)
                    part[part < noise[:, None] * squares] = 0
                else:
                    part = squares + self._between_cells(level, unit, scores, rows, centred)
                total += self._correction(stage) * _by_level(part * scale[:, None], level, levels)
            else:
                deviations, weights, of_level = self._deviations(stage, level, unit, scores)
                part = deviations**2 * weights[:, None]
                total += self._correction(stage) * _by_level(part, of_level, levels)
        return np.maximum(total, 0)

    def covariance(self, unit: Ints, scores: Floats, products: Floats | None) -> Floats:
        """Covariance matrix (p, p) of p linearised totals of one level.

        ``products`` (m, p, p) holds the cells' sums of products of linearised values, needed with ``elements`` only.
        """
        total = np.zeros((scores.shape[1], scores.shape[1]))
        level = np.zeros(len(unit), dtype=np.int64)
        for stage in self._stages_that_count():
            if stage == len(self.ancestors):
                assert products is not None
                scale, centred = self._scales(stage, unit)
                outer = scores * np.where(centred, 1 / self.rows[unit], 0)[:, None]
                part = np.einsum("m,mij->ij", scale, products) - (scores * scale[:, None]).T @ outer
            else:
                deviations, weights, _ = self._deviations(stage, level, unit, scores)
                part = (deviations * weights[:, None]).T @ deviations
            total += self._correction(stage) * part
        return total

    def first_stage_factors(self) -> Floats:
        """Shape (U,): (1 - n / N) n / (n - 1) of each group's stratum; 0 where a single unit was sampled."""
        return self._scales(1, np.arange(len(self.rows)))[0]

    def _stages_that_count(self) -> Iterator[int]:
        """Stage 1 and every stage after one whose population is known: otherwise nothing of it adds to the variance."""
        for stage in range(1, self.count + 1):
            yield stage
            if not np.isfinite(self.population[stage - 1]).any():
                return

    def _before(self, stage: int, groups: Sequence[int] | Ints) -> Floats:
        """The product of the sampling fractions of the stages before, for groups by number."""
        product = np.ones(len(groups))
        for earlier in range(1, stage):
            product *= self.fractions(earlier)[self.parents(earlier)[groups]]
        return product

    def _scales(self, stage: int, groups: Ints) -> tuple[Floats, NDArray[np.bool_]]:
        """For groups by number: the factor of squared deviations, and whether deviations are from the parent's mean."""
        parent = self.parents(stage)[groups]
        sampled = self.sampled(stage)[parent]
        rest = 1 - self.fractions(stage)[parent]
        rest[rest < _NEGLIGIBLE] = 0
        alone = sampled == 1
        several = rest * sampled / np.where(alone, 1, sampled - 1)
        single = rest if self.lonely is Lonely.ADJUST else 0
        return np.where(alone, single, several) * self._before(stage, groups), ~alone

    def _deviations(self, stage: int, level: Ints, unit: Ints, scores: Floats) -> tuple[Floats, Floats, Ints]:
        """Deviations of the units' totals from their parents' means, with their factors and levels.

        A parent's units without rows in the level have the total 0: their deviations stand in one row, with a factor
        that counts them.
        """
        starts = _starts(level, self.ancestors[stage][unit])
        totals = np.add.reduceat(scores, starts, axis=0)
        of_level, of_unit = level[starts], unit[starts]
        parent = self.ancestors[stage - 1][of_unit]
        families = _starts(of_level, parent)
        present = np.diff(np.append(families, len(starts)))
        sampled = self.sampled(stage)[parent[families]]
        scale, centred = self._scales(stage, of_unit[families])
        means = np.add.reduceat(totals, families, axis=0) / sampled[:, None] * centred[:, None]
        deviations = np.vstack([totals - np.repeat(means, present, axis=0), means])
        weights = np.concatenate([np.repeat(scale, present), scale * (sampled - present)])
        return deviations, weights, np.concatenate([of_level, of_level[families]])

    def _between_cells(self, level: Ints, unit: Ints, scores: Floats, rows: Ints, centred: NDArray[np.bool_]) -> Floats:
        """What the cells' means add to the squared deviations from their groups' means, shape (m, p).

        A group's rows without a cell in the level have the value 0; what they add stands with its first cell.
        """
        starts = _starts(level, unit)
        lengths = np.diff(np.append(starts, len(unit)))
        means = np.add.reduceat(scores, starts, axis=0) / self.rows[unit[starts]][:, None]
        means *= centred[starts][:, None]
        of_cell = np.repeat(means, lengths, axis=0)
        found = rows[:, None] * (scores / rows[:, None] - of_cell) ** 2
        outside = self.rows[unit[starts]] - np.add.reduceat(rows, starts)
        found[starts] += outside[:, None] * means**2
        return found

    def _correction(self, stage: int) -> float:
        """With ``AVERAGE``: all parents over those of which more than one unit was sampled; else 1."""
        if self.lonely is not Lonely.AVERAGE:
            return 1.0
        sampled = self.sampled(stage)
        alone = int(((sampled == 1) & (self.fractions(stage) < 1 - _NEGLIGIBLE)).sum())
        return len(sampled) / (len(sampled) - alone) if alone < len(sampled) else 0.0


def _starts(*keys: Ints) -> Ints:
    """The positions at which sorted keys change."""
    changes = np.zeros(len(keys[0]), dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changes)


def _by_level(values: Floats, level: Ints, levels: int) -> Floats:
    """Sums of rows of ``values`` (m, p) by level, shape (levels, p), in the rows' order."""
    found = np.zeros((levels, values.shape[1]))
    np.add.at(found, level, values)
    return found
