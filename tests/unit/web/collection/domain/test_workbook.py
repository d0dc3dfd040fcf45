"""The offline workbook: what it holds, that it comes back unchanged, and that every fault is named by its cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from civiscope.report.words.phrases import say
from civiscope.results.document import Look
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.saving import Conflict, save_answer
from civiscope.web.collection.domain.workbook_import import examine
from civiscope.web.collection.domain.workbook_making import workbook_of
from civiscope.web.collection.domain.workbook_reading import open_workbook, read_workbook
from civiscope.web.collection.domain.workbook_sheets import Heading, write_workbook
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.rules.given import Cells, decoded, encoded
from civiscope.web.collection.rules.workbook_cells import canonical, plain
from civiscope.web.collection.rules.workbook_choices import choice_of
from civiscope.web.collection.rules.workbook_plan import Plan, plan_workbook
from civiscope.web.collection.rules.workbook_seal import Seal
from tests.unit.web.collection.field import QUESTIONNAIRE, Field
from tests.unit.web.collection.workbooks import (
    as_libreoffice_saves,
    cell_of,
    edited,
    filled,
    plan_of,
    small_questionnaire,
)

ANSWERS: dict[str, Cells] = {
    "strategy": {"": "yes"},
    "strategy_year": {"": "2014"},
    "areas": {"": "transport;other: parks, rivers"},
    "staff": {"": "(don't know)"},
    "data": {"housing": "strong", "health": "(not applicable)"},
    "ranking": {"": "health;housing"},
    "uses": {"housing": "weak;strong", "transport": "(none)"},
    "founded": {"": "2001-12-24"},
    "website": {"": "https://aa.example.org/strategy"},
    "story": {"": "First line\nsecond line, with “quotes” & <signs>"},
}


def answer(field: Field, city: str = "aa", answers: dict[str, Cells] = ANSWERS) -> None:
    writer = city_writer(field.people["ada" if city == "aa" else "dora"])
    for item, cells in answers.items():
        save_answer(field.cases[city].pk, item, encoded(cells), 0, writer)


def changes(field: Field, content: bytes, language: str = "en") -> dict[str, Cells]:
    found = examine(field.cases["aa"], open_workbook(content), language)
    assert found.problems == ()
    return {change.item: decoded(change.value) for change in found.changes}


def problems(field: Field, content: bytes, language: str = "en") -> dict[str, str]:
    found = examine(field.cases["aa"], open_workbook(content), language)
    assert found.changes == ()
    return {problem.place: problem.text for problem in found.problems}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_untouched_workbook_changes_nothing(trilingual: Field, language: str) -> None:
    answer(trilingual)
    assert changes(trilingual, workbook_of(trilingual.cases["aa"], language)) == {}


def test_workbook_saved_by_another_program_changes_nothing(field: Field) -> None:
    answer(field)
    content = workbook_of(field.cases["aa"], "en")
    assert changes(field, edited(content, lambda book: None)) == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_workbook_filled_in_with_libreoffice_is_read(field: Field, language: str) -> None:
    answer(field)
    content = workbook_of(field.cases["aa"], language)
    assert changes(field, as_libreoffice_saves(content)) == {}
    values = {
        "founded": dt.datetime(2020, 2, 29),
        "story": "One\ntwo ",
        "website": "https://aa.example.org",
        "staff": 7,
    }
    content = filled(content, plan_of(field, language), {**values, "staff|D": None})
    assert changes(field, as_libreoffice_saves(content)) == {
        "founded": {"": "2020-02-29"},
        "story": {"": "One\ntwo"},
        "website": {"": "https://aa.example.org"},
        "staff": {"": "7"},
    }


def test_days_that_are_counted_from_1904_are_read(field: Field) -> None:
    def change(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet, cell = cell_of(plan_of(field), "founded")
        book[sheet][cell] = dt.date(2001, 12, 24)

    assert changes(field, edited(workbook_of(field.cases["aa"], "en"), change)) == {"founded": {"": "2001-12-24"}}


def percent_in(content: bytes, key: str, value: float, plan: Plan) -> bytes:
    """The workbook where someone wrote a number with "%": the program divides it and changes the cell's format."""

    def change(book: Workbook) -> None:
        sheet, cell = cell_of(plan, key)
        book[sheet][cell] = value
        book[sheet][cell].number_format = "0.0%"

    return edited(content, change)


