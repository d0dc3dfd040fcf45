"""The fixed phrases of collection in English: the pages on which a city answers."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "collect_my_cases": "Your questionnaires",
    "collect_saved": "Saved",
    "collect_conflict": "Not saved: {name} saved another answer here meanwhile.",
    "collect_closed": "Not saved: the answers have been handed in or the survey is closed. Ask the programme "
    "team to reopen them.",
    "collect_version_unreadable": "Not saved: the form is not whole. Load the page anew and answer again.",
    "collect_problem_decimal_comma": "“{value}” can be read in two ways. Write decimals with a point, e.g. 3.5, "
    "and no sign between thousands.",
    "collect_problem_stray_digit_group": "“{value}” can be read in two ways. Write the number without signs "
    "between its digits.",
    "collect_problem_not_a_number": "“{value}” is not a number. Write digits only, e.g. 1250.",
    "collect_problem_number_too_large": "“{value}” is too large. Check the number of digits.",
    "collect_problem_integer_expected": "“{value}” is not a whole number. Write it without decimals.",
    "collect_problem_date_unreadable": "“{value}” is not a date. Write it as year, month and day, e.g. 2026-03-31.",
    "collect_problem_url_unreadable": "“{value}” is not the address of a page. Copy it whole from your browser; "
    "it begins with https://.",
    "collect_problem_option_unknown": "“{value}” is none of the options (any more). Choose one that is offered.",
    "collect_problem_too_many_options": {
        "one": "Choose at most {most} option.",
        "other": "Choose at most {most} options.",
    },
    "collect_problem_option_repeated": "An option was named twice; it counts once.",
    "collect_problem_constraint_violated": "This answer is outside of what the question allows.",
    "collect_problem_unreadable": "“{value}” cannot be used as an answer here.",
}
