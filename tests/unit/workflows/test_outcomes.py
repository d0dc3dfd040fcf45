"""Outcome models of a whole study: what is printed, what is refused, what leaves with a release."""

from __future__ import annotations

import random
import re
from dataclasses import fields
from pathlib import Path
from statistics import median

import pytest

from civiscope.errors import UserError
from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.workflows.build import write_results
from civiscope.workflows.outcomes import outcome_estimates
from civiscope.workflows.progress import silent
from tests.unit.outcomes.made_up import OUTCOMES, QUESTIONNAIRE, STUDY, made_up_study, rows


def released(folder: Path, **words: object) -> Release:
    """The release of the made-up study, with other files where ``words`` say so."""
    made = folder / "release"
    made.mkdir(parents=True)
    write_results(made_up_study(folder / "study", **words), made, None, silent)  # type: ignore[arg-type]
    return read_release(made)


def told(folder: Path, outcomes: str, extra: dict[str, str] | None = None) -> list[str]:
    """What the command refuses, as ``place code: message``."""
    with pytest.raises(UserError) as failure:
        outcome_estimates(made_up_study(folder, outcomes=outcomes, extra=extra))
    return [f"{entry.place} {entry.code}: {entry.message}" for entry in failure.value.problems]


def model_line(outcomes: str) -> int:
    """The line on which the model begins."""
    return outcomes.splitlines().index("  - code: readiness") + 1


def one(estimates: tuple[OutcomeEstimate, ...], outcome: str, model: str, term: str) -> OutcomeEstimate:
    """The one row of that name."""
    (row,) = (row for row in estimates if (row.outcome, row.model, row.term) == (outcome, model, term))
    return row


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return released(tmp_path_factory.mktemp("made-up"))


def test_columns_begin_with_those_of_the_interface() -> None:
    named = [
        "wave",
        "index",
        "outcome",
        "model",
        "term",
        "estimate",
        "se",
        "low",
        "high",
        "p",
        "p_adjusted",
        "n",
        "note",
    ]
    assert [column.name for column in fields(OutcomeEstimate)][: len(named)] == named


def test_command_gives_what_a_release_holds(tmp_path: Path, release: Release) -> None:
    assert outcome_estimates(made_up_study(tmp_path)) == release.outcomes.estimates


def test_rows_have_one_key_each(release: Release) -> None:
    keys = [
        (row.wave, row.index, row.outcome, row.definition, row.model, row.term) for row in release.outcomes.estimates
    ]
    assert len(keys) == len(set(keys))
    assert {row.index for row in release.outcomes.estimates if row.model == "difference"} == {""}
    assert {row.index for row in release.outcomes.estimates if row.model != "difference"} == {"readiness"}


