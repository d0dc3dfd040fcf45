"""The fixed phrases of documents in English, the language in which they are written first."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # writers
    "about_this_document": "About this document",
    "navigation": "This document and its neighbours",
    "simulated": "Simulated: cities and answers are made up.",
    "simulated_short": "Simulated",
    "page_of": "Page {page} of {pages}",
    # head facts
    "population": "Population",
    "country": "Country",
    "gdp_per_capita": "Gross domestic product per head",
    "round": "Answered in",
    "round_not_known": "round not known",
    # sentences that compare
    "along_with": "Along with {share} of cities surveyed ({n} of {base}{interval}), {city} {phrase}.",
    "along_with_weighted": "Along with {share} of cities, weighted by how the cities were drawn ({n} of the {base} "
    "whose answer is known{interval}), {city} {phrase}.",
    "along_with_known": "Along with {share} of the cities whose answer is known ({n} of {base}{interval}), {city} "
    "{phrase}.",
    "alone": "Alone among the {base} cities whose answer is known, {city} {phrase}.",
    "without_comparison": "{city} {phrase}.",
    "without_comparison_base": {
        "one": "{city} {phrase}. This answer is known of no other city, so there is nothing to compare it with.",
        "other": "{city} {phrase}. This answer is known of only {count} cities, too few for a comparison.",
    },
    "interval": "; 95% interval {low} to {high}",
    "answered": "answered “{option}” to the question “{item}”",
    "own_words": "In its own words: {texts}.",
    "quoted": "“{text}”",
    # lists and charts
    "chart_title_share": "{item}: share of all cities",
    "chart_title_count": "{item}: number of cities",
    "named_by": "named by {city}",
    "unknown_whether": "not known for {city}",
    "axis_ends": "The full width of a bar is {share}.",
    "other_answers": "Other answers",
    "key_interval": "95% interval",
    "key_possible": "possible, as lists are incomplete",
    "number_of": "{city}",
    "names_none": "{city} names none.",
    "own_list_incomplete": "The list of {city} is known to be incomplete: what it names is true, what it does not "
    "name is not known.",
    "share_of_lists": {
        "one": "Share of the {base} cities whose list is known.",
        "other": "Share of the {base} cities whose list is known.",
    },
    "share_of_complete": "Share of the {base} cities whose list is known to be complete; {incomplete} more lists "
    "are incomplete.",
    "count_of_lists": "Cities that name it, of {base}. {complete}, too few for shares, so some of them may name more.",
    "complete_lists": {
        "one": "Only {count} list is complete",
        "other": "Only {count} lists are complete",
        "zero": "No list is complete",
    },
    "no_list_complete": "No list is complete",
    "missing_lists": {"one": "{count} city: {kind}.", "other": "{count} cities: {kind}."},
    "no_city_names": "No city names: {options}.",
    "no_city_names_many": "{count} further options are named by no city.",
    "too_few_lists": {
        "one": "This list is known of no other city, so there is nothing to compare it with.",
        "other": "Lists are known of only {count} cities, too few for a comparison.",
    },
    "too_few_grids": {
        "one": "These answers are known of no other city, so there is nothing to compare them with.",
        "other": "These answers are known of only {count} cities, too few for a comparison.",
    },
    "same_answer": "Cities that gave the same answer: {rows}.",
    "too_few_numbers": {
        "one": "This number is known of no other city.",
        "other": "This number is known of only {count} cities, too few for a comparison.",
    },
    "named_by_share": "{share} of cities",
    "named_by_count": "{n} of {base} cities",
    "state": "{label} ({count})",
    "state_of": ": {label} ({count})",
    # texts that replace charts for those who do not see them
    "alt_bars": "Bar chart, {item}: {measure}, highest first. {rows}.",
    "alt_share": "share of {base} cities",
    "alt_count": "number of cities, of {base}",
    "alt_row": "{label} {shown}",
    "alt_row_own": "{label} {shown}, named by {city}",
    "alt_row_unknown": "{label} {shown}, not known whether {city} names it",
    "alt_columns": "Column chart, {item}: how many of {base} cities gave each number. {rows}. {city} gave {value}.",
    "alt_column": "{label}: {count}",
    # numbers
    "value": "{item}: {value}.",
    "with_unit": "{value} {unit}",
    "number_median": "Half of the {base} cities whose number is known have {median} or fewer; {fewer} have fewer "
    "than {city}, {more} have more.",
    "none_of_them": "none",
    "number_title": "{item}: number of cities with each",
    # what is not known
    "not_known_title": "What is not known",
    "kind_question": "“{question}”",
    "kind_not_known": "Not known: {items}.",
    "kind_not_answered": "Not answered: {items}.",
    "kind_dont_know": "Answered with “don’t know”: {items}.",
    "kind_not_applicable": "Not applicable: {items}.",
    "kind_not_asked": "Not asked: {items}.",
    "kind_not_published": "Not published city by city: {items}.",
    # kinds of missing, in words
    "status_not asked": "not asked",
    "status_not answered": "not answered",
    "status_don't know": "answered with “don’t know”",
    "status_not applicable": "not applicable",
    "status_not known": "not known",
    "status_incomplete": "incomplete",
    "no_response": "No response",
    # an earlier round
    "changes_title": "The same city in an earlier round",
    "changes_rounds": "{city} also answered in {before_round} ({before}); here that answer is compared with the one "
    "of {after_round} ({after}).",
    "changes_same_round": "{city} also appears in “{before}”. Both show answers of the same round ({round}), so no "
    "change is computed.",
    "changes_not_known": "{city} also appears in “{before}”. It is not known that the two show answers of different "
    "rounds, so no change is computed.",
    "changes_caption": "What changed",
    "changes_item": "Question",
    "changes_added_mark": "{option} (new)",
    "changes_dropped_mark": "{option} (no longer named)",
    "changes_none": "No answer that can be compared has changed.",
    "changes_same": "The same in both: {items}.",
    "changes_unknown": "Cannot be told, because an answer is missing or incomplete: {items}.",
    "changes_others": {
        "one": "{count} more answer that this snapshot does not show has changed (results/changes.csv).",
        "other": "{count} more answers that this snapshot does not show have changed (results/changes.csv).",
    },
    "earlier_answers": "Known only from “{before}” ({round}):",
    "earlier_round": "answered in {round}",
    "earlier_rows": "{label} – {rows}",
    "none_named": "none",
    # peers
    "peers_title": "Compared with its peers",
    "peers_are": "Peers of {city}: {peers}.",
    "peers_none": "{city} has no peers to compare it with.",
    "peer_rule_none": "No other city answered in the same wave.",
    "peer_rule_all": {
        "one": "The only other city that answered in the same wave.",
        "other": "All {shown} other cities that answered in the same wave.",
    },
    "peer_rule_group": "The other cities of the group “{group}”.",
    "peer_rule_population": {
        "one": "The city of the same wave nearest in population (as a ratio){income}.",
        "other": "The {shown} cities of the same wave nearest in population (as a ratio){income}.",
    },
    "peer_rule_population_region": {
        "one": "The city of the same wave nearest in population (as a ratio), with preference for the same "
        "region{income}.",
        "other": "The {shown} cities of the same wave nearest in population (as a ratio), with preference for the "
        "same region{income}.",
    },
    "peer_rule_median": {
        "one": "The city of the same wave with populations nearest the median of all, since the population of {city} "
        "is not known{income}.",
        "other": "The {shown} cities of the same wave with populations nearest the median of all, since the "
        "population of {city} is not known{income}.",
    },
    "peer_rule_median_region": {
        "one": "The city of the same wave with populations nearest the region’s median, since the population of "
        "{city} is not known, with preference for the same region{income}.",
        "other": "The {shown} cities of the same wave with populations nearest the region’s median, since the "
        "population of {city} is not known, with preference for the same region{income}.",
    },
    "peer_rule_region": {
        "one": "The city of the same wave with preference for the same region, in the order of their codes{income}.",
        "other": "The {shown} cities of the same wave with preference for the same region, in the order of their "
        "codes{income}.",
    },
    "peer_rule_order": {
        "one": "The city of the same wave in the order of their codes{income}.",
        "other": "The {shown} cities of the same wave in the order of their codes{income}.",
    },
    "peer_income_not_known": "; income is not known in this study",
    "peer_income_city_not_known": "; the income of {city} is not known",
    "peer_income_similar": ", and for similar income where it is known",
    "peers_caption": "How many of the peers gave the same answers",
    "peers_question": "Question",
    "peers_answers": "Answers of {city}, with the number of peers that gave them too",
    "peers_known": "Peers known",
    "peers_range": "{n}–{most}",
    "peers_note": "Peers whose answer is not known are left out. Two numbers: the least and the most, as lists of "
    "some peers are incomplete.",
    "peers_others": "Named by at least half of the peers and not by {city}: {options}.",
    "peers_other_option": "{option} ({n} of {base})",
    "peers_few": "No answer of the peers that could be compared is known.",
    # about the document
    "found_in_data": "Found in the data of {city}: {findings}",
    "source_of": "Source of the answers: {source}.",
    "source_page": "the page of {city} ({wave})",
    "answered_round": "{city} answered in {round}.",
    "answered_round_unknown": "The round in which {city} answered is not known.",
    "intervals": "Intervals (95%) treat the {cities} cities whose answers are at hand as a simple random sample of "
    "the {surveyed} cities surveyed.",
    "intervals_frame": "Intervals (95%) treat the {cities} cities whose answers are at hand as a simple random "
    "sample of the {surveyed} cities of the frame.",
    "intervals_design": "Intervals (95%) take into account how the cities were drawn from the {surveyed} cities of the "
    "frame, of which {cities} answered; shares and means are weighted accordingly.",
    "links_lead": "Underlined words lead to the question as it was asked.",
    "licence": "Licence: {licence}.",
    "cite": "Cite as: {publisher} ({year}). {study}. {title}: {city}, {wave}.",
    "dated": "Results of {date}.",
    "foot": "{title}: {city} · {wave} · {publisher} · results of {date}",
    "contact": "Questions: {contact}.",
    "draws_on": "The study draws on: {sources}.",
    "description": "What the city government of {city} answered: {study}, {wave}.",
    # links of a snapshot
    "link_pdf": "This snapshot as PDF",
    "link_html": "This snapshot as a page",
    "link_index": "All cities",
    "link_codebook": "Questions",
    "link_quality": "Data quality",
    "link_release": "The release",
    # when a question is asked
    "routing_is": "“{item}” is “{option}”",
    "routing_is_not": "“{item}” is not “{option}”",
    "routing_open": "“{item}” is open",
    "routing_answered": "“{item}” is answered",
    "routing_names": "“{item}” names “{option}”",
    "routing_names_not": "“{item}” does not name “{option}”",
    "routing_at_least": "“{item}” is {option} or more",
    "routing_at_most": "“{item}” is {option} or less",
    "routing_more_than": "“{item}” is more than {option}",
    "routing_less_than": "“{item}” is less than {option}",
    "routing_or": " or ",
}
