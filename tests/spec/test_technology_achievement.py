"""The technology achievement index of 23 countries, the example of the OECD/JRC Handbook (2008).

Data: United Nations Development Programme, Human Development Report 2001; telephones and electricity enter as decimal
logarithms. Results: table 16 and the first row of table 17 of the Handbook. Its printed weights were not at hand; the
weights are held against the method's definition instead.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.indices.aggregation.outranking import likeliest_order, outranking_matrix, support
from civiscope.indices.weighting.budget import budget_weights
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

VARIANCE = (41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9)
"""Table 16: percent of the variance that each component explains; the eigenvalues are 3.3, 1.7, 1.0, 0.9, 0.5 ..."""


def test_components_explain_what_the_handbook_prints() -> None:
    found = factor_weights(VALUES, 4)
    assert found.eigenvalues / 8 * 100 == pytest.approx(VARIANCE, abs=0.06)


def test_patents_load_on_a_factor_of_their_own() -> None:
    found = factor_weights(VALUES, 4)
    patents = sorted(abs(found.loadings[0]))
    assert patents == pytest.approx([0.06, 0.06, 0.07, 0.97], abs=0.015)


def test_factors_explain_the_variance_of_the_components_that_were_kept() -> None:
    found = factor_weights(VALUES, 4)
    assert found.explained.sum() == pytest.approx(found.eigenvalues[:4].sum() / 8)
    # Rotation changes loadings, not how much of an indicator the factors explain together.
    unrotated = np.linalg.eigh(np.corrcoef(VALUES, rowvar=False))
    kept = unrotated[1][:, -4:] * np.sqrt(unrotated[0][-4:])
    assert (found.loadings**2).sum(axis=1) == pytest.approx((kept**2).sum(axis=1))


def test_weights_follow_from_loadings_and_explained_variance() -> None:
    found = factor_weights(VALUES, 4)
    squares = found.loadings**2
    scaled = squares / squares.sum(axis=0)
    shares = squares.sum(axis=0) / squares.sum()
    factors = squares.argmax(axis=1)
    expected = scaled[np.arange(8), factors] * shares[factors]
    assert found.weights == pytest.approx(expected / expected.sum())
    assert found.weights.sum() == pytest.approx(1)


def test_weights_do_not_depend_on_units() -> None:
    scaled = VALUES * np.array([1000, 0.1, 3, 100, 1, 7, 12, 0.01]) + 5
    assert factor_weights(scaled, 4).weights == pytest.approx(factor_weights(VALUES, 4).weights)


def test_the_likeliest_ranking_beats_every_exchange_of_two_countries() -> None:
    matrix = outranking_matrix(VALUES, np.ones(8))
    order = likeliest_order(matrix)
    best = support(matrix, order)
    for one in range(len(order)):
        for other in range(one + 1, len(order)):
            swapped = order.copy()
            swapped[[one, other]] = swapped[[other, one]]
            assert support(matrix, swapped) <= best + 1e-9


@pytest.mark.parametrize("countries", [range(7), range(8, 15), (0, 3, 6, 9, 12, 15, 18)])
def test_the_likeliest_ranking_of_seven_countries_is_the_best_of_all_5040(countries: range | tuple[int, ...]) -> None:
    matrix = outranking_matrix(VALUES[list(countries)], np.ones(8))
    found = support(matrix, likeliest_order(matrix))
    assert found == pytest.approx(max(support(matrix, np.array(order)) for order in permutations(range(7))))


def test_finland_sweden_and_the_united_states_lead_in_pairwise_comparisons() -> None:
    order = likeliest_order(outranking_matrix(VALUES, np.ones(8)))
    assert {NAMES[place] for place in order[:3]} == {"Finland", "Sweden", "United States"}


def test_consistent_comparisons_give_their_ratios_and_experts_their_mean() -> None:
    weights = np.array([3, 2, 1, 1, 1, 1, 0.5, 0.5])
    found = hierarchy_weights(weights[:, None] / weights[None, :], INDICATORS)
    assert found.weights == pytest.approx(weights / weights.sum())
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    points = np.array([[30, 20, 10, 10, 10, 10, 5, 5], [10, 20, 20, 10, 10, 10, 10, 10]], dtype=np.float64)
    assert budget_weights(points) == pytest.approx([0.2, 0.2, 0.15, 0.1, 0.1, 0.1, 0.075, 0.075])