def test_percentages_are_read_as_they_are_shown_where_percent_are_asked_for() -> None:
    questionnaire = small_questionnaire(QUESTIONNAIRE.replace("unit: {en: persons, fr: personnes}", 'unit: "%"'))
    plan = plan_workbook(questionnaire, "en", "en")
    content = write_workbook(plan, {}, Seal(1, 1, 1, "en", {}), Heading("Study", "City", "Wave", "", Look()))
    for value, read in ((0.07, "7"), (1.0, "100"), (0.29, "29")):
        found = read_workbook(open_workbook(percent_in(content, "staff", value, plan)), plan, "en")
        assert (found.problems, found.answers["staff"]) == ([], {"": read})


def test_units_stand_beside_their_numbers_in_the_language_of_the_workbook(field: Field) -> None:
    for language, unit in (("en", "persons"), ("fr", "personnes")):
        book = load_workbook(io.BytesIO(workbook_of(field.cases["aa"], language)))
        sheet, cell = cell_of(plan_of(field, language), "staff", "E")
        assert f" {unit}." in book[sheet][cell].value.replace("\u00a0", " ")


def test_percentages_where_none_are_asked_for_are_named(field: Field) -> None:
    content = percent_in(workbook_of(field.cases["aa"], "en"), "staff", 0.12, plan_of(field))
    sheet, cell = cell_of(plan_of(field), "staff")
    found = problems(field, content)
    assert list(found) == [f"{sheet}!{cell}"]
    assert found[f"{sheet}!{cell}"].startswith("The cell shows 12%, which is kept as 0.12.")


def test_no_break_blanks_stay_in_the_sheets_and_need_not_be_typed() -> None:
    text = QUESTIONNAIRE.replace("fr: Transports", 'fr: "Transports\u00a0: bus\nou tram\u202f?"')
    assert text != QUESTIONNAIRE
    plan = plan_workbook(small_questionnaire(text), "fr", "en")
    assert plan.labels(plan.questionnaire.items["areas"])["transport"] == "Transports\u00a0: bus ou tram\u202f?"
    content = write_workbook(plan, {}, Seal(1, 1, 1, "fr", {}), Heading("Study", "City", "Wave", "", Look()))
    content = filled(content, plan, {"areas//transport": "Oui", "areas//transport|B": "Transports : bus ou tram ?"})
    found = read_workbook(open_workbook(content), plan, "fr")
    assert (found.problems, found.answers["areas"]) == ([], {"": "transport"})
    options = small_questionnaire(QUESTIONNAIRE.replace("fr: Oui", 'fr: "Oui\u00a0!"'))
    plan = plan_workbook(options, "fr", "en")
    assert choice_of(plan, options.items["strategy"], "oui !") == "yes"


def test_exactly_what_was_edited_changes(field: Field) -> None:
    answer(field)
    plan = plan_of(field)
    content = filled(
        workbook_of(field.cases["aa"], "en"),
        plan,
        {
            "strategy_year": 2016,
            "areas//transport": "No",
            "areas//housing": "Yes",
            "areas//*": None,
            "staff": 12,
            "staff|D": None,
            "data/housing": "Weak",
            "data/transport|D": "Don’t know",
            "ranking//transport": 3,
            "uses/housing/weak": "No",
            "founded": dt.date(1999, 1, 2),
            "story": None,
        },
    )
    assert changes(field, content) == {
        "strategy_year": {"": "2016"},
        "areas": {"": "housing"},
        "staff": {"": "12"},
        "data": {"housing": "weak", "health": "(not applicable)", "transport": "(don't know)"},
        "ranking": {"": "health;housing;transport"},
        "uses": {"housing": "strong", "transport": "(none)"},
        "founded": {"": "1999-01-02"},
        "story": {},
    }


def test_every_question_can_be_answered_in_an_empty_workbook_of_another_language(field: Field) -> None:
    plan = plan_of(field, "fr")
    content = filled(
        workbook_of(field.cases["aa"], "fr"),
        plan,
        {
            "strategy": "Oui",
            "strategy_year": "2014",
            "areas//housing": "Non",
            "areas//transport": "non",
            "areas//health": "Non",
            "areas//*": "parcs; jardins",
            "data/housing": "Fort",
            "ranking//health": 1,
            "uses/housing|D": "Aucune de ces réponses",
            "founded": "2001-12-24",
            "website": "https://aa.example.org",
            "story": "Texte",
        },
    )
    assert changes(field, content) == {
        "strategy": {"": "yes"},
        "strategy_year": {"": "2014"},
        "areas": {"": "other: parcs, jardins"},
        "data": {"housing": "strong"},
        "ranking": {"": "health"},
        "uses": {"housing": "(none)"},
        "founded": {"": "2001-12-24"},
        "website": {"": "https://aa.example.org"},
        "story": {"": "Texte"},
    }


