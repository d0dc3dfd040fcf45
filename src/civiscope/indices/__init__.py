"""Composite indicators (empty until the indices are built)."""
