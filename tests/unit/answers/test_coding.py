"""Raw answers become codes, numbers, texts and kinds of missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.results.answers import Status
from tests.studies import block, items, read, write_study

OPTIONS = "[{code: a, label: Hammer}, {code: b, label: Saw}]"
LIST = f"{{code: tools, kind: multiple, label: Tools?, other: true, options: {OPTIONS}}}"
STAFF = "{code: staff, kind: integer, label: Staff?}"


def statuses(folder: Path, item: str = "tools", row: str = "") -> list[Status]:
    return [Status(int(value)) for value in block(folder).columns[item, row].status]


def test_list_cells_are_split_and_coded_by_label_or_code(tmp_path: Path) -> None:
    answers = "city,tools\naa,Hammer; Saw\nbb,b\n"
    column = block(write_study(tmp_path, questionnaire=items(LIST), answers=answers)).columns["tools", ""]
    assert column.options == ("a", "b", "other")
    assert column.ticks.tolist() == [[1, 1, 0], [0, 1, 0]]


def test_own_answer_keeps_its_words(tmp_path: Path) -> None:
    answers = "city,tools\naa,Saw; other: a very long ladder\n"
    column = block(write_study(tmp_path, questionnaire=items(LIST), answers=answers)).columns["tools", ""]
    assert column.ticks.tolist() == [[0, 1, 1]]
    assert column.texts == ("a very long ladder",)


def test_empty_list_is_an_answer_but_an_empty_cell_is_not(tmp_path: Path) -> None:
    folder = write_study(tmp_path, questionnaire=items(LIST), answers="city,tools\naa,(none)\nbb,\n")
    assert statuses(folder) == [Status.ANSWERED, Status.NOT_ANSWERED]
    assert block(folder).columns["tools", ""].ticks.tolist() == [[0, 0, 0], [-1, -1, -1]]


def test_empty_cell_means_what_the_wave_says(tmp_path: Path) -> None:
    study = (
        "id: s\ntitle: S\nlanguages: [en]\npublisher: {name: P}\nlicence: {name: L}\nwaves:\n"
        '  - {id: "2020", title: W, status: closed, date: 2020-12-31, questionnaires: [officers],\n'
        "     empty_means: not known}\n"
    )
    folder = write_study(tmp_path, study=study, questionnaire=items(LIST), answers="city,tools\naa,\n")
    assert statuses(folder) == [Status.NOT_KNOWN]


def test_kinds_of_missing_are_kept_apart(tmp_path: Path) -> None:
    answers = "city,tools\naa,(not answered)\nbb,(don't know)\ncc,(not applicable)\ndd,(not known)\n"
    folder = write_study(tmp_path, questionnaire=items(LIST), answers=answers)
    assert statuses(folder) == [Status.NOT_ANSWERED, Status.DONT_KNOW, Status.NOT_APPLICABLE, Status.NOT_KNOWN]


def test_incomplete_list_leaves_the_unnamed_unknown(tmp_path: Path) -> None:
    answers = "city,incomplete,tools\naa,tools,Hammer\n"
    folder = write_study(tmp_path, questionnaire=items(LIST), answers=answers)
    assert statuses(folder) == [Status.INCOMPLETE]
    assert block(folder).columns["tools", ""].ticks.tolist() == [[1, -1, -1]]


def test_grid_has_a_column_per_row(tmp_path: Path) -> None:
    grid = (
        "{code: data, kind: grid, label: Data?, rows: [{code: air, label: Air}, {code: water, label: Water}], "
        "options: [{code: enough, label: Enough}, {code: short, label: Too little}]}"
    )
    answers = "city,data.air,data.water\naa,Enough,(not answered)\n"
    answered = block(write_study(tmp_path, questionnaire=items(grid), answers=answers))
    assert answered.columns["data", "air"].ticks.tolist() == [[1, 0]]
    assert answered.columns["data", "water"].status.tolist() == [Status.NOT_ANSWERED]


def test_ranking_keeps_the_order(tmp_path: Path) -> None:
    ranking = f"{{code: top, kind: ranking, label: Top?, options: {OPTIONS}}}"
    folder = write_study(tmp_path, questionnaire=items(ranking), answers="city,top\naa,Saw; Hammer\nbb,Saw\n")
    assert block(folder).columns["top", ""].ranks.tolist() == [[2, 1], [0, 1]]


@pytest.mark.parametrize(("cell", "value"), [("12", 12.0), ("1,200", 1200.0), ("0", 0.0)])
def test_numbers_are_read(tmp_path: Path, cell: str, value: float) -> None:
    folder = write_study(
        tmp_path,
        questionnaire=items("{code: staff, kind: integer, label: Staff?}"),
        answers=f'city,staff\naa,"{cell}"\n',
    )
    np.testing.assert_array_equal(block(folder).columns["staff", ""].numbers, [value])


def test_stray_digit_group_is_an_error_until_it_is_recoded(tmp_path: Path) -> None:
    files = {
        "questionnaire": items("{code: staff, kind: integer, label: Staff?}"),
        "answers": 'city,staff\naa,"39,6990"\n',
    }
    _, log = read(write_study(tmp_path / "raw", **files))
    assert [entry.code for entry in log.errors] == ["stray-digit-group"]
    recodes = 'item,raw,code,reason\nstaff,"39,6990",(not known),a digit too many\n'
    folder = write_study(tmp_path / "recoded", **files, recodes=recodes)
    assert statuses(folder, "staff") == [Status.NOT_KNOWN]


def test_recode_is_logged_with_its_count_and_reason(tmp_path: Path) -> None:
    recodes = "item,raw,code,reason\ntools,Hamer,a,spelling\ntools,Both,a;b,names two\n"
    answers = "city,tools\naa,Hamer\nbb,Both; Hamer\n"
    folder = write_study(tmp_path, questionnaire=items(LIST), answers=answers, recodes=recodes)
    study, log = read(folder)
    assert study is not None
    assert study.answers.blocks["2020", "officers"].columns["tools", ""].ticks[:, :2].tolist() == [[1, 0], [1, 1]]
    used = {entry.value: (entry.count, entry.action) for entry in log.findings if entry.code == "recoded"}
    assert used == {"Hamer": (2, "coded as a"), "Both": (1, "coded as a;b")}


def test_recode_that_matches_nothing_is_a_finding(tmp_path: Path) -> None:
    recodes = "item,raw,code,reason\ntools,Hamer,a,spelling\n"
    folder = write_study(tmp_path, questionnaire=items(LIST), answers="city,tools\naa,Saw\n", recodes=recodes)
    _, log = read(folder)
    assert [entry.code for entry in log.problems] == ["recode-unused"]


def test_unknown_option_names_place_value_and_the_nearest_option(tmp_path: Path) -> None:
    _, log = read(write_study(tmp_path, questionnaire=items(LIST), answers="city,tools\naa,Hamme\n"))
    (error,) = log.errors
    assert str(error) == (
        'error [option-unknown] waves/2020/officers.csv, line 2, column tools: "Hamme" is not an option of the item '
        '"tools" (did you mean "Hammer"?)\n'
        "  expected: one of a, b, other\n"
        "  remedy: Correct the answer, add the option to the questionnaire, or add a row to waves/2020/recodes.csv."
    )


def test_round_and_source_of_each_answer_are_kept(tmp_path: Path) -> None:
    answers = "city,answered_in,source,tools\naa,2018,https://example.org/aa,Saw\nbb,,,Saw\n"
    answered = block(write_study(tmp_path, questionnaire=items(LIST), answers=answers))
    assert answered.answered_in == ("2018", "")
    assert answered.sources == ("https://example.org/aa", "")
