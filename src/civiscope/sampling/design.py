"""What the cities that answered say about the cities that a wave stands for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import stdtrit


@dataclass(frozen=True, slots=True)
class SimpleRandomSample:
    """``size`` cities that answered, treated as a simple random sample without replacement of ``population`` cities.

    Domains are subpopulations of this one sample: its size and its sampling fraction, not the domain's, enter every
    variance (Särndal, Swensson and Wretman 1992, section 5.8).
    """

    size: int
    population: int

    def __post_init__(self) -> None:
        if not 1 <= self.size <= self.population:
            raise ValueError(f"a sample of {self.size} from {self.population}")

    @property
    def finite_population_factor(self) -> float:
        """1 - f, with the sampling fraction f = n / N; 0 for a census."""
        return 1 - self.size / self.population

    @property
    def degrees_of_freedom(self) -> int:
        """n - 1."""
        return self.size - 1

    def variance_of_mean(self, squares: float, base: int) -> float | None:
        """Variance of the mean of a domain of ``base`` cities whose squared deviations from it sum to ``squares``.

        Taylor linearisation of the ratio sum(y)/sum(1) over the domain:
        (1 - f) * n / (n - 1) * squares / base**2. None where n or base is 1: one city says
        nothing of the spread.
        """
        if self.size < 2 or base < 2:
            return None
        return self.finite_population_factor * self.size / (self.size - 1) * squares / base**2

    def effective_size(self, base: int) -> float | None:
        """The size of an infinite population's sample that has the variance of a share among ``base`` cities.

        p (1 - p) / variance, which does not depend on p: base * (n - 1) / (n (1 - f)); infinite for a census.
        """
        if self.size < 2:
            return None
        factor = self.finite_population_factor
        return math.inf if factor == 0 else base * (self.size - 1) / (self.size * factor)

    def quantile(self, level: float) -> float:
        """The two-sided t quantile, e.g. about 1.98 for ``level`` 0.95 and 122 cities."""
        return float(stdtrit(self.degrees_of_freedom, (1 + level) / 2))
