"""The fixed phrases of figures in English, the language in which they are written first."""

from __future__ import annotations

FIGURES_ENGLISH: dict[str, str | dict[str, str]] = {
    "figure_all_cities": "All cities",
    "figure_by": "{title}, by {group}",
    "figure_n": "n = {base}",
    "figure_n_range": "n = {least} to {most}",
    "figure_counts_only": "Number of cities that name each answer, because no share can be given ({note}). "
    "The pale range reaches to the number of cities that may have named it.",
    # keys
    "figure_key_share": "Share of cities",
    "figure_key_count": "Cities that name it",
    "figure_key_interval": "95% interval",
    "figure_key_range": "Left open by incomplete lists",
    "figure_key_all": "All cities",
    "figure_key_city": {"one": "One city", "other": "Cities with this value"},
    "figure_key_mean": "Mean and its 95% interval",
    "figure_key_median": "Median",
    # captions
    "figure_base": {"one": "Base: {count} city.", "other": "Base: {count} cities."},
    "figure_base_range": "Base: {least} to {most} cities.",
    "figure_base_lists": "Base: {base} cities with complete lists, of {lists} that answered.",
    "figure_base_all_lists": "Base: {base} lists, complete or not.",
    "figure_intervals": "95% intervals with finite population correction ({answers} of {surveyed} cities).",
    "figure_widest": "No 95% interval is wider than {points} percentage points.",
    "figure_range": "Shares are of complete lists. Grey ranges: what is possible for all lists, complete or not.",
    "figure_counts_cells": "{example}: number of cities that name it and number of lists, where no share can be given "
    "({note}); the grey range shows what is possible.",
    "figure_counts_example": "{n} of {base}",
    "figure_empty_levels": "No answers: {levels}.",
    "figure_sorted_by": "Sorted by the share of “{options}”.",
    "figure_note": "{note}.",
    "figure_source": "Source: {title}, {publisher}. {licence}.",
    "figure_wave": "{wave}.",
    "figure_suppressed": "suppressed",
    "figure_mark_cities": "cities",
    # alternative texts
    "figure_alt_bars": "Bar chart of {count} answers, sorted by share of cities. ",
    "figure_alt_counts": "Bar chart of {count} answers, sorted by number of cities. ",
    "figure_alt_ends": "Highest: {first}. Lowest: {last}.",
    "figure_alt_share": "{label} {share} ({low} to {high})",
    "figure_alt_share_alone": "{label} {share}",
    "figure_alt_count": "{label} {n} of {base} ({low} to {high} possible)",
    "figure_alt_count_alone": "{label} {n} of {base}",
    "figure_alt_suppressed": "{label} suppressed",
    "figure_alt_values": "All values: {values}.",
    "figure_alt_table": "Table of bars: {rows} rows by {columns} columns. ",
    "figure_alt_level": "{level} ({n}): {values}.",
    "figure_alt_stack": "Stacked bars of {rows} rows on a scale of {options} answers. ",
    "figure_alt_row": "{row}: {values}.",
    "figure_alt_number": "Distribution of a number over {count} cities, from {least} to {most}. ",
    "figure_alt_number_levels": "Numbers of {count} sets of cities. ",
    "figure_alt_mean": "mean {mean} ({low} to {high})",
    "figure_alt_mean_alone": "mean {mean}",
    "figure_alt_median": "median {median}",
}
