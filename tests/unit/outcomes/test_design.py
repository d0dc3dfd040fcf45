"""What cannot be fitted is told in words, with the reason."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.outcomes.design import Design, design, refusal

Floats = NDArray[np.float64]
CITIES = tuple(f"c{place:02}" for place in range(12))
SCORES = np.arange(12.0)
VALUES = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])


def made(controls: Floats, terms: tuple[str, ...], values: Floats = VALUES, scores: Floats = SCORES) -> Design:
    n = len(values)
    return design(CITIES[:n], values, scores, "score", controls, terms, (True,) * len(terms))


def reason(entry: Design) -> str:
    found = refusal(entry, "m (ols)", "rent", {"file": "outcomes.yaml", "line": 7})
    assert found is None or (found.file, found.line) == ("outcomes.yaml", 7)
    return "" if found is None else f"{found.code}: {found.message}"


NOTHING = np.empty((12, 0))


def test_sound_design_is_not_refused() -> None:
    assert reason(made(NOTHING, ())) == ""
    assert reason(made((SCORES**2)[:, None], ("square",))) == ""


def test_large_and_small_columns_are_not_taken_for_one_another() -> None:
    columns = np.column_stack([1e9 + SCORES**2, 1e-9 * np.sin(SCORES)])
    assert reason(made(columns, ("large", "small"))) == ""


OF_TWELVE = "12 cities of the model m (ols) have the same"
IN_MODEL = "rent: in the model m (ols)"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            made(np.empty((3, 0)), (), VALUES[:3], SCORES[:3]),
            "outcome-model-thin: rent: 3 cities have all that the model m (ols) needs, for 2 coefficients",
        ),
        (made(NOTHING, (), np.ones(12)), f"outcome-constant: rent: all {OF_TWELVE} value"),
        (made(NOTHING, (), VALUES, np.ones(12)), f"outcome-score-constant: rent: all {OF_TWELVE} score or answer"),
        (
            made(np.full((12, 1), 4.0), ("size",)),
            "outcome-control-constant: rent: the control size has the same value in all 12 cities of the model m (ols)",
        ),
        (
            made(np.column_stack([SCORES**2, 2 * SCORES + 1]), ("square", "double")),
            f"outcome-controls-collinear: {IN_MODEL} double follows from the score and the controls before it",
        ),
        (
            made((SCORES == 3).astype(float)[:, None], ("region: X",)),
            f"outcome-city-alone: {IN_MODEL} c03 alone determines a coefficient, so that it has no standard error",
        ),
    ],
)
def test_design_that_cannot_be_fitted_is_refused(entry: Design, told: str) -> None:
    assert reason(entry) == told
