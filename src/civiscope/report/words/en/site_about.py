"""English phrases of the explorer's pages on data, terms, releases and the API."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_data_note": "Two builds of the same study give the same bytes; the checksums tell whether a file is the "
    "one "
    "that was released. A text that a spreadsheet would take for a formula has an apostrophe before it.",
    "site_files": "Files",
    "site_columns": {"one": "{count} column", "other": "{count} columns"},
    "site_columns_of": "Columns of {file}",
    "site_column": "Column",
    "site_column_kind": "Type",
    "site_column_meaning": "Meaning",
    "site_kind_of_text": "text",
    "site_kind_of_integer": "whole number",
    "site_kind_of_number": "number",
    "site_kind_of_boolean": "true or false",
    "site_about_lead": "Who publishes the study, under which terms, and how to cite it.",
    "site_publisher": "Publisher and contact",
    "site_licence": "Licence",
    "site_sources": "Sources",
    "site_accessibility": "Accessibility statement",
    "site_accessibility_text": "This site is meant to conform to the Web Content Accessibility Guidelines (WCAG) "
    "2.2, "
    "level AA. Every chart has its numbers as text or table, the map has a list that says the same, everything works "
    "by keyboard, and nothing depends on colour or on pointing alone. Without JavaScript every page can be read.",
    "site_accessibility_limits": "Known limits: drawn figures keep their colours in the dark and may have to be "
    "scrolled "
    "on small screens; texts that the study has not translated stand in its source language.",
    "site_accessibility_contact": "If something keeps you from using the site, please tell the publisher.",
    "site_privacy": "Privacy",
    "site_privacy_text": "The site sets no cookies, counts nobody and asks nothing of other servers.",
    "site_api_about": "Everything on this site as JSON, read-only and without a key: the address of a page, with "
    ".json.",
    "site_api_addresses": "Addresses of the API",
    "site_api_address": "Address",
    "site_api_gives": "Gives",
    "site_api_takes": "Takes",
    "site_api_note": "A copy of the site on a plain web host has the addresses without parameters only.",
    "site_releases_about": "A release never changes. What is corrected comes as a new one, and old addresses keep "
    "working.",
    "site_release_superseded": "This release has been superseded.",
    "site_release_withdrawn": "This release has been withdrawn and should not be used.",
    "site_release_instead": "This page in release {release}",
    "site_status_current": "current",
    "site_status_superseded": "superseded by {release}.",
    "site_status_withdrawn": "withdrawn by {release}.",
    "site_release_version": "Version",
    "site_release_date": "Date",
    "site_release_cities": "Cities",
    "site_release_status": "Status",
    "site_release_id": "Release",
}
