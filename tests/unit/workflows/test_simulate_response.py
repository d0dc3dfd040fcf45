"""Which made-up cities answer depends on their size and region, and hangs together between questionnaires and waves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.study.frame import City
from civiscope.workflows.simulate_response import REGION_EFFECT, SIZE_EFFECT, answering, propensities
from civiscope.workflows.simulate_traits import Traits

GENERATOR = np.random.default_rng(1)
CITIES = [
    City(f"c{i}", "C", "FRA", region="north" if i % 2 else "south", population=int(size))
    for i, size in enumerate(GENERATOR.lognormal(12, 1.1, size=8000))
]


def answers(questionnaire: str = "officers", wave: str = "2020", share: float = 0.6) -> np.ndarray:
    traits = Traits(len(CITIES), 5)
    return answering(CITIES, share, wave, questionnaire, traits, np.random.default_rng(2))


def test_the_share_that_answers_is_the_one_wanted() -> None:
    assert propensities(CITIES, 0.6).mean() == pytest.approx(0.6)
    assert answers().mean() == pytest.approx(0.6, abs=0.03)


def test_the_coefficients_are_those_documented() -> None:
    odds = np.log(propensities(CITIES, 0.6) / (1 - propensities(CITIES, 0.6)))
    logs = np.log([city.population or 1 for city in CITIES])
    north = np.array([city.region == "north" for city in CITIES])
    design = np.column_stack([np.ones(len(CITIES)), (logs - logs.mean()) / logs.std(), np.where(north, 1.0, -1.0)])
    _, size, region = np.linalg.lstsq(design, odds, rcond=None)[0]
    assert (size, region) == (pytest.approx(SIZE_EFFECT), pytest.approx(REGION_EFFECT))


def test_large_cities_and_the_first_region_answer_more_often() -> None:
    found = answers()
    large = np.array([(city.population or 0) > 200_000 for city in CITIES])
    north = np.array([city.region == "north" for city in CITIES])
    assert found[large].mean() > found[~large].mean() + 0.08
    assert found[north].mean() > found[~north].mean() + 0.15


def test_two_questionnaires_are_answered_by_overlapping_but_different_cities() -> None:
    officers, mayors = answers(), answers("mayors", share=0.4)
    both = float(np.mean(officers & mayors))
    assert float(np.mean(officers) * np.mean(mayors)) + 0.05 < both < float(np.mean(mayors)) - 0.02


def test_cities_that_answered_once_answer_again_more_often() -> None:
    first, second = answers(wave="2018"), answers(wave="2020")
    assert second[first].mean() > second[~first].mean() + 0.15


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 30), st.floats(0.05, 0.95), st.booleans(), st.booleans())
def test_any_frame_has_propensities_of_the_mean_wanted(cities: int, share: float, sizes: bool, regions: bool) -> None:
    made = [
        City(f"c{i}", "C", "FRA", region=f"r{i % 3}" if regions else "", population=1000 * (i + 1) if sizes else None)
        for i in range(cities)
    ]
    found = propensities(made, share)
    assert found.mean() == pytest.approx(share)
    assert ((found > 0) & (found < 1)).all()
    assert answering(made, share, "w", "q", Traits(cities, 1), np.random.default_rng(0)).any()
