"""Catalogue entries, one module per subject."""
