"""The fixed phrases in English, the language in which they are written first: a module a subject, no key in two."""

from __future__ import annotations

from civiscope.report.words.en import (
    collecting,
    columns,
    documents,
    figures,
    indices,
    mails,
    outcomes,
    pages,
    published,
    remarks,
    reports,
    service,
    site,
    site_about,
    site_cities,
    site_city,
    site_indices,
    site_questions,
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
    remarks.PHRASES,
    reports.PHRASES,
    site.PHRASES,
    site_cities.PHRASES,
    columns.PHRASES,
    site_about.PHRASES,
    site_city.PHRASES,
    site_indices.PHRASES,
    site_questions.PHRASES,
    service.PHRASES,
    mails.PHRASES,
    collecting.PHRASES,
)