def test_all_options_refused_is_a_complete_list_that_names_nothing(field: Field) -> None:
    values = dict.fromkeys(("areas//housing", "areas//transport", "areas//health"), "No")
    assert changes(field, filled(workbook_of(field.cases["aa"], "en"), plan_of(field), values)) == {
        "areas": {"": "(none)"}
    }


@pytest.mark.parametrize(
    ("values", "place", "words"),
    [
        ({"staff": "19x2"}, ("staff", "C"), "“19x2” is not a whole number."),
        ({"staff": 2.5}, ("staff", "C"), "“2.5” is not a whole number."),
        ({"strategy": "Perhaps"}, ("strategy", "C"), "“Perhaps” is not one of the options: Yes; No."),
        ({"data/health": "Strongish"}, ("data/health", "C"), "“Strongish” is not one of the options: Weak; Strong."),
        ({"areas//housing": "maybe"}, ("areas//housing", "C"), "“maybe” is neither “Yes” nor “No”."),
        ({"areas//housing": "No"}, ("areas//transport", "C"), "No option is chosen."),
        ({"areas|D": "Later"}, ("areas", "D"), "“Later” is not one of the reasons"),
        ({"staff": 3, "staff|D": "Don’t know"}, ("staff", "D"), "“Don’t know” is chosen as well"),
        ({"ranking//housing": 1, "ranking//health": 1}, ("ranking//health", "C"), "already given to “Housing”"),
        ({"ranking//housing": 0}, ("ranking//housing", "C"), "“0” is not a place from 1 to 3."),
        ({"founded": "last spring"}, ("founded", "C"), "“last spring” is not a date."),
        ({"website": "our site"}, ("website", "C"), "“our site” is not an address on the web."),
        ({"story": "(not asked)"}, ("story", "C"), "has a fixed meaning"),
        ({"strategy": "Yes", "strategy_year": 1850}, ("strategy_year", "C"), "A year from 1950 to 2026."),
        ({"areas": "Housing"}, ("areas", "C"), "takes no answer"),
        ({"data": "Strong"}, ("data", "C"), "takes no answer"),
        ({"areas//health|D": "Don’t know"}, ("areas//health", "D"), "takes no answer"),
        ({"staff": "=40+2"}, ("staff", "C"), "holds a formula"),
        ({"staff": "#N/A"}, ("staff", "C"), "holds an error"),
        ({"staff|B": "How many cats?"}, ("staff", "B"), "A locked cell was changed"),
    ],
)
def test_faults_are_named_by_cell(field: Field, values: dict[str, object], place: tuple[str, str], words: str) -> None:
    plan = plan_of(field)
    found = problems(field, filled(workbook_of(field.cases["aa"], "en"), plan, values))
    sheet, cell = cell_of(plan, *place)
    assert list(found) == [f"{sheet}!{cell}"]
    assert words in found[f"{sheet}!{cell}"]


def test_all_faults_are_told_at_once_in_the_readers_language(field: Field) -> None:
    content = filled(workbook_of(field.cases["aa"], "en"), plan_of(field), {"staff": "many", "strategy": "Perhaps"})
    found = problems(field, content, "fr")
    assert len(found) == 2
    assert say("offline_fault_integer", "fr", value="many") in found.values()


def test_lines_that_were_deleted_doubled_or_sorted_are_refused(field: Field) -> None:
    content = workbook_of(field.cases["aa"], "en")
    plan = plan_of(field)
    sheet, cell = cell_of(plan, "strategy_year", "B")
    for change in (
        lambda book: book[sheet].delete_rows(int(cell[1:])),
        lambda book: book[sheet].insert_rows(int(cell[1:])),
    ):
        assert "should stand “Since which year?”" in problems(field, edited(content, change))[f"{sheet}!{cell}"]


def test_doubled_line_is_refused(field: Field) -> None:
    plan = plan_of(field)
    sheet, cell = cell_of(plan, "strategy_year", "F")
    content = edited(workbook_of(field.cases["aa"], "en"), lambda book: book[sheet].__setitem__(cell, "strategy"))
    assert f"{sheet}!B{cell[1:]}" in problems(field, content)


def test_missing_columns_and_sheets_and_further_lines_are_named(field: Field) -> None:
    content = workbook_of(field.cases["aa"], "en")
    plan = plan_of(field)
    first, second = (sheet.name for sheet in plan.sheets)

    def remove(book: Workbook) -> None:
        del book[second]
        book[first]["B40"] = "a question of my own"

    found = problems(field, edited(content, remove))
    assert "missing" in found[second]
    assert "below the last question" in found[f"{first}!B40"]
    without = edited(content, lambda book: book[first].delete_cols(6))
    assert f"{first}!B5" in problems(field, without)


