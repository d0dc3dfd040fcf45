"""A question over the waves: each answer with its shares wave by wave, on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from civiscope.report.figures.tables import Entry
from civiscope.report.figures.trend_tables import TrendTable, trend_table
from civiscope.report.figures.trends import trend_figure
from civiscope.report.words.phrases import percent
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Table
from civiscope.study.questionnaire import Kind
from civiscope.web.explorer.domain.contrast_marks import Mark, Marks
from civiscope.web.explorer.domain.question_index import Place, question_index
from civiscope.web.explorer.domain.question_result import figure_files, small_print, style_of
from civiscope.web.explorer.domain.share_charts import axis_end
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True, slots=True)
class Point:
    """A share in a wave, in hundredths of the axis; ``y`` is the height of its wave's line in hundredths.

    ``printed`` where it was printed elsewhere; ``age`` is that of its wave.
    """

    y: float
    age: Literal["latest", "before", "older"]
    at: float
    low: float | None
    high: float | None
    printed: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """A line between the points of two waves, solid where they are of the same cities."""

    first: Point
    second: Point
    same_cities: bool


@dataclass(frozen=True, slots=True)
class TrendRow:
    """An answer: its points, and for every wave what to show (a dash where there is no share)."""

    label: str
    points: tuple[Point, ...]
    joints: tuple[Joint, ...]
    shown: tuple[str, ...]
    change: str
    mark: Mark | None


@dataclass(frozen=True)
class Trend:
    """``waves`` are (title, base); ``measured`` names the answers of a scale whose share it is together."""

    title: str
    waves: tuple[str, ...]
    ages: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    table: Table
    alt: str
    detail: str
    notes: tuple[str, ...]
    marks: Marks
    has_printed: bool
    has_changes: bool
    measured: str
    stem: str
    files: tuple[str, ...]


def trend_of(edition: Edition, view: ReleaseView, place: Place, marks: Marks) -> Trend | None:
    """The waves of a question side by side; None where fewer than two have a share of it."""
    table = trend_table(view.release, view.language, place.questionnaire, place.item)
    made = trend_figure(view.release, view.language, place.questionnaire, place.item, "", style_of(view))
    if table is None or made is None:
        return None
    index = question_index(edition)
    stem = f"{place.item.code}--trend"
    ends = [_end(table, line.code, stop.wave.id) for line in table.lines for stop in table.stops]
    top = axis_end(max(ends, default=1.0))
    rows = tuple(_row(table, line, top, view.language, marks) for line in table.lines)
    return Trend(
        title=made.words.title,
        waves=tuple(stop.text(stop.wave.title) for stop in table.stops),
        ages=tuple(age_of(place, len(table.stops)) for place in range(len(table.stops))),
        rows=rows,
        table=made.table,
        alt=made.picture.summary.strip(),
        detail=made.picture.detail.strip(),
        notes=small_print(made.words),
        marks=marks,
        has_printed=bool(table.printed),
        has_changes=any(row.change for row in rows),
        measured=table.measured,
        stem=stem,
        files=figure_files(edition, stem) if stem in index.further else (),
    )


def _end(table: TrendTable, line: str, wave: str) -> float:
    cell = table.computed.get((line, wave))
    return max(cell.high or 0.0 if cell is not None else 0.0, table.shown(line, wave) or 0.0)


def _row(table: TrendTable, line: Entry, top: float, language: str, marks: Marks) -> TrendRow:
    points, joints, shown = [], [], []
    # A line that stands for several answers, or for the rows of a scale, is not what was compared.
    key = ("", line.code, "")
    comparable = table.stops[-1].item.kind is not Kind.GRID and line.code not in _recoded(table)
    change, mark = (marks.changes.get(key, ""), marks.of(*key)) if comparable else ("", None)
    before: Point | None = None
    count = len(table.stops)
    for place, stop in enumerate(table.stops):
        wave = stop.wave.id
        share = table.shown(line.code, wave)
        shown.append("–" if share is None else percent(share, language))
        cell, printed = table.computed.get((line.code, wave)), table.printed.get((line.code, wave))
        y, age = round(100 * (place + 1) / (count + 1), 2), age_of(place, count)
        if printed is not None and printed.percent is not None:
            points.append(Point(y, age, _hundredths(printed.percent / 100, top), None, None, printed=True))
        if cell is None or cell.estimate is None:
            continue
        ends = [None if end is None else _hundredths(end, top) for end in (cell.low, cell.high)]
        point = Point(y, age, _hundredths(cell.estimate, top), ends[0], ends[1], printed=False)
        points.append(point)
        if before is not None:
            joints.append(Joint(before, point, same_cities=wave in table.joined))
        before = point
    return TrendRow(line.label, tuple(points), tuple(joints), tuple(shown), change, mark)


def age_of(place: int, count: int) -> Literal["latest", "before", "older"]:
    """Whether the wave at a place among ``count`` is the latest, the one before, or older."""
    return "latest" if place == count - 1 else "before" if place == count - 2 else "older"


def _recoded(table: TrendTable) -> frozenset[str]:
    """The common answers that stand for others as well."""
    return frozenset(common for stop in table.stops for own, common in stop.item.recode.items() if own != common)


def _hundredths(value: float, top: float) -> float:
    return round(min(max(100 * value / top, 0.0), 100.0), 2)
