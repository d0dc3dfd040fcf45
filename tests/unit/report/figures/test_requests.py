from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair
import pytest
from jsonschema import Draft7Validator

from civiscope.release.model import Release
from civiscope.report.figures.blocks import FigureParts, figure_blocks
from civiscope.report.figures.frame import Words, assemble
from civiscope.report.figures.requests import FigureRequest, NothingToDraw, figure_parts
from civiscope.report.figures.style import figure_style
from civiscope.report.words.phrases import percent, plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.two_questionnaires import APPROACH, NOW, asked, made_release

STYLE = figure_style(LookDefinition())
EVERY_KIND = [
    FigureRequest("choice", "item", "approach"),
    FigureRequest("ranked", "item", "training"),
    FigureRequest("grid", "item", "methods"),
    FigureRequest("with_and_without", "item", "methods", by="approach", title="Whole cities do more"),
    FigureRequest("beside", "questionnaires", "training"),
    FigureRequest("trend", "trend", "approach"),
    FigureRequest("one_option", "trend", "approach", option="whole"),
    FigureRequest("map", "map"),
    FigureRequest("answers", "map", "approach"),
    FigureRequest("framework", "framework"),
]


def parts_of(request: FigureRequest, release: Release | None = None) -> FigureParts:
    return figure_parts(ReleaseView(release or made_release(), "en"), request)


def told(parts: FigureParts) -> str:
    return f"{parts.picture.summary} {parts.picture.detail}"


def cells_of(parts: FigureParts) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in parts.table.rows]


def texts(parts: FigureParts) -> list[str]:
    return [
        row[name]
        for layer in parts.picture.layers
        for row in layer.get("data", {}).get("values", [])
        for name in ("text", "shown")
        if isinstance(row.get(name), str)
    ]


@pytest.mark.parametrize("request_", EVERY_KIND, ids=lambda entry: entry.id)
def test_every_kind_is_vega_lite_with_a_table_words_and_a_source(request_: FigureRequest) -> None:
    parts = parts_of(request_)
    specification = assemble(parts.picture, Words("", (), ()), STYLE)
    errors = Draft7Validator(altair.load_schema()).iter_errors(specification)
    assert [error.message for error in errors] == []
    assert parts.table.rows
    assert all(len(row) == len(parts.table.head) == len(parts.table.numeric) for row in parts.table.rows)
    assert parts.caption[-1].startswith("Source: An invented study, Nobody.")
    assert (parts.chart is None) == (request_.kind in ("map", "framework"))


@pytest.mark.parametrize("request_", EVERY_KIND, ids=lambda entry: entry.id)
def test_words_for_those_who_do_not_see_it_tell_all_shares_of_the_table(request_: FigureRequest) -> None:
    parts = parts_of(request_)
    shares = {word for row in cells_of(parts) for cell in row for word in cell.split() if word.endswith("%")}
    assert shares or request_.kind in ("map", "framework")
    for share in shares:
        assert share in told(parts)


@pytest.mark.parametrize("request_", EVERY_KIND, ids=lambda entry: entry.id)
def test_chart_has_the_shares_of_the_table(request_: FigureRequest) -> None:
    parts = parts_of(request_)
    if parts.chart is None:
        return
    shown = " ".join(cell for row in cells_of(parts) for cell in row)
    assert all(len(series.values) == len(parts.chart.categories) for series in parts.chart.series)
    values = [value for series in parts.chart.series for value in series.values if value is not None]
    assert values
    for value in values:
        assert percent(value, "en") in shown


def test_blocks_are_the_same_bytes_each_time_and_keep_their_order() -> None:
    made = [figure_blocks([parts_of(entry) for entry in EVERY_KIND], STYLE, "") for _ in range(2)]
    assert made[0] == made[1]
    assert [block.id for block in made[0]] == [entry.id for entry in EVERY_KIND]
    assert all(block.svg.startswith("<svg") and block.alt for block in made[0])