def test_renamed_sheet_is_named(field: Field) -> None:
    first = plan_of(field).sheets[0].name
    content = edited(workbook_of(field.cases["aa"], "en"), lambda book: setattr(book[first], "title", "Mine"))
    assert list(problems(field, content)) == [first]


def test_answers_saved_meanwhile_are_conflicts_only_where_both_changed(field: Field) -> None:
    answer(field)
    content = workbook_of(field.cases["aa"], "en")
    writer = city_writer(field.people["ben"])
    for item, value in (("staff", "7"), ("strategy_year", "2001")):
        assert not isinstance(save_answer(field.cases["aa"].pk, item, encoded({"": value}), 1, writer), Conflict)
    content = filled(content, plan_of(field), {"staff": 12, "staff|D": None})
    found = examine(field.cases["aa"], open_workbook(content), "en")
    (change,) = found.changes
    assert (change.item, change.base, change.current, change.by) == ("staff", 1, 2, "Ben")
    assert (change.before, change.after) == (("7",), ("12",))


def test_same_answer_here_and_in_the_workbook_is_no_change(field: Field) -> None:
    answer(field)
    content = filled(workbook_of(field.cases["aa"], "en"), plan_of(field), {"staff": 12, "staff|D": None})
    save_answer(field.cases["aa"].pk, "staff", encoded({"": "12"}), 1, city_writer(field.people["ben"]))
    assert changes(field, content) == {}


def test_answers_kept_by_their_labels_are_no_change(field: Field) -> None:
    answer(field, answers={"strategy": {"": "Oui"}, "areas": {"": "Santé;housing"}, "staff": {"": "1,200"}})
    assert changes(field, workbook_of(field.cases["aa"], "en")) == {}


def test_cells_for_answers_are_open_and_all_others_locked(field: Field) -> None:
    content = workbook_of(field.cases["aa"], "en")
    book = load_workbook(io.BytesIO(content))
    plan = plan_of(field)
    assert book.sheetnames == ["Guide", *(sheet.name for sheet in plan.sheets), "lists", "civiscope"]
    assert [book[name].sheet_state for name in ("lists", "civiscope")] == ["veryHidden", "veryHidden"]
    assert all(sheet.protection.sheet for sheet in book)
    for sheet in plan.sheets:
        for place, line in enumerate(sheet.lines, start=5):
            cells = {column: book[sheet.name][f"{column}{place}"] for column in "ABCDEF"}
            is_open = {column for column, cell in cells.items() if not cell.protection.locked}
            assert is_open == ({"C"} if line.holds else set()) | ({"D"} if line.missing else set())


def test_spreadsheets_check_while_one_types(field: Field) -> None:
    book = load_workbook(io.BytesIO(workbook_of(field.cases["aa"], "en")))
    plan = plan_of(field)

    def rule(key: str, column: str = "C") -> tuple[str, list[object]]:
        sheet, cell = cell_of(plan, key, column)
        (found,) = [rule for rule in book[sheet].data_validations.dataValidation if cell in rule.sqref]
        if found.type != "list":
            return found.type, [found.formula1, found.formula2]
        listed = book["lists"][found.formula1.removeprefix("lists!").replace("$", "")]
        return "list", [cell.value for (cell,) in listed]

    assert rule("strategy") == ("list", ["Yes", "No"])
    assert rule("data/housing") == ("list", ["Weak", "Strong"])
    assert rule("areas//housing") == ("list", ["Yes", "No"])
    assert rule("areas", "D") == ("list", ["Don’t know", "Not applicable", "None of these"])
    assert rule("staff", "D") == ("list", ["Don’t know", "Not applicable"])
    assert rule("ranking//health") == ("whole", ["1", "3"])
    assert rule("staff")[0] == "whole"
    assert rule("founded")[0] == "date"


def test_sheets_are_laid_out_for_the_direction_of_their_language() -> None:
    """As LibreOffice showed them: options are indented, and nothing runs over the edge or out of the hidden column."""
    for language, start in (("en", "left"), ("ar", "right")):
        plan = plan_workbook(SMALL, language, "en")
        content = write_workbook(plan, {}, Seal(1, 1, 1, language, {}), Heading("Study", "City", "Wave", "", Look()))
        book = load_workbook(io.BytesIO(content))
        sheet = book[plan.sheets[0].name]
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
        assert sheet["A2"].alignment.horizontal == start
        option = sheet[cell_of(plan, "areas//housing")[1].replace("C", "B")]
        assert (option.alignment.horizontal, option.alignment.indent) == (start, 1)
        assert sheet["F6"].alignment.shrink_to_fit
        assert sheet.column_dimensions["F"].hidden


