"""Decks: read back with python-pptx; charts that can be edited, alternatives, notes, the same bytes, and any text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from pptx.presentation import Presentation

from civiscope.report.writers.pptx import write_pptx
from civiscope.results.colours import GRAPHIC_CONTRAST, contrast
from civiscope.results.document import ChartData, Document, Figure, Section, Series
from tests.unit.report.writers import hostile, sample_book

ROOT = Path(__file__).parents[4]


def opened(document: Document) -> Presentation:
    return pptx.Presentation(io.BytesIO(write_pptx(document)))


def of_figures(*figures: Figure) -> Document:
    return replace(sample_book.book(), sections=(Section("a", "A", figures),))


def with_chart(chart: ChartData) -> Document:
    return of_figures(replace(sample_book.bars_figure(), chart=chart))


def charts(deck: Presentation) -> list[Any]:
    shapes: list[Any] = [shape for slide in deck.slides for shape in slide.shapes]
    return [shape.chart for shape in shapes if shape.has_chart]


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def packages(content: bytes) -> list[zipfile.ZipFile]:
    """The deck and the workbooks inside it."""
    deck = zipfile.ZipFile(io.BytesIO(content))
    inner = [zipfile.ZipFile(io.BytesIO(deck.read(name))) for name in deck.namelist() if name.endswith(".xlsx")]
    return [deck, *inner]


def test_every_figure_has_a_slide_between_title_and_terms() -> None:
    deck = opened(sample_book.book())
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title is not None]
    assert titles == [
        "Innovation in city governments",
        "Figure 1 · Cities most often test new ideas",
        "Figure 2 · Leadership matters most",
        "Figure 3 · A few more cities have a strategy",
        "Figure 4 · Officers name more than mayors (1 of 2)",
        "Figure 4 · Officers name more than mayors (2 of 2)",
        "Figure 5 · Capacity and satisfaction",
        "Figure 6 · Where the cities are",
        "How to cite, and terms",
    ]
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)


def test_slide_carries_question_small_print_source_and_mark() -> None:
    deck = opened(sample_book.book())
    said = words(deck.slides[1])
    assert "Which innovation activities are most common in your city?" in said
    assert "Share of 42 cities whose list is complete; 95% intervals. Wave of 2018-20." in said
    assert "Source: the study's data." in said
    for slide in deck.slides:
        assert "Simulated: cities and answers are made up." in words(slide)
        assert "Innovation in city governments, 2018-20 edition." in words(slide)
    assert all("Simulated" not in words(slide) for slide in opened(sample_book.book(simulated=False)).slides)


def test_charts_hold_the_numbers_of_their_figures() -> None:
    bars, stacked, lines, first, second, points = charts(opened(sample_book.book()))
    given = sample_book.bars_figure().chart
    assert given is not None
    assert tuple(bars.plots[0].categories) == given.categories
    assert bars.plots[0].series[0].values == given.series[0].values
    assert [series.name for series in stacked.plots[0].series][:2] == [
        "Very important (simulated)",
        "Important (simulated)",
    ]
    assert lines.plots[0].series[1].values == (None, 0.2)
    assert len(first.plots[0].categories) + len(second.plots[0].categories) == 23
    assert points.plots[0].series[0].values == (7.1, 6.9, 7.3, 6.5, 7.8, 6.2)


def test_chart_over_two_slides_keeps_one_axis() -> None:
    parts = charts(opened(of_figures(sample_book.clustered_figure())))
    assert len({part.value_axis.maximum_scale for part in parts}) == 1


def test_many_groups_become_rows_so_that_few_shades_remain() -> None:
    answers = tuple(f"Answer {place}" for place in range(10))
    groups = tuple(Series(f"Group {n}", tuple((n * place % 10) / 10 for place in range(10))) for n in range(9))
    made = charts(opened(with_chart(ChartData("clustered", answers, groups))))
    assert all(len(part.plots[0].series) <= 4 for part in made)
    assert all(tuple(part.plots[0].categories) == tuple(group.name for group in groups) for part in made)
    found = {series.name: series.values for part in made for series in part.plots[0].series}
    assert found == {
        f"{name} (simulated)": tuple(group.values[n] for group in groups) for n, name in enumerate(answers)
    }


def test_shares_are_shown_as_percent_and_numbers_as_numbers() -> None:
    bars, *_ = charts(opened(sample_book.book()))
    assert bars.plots[0].series[0].data_labels.number_format == "0%"
    numbers = ChartData("bars", ("A", "B"), (Series("Cities", (12, 30)),), "number")
    (chart,) = charts(opened(with_chart(numbers)))
    assert chart.plots[0].series[0].data_labels.number_format == "#,##0.##"


def test_legend_stands_where_there_is_more_than_one_series() -> None:
    assert [chart.has_legend for chart in charts(opened(sample_book.book()))] == [False, True, True, True, True, False]


def test_series_side_by_side_stand_out_from_the_paper() -> None:
    *_, first, _, _ = charts(opened(sample_book.book()))
    colours = [f"#{series.format.fill.fore_color.rgb}".lower() for series in first.plots[0].series]
    assert len(set(colours)) == 2
    assert all(contrast(colour, "#ffffff") >= GRAPHIC_CONTRAST for colour in colours)


def test_charts_and_pictures_have_the_alternative_of_their_figure() -> None:
    deck = opened(sample_book.book())
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.shape_type == 13:
                found += shape._element.xpath("./*/p:cNvPr/@descr")
    alts = [figure.alt for figure in sample_book.figures()]
    assert found == [*alts[:4], alts[3], *alts[4:]]


def test_notes_hold_the_alternative_and_the_whole_table() -> None:
    frame = opened(sample_book.book()).slides[1].notes_slide.notes_text_frame
    assert frame is not None
    assert sample_book.bars_figure().alt in frame.text
    assert "Activity | Share | 95% interval" in frame.text
    assert "Testing new ideas | 45% | 31% to 60%" in frame.text


def test_closing_slide_says_how_to_cite_and_links_to_the_licence() -> None:
    last = list(opened(sample_book.book()).slides)[-1]
    assert "How to cite: The programme (2021). Innovation in city governments." in words(last)
    runs = [run for shape in last.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs]
    assert "https://creativecommons.org/licenses/by/4.0/" in [run.hyperlink.address for run in runs]


def test_labels_that_look_like_formulas_or_links_stay_texts_in_the_workbook() -> None:
    chart = ChartData("bars", ("=1+1", "http://a.b/c", "mailto:x@y.z"), (Series("=SUM(A1)", (0.1, 0.2, 0.3)),))
    (deck, workbook) = packages(write_pptx(with_chart(chart)))
    assert deck.testzip() is None
    raw = b"".join(workbook.read(name) for name in workbook.namelist())
    assert b"<f>" not in raw
    assert b"hyperlink" not in raw
    sheet = load_workbook(io.BytesIO(_bytes_of(workbook))).active
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]][1:] == ["\u200b=1+1", "\u200bhttp://a.b/c", "\u200bmailto:x@y.z"]


def _bytes_of(package: zipfile.ZipFile) -> bytes:
    held = package.fp
    assert isinstance(held, io.BytesIO)
    return held.getvalue()


@pytest.mark.parametrize(
    "chart",
    [
        ChartData("bars", (), ()),
        ChartData("bars", ("A",), (Series("s", (None,)),)),
        ChartData("stacked", ("A",), (Series("s", (float("nan"),)),)),
        ChartData("points", ("A",), (Series("s", (), ()),)),
    ],
)
def test_chart_without_numbers_is_a_picture(chart: ChartData) -> None:
    deck = opened(with_chart(chart))
    assert charts(deck) == []
    assert 13 in [shape.shape_type for shape in deck.slides[1].shapes]


def test_everything_stands_on_the_slide() -> None:
    deck = opened(sample_book.book())
    width, height = deck.slide_width, deck.slide_height
    assert width is not None
    assert height is not None
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= width
            assert shape.top + shape.height <= height


def test_no_part_has_the_time_of_a_clock() -> None:
    for package in packages(write_pptx(sample_book.book())):
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert core.count("2021-03-31T00:00:00Z") == 2


def test_same_document_gives_the_same_bytes_whatever_the_clock_and_its_zone() -> None:
    code = (
        "import hashlib; from tests.unit.report.writers import sample_book; "
        "from civiscope.report.writers.pptx import write_pptx; "
        "print(hashlib.sha256(write_pptx(sample_book.book())).hexdigest())"
    )
    found = set()
    for zone, epoch in (("Asia/Tokyo", "0"), ("America/Lima", "2000000000")):
        environment = {**os.environ, "TZ": zone, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": epoch[:1]}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        found.add(done.stdout)
    assert len(found) == 1


@settings(max_examples=25, deadline=None)
@given(document=hostile.documents())
def test_any_text_and_any_number_give_a_deck_that_opens(document: Document) -> None:
    content = write_pptx(document)
    for package in packages(content):
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    assert len(pptx.Presentation(io.BytesIO(content)).slides) >= 4


def test_document_without_a_foot_is_cited_by_its_head() -> None:
    last = list(opened(replace(sample_book.book(), footer=())).slides)[-1]
    citation = "The programme (2021). Innovation in city governments. Innovation capacity of city governments · 2018-20"
    assert citation in words(last)


def test_series_of_real_data_carry_no_mark() -> None:
    _, stacked, *_ = charts(opened(sample_book.book(simulated=False)))
    assert stacked.plots[0].series[0].name == "Very important"