def test_simulated_study_says_so_in_picture_words_and_caption() -> None:
    release = made_release(study={"simulated": True})
    parts = parts_of(FigureRequest("beside", "questionnaires", "training"), release)
    (block,) = figure_blocks([parts], STYLE, "Simulated: made up.")
    assert "SIMULATED" in block.svg
    assert block.alt.startswith("Simulated")
    assert plain(block.caption[-1]).startswith("Simulated")


def test_title_is_the_writers_and_the_question_stands_below_it() -> None:
    parts = parts_of(FigureRequest("x", "item", "approach", title="Most cities go the whole way", note="A note."))
    assert parts.title == "Most cities go the whole way"
    assert parts.question == "How does your city approach innovation?"
    assert parts.caption[-2] == "A note."
    assert parts_of(FigureRequest("x", "item", "approach")).title == "Approach"


def test_question_without_short_title_stands_below_the_writers() -> None:
    release = made_release()
    changed = asked("officers", [APPROACH | {"short": None}], "municipal officers")
    release = replace(release, questionnaires=release.questionnaires | {"officers": changed})
    assert parts_of(FigureRequest("x", "item", "approach"), release).question == ""
    parts = parts_of(FigureRequest("x", "item", "approach", title="A finding"), release)
    assert parts.question == "How does your city approach innovation?"


def test_item_is_found_by_its_concept_in_the_latest_wave() -> None:
    parts = parts_of(FigureRequest("x", "item", "approach"))
    assert parts.caption[0].startswith("Wave 2020.")
    earlier = parts_of(FigureRequest("x", "item", "approach", wave="2018"))
    assert earlier.caption[0].startswith("Wave 2018.")
    assert "Base: 40 cities." in earlier.caption[0]


def test_options_stand_under_the_headings_of_their_groups() -> None:
    parts = parts_of(FigureRequest("x", "item", "training"))
    headings = [text for text in texts(parts) if text in ("People and money", "Data", "Further")]
    assert headings == ["People and money", "Data", "Further"]
    assert [row[0] for row in cells_of(parts)] == [
        "People and money: Raising money",
        "People and money: Hiring",
        "Data: Analytics",
        "Further: Other",
    ]


def test_rows_of_a_grid_are_sorted_by_agreement_within_their_groups() -> None:
    rows = [row[0] for row in cells_of(parts_of(FigureRequest("x", "item", "methods")))]
    assert rows == ["People and money: Teams", "People and money: Pilots", "Data: Open data"]


def test_grid_by_two_levels_shows_the_first_half_of_the_scale_side_by_side() -> None:
    parts = parts_of(FigureRequest("x", "item", "methods", by="approach"))
    assert [entry.text for entry in parts.picture.key[:2]] == [
        "Approach: As a whole (n = 30)",
        "Approach: In parts (n = 20)",
    ]
    assert "Share of “Often” + “Sometimes”." in parts.caption[0]
    teams = next(row for row in parts.picture.data if row["row"] == "teams" and row["side"] == "whole")
    assert teams["share"] == pytest.approx(0.8)
    assert teams["low"] < 0.8 < teams["high"]
    assert parts.picture.detail.startswith("People and money. Teams: Approach: As a whole 80% (")


def test_heading_of_the_writer_keeps_the_name_of_the_group() -> None:
    parts = parts_of(FigureRequest("x", "item", "training", title="A finding", by="approach"), _with_training_by())
    assert "By: Approach." in parts.caption


def _with_training_by() -> Release:
    release = made_release()
    training = [entry for entry in release.estimates if entry.item == "training" and entry.questionnaire == "officers"]
    levels = [replace(entry, domain="approach", level=level) for entry in training for level in ("whole", "parts")]
    return replace(release, estimates=(*release.estimates, *levels))


def test_officers_stand_beside_mayors_with_their_own_bases() -> None:
    parts = parts_of(FigureRequest("x", "questionnaires", "training"))
    assert [series.name for series in parts.chart.series] == ["Municipal officers (n = 50)", "Mayors (n = 80)"]
    analytics = next(row for row in cells_of(parts) if row[0].endswith("Analytics"))
    assert analytics[1].startswith("30% (")
    assert analytics[2].startswith("60% (")
    other = next(row for row in cells_of(parts) if row[0].endswith("Other"))
    assert other[2] == "–"
    assert "–: not asked, or no share can be given." in parts.caption[0]
    assert "Widest difference: Raising money" in parts.picture.summary


