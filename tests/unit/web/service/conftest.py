"""The study in the field, as for the tests of collection; and limits that no earlier test has used up."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.unit.web.collection.conftest import field

__all__ = ["field", "fresh_limits"]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """All tests come from the same address of the network."""
    cache.clear()
