"""The technology achievement index of 23 countries, the example of the OECD/JRC Handbook (2008), in all its numbers.

Tables and pages are those of the Handbook on Constructing Composite Indicators (OECD 2008, ISBN 978-92-64-04345-9).
Values are those of the Human Development Report 2001, which table A.2 (page 153) prints with rounded logarithms. What
the Handbook computed from answers that it does not print is not here: the points and comparisons of its 20 experts, of
which table 22 has the mean weights. Its ranking by majorities (table 38) is not the most likely one by its own
definition, equation 33; a test says by how much.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.aggregation.doubt import benefit_of_doubt
from civiscope.indices.aggregation.likeliest_order import likeliest_places, support
from civiscope.indices.aggregation.means import geometric
from civiscope.indices.aggregation.outranking import condorcet, copeland, outranking_matrix
from civiscope.indices.rules import Rule
from civiscope.indices.weighting.factors import factor_weights
from civiscope.indices.weighting.hierarchy import hierarchy_weights

Floats = NDArray[np.float64]

INDICATORS = ("patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling", "university")

COUNTRIES = """
Finland         187  125.6  200.2  50.7  1203  14129  10.0  27.4
United States   289  130.0  179.1  66.2   993  11832  12.0  13.9
Sweden          271  156.6  125.8  59.7  1247  13955  11.4  15.3
Japan           994   64.6   49.0  80.8  1007   7322   9.5  10.0
Korea           779    9.8    4.8  66.7   938   4497  10.8  23.2
Netherlands     189  151.2  136.0  50.9  1042   5908   9.4   9.5
United Kingdom   82  134.0   57.4  61.9  1037   5327   9.4  14.9
Canada           31   38.6  108.0  48.7   881  15071  11.6  14.2
Australia        75   18.2  125.9  16.2   862   8717  10.9  25.3
Singapore         8   25.5   72.3  74.9   901   6771   7.1  24.2
Germany         235   36.8   41.2  64.2   874   5681  10.2  14.4
Norway          103   20.2  193.6  19.0  1329  24607  11.9  11.2
Ireland         106  110.3   48.6  53.6   924   4760   9.4  12.3
Belgium          72   73.9   58.9  47.6   817   7249   9.3  13.6
New Zealand     103   13.0  146.7  15.4   720   8215  11.7  13.1
Austria         165   14.8   84.2  50.3   987   6175   8.4  13.6
France          205   33.6   36.4  58.9   943   6287   7.9  12.6
Israel           74   43.6   43.2  45.0   918   5475   9.6  11.0
Spain            42    8.6   21.0  53.4   730   4195   7.3  15.6
Italy            13    9.8   30.4  51.0   991   4431   7.2  13.0
Czech Republic   28    4.2   25.0  51.7   560   4748   9.5   8.2
Hungary          26    6.2   21.6  63.5   533   2888   9.1   7.7
Slovenia        105    4.0   20.3  49.5   687   5096   7.1  10.6
"""
NAMES = [line[:15].strip() for line in COUNTRIES.strip().splitlines()]
VALUES = np.array([[float(cell) for cell in line[15:].split()] for line in COUNTRIES.strip().splitlines()])
VALUES[:, 4:6] = np.log10(VALUES[:, 4:6])

LOGARITHMS = """
3.08 3.00 3.10 3.00 2.97 3.02 3.02 2.94 2.94 2.95 2.94 3.12 2.97 2.91 2.86 2.99 2.97 2.96 2.86 3.00 2.75 2.73 2.84
4.15 4.07 4.14 3.86 3.65 3.77 3.73 4.18 3.94 3.83 3.75 4.39 3.68 3.86 3.91 3.79 3.80 3.74 3.62 3.65 3.68 3.46 3.71
"""
"""Table A.2: telephones and electricity."""

PRINTED = 0.5 + 1e-6
"""Half a unit of the last digit that is printed, with room for what 0.005 is in binary."""


def by_country(text: str) -> Floats:
    """A row of numbers in the order of table A.2."""
    return np.array([float(cell) for cell in text.split()])


def test_values_are_those_of_table_a2() -> None:
    printed = np.array([by_country(line) for line in LOGARITHMS.strip().splitlines()]).T
    np.testing.assert_allclose(VALUES[:, 4:6], printed, atol=0.01 * PRINTED)


# Weights by factor analysis (step 6.1)


def test_eigenvalues_of_table_16() -> None:
    found = factor_weights(VALUES, 4).eigenvalues
    np.testing.assert_allclose(found, [3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1], atol=0.1 * PRINTED)
    np.testing.assert_allclose(found / 8 * 100, [41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9], atol=0.1 * PRINTED)


def test_rotated_loadings_of_table_17() -> None:
    found = factor_weights(VALUES, 4)
    loadings = np.array(
        [
            [0.07, 0.97, 0.06, 0.06],
            [0.13, 0.07, -0.07, 0.93],
            [0.79, -0.21, 0.21, 0.42],
            [-0.64, 0.56, -0.04, 0.36],
            [0.37, 0.17, 0.38, 0.68],
            [0.82, -0.04, 0.25, 0.35],
            [0.88, 0.23, -0.09, 0.09],
            [0.08, 0.04, 0.96, 0.04],
        ]
    )
    np.testing.assert_allclose(found.loadings, loadings, atol=0.01 * PRINTED)
    np.testing.assert_allclose(found.explained * 8, [2.64, 1.39, 1.19, 1.76], atol=0.01 * PRINTED)
    shares = found.explained / found.explained.sum()
    np.testing.assert_allclose(shares, [0.38, 0.20, 0.17, 0.25], atol=0.01 * PRINTED)


def test_weights_of_table_18() -> None:
    printed = [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16]
    np.testing.assert_allclose(factor_weights(VALUES, 4).weights, printed, atol=0.01 * PRINTED)


def test_weights_do_not_depend_on_units() -> None:
    scaled = VALUES * np.array([1000, 0.1, 3, 100, 1, 7, 12, 0.01]) + 5
    assert factor_weights(scaled, 4).weights == pytest.approx(factor_weights(VALUES, 4).weights)


# Benefit of the doubt (step 6.3)


def test_scores_of_table_19() -> None:
    # Footnote 29: each indicator takes at least 10 and at most 15 per cent of the sum of weights.
    printed = by_country(
        "1 1 1 .87 .80 .75 .71 .73 .66 .62 .62 .86 .60 .54 .58 .52 .51 .49 .34 .38 .31 .27 .28",
    )
    rule = Rule("benefit_of_doubt", ("0.1", "0.15"), {"limits": "weights"})
    low, high = VALUES.min(axis=0), VALUES.max(axis=0)
    found = benefit_of_doubt((VALUES - low) / (high - low), np.ones(8), rule)
    np.testing.assert_allclose(found, printed, atol=0.01 * PRINTED)


# Analytic hierarchy process (step 6.7)

COMPARISONS = """
1   2   3   2   5 5 1   3
1/2 1   2   1/2 4 4 1/2 3
1/3 1/2 1   1/4 2 2 1/5 1/2
1/2 2   4   1   4 4 1/2 3
1/5 1/4 1/2 1/4 1 1 1/5 1/2
1/5 1/4 1/2 1/4 1 1 1/5 1/2
1   2   5   2   5 5 1   4
1/3 1/3 2   1/3 2 2 1/4 1
"""
"""Table 20."""


def test_comparisons_of_table_20_are_consistent() -> None:
    def number(cell: str) -> float:
        upper, _, lower = cell.partition("/")
        return float(upper) / float(lower or 1)

    matrix = np.array([[number(cell) for cell in line.split()] for line in COMPARISONS.strip().splitlines()])
    found = hierarchy_weights(matrix, INDICATORS)
    np.testing.assert_allclose(matrix @ found.weights, found.eigenvalue * found.weights, rtol=1e-10)
    # "the suggested rule-of-thumb is less than 0.1" (page 98).
    assert 0 < found.consistency_ratio < 0.1
    # Power iteration, as by hand: a high power's rows sum to the weights.
    power = np.linalg.matrix_power(matrix / found.eigenvalue, 200).sum(axis=1)
    np.testing.assert_allclose(found.weights, power / power.sum(), rtol=1e-10)


# Aggregation (steps 6.11 to 6.14)


def test_geometric_ranks_of_table_38() -> None:
    # Of the values themselves, equation 37.
    printed = by_country("2 1 3 4 16 5 6 13 14 18 8 11 7 9 17 12 10 15 19 21 23 22 20")
    scores = geometric(VALUES.T[:, None, :], np.ones((1, 8)))[0]
    np.testing.assert_array_equal(stats.rankdata(-scores), printed)


def test_outranking_matrix_of_table_36() -> None:
    printed = [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
    np.testing.assert_allclose(outranking_matrix(VALUES[:5], np.ones(8)), printed)


def test_support_of_the_rankings_of_table_37() -> None:
    finland, usa, sweden, japan, korea = range(5)
    matrix = outranking_matrix(VALUES[:5], np.ones(8))
    best = [(usa, sweden, finland), (sweden, finland, usa), (sweden, usa, finland)]
    others = [(finland, usa, sweden), (finland, sweden, usa), (usa, finland, sweden)]
    for first in best:
        assert support(matrix, np.array([*first, japan, korea])) == pytest.approx(6.375)
    for first in others:
        assert support(matrix, np.array([*first, japan, korea])) == pytest.approx(6.125)
    found = likeliest_places(matrix)
    assert found.exact
    # Mean places of the three best are 2, 4/3 and 8/3: the third of them is nearest.
    assert found.places.tolist() == [3, 2, 1, 4, 5]


def test_the_likeliest_ranking_has_more_support_than_that_of_table_38() -> None:
    printed = by_country("3 1 2 4 9 8 5 11 9 12 7 6 13 17 15 15 14 18 20 19 21 23 22")
    matrix = outranking_matrix(VALUES, np.ones(8))
    found = likeliest_places(matrix)
    assert found.exact
    own = support(matrix, np.argsort(found.places))
    # Two pairs of countries share a place in the table: both ways to order them are tried.
    nudges = [
        np.where(np.arange(23) == 4, one, 0) + np.where(np.arange(23) == 14, two, 0)
        for one in (-0.1, 0.1)
        for two in (-0.1, 0.1)
    ]
    theirs = max(support(matrix, np.argsort(printed + nudge)) for nudge in nudges)
    assert own == pytest.approx(184.75)
    assert theirs == pytest.approx(182.125)
    assert stats.spearmanr(printed, found.places).statistic > 0.95


@pytest.mark.parametrize("countries", [range(7), range(8, 15), (0, 3, 6, 9, 12, 15, 18)])
def test_the_likeliest_ranking_of_seven_countries_is_the_best_of_all_5040(countries: range | tuple[int, ...]) -> None:
    matrix = outranking_matrix(VALUES[list(countries)], np.ones(8))
    found = support(matrix, np.argsort(likeliest_places(matrix).places))
    assert found == pytest.approx(max(support(matrix, np.array(order)) for order in permutations(range(7))))


# The examples of social choice (step 6.12)


def profile(orders: dict[str, int]) -> tuple[Floats, Floats]:
    """Values (n, c) and weights (c,) of indicators that put a, b, c ... in these orders so many times."""
    names = sorted(next(iter(orders)))
    values = np.array([[float(len(names) - order.index(name)) for order in orders] for name in names])
    return values, np.array(list(orders.values()), dtype=np.float64)


def test_majorities_of_table_27() -> None:
    values, weights = profile({"abcd": 3, "acbd": 5, "bdca": 7, "cbda": 6})
    printed = [[0, 8, 8, 8], [13, 0, 10, 21], [13, 11, 0, 14], [13, 0, 7, 0]]
    np.testing.assert_allclose(outranking_matrix(values, weights) * 21, printed, atol=1e-12)
    # "the final ranking is the following: c, b, d, a"; no majority runs in a circle, so that wins say the same.
    assert condorcet(values, weights, Rule("condorcet")).tolist() == [1, 3, 4, 2]
    assert copeland(values, weights, Rule("copeland", ("wins",))).tolist() == [-3, 1, 3, -1]


def test_the_circle_of_table_28_is_resolved() -> None:
    values, weights = profile({"abc": 23, "bca": 17, "bac": 2, "cab": 10, "cba": 8})
    matrix = outranking_matrix(values, weights) * 60
    np.testing.assert_allclose(matrix, [[0, 33, 25], [27, 0, 42], [35, 18, 0]], atol=1e-12)
    supports = {"abc": 100, "bca": 104, "cab": 86, "bac": 94, "cba": 80, "acb": 76}
    for order, printed in supports.items():
        assert support(matrix, np.array(["abc".index(name) for name in order])) == pytest.approx(printed)
    assert condorcet(values, weights, Rule("condorcet")).tolist() == [1, 3, 2]


def test_the_circle_of_table_34_decides_nothing() -> None:
    values, weights = profile({"abc": 1, "cab": 1, "bca": 1})
    assert condorcet(values, weights, Rule("condorcet")).tolist() == [2, 2, 2]
    assert copeland(values, weights, Rule("copeland")).tolist() == pytest.approx([1, 1, 1])
