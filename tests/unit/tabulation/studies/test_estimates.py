"""Estimates of small studies, counted by hand, and of generated answers, counted by a plain reference."""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.results.estimates import Estimate
from civiscope.study.groups import all_levels
from civiscope.tabulation.studies import estimates as tabulation
from tests.studies import STUDY, coded, items, write_study

LIST = "{code: tools, kind: multiple, label: T?, options: [{code: a, label: A}, {code: b, label: B}]}"
STRATEGY = "{code: strategy, kind: single, label: S?, options: [{code: yes, label: Yes}, {code: no, label: No}]}"
STAFF = "{code: staff, kind: integer, label: Staff?}"
DOMAINS = dedent("""\
    groups:
      - {code: region, label: Region, column: region}
      - {code: strategy, label: Strategy, item: strategy}
      - {code: latin, label: Latin countries, countries: [FRA, ITA]}
    domains: [region, strategy, latin]
    """)


def estimate(folder: Path) -> list[Estimate]:
    study = coded(folder)
    levels = all_levels(study.study.definition, study.study.questionnaires, study.study.frame)
    return tabulation.estimate_all(study.study, study.answers, levels)


def shares(
    rows: list[Estimate], item: str, domain: str = "", level: str = ""
) -> dict[str, tuple[int | None, int | None]]:
    return {row.option: (row.n, row.base) for row in rows if (row.item, row.domain, row.level) == (item, domain, level)}


def test_shares_of_a_single_choice_leave_the_missing_out_of_the_base(tmp_path: Path) -> None:
    answers = "city,strategy\naa,Yes\nbb,No\ncc,Yes\ndd,(don't know)\n"
    rows = estimate(write_study(tmp_path, questionnaire=items(STRATEGY), answers=answers))
    assert shares(rows, "strategy") == {"yes": (2, 3), "no": (1, 3)}
    assert rows[0].estimate == 2 / 3


def test_domains_may_overlap_and_an_item_is_not_broken_down_by_itself(tmp_path: Path) -> None:
    answers = "city,strategy,tools\naa,Yes,A\nbb,No,A; B\ncc,Yes,(none)\ndd,No,B\n"
    folder = write_study(tmp_path, study=STUDY + DOMAINS, questionnaire=items(STRATEGY, LIST), answers=answers)
    rows = estimate(folder)
    assert shares(rows, "tools", "region", "Europe") == {"a": (2, 3), "b": (1, 3)}
    assert shares(rows, "tools", "region", "Asia") == {"a": (0, 1), "b": (1, 1)}
    assert shares(rows, "tools", "strategy", "yes") == {"a": (1, 2), "b": (0, 2)}
    assert shares(rows, "tools", "latin", "yes") == {"a": (2, 3), "b": (1, 3)}
    assert not shares(rows, "strategy", "strategy", "yes")


def test_numbers_have_mean_and_median_with_their_base(tmp_path: Path) -> None:
    answers = "city,staff\naa,1\nbb,2\ncc,9\ndd,\n"
    rows = estimate(write_study(tmp_path, questionnaire=items(STAFF), answers=answers))
    assert [(row.measure, row.estimate, row.n, row.base) for row in rows] == [("mean", 4, 3, 3), ("median", 2, 3, 3)]


def test_item_that_is_not_to_be_tabulated_has_no_estimates(tmp_path: Path) -> None:
    quiet = STAFF.replace("kind:", "tabulate: false, kind:")
    assert not estimate(write_study(tmp_path, questionnaire=items(quiet), answers="city,staff\naa,1\n"))


def test_item_that_nobody_answered_has_no_estimates(tmp_path: Path) -> None:
    rows = estimate(write_study(tmp_path, questionnaire=items(STRATEGY, LIST), answers="city,strategy\naa,Yes\n"))
    assert {row.item for row in rows} == {"strategy"}


def cities(count: int) -> str:
    return "code,name,country,population\n" + "".join(f"c{number},C{number},FRA,1000\n" for number in range(count))


def listed(complete: list[str], incomplete: list[str]) -> tuple[str, str]:
    rows = [f"c{number},,{cell}\n" for number, cell in enumerate(complete)]
    rows += [f"c{number},tools,{cell}\n" for number, cell in enumerate(incomplete, start=len(complete))]
    return cities(len(rows)), "city,incomplete,tools\n" + "".join(rows)


def test_incomplete_lists_stay_out_of_shares_and_open_bounds(tmp_path: Path) -> None:
    frame, answers = listed(["A"] * 20 + ["B"] * 10, ["A"] * 6 + ["B"] * 4)
    rows = estimate(write_study(tmp_path, questionnaire=items(LIST), answers=answers, cities=frame))
    of_a = next(row for row in rows if row.option == "a")
    assert (of_a.n, of_a.base, of_a.estimate) == (20, 30, 20 / 30)
    assert (of_a.bound_low, of_a.bound_high) == (26 / 40, 30 / 40)
    assert of_a.note == tabulation.COMPLETE_ONLY


def test_fewer_than_thirty_complete_lists_show_counts_and_bounds_only(tmp_path: Path) -> None:
    frame, answers = listed(["A"] * 20 + ["B"] * 9, ["A"])
    rows = estimate(write_study(tmp_path, questionnaire=items(LIST), answers=answers, cities=frame))
    of_a = next(row for row in rows if row.option == "a")
    assert (of_a.estimate, of_a.se, of_a.low, of_a.high) == (None, None, None, None)
    assert (of_a.n, of_a.base, of_a.bound_low, of_a.bound_high) == (21, 30, 21 / 30, 21 / 30)
    assert of_a.note == tabulation.COUNTS_ONLY


def test_rule_of_incomplete_lists_leaves_items_alone_that_have_none(tmp_path: Path) -> None:
    frame, answers = listed(["A", "B", "A; B"], [])
    rows = estimate(write_study(tmp_path, questionnaire=items(LIST), answers=answers, cities=frame))
    assert [(row.option, row.estimate, row.bound_low) for row in rows] == [("a", 2 / 3, None), ("b", 2 / 3, None)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["A", "B", "A; B", "(none)", ""]), st.booleans()), min_size=1, max_size=60))
def test_counts_agree_with_a_plain_reference(lists: list[tuple[str, bool]]) -> None:
    known = [(cell, cut and "A" in cell) for cell, cut in lists]
    rows_text = "".join(f"c{number},{'tools' if cut else ''},{cell}\n" for number, (cell, cut) in enumerate(known))
    with tempfile.TemporaryDirectory() as folder:
        study = write_study(
            Path(folder),
            questionnaire=items(LIST),
            answers="city,incomplete,tools\n" + rows_text,
            cities=cities(len(known)),
        )
        found = {row.option: row for row in estimate(study)}
    answered = [(cell, cut) for cell, cut in known if cell]
    complete = [cell for cell, cut in answered if not cut]
    cut_off = any(cut for _, cut in answered)
    assert bool(found) == bool(answered)
    for option, letter in (("a", "A"), ("b", "B")):
        if not answered:
            continue
        named = sum(letter in cell for cell, _ in answered)
        unknown = sum(cut and letter not in cell for cell, cut in answered)
        row = found[option]
        if cut_off:
            assert row.bound_low == named / len(answered)
            assert row.bound_high == (named + unknown) / len(answered)
        if cut_off and len(complete) < 30:
            assert (row.n, row.base, row.estimate) == (named, len(answered), None)
        else:
            count = sum(letter in cell for cell in complete)
            assert (row.n, row.base, row.estimate) == (count, len(complete), pytest.approx(count / len(complete)))
