"""The study in the field, as for the tests of collection."""

from __future__ import annotations

from tests.unit.web.collection.conftest import field, trilingual

__all__ = ["field", "trilingual"]
