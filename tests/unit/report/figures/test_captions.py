from __future__ import annotations

from dataclasses import replace
from typing import Any

from civiscope.release.model import Release
from civiscope.report.figures.captions import number_words, share_words
from civiscope.report.figures.frame import Words
from civiscope.report.figures.tables import number_levels, share_table, subjects
from civiscope.results.answers import Answer
from civiscope.results.estimates import Estimate
from tests.unit.report.figures.examples import ITEMS, WAVE, by_level, counts, estimate, make_release, numbers, shares

SOURCE = "Source: An invented study, Nobody. CC0."


def words_of(release: Release, name: str = "roles", drawn: bool = True) -> Words:
    subject = next(subject for subject in subjects(release) if subject.name == name)
    return share_words(subject, share_table(subject), (), drawn)


def caption_of(estimates: list[Estimate], **changes: Any) -> str:
    return words_of(replace(make_release(estimates), **changes)).caption[0]


def list_of(city: str, status: str) -> Answer:
    return Answer(WAVE, "officers", city, "roles", "", "engineer", "yes" if status == "answered" else "", status)


def test_figure_has_the_short_title_and_the_question_as_asked() -> None:
    words = words_of(make_release(shares("roles", {"engineer": 0.5})))
    assert words.title == "Roles"
    assert words.subtitle == ("Which roles do innovation teams have?",)
    assert words.caption[-1] == SOURCE


def test_question_without_a_short_title_is_the_title() -> None:
    items = [
        {"code": "roles", "kind": "multiple", "label": "Which roles?", "options": [{"code": "engineer", "label": "E"}]}
    ]
    words = words_of(make_release(shares("roles", {"engineer": 0.5}), items=items))
    assert (words.title, words.subtitle) == ("Which roles?", ())


def test_title_names_the_domain() -> None:
    roles = shares("roles", {"engineer": 0.5})
    release = make_release([*roles, *by_level(roles, "region", ["north"])])
    assert words_of(release, "roles--by-region").title == "Roles, by region"


def test_name_of_a_group_keeps_capitals_that_are_its_own() -> None:
    roles = shares("roles", {"engineer": 0.5})
    groups = [{"code": "region", "label": "EU members", "column": "region"}]
    release = make_release(
        [*roles, *by_level(roles, "region", ["north"])], study={"groups": groups, "domains": ["region"]}
    )
    assert words_of(release, "roles--by-region").title == "Roles, by EU members"


def test_caption_states_wave_base_and_intervals() -> None:
    assert caption_of(shares("roles", {"engineer": 0.5})) == (
        "Wave 2020. Base: 50 cities. 95% intervals with finite population correction (5 of 60 cities)."
    )


def test_one_city_is_not_many() -> None:
    assert "Base: 1 city." in caption_of([estimate("roles", "engineer", 1.0, base=1)])


def test_caption_of_incomplete_lists_states_both_bases() -> None:
    entries = [estimate("roles", "engineer", 0.5, base=2, bound_low=0.4, bound_high=0.7)]
    answers = (list_of("aldo", "answered"), list_of("bree", "answered"), list_of("carn", "incomplete"))
    found = caption_of(entries, answers=answers)
    assert "Base: 2 cities with complete lists, of 3 that answered." in found
    assert "Shares are of complete lists." in found


def test_counts_only_are_announced_under_the_question() -> None:
    words = words_of(make_release(counts("roles", {"engineer": (4, 9)})))
    assert words.subtitle[-1] == (
        "Number of cities that name each answer (fewer than 30 complete lists: counts and bounds only)."
    )
    assert words.caption[0] == "Wave 2020. Base: 20 lists, complete or not."


def test_counts_beside_shares_are_explained_by_an_example() -> None:
    entries = [
        *shares("roles", {"engineer": 0.5}),
        *counts("roles", {"engineer": (4, 9)}, domain="region", level="north"),
    ]
    assert (
        "4/20: number of cities that name it and number of lists, where no share can be given (fewer than 30"
        in (words_of(make_release(entries), "roles--by-region").caption[0])
    )


def test_levels_without_answers_are_named() -> None:
    roles = shares("roles", {"engineer": 0.5})
    release = make_release([*roles, *by_level(roles, "region", ["south"])])
    assert "No answers: North, The isles." in words_of(release, "roles--by-region").caption[0]


def test_notes_of_estimates_are_passed_on_once() -> None:
    entries = shares("roles", {"engineer": 0.5, "designer": 0.2}, note="ranked at any place")
    assert caption_of(entries).endswith(" Ranked at any place.")


def test_intervals_that_are_not_drawn_are_told_by_the_widest() -> None:
    entries = [
        estimate("goals", "very", 0.5, row="savings", low=0.4, high=0.6),
        estimate("goals", "not", 0.5, row="savings"),
    ]
    found = words_of(make_release(entries), "goals", drawn=False).caption[0]
    assert "No 95% interval is wider than 20 percentage points." in found


def test_bases_of_rows_that_differ_are_a_range() -> None:
    entries = [estimate("goals", "very", 0.5, row="savings"), estimate("goals", "very", 0.5, row="services", base=44)]
    assert "Base: 44 to 50 cities." in words_of(make_release(entries), "goals").caption[0]


def test_simulated_study_says_so() -> None:
    words = words_of(make_release(shares("roles", {"engineer": 0.5}), study={"simulated": True}))
    assert words.simulated == "Simulated: cities and answers are made up."
    assert words.caption[-1].startswith("Simulated: ")
    assert words.usermeta["simulated"] is True


def test_caption_says_the_unit_in_the_figures_language() -> None:
    items = [{**item, "unit": {"": "persons", "fr": "personnes"}} for item in ITEMS if item["code"] == "staff"]
    release = make_release(numbers("staff", 6, 5), items=items)
    subject = replace(subjects(release)[0], spoken="fr")
    assert "personnes" in number_words(subject, number_levels(subject), ()).caption[0]


def test_caption_of_a_number_states_unit_base_and_intervals() -> None:
    subject = subjects(make_release(numbers("staff", 6, 5)))[0]
    assert number_words(subject, number_levels(subject), ()).caption == (
        "Wave 2020. Unit: persons. Base: 50 cities. 95% intervals with finite population correction (5 of 60 cities).",
        SOURCE,
    )
