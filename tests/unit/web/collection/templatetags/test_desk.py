"""How long something took, in words."""

from __future__ import annotations

import pytest

from civiscope.web.collection.templatetags.desk import lasting


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.0, "less than an hour"),
        (0.04, "less than an hour"),
        (1 / 24, "1 hour"),
        (0.5, "12 hours"),
        (1.9, "46 hours"),
        (2.0, "2 days"),
        (3.46, "3.5 days"),
        (1234.5, "1,234.5 days"),
    ],
)
def test_time_is_told_in_hours_or_days(days: float, words: str) -> None:
    assert lasting(days) == words
