"""The fixed phrases of reports in English: numbers within the text, and the chapters that the program writes."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # numbers within the text
    "report_share": "{share} ({behind})",
    "report_interval": "{low} to {high}",
    "report_bounds": "of all lists {low} to {high}, because some are cut off",
    "report_n_of_base": "{n} of {base}",
    "report_base": "n = {base}",
    "report_hole": "[no made-up answers for this]",
    "report_mean": "mean",
    "report_median": "median",
    "report_residents": "{millions} million people",
    "report_residents_known": "{millions} million people in the {known} of {cities} cities whose population is known",
    "report_brackets": "In brackets behind a number of this study: its 95% interval, and the cities behind it. Numbers "
    "in square brackets name the sources at the end.",
    "report_figure": "Figure {number}",
    # chapters that the program adds
    "report_numbers": "The numbers of this report",
    "report_numbers_text": "The results, printed numbers and facts of the text, chapter by chapter. Numbers in square "
    "brackets name the sources at the end.",
    "report_before_chapters": "Before the first chapter",
    "number_about": "What it is",
    "number_value": "Value",
    "number_interval": "95% interval",
    "number_cities": "Cities",
    "number_source": "Source, note",
    "report_sources": "Sources of facts",
    "report_participants": "Cities that answered",
    "report_number_of_cities": "Cities in number",
    # glossary
    "report_terms_of": "Terms of the questionnaire: {title}",
    "report_terms_results": "Terms of the results",
    "report_term": "Term",
    "report_meaning": "Meaning",
    "term_wave": "Wave",
    "term_wave_is": "One round of a survey, or one edition of published answers.",
    "term_base": "Base",
    "term_base_is": "The cities that a number is a share or a mean of: those that were asked and answered.",
    "term_n": "n",
    "term_n_is": "The number of cities behind a number.",
    "term_interval": "95% interval",
    "term_interval_is": "The range in which the number of all cities surveyed is to be expected: in 95 of 100 such "
    "surveys the interval holds it.",
    "term_finite": "Finite population correction",
    "term_finite_is": "What makes intervals narrower the more of the cities surveyed have answered; with all of them "
    "no sampling error is left.",
    "term_incomplete": "Incomplete list",
    "term_incomplete_is": "A list that is known to be cut off: what it names is true, what it does not "
    "name is unknown.",
    "term_median": "Median",
    "term_median_is": "The value that half of the cities lie below and half above.",
    "term_published": "Published result",
    "term_published_is": "A number printed elsewhere, shown beside those of this study and never mixed with them.",
    "term_suppressed": "Suppressed",
    "term_suppressed_is": "Not published, because so few cities stand behind a number that it would tell "
    "their answers.",
    "term_peers": "Peers",
    "term_peers_is": "The cities that are most like a city, or its group, with which its snapshot compares it.",
    # methods
    "methods_response": "Response",
    "methods_response_caption": "Cities surveyed and cities that answered",
    "methods_survey": "Survey",
    "methods_surveyed": "Cities surveyed",
    "methods_answered": "Answered",
    "methods_rate": "Share",
    "methods_distribution": "Distribution of the cities",
    "methods_distribution_caption": "Cities of the frame and cities that answered: {survey}",
    "methods_distribution_note": "Shares are of the cities whose level is known. The frame lists the cities that the "
    "study may ask.",
    "methods_group": "Group",
    "methods_level": "Level",
    "methods_in_frame": "In the frame",
    "methods_share": "Share of those that answered",
    "methods_frame_share": "Share of the frame",
    "methods_representative": "Representativeness",
    "methods_representative_note": "The R-indicator tells how much the chance of answering differs between kinds of "
    "cities, from 1 (not at all) downwards; the maximal bias is the largest error of a share that these differences "
    "could cause (Schouten, Cobben and Bethlehem 2009). Both see only differences in what the frame knows of cities.",
    "methods_indicator": "Indicator",
    "methods_value": "Value",
    "methods_uncertainty": "Estimates and their uncertainty",
    "methods_uncertainty_text": "The cities that answered are treated as a random sample of the cities surveyed, "
    "unless a design is stated. Intervals of shares are Wilson intervals with the effective size of the sample, those "
    "of means use Student’s t, those of medians Woodruff’s method; all know the finite population. Cities "
    "whose answer is not known are left out of a number and of its interval, which says nothing of cities that did not "
    "answer because of what they would have answered.",
    "methods_recodes": "Recodes",
    "methods_recodes_text": {
        "one": "{count} label in the raw answers was given a code by a recode. Raw answers stay as they came; "
        "every recode with its reason stands on the page on data quality.",
        "other": "{count} labels in the raw answers were given a code by a recode. Raw answers stay as they came; "
        "every recode with its reason stands on the page on data quality.",
    },
    "methods_no_recodes": "No label of the raw answers needed a recode.",
    "methods_concepts_text": "Questions that are asked with other options elsewhere are compared as follows (own "
    "option, and the option that it counts as):",
    "methods_concept": "{item} ({questionnaire}): {recodes}",
    "methods_counts_as": "{own} counts as {common}",
    "methods_question": "Question",
    "methods_labels": "Labels",
    "methods_answers": "Answers",
    "methods_missing": "What is missing",
    "methods_missing_text": "Kinds of missing answers are never mixed. Of grids, all rows are counted together.",
    "methods_missing_caption": "Answers by what is known of them: {survey}",
    "methods_status_answered": "Answered",
    "methods_status_incomplete": "Cut off",
    "methods_status_not_answered": "Not answered",
    "methods_status_dont_know": "Don’t know",
    "methods_status_not_applicable": "Not applicable",
    "methods_status_not_asked": "Not asked",
    "methods_status_not_known": "Not known",
    "methods_disclosure": "What may be published",
    "methods_disclosure_text": "Only what the cities agreed to have published is shown city by city.",
    "methods_disclosure_base": "Numbers about fewer than {least} cities are not published.",
    "methods_disclosure_cell": "Nor are shares that fewer than {least} cities stand behind, or all but fewer than "
    "{least}, or numbers from which these could be computed.",
}
