"""Estimates of items for all rows and for domains, tests and comparisons; `estimate` is the way in for tables."""

from civiscope.tabulation.tables.estimate import estimate

__all__ = ["estimate"]
