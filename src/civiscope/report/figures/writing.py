"""The figures of a release: every item as SVG and as Vega-Lite, for all cities, by domain, and in earlier waves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from civiscope.release.model import Release
from civiscope.report.figures.bars import bars
from civiscope.report.figures.captions import number_words, share_words
from civiscope.report.figures.drawing import Figure, draw_figures, specification_json
from civiscope.report.figures.frame import Picture, Words, assemble
from civiscope.report.figures.matrix import share_matrix
from civiscope.report.figures.numbers import number_picture
from civiscope.report.figures.stacks import share_stacks
from civiscope.report.figures.style import FigureStyle, figure_style
from civiscope.report.figures.tables import Subject, number_levels, share_table, subjects
from civiscope.study.questionnaire import GRID_KINDS, NUMBER_KINDS, Kind

FigureProgress = Callable[[str, int, int], None]
"""Called with the name of the stage, the number of figures done and their number in all."""

STAGE = "Drawing figures"


def write_figures(release: Release, folder: Path, progress: FigureProgress | None = None) -> list[Path]:
    """Write NAME.svg and NAME.vl.json of every figure into ``folder`` and return the paths, sorted.

    The same release gives the same bytes, whatever the machine. Items without an estimate that can be shown have no
    figure. Raises RuntimeError where a figure cannot be drawn, which is a defect of Civiscope.
    """
    wanted = subjects(release)
    if not wanted:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    style = figure_style(release.definition.look)
    written: list[Path] = []

    def write(figure: Figure, svg: str) -> None:
        for suffix, text in ((".svg", svg), (".vl.json", specification_json(figure.specification) + "\n")):
            path = folder / f"{figure.name}{suffix}"
            path.write_text(text, encoding="utf-8")
            written.append(path)
        if progress is not None:
            progress(STAGE, len(written) // 2, len(wanted))

    draw_figures(lambda: [make_figure(subject, style) for subject in wanted], write, expected=len(wanted))
    return sorted(written)


def make_figure(subject: Subject, style: FigureStyle) -> Figure:
    """The figure of a subject, not yet drawn."""
    picture, words = _numbers(subject, style) if subject.item.kind in NUMBER_KINDS else _shares(subject, style)
    title = f"{words.simulated} {words.title}".strip()
    return Figure(subject.name, assemble(picture, words, style), title, picture.summary, picture.detail)


def _shares(subject: Subject, style: FigureStyle) -> tuple[Picture, Words]:
    table = share_table(subject)
    stacked = subject.item.kind is Kind.GRID
    if stacked:
        picture = share_stacks(table, style, subject.language)
    elif subject.group is None and subject.item.kind not in GRID_KINDS:
        picture = bars(table, style, subject.language)
    else:
        picture = share_matrix(table, style, subject.language)
    return picture, share_words(subject, table, picture.notes, drawn=not stacked)


def _numbers(subject: Subject, style: FigureStyle) -> tuple[Picture, Words]:
    levels = number_levels(subject)
    picture = number_picture(levels, subject.item, style, subject.language)
    return picture, number_words(subject, levels, picture.notes)
