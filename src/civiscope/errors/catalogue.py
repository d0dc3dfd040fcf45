"""Every problem that a user can cause or should know of, in one place; tests hold the texts."""

from __future__ import annotations

from civiscope.errors.entries import (
    answers,
    commands,
    comparing,
    definitions,
    estimation,
    files,
    index_definitions,
    indices,
    outcomes,
    published,
    reports,
    tables,
    weighting,
)
from civiscope.errors.entry import Entry

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: dict[str, Entry] = {
    **files.ENTRIES,
    **definitions.ENTRIES,
    **answers.ENTRIES,
    **commands.ENTRIES,
    **tables.ENTRIES,
    **estimation.ENTRIES,
    **weighting.ENTRIES,
    **comparing.ENTRIES,
    **indices.ENTRIES,
    **index_definitions.ENTRIES,
    **outcomes.ENTRIES,
    **reports.ENTRIES,
    **published.ENTRIES,
}
"""Entries by code; a code is never used twice and never changes its meaning."""
