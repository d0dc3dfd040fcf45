"""English phrases of the explorer's frame: what every page of the site has."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_home": "Home",
    "site_cities": "Map and cities",
    "site_questions": "Questions",
    "site_indices": "Indices",
    "site_outcomes": "Outcomes",
    "site_methods": "Methods",
    "site_data": "Data",
    "site_compare": "Compare cities",
    "site_codebook": "Codebook",
    "site_published": "Published results",
    "site_glossary": "Glossary",
    "site_about": "About",
    "site_api": "API",
    "site_releases": "Releases",
    "site_search": "Search",
    "site_search_placeholder": "City, question, term",
    "site_navigation": "Main",
    "site_languages": "Languages",
    "site_more": "More",
    "site_on_this_page": "On this page",
    "site_skip": "Skip to the content",
    "site_release": "Release {release}, version {version}, {date}",
    "site_not_found_title": "There is no such page",
    "site_not_found_text": "The address may be mistyped, or what it names is not in this release. Try these:",
    "site_bad_request_title": "This address asks for something that cannot be read",
    "site_bad_request_text": "A filter or a number in the address is not one that this page knows.",
    "site_defect_title": "Something went wrong here",
    "site_defect_text": "This is a defect in Civiscope and not your mistake. Please try again; tell us if it stays.",
}