def test_trend_joins_recoded_options_and_says_what_differs() -> None:
    parts = parts_of(FigureRequest("x", "trend", "approach"))
    whole, in_parts = cells_of(parts)
    assert (whole[0], in_parts[0]) == ("As a whole", "In parts")
    assert whole[1].startswith("30%")
    # "all" and "most" together are "whole": what is printed of one of them alone is not its share.
    assert whole[2] == "–"
    assert in_parts[2] == "65%"
    caption = parts.caption[0]
    for expected in (
        "Wave 2018 n = 40; Wave 2020 n = 50",
        "Different cities answered in 2018 (2) and in 2020 (5; 2 of them in both)",
        "Hollow marks: A report of 2019.",
        "Worded in 2018: “How did your city approach innovation?”",
        "are recoded to the same ones",
    ):
        assert expected in caption
    assert [2, 4] in [layer["mark"].get("strokeDash") for layer in parts.picture.layers]


def test_trend_of_the_same_cities_is_a_whole_line() -> None:
    release = made_release()
    kept = [entry for entry in release.respondents if entry.wave == NOW]
    earlier = [replace(entry, wave="2018", questionnaire="earlier") for entry in kept]
    parts = parts_of(FigureRequest("x", "trend", "approach"), replace(release, respondents=(*kept, *earlier)))
    assert not any("strokeDash" in layer["mark"] for layer in parts.picture.layers)
    assert "Different cities" not in parts.caption[0]


def test_trend_shows_printed_results_of_a_wave_without_answers() -> None:
    release = made_release()
    kept = tuple(entry for entry in release.estimates if entry.wave == NOW)
    parts = parts_of(FigureRequest("x", "trend", "approach"), replace(release, estimates=kept))
    assert parts.table.head == ("Answer", "Wave 2018, printed elsewhere", "Wave 2020 n = 50")
    (row,) = cells_of(parts)
    assert row[1] == "65%"
    assert row[2].startswith("40% (")
    marks: list[dict[str, Any]] = [mark for mark in parts.picture.data if "printed" in mark]
    assert [mark["wave"] for mark in marks] == ["2018"]
    assert "2018 65% printed elsewhere" in parts.picture.detail


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (FigureRequest("x", "item", "nothing"), 'no questionnaire asks "nothing"'),
        (FigureRequest("x", "item", "approach", questionnaire="mayors"), 'no questionnaire asks "approach"'),
        (FigureRequest("x", "item", "approach", by="region"), 'no estimate of "approach" by "region" may be shown'),
        (FigureRequest("x", "item", "training", wave="2018"), 'no estimate of "training" in the wave 2018'),
        (FigureRequest("x", "questionnaires", "approach"), "no other questionnaire of the wave 2020"),
        (FigureRequest("x", "trend", "training"), "fewer than two waves"),
        (FigureRequest("x", "trend", "approach", option="nothing"), 'a share of "nothing"'),
        (FigureRequest("x", "map", "training"), "own answer to a single choice"),
        (FigureRequest("x", "map", wave="1999"), 'there is no wave "1999"'),
    ],
)
def test_what_the_release_does_not_have_is_told(request_: FigureRequest, reason: str) -> None:
    with pytest.raises(NothingToDraw, match=reason):
        parts_of(request_)


def test_study_without_framework_has_no_diagram() -> None:
    with pytest.raises(NothingToDraw, match="no framework"):
        parts_of(FigureRequest("x", "framework"), made_release(study={"framework": None}))


def test_suppressed_estimates_are_not_drawn() -> None:
    release = made_release()
    hidden = tuple(
        replace(entry, estimate=None, n=None, low=None, high=None, suppressed=True) for entry in release.estimates
    )
    for request in (FigureRequest("x", "item", "approach"), FigureRequest("x", "questionnaires", "training")):
        with pytest.raises(NothingToDraw):
            parts_of(request, replace(release, estimates=hidden))
