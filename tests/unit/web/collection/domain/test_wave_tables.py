"""Exported answers are the files that a study folder has for them, and mean what they meant in the service."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from civiscope.answers.coding import read_answers
from civiscope.errors import ProblemLog
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, Item, Kind, Questionnaire
from civiscope.study.textfile import CONTROL
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.mapping import bring_up_to_date
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.wave_tables import answers_csv, consent_csv, origins_csv
from civiscope.web.collection.domain.writers import Writer, city_writer, staff_writer
from civiscope.web.collection.models import Answer, Case, Consent, Origin, SignOff
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded, encoded
from civiscope.web.collection.rules.mapping import ItemMapping, VersionMapping
from civiscope.web.collection.rules.selection import Include
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.instruments import add_version, questionnaire_of
from tests.formulas import FORMULAS
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, CCCITY, answer
from tests.unit.web.collection.field import Field, make_staff


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_answers_stand_as_in_a_file_of_the_study(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    answer(field, "bb", BBTOWN, CaseState.APPROVED)
    text = answers_csv(field.instrument, Include.SUBMITTED)
    first = (
        "city,answered_in,strategy,strategy_year,areas,staff,data.housing,data.transport,data.health,ranking,"
        "uses.housing,uses.transport,uses.health,founded,website,story\n"
    )
    assert text.startswith(first)
    aa, bb = rows_of(text)
    assert aa["areas"] == "housing; other: parks"
    assert (aa["data.housing"], aa["data.transport"], aa["data.health"]) == ("weak", "(don't know)", "")
    assert aa["story"] == '\'=HYPERLINK("https://example.org")\nand more'
    assert {row["answered_in"] for row in (aa, bb)} == {"2026"}
    assert (bb["city"], bb["story"], bb["ranking"]) == ("bb", "Città, 城市", "")


@pytest.mark.parametrize(
    ("include", "cities"),
    [(Include.SUBMITTED, ["aa", "bb"]), (Include.APPROVED, ["bb"]), (Include.ALL, ["aa", "bb", "cc"])],
)
def test_only_what_was_chosen_is_taken(field: Field, include: Include, cities: list[str]) -> None:
    answer(field, "aa", AAVILLE, CaseState.AMENDED)
    answer(field, "bb", BBTOWN, CaseState.PUBLISHED)
    answer(field, "cc", CCCITY, CaseState.IN_REVIEW)
    rows = rows_of(answers_csv(field.instrument, include))
    assert [row["city"] for row in rows] == cities
    marks = [row.get("state") for row in rows]
    assert marks == (["amended", "published", "in_review"] if include is Include.ALL else [None] * len(cities))


def test_answers_that_were_led_around_stay_aside(field: Field) -> None:
    answer(field, "aa", {**AAVILLE, "strategy": {"": "no"}}, CaseState.SUBMITTED)
    (row,) = rows_of(answers_csv(field.instrument, Include.SUBMITTED))
    assert (row["strategy"], row["strategy_year"]) == ("no", "")
    assert Answer.objects.get(item="strategy_year").value == encoded({"": "2015"})


def test_a_queried_case_counts_as_it_was_signed_with_what_staff_corrected(field: Field) -> None:
    case = answer(field, "aa", {"strategy": {"": "yes"}, "strategy_year": {"": "2015"}, "staff": {"": "12"}})
    SignOff.objects.create(
        case=case, number=1, signed_as="Cleo", function="Mayor", instrument_version=1, content="{}", digest="0"
    )
    Case.objects.filter(pk=case.pk).update(state=CaseState.QUERIED)
    staff = make_staff(Role.REVIEWER)
    save_answer(case.pk, "strategy_year", encoded({"": "2016"}), 1, Writer(None, staff, Origin.CORRECTION), "typo")
    save_answer(case.pk, "staff", encoded({"": "99"}), 1, city_writer(field.people["ada"]))
    (row,) = rows_of(answers_csv(field.instrument, Include.SUBMITTED))
    assert (row["strategy_year"], row["staff"]) == ("2016", "12")
    (draft,) = (row for row in rows_of(answers_csv(field.instrument, Include.ALL)) if row["city"] == "aa")
    assert draft["staff"] == "99"


def test_every_answer_that_is_exported_says_how_it_came(field: Field) -> None:
    case = answer(field, "aa", {"strategy": {"": "no"}, "strategy_year": {"": "2015"}, "staff": {"": "12"}})
    SignOff.objects.create(
        case=case, number=1, signed_as="Cleo", function="Mayor", instrument_version=1, content="{}", digest="0"
    )
    Case.objects.filter(pk=case.pk).update(state=CaseState.QUERIED)
    staff = make_staff(Role.OWNER)
    save_answer(case.pk, "strategy", encoded({"": "yes"}), 1, Writer(None, staff, Origin.CORRECTION), "typo")
    save_answer(case.pk, "staff", encoded({"": "99"}), 1, staff_writer(staff, Origin.PHONE))
    save_answer(case.pk, "website", encoded({}), 0, staff_writer(staff, Origin.PAPER))
    signed = origins_csv(field.instrument, Include.SUBMITTED)
    assert signed == "city,item,origin\naa,strategy,correction\naa,strategy_year,city\naa,staff,city\n"
    found = {row["item"]: row["origin"] for row in rows_of(origins_csv(field.instrument, Include.ALL))}
    assert found == {"strategy": "correction", "strategy_year": "city", "staff": "phone"}
    Case.objects.filter(pk=case.pk).update(state=CaseState.AMENDED)
    assert "aa,staff,phone\n" in origins_csv(field.instrument, Include.SUBMITTED)
    assert origins_csv(field.instrument, Include.APPROVED) == "city,item,origin\n"


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.APPROVED, CaseState.QUERIED])
def test_what_was_signed_under_an_earlier_version_is_taken_as_answers_to_the_present_one(
    field: Field, state: CaseState
) -> None:
    case = answer(field, "aa", {"areas": {"": "transport; other: parks"}, "staff": {"": "12"}})
    SignOff.objects.create(
        case=case, number=1, signed_as="Cleo", function="Mayor", instrument_version=1, content="{}", digest="0"
    )
    Case.objects.filter(pk=case.pk).update(state=CaseState.SUBMITTED)
    text = questionnaire_of(field.instrument.pk, 1).model_dump_json(exclude_defaults=True)
    renamed = text.replace('"code":"staff"', '"code":"people"').replace('"code":"transport"', '"code":"mobility"')
    made = add_version(field.instrument, Questionnaire.model_validate_json(renamed))
    options = {"transport": "mobility"}
    mapping = VersionMapping(items={"staff": ItemMapping(to="people"), "areas": ItemMapping(options=options)})
    made.mapping = mapping.model_dump_json()
    made.save()
    if state is CaseState.QUERIED:
        case.refresh_from_db()
        case.instrument.refresh_from_db()
        bring_up_to_date(case, 1)
    Case.objects.filter(pk=case.pk).update(state=state)
    (row,) = rows_of(answers_csv(field.instrument, Include.SUBMITTED))
    assert (row["people"], row["areas"].replace("; ", ";")) == ("12", "mobility;other: parks")
    assert "staff" not in row
    assert Answer.objects.get(case=case, item="staff").value == encoded({"": "12"})


def test_consents_are_those_of_the_cases_that_are_taken(field: Field) -> None:
    now = timezone.now()
    for city, item, level in (("bb", "staff", "never"), ("aa", "areas", "aggregate"), ("cc", "staff", "never")):
        Consent.objects.create(case=field.cases[city], item=item, level=level, given_at=now)
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    answer(field, "bb", BBTOWN, CaseState.APPROVED)
    assert consent_csv(field.fieldwork, Include.SUBMITTED) == (
        "city,item,consent\naa,areas,aggregate\nbb,staff,never\n"
    )
    assert consent_csv(field.fieldwork, Include.APPROVED) == "city,item,consent\nbb,staff,never\n"


WORDS = st.one_of(
    st.sampled_from([*FORMULAS, "'quoted", "a,b", 'say "no"', "line\nbreak", "line\r\nbreak", "城市", "مدينة", "'=x"]),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
)
MISSING = st.sampled_from(["(don't know)", "(not applicable)"])


def cells(questionnaire: Questionnaire, item: Item) -> st.SearchStrategy[str]:
    """Cells as the service keeps them for an item."""
    codes = [option.code for option in questionnaire.options_of(item) if option.code != "other"]
    own = WORDS.map(lambda words: f"other: {' '.join(words.replace(';', ',').split())}")
    if item.kind in (Kind.SINGLE, Kind.GRID):
        found: st.SearchStrategy[str] = st.sampled_from(codes)
    elif item.kind in LIST_KINDS or item.kind is Kind.RANKING:
        named = st.lists(st.sampled_from(codes), unique=True, min_size=1).map("; ".join)
        found = st.one_of(named, st.just("(none)")) if item.kind in LIST_KINDS else named
        if item.other:
            found = st.one_of(found, own, st.tuples(named, own).map("; ".join))
    elif item.kind is Kind.INTEGER:
        found = st.integers(-(10**14), 10**14).map(str)
    elif item.kind is Kind.DATE:
        found = st.dates().map(str)
    elif item.kind is Kind.URL:
        found = st.sampled_from(["https://example.org/?q=1;2", "http://a.example"])
    else:
        found = WORDS
    return st.one_of(found, MISSING, st.just(""))


def answers(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    """Answers to a whole questionnaire."""
    rows = [option.code for option in questionnaire.code_lists["areas"]]
    return st.fixed_dictionaries(
        {
            code: st.fixed_dictionaries(
                {row: cells(questionnaire, item) for row in (rows if item.kind in GRID_KINDS else [""])}
            )
            for code, item in questionnaire.items.items()
        }
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@generated(st.data())
def test_written_answers_mean_the_same_when_they_are_read_back(
    field: Field, tmp_path: Path, data: st.DataObject
) -> None:
    questionnaire = questionnaire_of(field.instrument.pk, 1)
    given = data.draw(answers(questionnaire))
    case = field.cases["aa"]
    Case.objects.filter(pk=case.pk).update(state=CaseState.SUBMITTED)
    Answer.objects.filter(case=case).delete()
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(case=case, item=item, value=encoded(value), version=1, origin=Origin.CITY, saved_at=now)
        for item, value in given.items()
    )
    kept = {item: decoded(encoded(value)) for item, value in given.items()}
    checked = checker_of(field.instrument.pk, 1, "en").check(kept)
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(field.folder, folder)
    (folder / "waves" / "2026").mkdir(parents=True, exist_ok=True)
    path = folder / "waves" / "2026" / "officers.csv"
    path.write_bytes(answers_csv(field.instrument, Include.SUBMITTED).encode())
    log = ProblemLog()
    study = load_study(folder, log)
    assert study is not None
    block = read_answers(study, log)[0].blocks["2026", "officers"]
    found = {entry.code for entries in checked.problems.values() for entry in entries if entry.severity == "error"}
    assert {entry.code for entry in log.errors} == found
    for key, coded in checked.row.items():
        column = block.columns[key]
        assert column.status[0] == coded.status, key
        assert {code for code, tick in zip(column.options, column.ticks[0], strict=True) if tick == 1} == set(
            coded.codes
        )
        assert column.texts[0] == coded.text
        number = column.numbers[0]
        assert (None if number != number else number) == coded.number
        if column.item.kind is Kind.RANKING:
            ranked = sorted((rank, code) for code, rank in zip(column.options, column.ranks[0], strict=True) if rank)
            assert [code for _, code in ranked] == coded.codes
    assert not CONTROL.search("".join(cell for value in kept.values() for cell in value.values()))