def test_order_of_files_changes_nothing(tmp_path: Path, release: Release) -> None:
    folder = made_up_study(tmp_path)
    for name in ("outcomes/homes.csv", "outcomes/health.csv", "cities.csv", "waves/2020/officers.csv"):
        head, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
        random.Random(3).shuffle(lines)
        (folder / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    for row, same in zip(outcome_estimates(folder), release.outcomes.estimates, strict=True):
        assert (row.outcome, row.model, row.term, row.p_permutation) == (
            same.outcome, same.model, same.term, same.p_permutation,
        )  # fmt: skip
        assert row.estimate == pytest.approx(same.estimate, rel=1e-9)
        assert row.se == pytest.approx(same.se, rel=1e-9)


def test_rescaling_an_outcome_rescales_its_results(tmp_path: Path, release: Release) -> None:
    head, *lines = (made_up_study(tmp_path / "a") / "outcomes/homes.csv").read_text(encoding="utf-8").splitlines()
    scaled = [head]
    for line in lines:
        city, name, unit, year, value, *rest = line.split(",")
        scaled.append(",".join([city, name, unit, year, str(float(value) / 1000) if name == "rent" else value, *rest]))
    folder = made_up_study(tmp_path / "b", extra={"outcomes/homes.csv": "\n".join(scaled) + "\n"})
    found = outcome_estimates(folder)
    for row in (entry for entry in release.outcomes.estimates if entry.outcome == "rent"):
        other = one(found, "rent", row.model, row.term)
        assert other.estimate == pytest.approx((row.estimate or 0) / 1000, rel=1e-9)
        assert other.se == pytest.approx((row.se or 0) / 1000, rel=1e-9)
        for name in ("p", "standardised", "effect", "r_squared", "p_permutation"):
            value = getattr(row, name)
            assert getattr(other, name) == (None if value is None else pytest.approx(value, rel=1e-9))


def test_adjusted_p_values_stand_in_their_order(release: Release) -> None:
    for row in release.outcomes.estimates:
        if row.p_adjusted is not None:
            assert row.p is not None
            assert row.p_bh is not None
            assert row.p_holm is not None
            assert row.p <= row.p_bh <= row.p_holm <= 1
        else:
            assert row.term not in ("score", "team", "average_effect")


def test_filters_choose_rows_and_keep_the_family(tmp_path: Path, release: Release) -> None:
    folder = made_up_study(tmp_path)
    found = outcome_estimates(folder, wave="2020", indicators=["rent"])
    assert found == tuple(row for row in release.outcomes.estimates if row.outcome == "rent")
    by_index = outcome_estimates(folder, index="readiness")
    assert by_index == tuple(row for row in release.outcomes.estimates if row.index == "readiness")


@pytest.mark.parametrize(
    ("wave", "index", "indicators", "message"),
    [
        ("2021", None, [], 'there is no wave "2021"'),
        (None, "readines", [], 'there is no index "readines" (did you mean "readiness"?)'),
        (None, None, ["rents"], 'there is no indicator "rents" (did you mean "rent"?)'),
    ],
)
def test_unknown_names_of_options_are_refused(
    tmp_path: Path, wave: str | None, index: str | None, indicators: list[str], message: str
) -> None:
    with pytest.raises(UserError, match=re.escape(message)):
        outcome_estimates(made_up_study(tmp_path), wave, index, indicators)


def test_study_without_outcomes_is_refused(tmp_path: Path) -> None:
    folder = made_up_study(tmp_path)
    (folder / "outcomes.yaml").unlink()
    with pytest.raises(UserError, match=r"has no outcomes\.yaml"):
        outcome_estimates(folder)


# ------------------------------------------------------------ what cannot be fitted
THIN = """
  - code: thin
    label: A thin outcome
    file: outcomes/thin.csv
    direction: 1
    year: 2020
    source: An office
    licence: {name: Free}
"""
THIN_VALUES = "city,indicator,unit,year,value,source\n" + "".join(
    f"made-up-0{place},thin,EUR,2020,{place * place},An office\n" for place in range(1, 6)
)


def test_one_thin_outcome_of_several_has_a_note(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("controls:\n", THIN.lstrip("\n") + "controls:\n", 1)
    found = outcome_estimates(made_up_study(tmp_path, outcomes=outcomes, extra={"outcomes/thin.csv": THIN_VALUES}))
    row = one(found, "thin", "ols_controls", "score")
    assert (row.estimate, row.p, row.n) == (None, None, 4)
    assert row.note == "thin: 4 cities have all that the model readiness (ols_controls) needs, for 6 coefficients"
    assert one(found, "rent", "ols_controls", "score").estimate is not None


def test_model_that_is_too_thin_for_every_outcome_is_refused(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("controls:\n", THIN.lstrip("\n") + "controls:\n", 1).replace(
        "    index: readiness\n", "    index: readiness\n    indicators: [thin]\n"
    )
    (found,) = told(tmp_path, outcomes, {"outcomes/thin.csv": THIN_VALUES})
    assert found == (
        f"outcomes.yaml, line {model_line(outcomes)} outcome-model-thin: thin: 4 cities have all that the model "
        "readiness (ols_controls) needs, for 6 coefficients"
    )


def test_control_without_variance_is_refused(tmp_path: Path) -> None:
    folder = made_up_study(
        tmp_path,
        outcomes=OUTCOMES.replace(
            "{code: region, label: Region, group: region}", "{code: region, label: Region, column: height}"
        ),
    )
    lines = (folder / "cities.csv").read_text(encoding="utf-8").splitlines()
    (folder / "cities.csv").write_text(
        "\n".join([lines[0] + ",height", *(line + ",12" for line in lines[1:])]) + "\n", encoding="utf-8"
    )
    with pytest.raises(UserError) as failure:
        outcome_estimates(folder)
    (found,) = failure.value.problems
    assert (
        found.message
        == "rent: the control region has the same value in all 43 cities of the model readiness (ols_controls)"
    )
    assert (found.code, found.line) == ("outcome-control-constant", model_line(OUTCOMES))


LEVELS = "{code: region, label: Region, group: region}"


@pytest.mark.parametrize("missing", ["", "    missing: impute\n"])
@pytest.mark.parametrize("control", [LEVELS, "{code: region, label: Region, column: kind}"])
def test_control_with_one_level_is_refused(tmp_path: Path, control: str, missing: str) -> None:
    outcomes = OUTCOMES.replace(LEVELS, control).replace("    controls: [", f"{missing}    controls: [")
    folder = made_up_study(tmp_path, outcomes=outcomes)
    cities = "code,name,country,region,population,kind\n" + "".join(
        f"{row['city']},{row['city'].title()},FRA,Coast,{row['population']},town\n" for row in rows()
    )
    (folder / "cities.csv").write_text(cities, encoding="utf-8")
    with pytest.raises(UserError) as failure:
        outcome_estimates(folder)
    (found,) = failure.value.problems
    assert (found.code, found.line) == ("outcome-control-constant", model_line(outcomes))
    assert found.message.startswith("rent: the control region has the same value in all ")


def test_control_with_one_level_among_the_cities_of_one_outcome_has_a_note(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("    scale: share\n", "    scale: share\n    group: region\n    levels: [Coast]\n")
    found = outcome_estimates(made_up_study(tmp_path, outcomes=outcomes))
    row = one(found, "active", "ols_controls", "score")
    assert (row.estimate, row.p) == (None, None)
    assert row.note == (
        f"active: the control region has the same value in all {row.n} cities of the model readiness (ols_controls)"
    )
    assert one(found, "active", "ols_same", "score").estimate is not None
    assert {row.term for row in found if (row.outcome, row.model) == ("rent", "ols_controls")} >= {"region: Plain"}


def test_indicator_of_other_years_has_a_note_beside_others(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("    year: 2018\n    within: 1\n", "    year: 2010\n    within: 1\n")
    found = outcome_estimates(made_up_study(tmp_path, outcomes=outcomes))
    own = [row for row in found if row.outcome == "active"]
    assert {row.model for row in own} >= {"difference", "ols", "ols_controls", "logit"}
    assert {row.note for row in own} == {
        "active: no compared city has a value within 1 year of 2010 (nearest: 2018)",
    }
    assert {(row.estimate, row.n) for row in own} == {(None, 0)}
    assert one(found, "rent", "ols_controls", "score").estimate is not None


def test_indicators_of_other_years_alone_are_refused_at_their_lines(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("    year: 2018\n    within: 1\n", "").replace("    year: 2019\n", "", 1)
    outcomes = outcomes.replace("    index: readiness\n", "    index: readiness\n    indicators: [rent, active]\n")
    lines = outcomes.splitlines()
    assert told(tmp_path, outcomes) == [
        f"outcomes.yaml, line {lines.index(f'  - code: {name}') + 1} outcome-out-of-reach: "
        f"{name}: no compared city has a value of 2020 (nearest: {year})"
        for name, year in (("rent", 2019), ("active", 2018))
    ]


def test_collinear_controls_are_refused(tmp_path: Path) -> None:
    twin = "controls:\n  - {code: people, label: People, column: population, transform: log}\n"
    outcomes = OUTCOMES.replace("controls:\n", twin, 1).replace("[population, income, region]", "[population, people]")
    (found,) = told(tmp_path, outcomes)
    assert found.startswith(f"outcomes.yaml, line {model_line(outcomes)} outcome-controls-collinear: rent: ")
    assert "people follows from the score and the controls before it" in found


def test_group_of_one_city_is_refused_where_no_outcome_has_more(tmp_path: Path) -> None:
    answers = "city,points,team\n" + "".join(
        f"{row['city']},{row['points']},{'Yes' if place == 0 else 'No'}\n" for place, row in enumerate(rows())
    )
    (found,) = told(tmp_path, OUTCOMES, {"waves/2020/officers.csv": answers})
    assert found.startswith(f"outcomes.yaml, line {model_line(OUTCOMES)} outcome-group-small: ")
    assert found.endswith("rent: 1 of the cities compared by team are in the first group")


def test_wave_without_scores_is_refused(tmp_path: Path) -> None:
    answers = "city,points,team\n" + "".join(f"{row['city']},,Yes\n" for row in rows())
    outcomes = OUTCOMES[: OUTCOMES.index("    comparisons:")]
    (found,) = told(tmp_path, outcomes, {"waves/2020/officers.csv": answers})
    assert found.startswith(f"outcomes.yaml, line {model_line(outcomes)} outcome-wave-unscored: ")
    assert found.endswith("readiness asks for the wave 2020, of which there are no answers to score or compare")


# ------------------------------------------------------------ other ways to ask
def test_missing_controls_are_imputed_where_it_is_asked(tmp_path: Path, release: Release) -> None:
    outcomes = OUTCOMES.replace(
        "    controls: [population", "    missing: impute\n    imputations: 5\n    controls: [population"
    )
    folder = made_up_study(tmp_path, outcomes=outcomes)
    found = outcome_estimates(folder)
    row = one(found, "rent", "ols_controls", "score")
    complete = one(release.outcomes.estimates, "rent", "ols_controls", "score")
    assert (row.n, complete.n, row.imputations) == (48, 43, 5)
    assert row.note == "numbers of 5 of 48 cities imputed 5 times"
    assert 0 < (row.missing_information or 0) < 0.5
    assert row.df is not None
    assert row.df < 48 - 6
    assert row.estimate == pytest.approx(complete.estimate, abs=2 * (complete.se or 0))
    assert outcome_estimates(folder) == found
    other = outcome_estimates(
        made_up_study(tmp_path / "b", outcomes=outcomes.replace("imputations: 5", "imputations: 5\n    seed: 2"))
    )
    assert one(other, "rent", "ols_controls", "score").estimate != row.estimate


def test_answer_as_predictor_gives_the_difference_of_means(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("    index: readiness\n", "    answer: team\n")
    found = outcome_estimates(made_up_study(tmp_path, outcomes=outcomes))
    coefficient, difference = one(found, "rent", "ols", "answer"), one(found, "rent", "difference", "team")
    assert coefficient.estimate == pytest.approx(difference.estimate)
    assert (coefficient.index, coefficient.standardised) == ("", None)


@pytest.mark.parametrize(
    ("how", "first"),
    [
        ("classes: [high]", {row["city"] for row in rows() if int(row["points"]) >= 60}),
        ("at_least: 60", {row["city"] for row in rows() if int(row["points"]) >= 60}),
        ("median: true", {row["city"] for row in rows() if int(row["points"]) > 54}),
    ],
)
def test_groups_by_the_score(tmp_path: Path, how: str, first: set[str]) -> None:
    outcomes = OUTCOMES.replace(
        '        item: team\n        high: ["yes"]\n', f"        index: readiness\n        {how}\n"
    )
    outcomes = outcomes.replace("code: team", "code: score")
    assert how in outcomes
    found = released(tmp_path, outcomes=outcomes)
    assert median(int(row["points"]) for row in rows()) == 54
    assert {row.city for row in found.outcomes.compared if row.side == "first"} == first
    assert one(found.outcomes.estimates, "rent", "difference", "score").index == "readiness"


def test_cities_of_a_group_only(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace(
        "    scale: share\n", "    scale: share\n    group: region\n    levels: [Coast, Hills]\n"
    )
    found = released(tmp_path, outcomes=outcomes.replace("[population, income, region]", "[population]"))
    wanted = {row["city"] for row in rows() if row["region"] != "Plain"}
    assert {row.city for row in found.outcomes.values if row.outcome == "active"} == wanted
    (row,) = (row for row in found.outcomes.coverage if row.outcome == "active")
    assert (row.cities, row.with_value, row.years, row.unit) == (
        len(wanted),
        len(wanted),
        f"2018: {len(wanted)}",
        "% of adults",
    )


# ------------------------------------------------------------ what leaves
def test_values_of_cities_leave_only_where_the_licence_lets_them(tmp_path: Path, release: Release) -> None:
    assert {row.outcome for row in release.outcomes.values} == {"active", "rent"}
    kept = OUTCOMES.replace("redistribute: true", "redistribute: false", 1)
    found = released(tmp_path, outcomes=kept)
    assert {row.outcome for row in found.outcomes.values} == {"active"}
    assert {row.partial_residual for row in found.outcomes.cities if row.outcome == "rent"} == {None}
    assert found.outcomes.estimates == release.outcomes.estimates


def test_groups_below_the_minimum_base_are_suppressed(tmp_path: Path) -> None:
    fewest = min(sum(row["team"] == answer for row in rows()) for answer in ("yes", "no"))
    study = STUDY + f"disclosure: {{minimum_base: {fewest + 1}}}\n"
    found = released(tmp_path, study=study)
    row = one(found.outcomes.estimates, "rent", "difference", "team")
    assert row.note == "suppressed: too few cities"
    numbers = [column.name for column in fields(OutcomeEstimate) if str(column.type).endswith("| None")]
    assert {getattr(row, name) for name in numbers} == {None}
    assert one(found.outcomes.estimates, "rent", "ols", "score").estimate is not None


def test_groups_of_two_are_suppressed_where_no_answer_is_shown(tmp_path: Path) -> None:
    few = {row["city"] for row in rows()[:2]}
    text = "".join(f"{row['city']},{row['points']},{'Yes' if row['city'] in few else 'No'}\n" for row in rows())
    extra = {"waves/2020/officers.csv": "city,points,team\n" + text}
    shown = released(tmp_path / "shown", extra=extra)
    assert one(shown.outcomes.estimates, "rent", "difference", "team").first_n == 2
    secret = QUESTIONNAIRE.replace("label: A team?", "label: A team?, consent: aggregate")
    hidden = released(tmp_path / "hidden", extra=extra | {"questionnaires/officers.yaml": secret})
    row = one(hidden.outcomes.estimates, "rent", "difference", "team")
    assert (row.note, row.first_n, row.estimate) == ("suppressed: too few cities", None, None)


def test_cities_that_withhold_an_answer_are_left_out_where_others_are_published(tmp_path: Path) -> None:
    consent = "city,item,consent\n" + "".join(f"made-up-0{place},points,aggregate\n" for place in (1, 2, 3))
    found = released(tmp_path, extra={"waves/2020/consent.csv": consent})
    row = one(found.outcomes.estimates, "rent", "ols", "score")
    assert row.n == 45
    assert not {"made-up-01", "made-up-02", "made-up-03"} & {row.city for row in found.outcomes.cities}
    assert one(found.outcomes.estimates, "rent", "difference", "team").n == 48


def test_answers_for_estimates_only_enter_and_no_city_is_told(tmp_path: Path, release: Release) -> None:
    questionnaire = QUESTIONNAIRE.replace("kind: integer,", "kind: integer, consent: aggregate,").replace(
        "kind: single,", "kind: single, consent: aggregate,"
    )
    found = released(tmp_path, extra={"questionnaires/officers.yaml": questionnaire})
    assert found.outcomes.estimates == release.outcomes.estimates
    assert (found.outcomes.cities, found.outcomes.compared) == ((), ())


def test_values_do_not_tell_which_cities_answered(tmp_path: Path) -> None:
    silent_city = rows()[4]["city"]
    text = "".join(
        f"{row['city']},,\n" if row["city"] == silent_city else f"{row['city']},{row['points']},{row['team'].title()}\n"
        for row in rows()
    )
    found = released(tmp_path, extra={"waves/2020/officers.csv": "city,points,team\n" + text})
    assert silent_city not in {row.city for row in found.outcomes.cities}
    assert {row.city for row in found.outcomes.values if row.outcome == "rent"} == {
        row["city"] for row in rows() if row["rent"]
    }


def test_numbers_are_rounded_where_the_study_rounds(tmp_path: Path) -> None:
    found = released(tmp_path, study=STUDY + "disclosure: {rounding: {shares: 0.01, counts: 5}}\n")
    for row in found.outcomes.estimates:
        assert row.df is None
        assert row.n is None or row.n % 5 == 0
        assert row.estimate is None or row.estimate == float(f"{row.estimate:.3g}")


def test_results_of_a_simulated_study_say_so(tmp_path: Path) -> None:
    found = released(tmp_path, study=STUDY + "simulated: true\n")
    assert all(row.note.startswith("simulated") for row in found.outcomes.estimates)


def separated(outcomes: str) -> tuple[str, dict[str, str]]:
    """A definition without controls, and shares of 0 up to the median of the points and 100 above."""
    middle = median(float(row["points"]) for row in rows())
    lines = [
        f"{row['city']},active,% of adults,2018,{100 if float(row['points']) > middle else 0},A file," for row in rows()
    ]
    text = "\n".join(["city,indicator,unit,year,value,source,remark", *lines]) + "\n"
    return outcomes.replace("[population, income, region]", "[]"), {"outcomes/health.csv": text}


def test_shares_that_the_score_separates_are_told_with_the_model_s_line(tmp_path: Path) -> None:
    outcomes, extra = separated(OUTCOMES)
    (line,) = told(tmp_path, outcomes, extra)
    assert line.startswith(
        f"outcomes.yaml, line {model_line(outcomes)} outcome-not-fitted: active: the fractional logit"
    )
