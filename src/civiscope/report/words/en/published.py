"""The fixed phrases about results printed elsewhere, in English."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # beside or instead of computed shares in a snapshot
    "published_of": {"one": "{shown} of {base} city", "other": "{shown} of {base} cities"},
    "published_count": {"one": "{shown} city", "other": "{shown} cities"},
    "published_and": "{first}, or {second}",
    "published_named": "{printed} ({source})",
    "published_beside": "Published: {printed}.",
    "published_list_of": {
        "one": "Published, of {base} city: {printed}.",
        "other": "Published, of {base} cities: {printed}.",
    },
    "published_option": "{option} {printed}",
    "published_sources": "“Published” is what these print: {sources}.",
    "published_real": "These results are real; everything else in this document is simulated.",
    "file_published_real": "Results printed elsewhere: these are real, and about real cities",
    "published_share": "published: {share}",
    "published_row": "{label} {shown} (published: {printed})",
    "published_same_answer": "Published for the same answer: {rows}.",
    "chart_title_published": "{item}: published share of cities",
    "alt_published": "published share of cities ({sources})",
    "published_bars": "Published shares: {sources}. Too few answers of other cities are at hand to compute shares.",
    "published_bars_of": {
        "one": "Published shares of {base} city: {sources}. Too few answers of other cities are at hand to compute "
        "shares.",
        "other": "Published shares of {base} cities: {sources}. Too few answers of other cities are at hand to compute "
        "shares.",
    },
    "published_no_share": "Also named by {city}, without a published share: {options}.",
    # waves whose answers are not public
    "not_public_wave": {
        "one": "answers are not public; {results} published result",
        "other": "answers are not public; {results} published results",
    },
    "not_public_wave_some": "(the other answers are not public)",
    "not_public_snapshot": "The answers of the other cities are not public; what was published of them stands here for "
    "comparison.",
    "not_public_title": "Answers that are not public",
    "not_public_none": "{wave}: the answers are not public. Nothing is computed of them; what is known is what was "
    "published.",
    "not_public_some": {
        "one": "{wave}: the answers are not public. {count} city has added its own; what is computed speaks for it "
        "alone.",
        "other": "{wave}: the answers are not public. {count} cities have added their own; what is computed speaks for "
        "them alone.",
    },
    # the page of published results
    "published_title": "Published results beside computed ones",
    "published_subtitle": "What was printed elsewhere, and what the answers at hand give",
    "index_published": "Results printed elsewhere, each beside the computed share, and whether they agree",
    "file_published_comparison": "Results printed elsewhere beside the released shares, and whether they agree",
    "link_published": "Published results",
    "published_summary": "In short",
    "published_none": "The study has no published results of the waves in this release.",
    "published_totals": "{total} published results stand here; {compared} of them can be compared with a computed "
    "share that has an interval, {rest} cannot.",
    "published_inside_all": {
        "one": "The one that can be compared lies inside the 95% interval of the computed share.",
        "other": "All {count} that can be compared lie inside the 95% interval of the computed share.",
    },
    "published_inside": "Of the {compared} that can be compared, {inside} lie inside the 95% interval of the computed "
    "share and {outside} outside it.",
    "published_inside_none": "No published result can be compared with a computed share that has an interval.",
    "published_reading": "How to read it: if the answers at hand were a random sample of all that were given, about 19 "
    "in 20 published shares would lie inside. Fewer say that the answers at hand differ from the rest, that a question "
    "or an option was counted in another way, or that lists are incomplete; one alone may be chance. Published shares "
    "of the same question hang together, so they do not count as independent.",
    "published_rounding": "Printed percentages are rounded: 44% stands for anything from 43.5% to 44.5%. A published "
    "share therefore counts as inside when the interval, widened by half a unit of its last printed digit at both "
    "ends, holds it. A printed number of cities is exact.",
    "published_simulated": "The published results are real: they were printed for the real cities of the study. The "
    "computed shares beside them are simulated, so agreement here says how the simulation was made, not that a result "
    "holds; and the intervals speak for the made-up cities alone, so that more than 1 in 20 may lie outside.",
    "published_answer": "Answer",
    "published_printed": "Published",
    "published_computed": "Computed",
    "published_verdict": "Inside the interval?",
    "published_where": "Source",
    "published_inside_word": "inside",
    "published_outside_word": "outside: the published share is {distance} points {direction} the interval",
    "published_higher": "above",
    "published_lower": "below",
    "published_computed_share": {
        "one": "{share} ({low} to {high}) of {base} city",
        "other": "{share} ({low} to {high}) of {base} cities",
    },
    "published_computed_plain": {"one": "{share} of {base} city", "other": "{share} of {base} cities"},
    "published_among": "{answer}, among: {level}",
    "published_whole": "the question as a whole",
    "published_by_question": "{wave}: {questionnaire}",
    "published_without": "Published results without a computed counterpart",
    "published_without_note": "Nothing is computed for these: the result is printed in words, the answers are not at "
    "hand, or they are too few for a share.",
    "published_question": "Answer",
    "published_wave": "Edition",
    "published_why": "Why there is no comparison",
    "published_rest": {
        "one": "{shown} more published result has no computed share; it stands on the page of published results.",
        "other": "{shown} more published results have no computed share; they stand on the page of published results.",
    },
    "published_rest_alone": {
        "one": "The {shown} published result has no computed share; it stands on the page of published results.",
        "other": "None of the {shown} published results has a computed share; they stand on the page of published "
        "results.",
    },
    "finding_published-sum": "Percentages printed for one question with one answer add up to more than 100",
    "finding_published-contradiction": "A count and a percentage printed for the same result do not agree",
}
