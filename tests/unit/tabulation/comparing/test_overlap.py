"""Covariances of overlapping samples against all samples that there are, against simulation, and against plain sums."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock
from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages
from civiscope.study.groups import all_levels
from civiscope.tabulation.comparing.matching import Series, series_of
from civiscope.tabulation.comparing.overlap import (
    FEW_SHARED,
    OTHER_DESIGN,
    Mean,
    Overlap,
    Sample,
    difference_of,
    judged,
    mean_of,
    overlap_factor,
    overlap_of,
    sample_of,
)
from civiscope.tabulation.studies.answer_design import AnswerDesign, design_of
from civiscope.tabulation.studies.domains import domain_levels
from civiscope.tabulation.studies.estimates import StudyOptions, estimate_block
from tests.studies import coded

EXAMPLE = Path(__file__).parents[4] / "studies" / "oecd-city-innovation"

Floats = NDArray[np.float64]


def sample(places: list[int], strata: dict[int, str], population: dict[str, float], scheme: str = "region") -> Sample:
    """A stratified simple random sample of numbered units."""
    own = np.array([strata[place] for place in places], dtype=np.str_)
    names = sorted(set(own))
    codes = np.array([names.index(name) for name in own], dtype=np.int64)
    rows = np.bincount(codes)
    sizes = np.array([population[name] for name in names])
    stages = Stages(np.arange(len(names))[None, :], rows, (sizes,), True, Lonely.REMOVE)
    units = np.array([f"u{place:03d}" for place in places], dtype=np.str_)
    order = np.argsort(units)
    of_row = np.empty(len(places), dtype=np.int64)
    of_row[order] = np.arange(len(places))
    design = AnswerDesign(stages, codes, (sizes / rows)[codes])
    block = AnswerBlock("w", "q", tuple(units.tolist()), ("",) * len(units), ("",) * len(units), {})
    return Sample(block, design, units[order], of_row, own[order], population, (scheme, ""))


def simple(places: list[int], population: float) -> Sample:
    """A simple random sample of numbered units."""
    return sample(places, dict.fromkeys(places, ""), {"": population}, "")


def everything(values: Floats) -> Series:
    """A series in which every row counts."""
    return Series(values, np.ones(len(values), dtype=bool))


def test_covariance_is_that_of_all_pairs_of_samples() -> None:
    first = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0])
    second = np.array([2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0])
    size, sizes, shared = len(first), (4, 5), 3
    means, estimates = [], []
    for one in combinations(range(size), sizes[0]):
        for other in combinations(range(size), sizes[1]):
            if len(set(one) & set(other)) != shared:
                continue
            a, b = simple(list(one), size), simple(list(other), size)
            found = mean_of(a, everything(first[list(one)])), mean_of(b, everything(second[list(other)]))
            means.append((found[0].value, found[1].value))
            estimates.append(overlap_of(a, b, found[0].scores, found[1].scores).covariance)
    true = np.cov(np.array(means).T, ddof=0)[0, 1]
    formula = (shared / (sizes[0] * sizes[1]) - 1 / size) * np.cov(first, second)[0, 1]
    assert formula == pytest.approx(true, rel=1e-12)
    # Tam's formula gives the true covariance, and what is estimated from single samples is on average just that.
    assert np.mean(estimates) == pytest.approx(true, rel=1e-12)


def test_covariance_of_nested_populations_is_that_of_all_pairs_of_samples() -> None:
    first = np.array([3.0, 1.0, 4.0])
    second = np.array([2.0, 7.0, 1.0, 8.0, 2.0, 9.0])
    means = [
        (first[list(one)].mean(), second[list(other)].mean())
        for one in combinations(range(3), 2)
        for other in combinations(range(6), 4)
        # Two of the second sample belong to the smaller population, as is expected, and one of these was in the first.
        if len(set(one) & set(other)) == 1 and len({0, 1, 2} & set(other)) == 2
    ]
    true = np.cov(np.array(means).T, ddof=0)[0, 1]
    factor = overlap_factor((2, 3.0), (4, 6.0), 1)
    assert factor / (2 * 4) * np.cov(first, second[:3])[0, 1] == pytest.approx(true, rel=1e-12)
    assert overlap_factor((4, 6.0), (2, 3.0), 1) == factor


def test_factor_of_a_smaller_population_that_was_asked_as_a_whole_is_zero() -> None:
    # Its mean is known, and a constant varies with nothing.
    assert overlap_factor((5, 5.0), (9, 20.0), 4) == 0


def test_factor_without_a_limit_of_the_population_is_what_is_shared() -> None:
    assert overlap_factor((20, math.inf), (30, math.inf), 7) == 7


def test_difference_has_the_variance_that_repeated_sampling_shows() -> None:
    generator = np.random.default_rng(11)
    strata = {place: "east" if place < 40 else "west" for place in range(100)}
    population = {"east": 40.0, "west": 60.0}
    before = generator.normal(10, 3, 100) + np.array([4.0 if strata[place] == "west" else 0.0 for place in range(100)])
    after = 0.8 * before + generator.normal(3, 1.5, 100)
    differences, variances, ignoring = [], [], []
    for _ in range(3000):
        chosen: tuple[list[int], list[int]] = ([], [])
        for first, size, taken, shared in ((0, 40, (15, 12), 8), (40, 60, (20, 30), 15)):
            order = first + generator.permutation(size)
            chosen[0].extend(order[: taken[0]])
            chosen[1].extend(order[taken[0] - shared : taken[0] - shared + taken[1]])
        a, b = (sample(sorted(int(place) for place in places), strata, population) for places in chosen)
        one, other = (
            mean_of(drawn, everything(values[sorted(places)]))
            for drawn, values, places in zip((a, b), (before, after), chosen, strict=True)
        )
        found = difference_of(one, other, overlap_of(a, b, one.scores, other.scores), 0.95)
        differences.append(found.difference)
        variances.append(found.se**2)
        ignoring.append(one.variance + other.variance)
    true = float(np.var(differences))
    assert np.mean(differences) == pytest.approx(after.mean() - before.mean(), abs=4 * math.sqrt(true / 3000))
    # The variance of 3,000 draws is itself uncertain by 1 / sqrt(1,500) = 2.6% of it.
    assert np.mean(variances) == pytest.approx(true, rel=0.08)
    assert np.mean(ignoring) > 1.4 * true


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n_a=st.integers(2, 12),
    n_b=st.integers(2, 12),
    shared=st.integers(0, 12),
    more=st.integers(0, 30),
)
def test_difference_equals_plain_sums(seed: int, n_a: int, n_b: int, shared: int, more: int) -> None:
    shared = min(shared, n_a, n_b)
    population = float(n_a + n_b - shared + more)
    generator = np.random.default_rng(seed)
    places_a = list(range(n_a))
    places_b = list(range(n_a - shared, n_a - shared + n_b))
    y_a, y_b = generator.integers(0, 2, n_a).astype(float), generator.normal(size=n_b)
    a, b = simple(places_a, population), simple(places_b, population)
    one, other = mean_of(a, everything(y_a)), mean_of(b, everything(y_b))
    overlap = overlap_of(a, b, one.scores, other.scores)
    found = difference_of(one, other, overlap, 0.95)

    def variance(values: Floats) -> float:
        mean = sum(values) / len(values)
        return sum((value - mean) ** 2 for value in values) / (len(values) - 1)

    both = [(y_a[places_a.index(place)], y_b[places_b.index(place)]) for place in places_a if place in places_b]
    covariance = 0.0
    if len(both) > 1:
        middle = [sum(pair[side] for pair in both) / len(both) for side in (0, 1)]
        covariance = sum((x - middle[0]) * (y - middle[1]) for x, y in both) / (len(both) - 1)
    scale = len(both) / (n_a * n_b) - 1 / population
    most = abs(scale) * math.sqrt(variance(y_a) * variance(y_b))
    covariance = max(-most, min(most, scale * covariance))
    expected = variance(y_a) * (1 / n_a - 1 / population) + variance(y_b) * (1 / n_b - 1 / population) - 2 * covariance
    assert found.difference == pytest.approx(y_b.mean() - y_a.mean(), abs=1e-12)
    assert found.se**2 == pytest.approx(max(expected, 0), abs=1e-12)
    assert found.df == min(n_a, n_b) - 1


def test_difference_of_a_sample_with_itself_does_not_vary() -> None:
    values = np.array([1.0, 0.0, 1.0, 1.0, 0.0])
    drawn = simple([0, 1, 2, 3, 4], 20)
    mean = mean_of(drawn, everything(values))
    found = difference_of(mean, mean, overlap_of(drawn, drawn, mean.scores, mean.scores), 0.95)
    assert (found.difference, found.se, found.p) == (0, 0, None)


def test_overlap_of_a_single_shared_unit_is_not_told() -> None:
    a, b = simple([0, 1, 2], 10), simple([2, 3, 4], 10)
    scores = np.array([0.1, 0.2, -0.3])
    found = overlap_of(a, b, scores, scores)
    assert (found.covariance, found.note) == (0, FEW_SHARED)


def test_overlap_of_samples_drawn_by_other_designs_is_not_told() -> None:
    a = simple([0, 1, 2], 10)
    b = sample([0, 1, 2], dict.fromkeys(range(3), ""), {"": 10.0}, "region")
    assert overlap_of(a, b, np.zeros(3), np.zeros(3)) == Overlap(0, 0, OTHER_DESIGN)


def test_covariance_is_held_within_the_spread_of_the_samples() -> None:
    a, b = Mean(0.2, 0.01, 9, 10, np.zeros(10)), Mean(0.5, 0.01, 9, 10, np.zeros(10))
    assert difference_of(a, b, Overlap(0.5, 0.01, ""), 0.95).se == 0
    assert difference_of(a, b, Overlap(0.004, 0.01, ""), 0.95).se == pytest.approx(math.sqrt(0.012))


def test_mean_equals_the_estimates_of_the_study() -> None:
    study = coded(EXAMPLE)
    levels = all_levels(study.study.definition, study.study.questionnaires, study.study.frame)
    compared = 0
    for block in study.answers.blocks.values():
        drawn = sample_of(study.study, block)
        domains = domain_levels(study.study, study.answers, block, levels)
        members = {(level.domain, level.level): level.members for level in domains}
        options = StudyOptions(items=("strategy", "success_factors", "staff_count", "roles_count"))
        for row in estimate_block(block, design_of(study.study, block), domains, options):
            series = series_of(block.columns[row.item, row.row], row.option)
            if row.estimate is None or row.measure == "median" or series is None:
                continue
            inside = np.zeros(block.size, dtype=bool)
            inside[members[row.domain, row.level]] = True
            found = mean_of(drawn, series, inside)
            assert (found.value, found.n) == (pytest.approx(row.estimate, rel=1e-12), row.base)
            if row.se is not None:
                assert math.sqrt(found.variance) == pytest.approx(row.se, rel=1e-9, abs=1e-12)
                # Degrees of freedom are those of the answers that count, as in R's t.test.
                assert found.df == found.n - 1
            compared += 1
    assert compared > 100


def test_mean_without_answers_is_unknown() -> None:
    found = mean_of(simple([0, 1], 5), Series(np.zeros(2), np.zeros(2, dtype=bool)))
    assert math.isnan(found.value)
    assert found.n == 0


def test_census_is_told() -> None:
    assert simple([0, 1, 2], 3).is_census
    assert not simple([0, 1, 2], 4).is_census


def test_rounding_is_not_taken_for_spread() -> None:
    assert judged(2e6, 1e-18, 9, 0.95).p is None
    assert judged(0.1, 1e-6, 9, 0.95).t == pytest.approx(100)
