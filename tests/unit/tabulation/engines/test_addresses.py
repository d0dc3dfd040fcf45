"""Addresses as messages show them: never with a password."""

from __future__ import annotations

import pytest

from civiscope.tabulation.engines.addresses import shown


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("postgresql://ana:secret@host:5432/db", "postgresql://host:5432/db"),
        ("postgresql://ana:se@cr/et@host/db?password=secret", "postgresql://host/db"),
        ("spark://local[2]", "spark://local[2]"),
        ("answers.csv", "answers.csv"),
    ],
)
def test_shown_address_has_no_password(address: str, seen: str) -> None:
    assert shown(address) == seen
