"""Limits on requests that no earlier test has used up: all tests come from the same address of the network."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Counts begin anew."""
    cache.clear()
