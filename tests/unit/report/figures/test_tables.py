from __future__ import annotations

from dataclasses import replace

import pytest

from civiscope.release.model import Release
from civiscope.report.figures.tables import ALL_CITIES, Subject, number_levels, share_table, subjects
from civiscope.results.answers import Answer
from civiscope.results.published import PublishedResult
from civiscope.study.questionnaire import Questionnaire
from tests.unit.report.figures.examples import (
    EARLIER,
    ITEMS,
    WAVE,
    by_level,
    counts,
    estimate,
    every_kind,
    make_release,
    numbers,
    shares,
    staff_answers,
)


def names(release: Release) -> list[str]:
    return [subject.name for subject in subjects(release)]


def subject_named(release: Release, name: str) -> Subject:
    return next(subject for subject in subjects(release) if subject.name == name)


def test_item_has_a_figure_in_its_latest_wave_by_every_domain_and_in_earlier_waves() -> None:
    roles = shares("roles", {"engineer": 0.5})
    earlier = [replace(entry, wave=EARLIER) for entry in roles]
    release = make_release(
        [
            *roles,
            *by_level(roles, "region", ["north"]),
            *by_level(roles, "strategy", ["yes"]),
            *earlier,
            *by_level(earlier, "region", ["north"]),
        ]
    )
    assert names(release) == ["roles", "roles--by-region", "roles--by-strategy", "roles--wave-2018"]
    assert subject_named(release, "roles").wave.id == WAVE


def test_item_that_only_an_earlier_wave_asked_has_its_figure_from_there() -> None:
    release = make_release([replace(entry, wave=EARLIER) for entry in shares("roles", {"engineer": 0.5})])
    assert [(subject.name, subject.wave.id) for subject in subjects(release)] == [("roles", EARLIER)]


def test_item_by_its_own_levels_has_no_figure() -> None:
    entries = shares("strategy", {"yes": 0.5, "no": 0.5})
    assert names(make_release([*entries, *by_level(entries, "strategy", ["yes", "no"])])) == ["strategy"]


def test_item_without_anything_to_show_has_no_figure() -> None:
    suppressed = estimate("roles", "engineer", suppressed=True, base=None)
    assert names(make_release([])) == []
    assert names(make_release([suppressed])) == []


def test_text_has_no_figure() -> None:
    assert names(make_release([estimate("motto", "", 0.5)])) == []


def test_same_item_of_a_second_questionnaire_is_told_apart() -> None:
    mayors = {"id": "mayors", "title": "Mayors", "sections": [{"code": "all", "title": "All", "items": ITEMS}]}
    release = make_release(
        [*shares("roles", {"engineer": 0.5}), *shares("roles", {"engineer": 0.4}, questionnaire="mayors")]
    )
    both = release.questionnaires | {"mayors": Questionnaire.model_validate(mayors)}
    assert names(replace(release, questionnaires=both)) == ["roles", "roles--of-mayors"]


def test_table_has_levels_in_their_order_and_names_the_empty_ones() -> None:
    roles = shares("roles", {"engineer": 0.5, "designer": 0.2})
    release = make_release([*roles, *by_level(roles, "region", ["isles", "north"])])
    table = share_table(subject_named(release, "roles--by-region"))
    assert [level.code for level in table.levels] == [ALL_CITIES, "north", "isles"]
    assert [level.label for level in table.empty_levels] == ["South"]
    assert [option.code for option in table.options] == ["engineer", "designer"]


def test_table_of_counts_has_no_shares() -> None:
    table = share_table(subject_named(make_release(counts("roles", {"engineer": (4, 9)})), "roles"))
    assert table.counts_only
    assert table.bounds
    assert not table.intervals


def test_grid_has_only_rows_with_an_answer() -> None:
    release = make_release(shares("goals", {"very": 0.2, "not": 0.8}, row="savings"))
    assert [row.label for row in share_table(subject_named(release, "goals")).rows] == ["Savings"]


def test_printed_results_belong_to_the_wave_of_the_figure() -> None:
    printed = [
        PublishedResult(wave, "officers", "roles", "", option, percent, text, None, "A report")
        for wave, option, percent, text in (
            (WAVE, "engineer", 48.0, ""),
            (WAVE, "designer", None, "most"),
            (EARLIER, "x", 1.0, ""),
        )
    ]
    release = replace(make_release(shares("roles", {"engineer": 0.5})), published=tuple(printed))
    assert list(share_table(subject_named(release, "roles")).printed) == ["engineer"]


@pytest.mark.parametrize(
    ("domain", "expected"), [("region", {"north": (3.0, 9.0), "south": (5.0,)}), ("strategy", {"yes": (5.0,)})]
)
def test_values_of_cities_stand_in_the_levels_that_they_belong_to(
    domain: str, expected: dict[str, tuple[float, ...]]
) -> None:
    staff = numbers("staff", 6, 5)
    chosen = Answer(WAVE, "officers", "bree", "strategy", "", "yes", "", "answered")
    release = make_release(
        [*staff, *by_level(staff, domain, list(expected))],
        [*staff_answers([3, 5]), chosen, Answer(WAVE, "officers", "dorn", "staff", "", "", "9", "answered")],
    )
    levels = {level.level.code: level.values for level in number_levels(subject_named(release, f"staff--by-{domain}"))}
    assert levels == {ALL_CITIES: (3.0, 5.0, 9.0), **expected}


def test_values_of_missing_answers_and_of_other_waves_are_left_out() -> None:
    missing = Answer(WAVE, "officers", "esk", "staff", "", "", "", "not answered")
    release = make_release(numbers("staff", 6, 5), [*staff_answers([3]), *staff_answers([8], EARLIER), missing])
    assert number_levels(subject_named(release, "staff"))[0].values == (3.0,)


def test_every_kind_has_a_figure() -> None:
    assert names(make_release(every_kind())) == ["strategy", "roles", "goals", "funds", "staff"]