def test_cells_of_options_hold_texts_and_those_of_numbers_can_be_formatted_again() -> None:
    plan = plan_workbook(SMALL, "en", "en")
    content = write_workbook(plan, {}, Seal(1, 1, 1, "en", {}), Heading("Study", "City", "Wave", "", Look()))
    book = load_workbook(io.BytesIO(content))

    def form(key: str) -> str:
        sheet, cell = cell_of(plan, key)
        return str(book[sheet][cell].number_format)

    assert [form(key) for key in ("strategy", "data/housing", "story")] == ["@", "@", "@"]
    assert [form(key) for key in ("staff", "areas//housing", "founded")] == ["General", "General", "yyyy-mm-dd"]
    assert not any(book[sheet.name].protection.formatCells for sheet in plan.sheets)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
CODES = st.sampled_from(["housing", "transport", "health"])
MISSING = st.sampled_from(["(don't know)", "(not applicable)"])
OWN = TEXTS.map(lambda text: plain(text.replace(";", ",")))
CELLS = {
    "strategy": MISSING | st.sampled_from(["yes", "no"]),
    "areas": MISSING
    | st.just("(none)")
    | st.lists(CODES, unique=True, min_size=1).map(";".join)
    | OWN.filter(lambda text: text.casefold() != "other").map(
        lambda text: f"housing;other: {text}" if text else "other"
    ),
    "staff": MISSING | st.integers(-(10**9), 10**9).map(str),
    "ranking": MISSING | st.lists(CODES, unique=True, min_size=1).map(";".join),
    "founded": MISSING | st.dates().map(dt.date.isoformat),
    "website": TEXTS.map(plain),
    "story": TEXTS.map(plain).filter(lambda text: not text.startswith("(")),
}
SCALE = MISSING | st.sampled_from(["weak", "strong"])
GRIDS = {"data": SCALE, "uses": SCALE | st.sampled_from(["(none)", "weak;strong"])}
SMALL = small_questionnaire()
SETS = st.fixed_dictionaries(
    {},
    optional={item: cell.map(lambda text: {"": text}) for item, cell in CELLS.items()}
    | {item: st.dictionaries(CODES, cell, max_size=3) for item, cell in GRIDS.items()},
)


def through_a_workbook(questionnaire: Questionnaire, answers: dict[str, Cells]) -> dict[str, Cells]:
    plan = plan_workbook(questionnaire, "en", "en")
    heading = Heading("Study", "City", "Wave", "", Look())
    content = write_workbook(plan, answers, Seal(1, 1, 1, "en", {}), heading)
    found = read_workbook(open_workbook(content), plan, "en")
    assert found.problems == []
    return {item: cells for item, cells in found.answers.items() if cells}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SETS)
def test_answers_come_back_as_they_were(answers: dict[str, Cells]) -> None:
    plan = plan_workbook(SMALL, "en", "en")
    expected = {item: canonical(plan, SMALL.items[item], cells) for item, cells in answers.items()}
    for item, cells in expected.items():
        wanted = {row: set(cell.split(";")) for row, cell in decoded(encoded(answers[item])).items()}
        assert item == "story" or {row: set(cell.split(";")) for row, cell in cells.items()} == wanted
    assert through_a_workbook(SMALL, answers) == {item: cells for item, cells in expected.items() if cells}


def test_hostile_labels_and_texts_come_back() -> None:
    texts = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "_x000D_",
        "_x0041_",
        "a\r\nb",
        "'quoted",
        "\u202eabc",
        "<b>&amp",
    ]
    for text in texts:
        found = through_a_workbook(SMALL, {"story": {"": text}, "areas": {"": f"other: {text}"}})
        assert found == {"story": {"": plain(text)}, "areas": {"": f"other: {plain(text)}"}}


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "1e16"])
def test_numbers_that_no_answer_can_be_are_named(number: str) -> None:
    plan = plan_workbook(SMALL, "en", "en")
    content = write_workbook(
        plan, {"staff": {"": "12345"}}, Seal(1, 1, 1, "en", {}), Heading("Study", "City", "Wave", "", Look())
    )
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b"<v>12345</v>", f"<v>{number}</v>".encode()))
    found = read_workbook(open_workbook(target.getvalue()), plan, "en")
    assert [problem.place for problem in found.problems] == ["2 Team!C5"]
