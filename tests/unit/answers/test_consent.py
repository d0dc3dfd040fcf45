"""consent.csv: what cities withdraw, and which answers may enter estimates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.answers.answerset import UNKNOWN
from civiscope.answers.coding import read_answers
from civiscope.answers.consent import estimated_answers, read_consents
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.loading import Study, load_study
from tests.studies import STUDY, items, write_study

STRATEGY = (
    "{code: strategy, kind: single, label: S?, CONSENT options: [{code: yes, label: Yes}, {code: no, label: No}]}"
)
STAFF = "{code: staff, kind: integer, label: N?}"
ANSWERS = "city,strategy,staff\naa,Yes,1\nbb,No,2\ncc,Yes,3\ndd,No,4\n"


def study_with(folder: Path, consent: str, study: str = STUDY, of_item: str = "") -> tuple[Study, ProblemLog]:
    """A study of four cities with this consent.csv."""
    questions = items(STRATEGY.replace("CONSENT", of_item), STAFF)
    extra = {"waves/2020/consent.csv": consent}
    write_study(folder, study=study, questionnaire=questions, answers=ANSWERS, extra=extra)
    log = ProblemLog()
    found = load_study(folder, log)
    assert found is not None
    return found, log


def test_row_is_for_an_item_or_for_all_and_the_strictest_holds(tmp_path: Path) -> None:
    study, log = study_with(
        tmp_path, "city,item,consent,reason\naa,,aggregate,mayor\naa,staff,never,\nbb,staff,public,\n"
    )
    found, files = read_consents(study, log)
    assert log.problems == []
    assert found == {("2020", "aa", "strategy"): "aggregate", ("2020", "aa", "staff"): "never"}
    assert files == (tmp_path / "waves/2020/consent.csv",)


def test_looser_row_does_not_undo_a_stricter_one(tmp_path: Path) -> None:
    study, log = study_with(tmp_path, "city,item,consent\naa,,never\naa,staff,public\n")
    assert set(read_consents(study, log)[0].values()) == {"never"}


def test_study_without_consents_has_none(tmp_path: Path) -> None:
    study = load_study(write_study(tmp_path), ProblemLog())
    assert study is not None
    assert read_consents(study, ProblemLog()) == ({}, ())


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ("ab,staff,never", "consent-city-unknown", 'the consent is of the city "ab", which is not in the frame'),
        (
            "aa,staf,never",
            "consent-item-unknown",
            'the consent is for the item "staf", which no questionnaire of the wave 2020 has, did you mean "staff"?',
        ),
        ("aa,staff,agregate", "consent-unknown", '"agregate" is not a consent, did you mean "aggregate"?'),
        (
            "bb,staff,never",
            "consent-twice",
            'the consent of "bb" for staff is given twice (first in line 2)',
        ),
    ],
)
def test_problem_is_named_by_line(row: str, code: str, message: str, tmp_path: Path) -> None:
    study, log = study_with(tmp_path, f"city,item,consent\nbb,staff,aggregate\n{row}\n")
    assert list(read_consents(study, log)[0]) == [("2020", "bb", "staff")]
    (found,) = log.problems
    assert (found.code, found.severity, found.file, found.line) == (code, "error", "waves/2020/consent.csv", 3)
    assert found.message.startswith(message.partition(", did")[0])
    assert found.remedy.endswith(".")


def test_missing_column_is_named(tmp_path: Path) -> None:
    study, log = study_with(tmp_path, "city,consent\naa,never\n")
    assert read_consents(study, log)[0] == {}
    assert [(entry.code, entry.column) for entry in log.problems] == [("column-missing", "item")]


def statuses(folder: Path, consent: str, study: str = STUDY, of_item: str = "") -> dict[str, list[Status]]:
    """The status of every answer after consent, by item."""
    found, log = study_with(folder, consent, study, of_item)
    answers, _ = read_answers(found, ProblemLog())
    consents, _ = read_consents(found, log)
    assert log.errors == []
    block = estimated_answers(answers, consents, found, log).blocks["2020", "officers"]
    return {item: [Status(int(status)) for status in column.status] for (item, _), column in block.columns.items()}


GIVEN, GONE = Status.ANSWERED, Status.NOT_KNOWN


def test_answer_that_may_never_be_published_is_not_known(tmp_path: Path) -> None:
    found = statuses(tmp_path, "city,item,consent\nbb,staff,never\n")
    assert found == {"strategy": [GIVEN] * 4, "staff": [GIVEN, GONE, GIVEN, GIVEN]}


def test_withdrawn_answer_leaves_nothing_in_its_column(tmp_path: Path) -> None:
    study, log = study_with(tmp_path, "city,item,consent\nbb,,never\n")
    answers, _ = read_answers(study, ProblemLog())
    columns = estimated_answers(answers, read_consents(study, log)[0], study, log).blocks["2020", "officers"].columns
    assert (columns["strategy", ""].ticks[1] == UNKNOWN).all()
    assert np.isnan(columns["staff", ""].numbers).tolist() == [False, True, False, False]
    assert not np.isnan(answers.blocks["2020", "officers"].columns["staff", ""].numbers).any()


def test_two_cities_that_withhold_a_public_answer_leave_its_estimates_and_three_stay(tmp_path: Path) -> None:
    two = statuses(tmp_path / "a", "city,item,consent\naa,staff,aggregate\nbb,staff,aggregate\n")
    three = statuses(tmp_path / "b", "city,item,consent\naa,staff,aggregate\nbb,staff,aggregate\ncc,staff,aggregate\n")
    assert two["staff"] == [GONE, GONE, GIVEN, GIVEN]
    assert three["staff"] == [GIVEN] * 4


def test_minimum_base_of_the_study_is_the_least_number_that_may_withhold(tmp_path: Path) -> None:
    consent = "city,item,consent\naa,staff,aggregate\nbb,staff,aggregate\ncc,staff,aggregate\n"
    found = statuses(tmp_path, consent, STUDY + "disclosure: {minimum_base: 4}\n")
    assert found["staff"] == [GONE, GONE, GONE, GIVEN]


def test_single_city_may_withhold_an_answer_that_nobody_publishes(tmp_path: Path) -> None:
    found = statuses(tmp_path, "city,item,consent\naa,strategy,aggregate\n", of_item="consent: aggregate,")
    assert found["strategy"] == [GIVEN] * 4


def test_answer_that_sorts_cities_into_levels_cannot_be_withheld_from_readers_only(tmp_path: Path) -> None:
    groups = "groups:\n  - {code: plan, label: Plan, item: strategy}\ndomains: [plan]\n"
    consent = "city,item,consent\naa,strategy,aggregate\n"
    found = statuses(tmp_path, consent, STUDY + groups, of_item="consent: aggregate,")
    assert found["strategy"] == [GONE, GIVEN, GIVEN, GIVEN]


def test_answers_that_readers_could_work_out_are_left_out_and_a_finding_says_so(tmp_path: Path) -> None:
    study, log = study_with(tmp_path, "city,item,consent\naa,staff,aggregate\nbb,staff,aggregate\n")
    answers, _ = read_answers(study, ProblemLog())
    estimated_answers(answers, read_consents(study, log)[0], study, log)
    (told,) = log.findings
    assert (told.code, told.item, told.count) == ("consent-aggregate-as-never", "staff", 2)
    assert told.message == (
        '2 answers to "staff" may enter estimates only, but could be worked out from them: they are left out'
    )


ROUTED = (
    "{code: strategy, kind: single, label: S?, options: [{code: yes, label: Yes}, {code: no, label: No}]}",
    "{code: year, kind: integer, label: Y?, relevant: \"${strategy} = 'yes'\"}",
    "{code: author, kind: text, label: A?, relevant: '${year} > 2000'}",
)


def routed_study(folder: Path, consent: str, study: str = STUDY) -> tuple[Study, ProblemLog]:
    """A study of four cities, of which aa and cc have a strategy; its year is asked by it, its author by the year."""
    answers = "city,strategy,year,author\naa,Yes,2001,x\nbb,No,,\ncc,Yes,2002,y\ndd,No,,\n"
    extra = {"waves/2020/consent.csv": consent}
    log = ProblemLog()
    found = load_study(
        write_study(folder, study=study, questionnaire=items(*ROUTED), answers=answers, extra=extra), log
    )
    assert found is not None
    return found, log


def routed_statuses(folder: Path, consent: str, study: str = STUDY) -> tuple[dict[str, list[Status]], ProblemLog]:
    """The statuses after consent, by item, and the findings."""
    found, log = routed_study(folder, consent, study)
    answers, _ = read_answers(found, ProblemLog())
    consents, _ = read_consents(found, log)
    block = estimated_answers(answers, consents, found, log).blocks["2020", "officers"]
    return {item: [Status(int(status)) for status in column.status] for (item, _), column in block.columns.items()}, log


@pytest.mark.parametrize("consent", ["aggregate", "never"])
@pytest.mark.parametrize("city", ["aa", "bb"])
def test_city_withdraws_with_an_item_all_that_is_asked_by_it(tmp_path: Path, city: str, consent: str) -> None:
    study, log = routed_study(tmp_path, f"city,item,consent\n{city},strategy,{consent}\n")
    assert read_consents(study, log)[0] == {("2020", city, item): consent for item in ("strategy", "year", "author")}
    assert [(entry.code, entry.line, entry.city, entry.item, entry.value) for entry in log.findings] == [
        ("consent-withdraws-routed", 2, city, "year", "strategy"),
        ("consent-withdraws-routed", 2, city, "author", "strategy"),
    ]


def test_item_that_was_withdrawn_as_strictly_by_a_row_of_its_own_is_no_finding(tmp_path: Path) -> None:
    study, log = routed_study(tmp_path, "city,item,consent\naa,strategy,aggregate\naa,year,never\naa,author,never\n")
    assert set(read_consents(study, log)[0].values()) == {"aggregate", "never"}
    assert log.findings == []


def test_withdrawing_an_item_leaves_those_that_decide_it(tmp_path: Path) -> None:
    study, log = routed_study(tmp_path, "city,item,consent\naa,year,never\n")
    assert set(read_consents(study, log)[0]) == {("2020", "aa", "year"), ("2020", "aa", "author")}


@pytest.mark.parametrize("consent", ["aggregate", "never"])
def test_statuses_and_findings_are_the_same_whatever_a_city_answered_that_withdraws(
    tmp_path: Path, consent: str
) -> None:
    with_strategy, of_aa = routed_statuses(tmp_path / "a", f"city,item,consent\naa,strategy,{consent}\n")
    without, of_bb = routed_statuses(tmp_path / "b", f"city,item,consent\nbb,strategy,{consent}\n")
    assert [statuses[0] for statuses in with_strategy.values()] == [GONE] * 3
    assert [statuses[1] for statuses in without.values()] == [GONE] * 3
    assert [(entry.code, entry.item, entry.count) for entry in of_aa.findings] == [
        (entry.code, entry.item, entry.count) for entry in of_bb.findings
    ]


def test_what_is_asked_by_an_answer_that_sorts_cities_leaves_the_estimates_with_it(tmp_path: Path) -> None:
    groups = "groups:\n  - {code: plan, label: Plan, item: strategy}\ndomains: [plan]\n"
    rows = "".join(f"{city},strategy,aggregate\n" for city in ("aa", "bb", "cc", "dd"))
    found, _ = routed_statuses(tmp_path, f"city,item,consent\n{rows}", STUDY + groups)
    assert {status for statuses in found.values() for status in statuses} == {GONE}
