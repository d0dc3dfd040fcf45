"""The command compare: which answers it takes, how p-values are adjusted, and what it says to wrong names."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from civiscope.errors import Problem, UserError
from civiscope.results.comparisons import Association, Comparison, FrameComparison
from civiscope.results.multiplicity import Correction, adjusted
from civiscope.workflows.compare import CompareRequest, What, compare
from tests.unit.tabulation.comparing.examples import (
    AFTER,
    BEFORE,
    CITIES,
    HEAD,
    WAVES,
    same_answers,
    two_kinds,
    two_waves,
)


@pytest.fixture
def waves(tmp_path: Path) -> Path:
    """A study with two waves of officers."""
    two_waves(tmp_path, BEFORE, AFTER)
    return tmp_path


@pytest.fixture
def kinds(tmp_path: Path) -> Path:
    """A study with officers and mayors in one wave."""
    two_kinds(tmp_path, same_answers(CITIES[:12], "2020", "Yes", 3), same_answers(CITIES[4:18], "2020", "No", 4))
    return tmp_path


def problem_of(folder: Path, request: CompareRequest) -> Problem:
    """The single problem that a request ends with."""
    with pytest.raises(UserError) as failure:
        compare(folder, request)
    (found,) = failure.value.problems
    return found


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """The rows that the command prints."""
    assert exit_code(["compare", *arguments]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


@pytest.mark.parametrize(
    ("what", "kind"),
    [(What.WAVES, Comparison), (What.FRAME, FrameComparison), (What.ASSOCIATIONS, Association)],
)
def test_compare_has_rows_of_the_kind_that_is_asked_for(what: What, kind: type, waves: Path) -> None:
    found, rows = compare(waves, CompareRequest(what))
    assert found is kind
    assert rows
    assert all(isinstance(row, kind) for row in rows)


@pytest.mark.parametrize("correction", list(Correction))
def test_all_tests_of_a_run_are_one_family(correction: Correction, waves: Path) -> None:
    _, rows = compare(waves, CompareRequest(What.WAVES, by=("region",), adjust=correction))
    tests = [row for row in rows if isinstance(row, Comparison)]
    assert {row.item for row in tests if row.p is not None} == {"strategy", "staff", "tools"}
    assert [row.p_adjusted for row in tests] == adjusted([row.p for row in tests], correction)
    if correction is Correction.HOLM:
        least = min(row.p for row in tests if row.p is not None)
        count = sum(row.p is not None for row in tests)
        assert min(row.p_adjusted for row in tests if row.p_adjusted is not None) == pytest.approx(least * count)


def test_waves_can_be_turned_around(waves: Path) -> None:
    _, ahead = compare(waves, CompareRequest(What.WAVES, ("strategy",)))
    _, back = compare(waves, CompareRequest(What.WAVES, ("strategy",), waves=("2020", "2018")))
    first, second = ahead[0], back[0]
    assert isinstance(first, Comparison)
    assert isinstance(second, Comparison)
    assert (first.wave_a, first.wave_b, second.wave_a, second.wave_b) == ("2018", "2020", "2020", "2018")
    assert (first.difference, first.p, first.added) == (0.25, second.p, second.dropped)
    assert second.difference == -0.25


def test_latest_two_waves_with_the_same_questionnaire_are_compared(tmp_path: Path) -> None:
    two_waves(tmp_path, BEFORE, AFTER)
    text = (tmp_path / "study.yaml").read_text(encoding="utf-8")
    added = '  - {id: "2022", title: Third, status: closed, date: 2022-12-31, questionnaires: [officers]}\ngroups:'
    (tmp_path / "study.yaml").write_text(text.replace("groups:", added), encoding="utf-8")
    (tmp_path / "waves/2022").mkdir()
    answered = (tmp_path / "waves/2020/officers.csv").read_text(encoding="utf-8").replace(",2020,", ",2022,")
    (tmp_path / "waves/2022/officers.csv").write_text(answered, encoding="utf-8")
    _, rows = compare(tmp_path, CompareRequest(What.WAVES, ("strategy",)))
    assert {(row.wave_a, row.wave_b) for row in rows if isinstance(row, Comparison)} == {("2020", "2022")}


def test_questionnaires_are_the_first_two_of_the_wave(kinds: Path) -> None:
    _, rows = compare(kinds, CompareRequest(What.QUESTIONNAIRES))
    names = {(row.questionnaire_a, row.questionnaire_b) for row in rows if isinstance(row, Comparison)}
    assert names == {("officers", "mayors")}
    _, rows = compare(kinds, CompareRequest(What.QUESTIONNAIRES, questionnaires=("mayors", "officers")))
    names = {(row.questionnaire_a, row.questionnaire_b) for row in rows if isinstance(row, Comparison)}
    assert names == {("mayors", "officers")}


def test_one_questionnaire_is_held_against_the_frame(kinds: Path) -> None:
    _, rows = compare(kinds, CompareRequest(What.FRAME, questionnaires=("mayors",)))
    assert isinstance(rows[0], FrameComparison)
    assert (rows[0].questionnaire, rows[0].n) == ("mayors", 14)


def test_command_prints_what_the_workflow_finds(waves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, str(waves), "--what", "waves", "--items", "strategy", "--adjust", "none")
    assert [(row["option"], row["cities"], row["n_both"]) for row in rows[:2]] == [
        ("yes", "both", "12"),
        ("yes", "all", "12"),
    ]
    # Two of seven changes or fewer go down: twice 29 of 128 ways.
    assert float(rows[0]["p"]) == pytest.approx(58 / 128)
    assert rows[0]["p_adjusted"] == rows[0]["p"]


def test_command_writes_a_file(waves: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "made" / "frame.csv"
    assert exit_code(["compare", str(waves), "--what", "frame", "--with", "population,region", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert rows[0]["frame_n"] == "20"


def test_command_ends_with_two_and_writes_nothing_where_a_name_is_wrong(
    waves: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made.csv"
    assert exit_code(["compare", str(waves), "--what", "wave", "--out", str(out)]) == 2
    assert '"wave" is not known (did you mean "waves"?)' in capsys.readouterr().err
    assert not out.exists()


def test_items_must_be_asked_in_both(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.WAVES, ("stragety", "staff")))
    assert found.code == "compare-item-unknown"
    assert found.message == 'there is no question "stragety" that is asked in both (did you mean "strategy"?)'
    assert found.expected == "one of strategy, has_strategy, staff, team_staff, tools"
    assert found.remedy == "Correct the name, or give both questions the same concept."


def test_items_of_one_questionnaire_must_be_known(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.ASSOCIATIONS, ("stragety",)))
    assert found.code == "study-item-unknown"
    assert found.expected == "one of strategy, staff, tools"


def test_items_that_are_named_are_at_least_one(waves: Path) -> None:
    assert problem_of(waves, CompareRequest(What.WAVES, ())).code == "items-missing"


def test_level_is_between_zero_and_one(waves: Path) -> None:
    assert problem_of(waves, CompareRequest(What.FRAME, level=95)).code == "level-out-of-range"


def test_wave_without_answers_is_named(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.WAVES, waves=("2018", "202")))
    assert found.code == "compare-wave-unknown"
    assert found.message == 'the wave "202" has no answers (did you mean "2020"?)'
    assert found.expected == "one of 2018, 2020"
    assert found.remedy == "Correct the name in --waves."


@pytest.mark.parametrize(
    ("request_", "message", "expected"),
    [
        (
            CompareRequest(What.WAVES, waves=("2018",)),
            "--waves names 1: 2018",
            "two waves, or none for the latest two",
        ),
        (
            CompareRequest(What.QUESTIONNAIRES, waves=("2018", "2020")),
            "--waves names 2: 2018, 2020",
            "one wave, or none for the latest",
        ),
        (
            CompareRequest(What.QUESTIONNAIRES, questionnaires=("officers",)),
            "--questionnaires names 1: officers",
            "two questionnaires, or none for the first two",
        ),
        (
            CompareRequest(What.FRAME, questionnaires=("officers", "mayors")),
            "--questionnaires names 2: officers, mayors",
            "one questionnaire, or none for the first",
        ),
    ],
)
def test_as_many_names_as_the_comparison_needs(
    request_: CompareRequest, message: str, expected: str, waves: Path
) -> None:
    found = problem_of(waves, request_)
    assert (found.code, found.message, found.expected) == ("compare-names-count", message, expected)
    assert found.remedy == "Name as many as the comparison needs, separated by commas."


def test_wave_is_not_compared_with_itself(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.WAVES, waves=("2018", "2018")))
    assert (found.code, found.message) == ("compare-names-alike", '--waves names "2018" twice')
    assert found.expected == "two different names"
    assert found.remedy == "Name what it is to be compared with."


def test_single_wave_cannot_be_compared(kinds: Path) -> None:
    found = problem_of(kinds, CompareRequest(What.WAVES))
    assert (found.code, found.message) == ("compare-waves-missing", "no questionnaire has answers in two waves")
    assert found.expected == "answers to the same questionnaire in two waves; there are officers (2020), mayors (2020)"
    assert found.remedy == (
        "Add the answers of another wave, or name two questionnaires that share questions: --questionnaires A,B."
    )


def test_wave_that_lacks_what_the_comparison_needs_is_named(kinds: Path) -> None:
    added = '  - {id: "2018", title: First, status: closed, date: 2018-12-31, questionnaires: [officers]}\n'
    text = (kinds / "study.yaml").read_text(encoding="utf-8").replace("waves:\n", f"waves:\n{added}")
    (kinds / "study.yaml").write_text(text, encoding="utf-8")
    (kinds / "waves/2018").mkdir()
    answered = (kinds / "waves/2020/officers.csv").read_text(encoding="utf-8")
    (kinds / "waves/2018/officers.csv").write_text(answered, encoding="utf-8")
    found = problem_of(kinds, CompareRequest(What.WAVES, waves=("2018", "2020"), questionnaires=("mayors",)))
    assert found.code == "compare-questionnaire-unknown"
    found = problem_of(kinds, CompareRequest(What.QUESTIONNAIRES, waves=("2018",)))
    assert found.code == "compare-questionnaires-missing"
    assert found.message == "there are no answers to two questionnaires in the wave 2018"


def test_single_questionnaire_cannot_be_compared(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.QUESTIONNAIRES))
    assert found.code == "compare-questionnaires-missing"
    assert found.message == "there are no answers to two questionnaires in any wave"
    assert found.expected == "answers to two questionnaires in one wave; there are officers (2018), officers (2020)"
    assert found.remedy == "Add the answers to the other questionnaire, or compare waves (--what waves)."


@pytest.mark.parametrize(
    ("what", "names", "in_waves", "wave"),
    [
        (What.WAVES, ("offices",), (), "any"),
        (What.WAVES, ("officers", "offices"), ("2018", "2020"), "2020"),
        (What.QUESTIONNAIRES, ("officers", "offices"), (), "any"),
        (What.QUESTIONNAIRES, ("officers", "offices"), ("2020",), "2020"),
        (What.FRAME, ("offices",), (), "any"),
        (What.ASSOCIATIONS, ("offices",), ("2018",), "2018"),
    ],
)
def test_questionnaire_without_answers_is_named(
    what: What, names: tuple[str, ...], in_waves: tuple[str, ...], wave: str, waves: Path
) -> None:
    found = problem_of(waves, CompareRequest(what, waves=in_waves, questionnaires=names))
    assert found.code == "compare-questionnaire-unknown"
    assert found.message == (
        f'there are no answers to the questionnaire "offices" in the wave {wave} (did you mean "officers"?)'
    )
    assert found.expected == "one of officers (2018), officers (2020)"
    assert found.remedy == "Correct the name in --questionnaires, or choose another wave with --waves."


def test_questionnaires_that_share_nothing_are_told(tmp_path: Path) -> None:
    two_kinds(tmp_path, same_answers(CITIES[:12], "2020", "Yes", 3), same_answers(CITIES, "2020", "No", 4))
    path = tmp_path / "questionnaires/mayors.yaml"
    text = path.read_text(encoding="utf-8").replace("has_strategy", "has_plan").replace("team_staff", "all_staff")
    path.write_text(text, encoding="utf-8")
    found = problem_of(tmp_path, CompareRequest(What.QUESTIONNAIRES))
    assert found.code == "compare-nothing-shared"
    assert found.message == "officers (2020) and mayors (2020) share no question that is answered in both"
    assert found.expected == "questions with the same concept or the same code, of the same kind"
    assert found.remedy == "Give the questions that belong together the same concept in the questionnaires."


def test_questionnaires_of_other_names_are_compared_across_waves(tmp_path: Path) -> None:
    officers, mayors = same_answers(CITIES[:12], "2020", "Yes", 3), same_answers(CITIES[:14], "2020", "No", 4)
    two_kinds(tmp_path, officers, mayors)
    asked = WAVES.replace("QUESTIONNAIRES", "officers", 1).replace("QUESTIONNAIRES", "mayors").replace("DESIGN", "")
    (tmp_path / "study.yaml").write_text(HEAD + asked, encoding="utf-8")
    (tmp_path / "waves/2018").mkdir()
    answered = (tmp_path / "waves/2020/officers.csv").read_text(encoding="utf-8").replace(",2020,", ",2018,")
    (tmp_path / "waves/2018/officers.csv").write_text(answered, encoding="utf-8")
    (tmp_path / "waves/2020/officers.csv").unlink()
    found = problem_of(tmp_path, CompareRequest(What.WAVES, waves=("2018", "2020")))
    assert found.message == "no questionnaire has answers in 2018 and 2020"
    _, rows = compare(tmp_path, CompareRequest(What.WAVES, questionnaires=("officers", "mayors")))
    (row,) = [row for row in rows if isinstance(row, Comparison) and (row.option, row.cities) == ("yes", "both")]
    assert (row.wave_a, row.wave_b, row.n_both, row.dropped, row.difference) == ("2018", "2020", 12, 12, -1)


def test_name_of_a_city_groups_nothing(waves: Path) -> None:
    found = problem_of(waves, CompareRequest(What.FRAME, variables=("name",)))
    assert found.code == "compare-variable-unknown"
    assert found.message == 'the frame has no variable "name"'
    assert found.remedy == "Correct the name."
