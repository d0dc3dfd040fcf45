"""The fixed phrases in English, the language in which they are written first: a module a subject, no key in two."""

from __future__ import annotations

from civiscope.report.words.en import (
    documents,
    figures,
    indices,
    outcomes,
    pages,
    published,
    reports,
    site,
    site_cities,
    snapshots,
)

TABLES: tuple[dict[str, str | dict[str, str]], ...] = (
    snapshots.PHRASES,
    documents.PHRASES,
    figures.PHRASES,
    pages.PHRASES,
    indices.PHRASES,
    outcomes.PHRASES,
    published.PHRASES,
    reports.PHRASES,
    site.PHRASES,
    site_cities.PHRASES,
)
