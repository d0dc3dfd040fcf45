"""What the note of a score tells of its intervals."""

from __future__ import annotations

import pytest

from civiscope.results.scores import variants_of


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("interval: 90% of 4,000 variants", (0.9, 4000)),
        ("simulated; interval: 97.5% of 200 variants", (0.975, 200)),
        ("ranks left out", None),
        ("", None),
    ],
)
def test_level_and_number_of_variants_are_read_from_the_note(note: str, told: tuple[float, int] | None) -> None:
    assert variants_of(note) == told
