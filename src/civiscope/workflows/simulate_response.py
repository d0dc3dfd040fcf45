"""Which made-up cities answer: larger ones and those of some regions more often, mostly the same ones each time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from civiscope.study.frame import City
from civiscope.workflows.simulate_traits import Floats, Traits, normal_cdf

SIZE_EFFECT = 0.5
"""Log odds of answering per standard deviation of the logarithm of the population."""
REGION_EFFECT = 0.6
"""Log odds of answering in the region that answers most, against the mean; regions are spaced evenly to its negative,
in the order of their names."""

LATEST, EARLIER, FURTHER = 0.8, 0.5, 0.7
"""Share of the cities that answer in the latest closed wave and in one before; a wave's further questionnaires are
answered by FURTHER of that, e.g. by mayors."""

_LASTING, _OF_WAVE = 0.5, 0.3
"""Parts of the variance of the willingness to answer that a city keeps, and that it has in a wave."""


def propensities(cities: Sequence[City], share: float) -> Floats:
    """The probability that each city answers, of mean ``share`` (between 0 and 1): a logistic model."""
    populations = np.array([city.population or np.nan for city in cities], dtype=float)
    logs = np.log(populations)
    spread = float(np.nanstd(logs)) if np.isfinite(logs).any() else 0.0
    size = np.zeros(len(cities))
    if spread > 0:
        size = np.nan_to_num((logs - np.nanmean(logs)) / spread)
    regions = sorted({city.region for city in cities})
    effects = dict(zip(regions, np.linspace(REGION_EFFECT, -REGION_EFFECT, len(regions)), strict=True))
    region = np.array([effects[city.region] for city in cities]) if len(regions) > 1 else np.zeros(len(cities))
    odds = SIZE_EFFECT * size + region
    intercept = brentq(lambda start: float(expit(start + odds).mean()) - share, -30.0, 30.0)
    return np.asarray(expit(intercept + odds), dtype=float)


def answering(
    cities: Sequence[City], share: float, wave: str, questionnaire: str, traits: Traits, generator: np.random.Generator
) -> NDArray[np.bool_]:
    """Whether each city of the frame answers a questionnaire of a wave; at least one does."""
    chances = propensities(cities, share)
    lasting = traits.generator("willingness").standard_normal(len(cities))
    of_wave = traits.generator(f"willingness in {wave}").standard_normal(len(cities))
    own = traits.generator(f"willingness in {wave} to answer {questionnaire}").standard_normal(len(cities))
    parts = np.sqrt([_LASTING, _OF_WAVE, 1 - _LASTING - _OF_WAVE])
    answers = normal_cdf(parts[0] * lasting + parts[1] * of_wave + parts[2] * own) < chances
    answers[generator.integers(len(cities))] = True
    return np.asarray(answers, dtype=bool)
