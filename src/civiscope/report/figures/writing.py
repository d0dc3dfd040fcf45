"""The figures of a release as SVG, PNG and Vega-Lite: every item for all cities, by domain and in earlier waves, and
what is of more than one item or wave (see `further`)."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from civiscope.release.model import Release
from civiscope.report.figures.drawing import Figure, draw_figures, specification_json
from civiscope.report.figures.frame import assemble
from civiscope.report.figures.further import further_figures
from civiscope.report.figures.items import item_figure
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.pictures import png_of
from civiscope.report.figures.style import FigureStyle, figure_style
from civiscope.report.figures.tables import Subject, subjects

FigureProgress = Callable[[str, int, int], None]
"""Called with the name of the stage, the number of figures done and their number in all."""

STAGE = "Drawing figures"


def write_figures(release: Release, folder: Path, progress: FigureProgress | None = None) -> list[Path]:
    """Write NAME.svg, NAME.png and NAME.vl.json of every figure into ``folder`` and return the paths, sorted.

    The same release gives the same bytes, whatever the machine. Items without an estimate that can be shown have no
    figure. Raises RuntimeError where a figure cannot be drawn, which is a defect of Civiscope.
    """
    wanted = subjects(release)
    further = further_figures(release, wanted)
    count = len(wanted) + len(further)
    if not count:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    style = figure_style(release.definition.look)
    written: list[Path] = []
    pictures: list[Future[Path]] = []

    def write(figure: Figure, svg: str) -> None:
        for suffix, text in ((".svg", svg), (".vl.json", specification_json(figure.specification) + "\n")):
            path = folder / f"{figure.name}{suffix}"
            path.write_text(text, encoding="utf-8")
            written.append(path)
        pictures.append(threads.submit(_write_picture, svg, folder / f"{figure.name}.png"))
        if progress is not None:
            progress(STAGE, len(pictures), count)

    def make() -> list[Figure]:
        others = [(entry.name, entry.make(style)) for entry in further]
        found = [drawable(name, made, style) for name, made in others if made is not None]
        return [*(make_figure(subject, style) for subject in wanted), *found]

    # Drawing a picture does not hold the interpreter's lock: threads keep the other cores busy.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        draw_figures(make, write, expected=count)
        written += [picture.result() for picture in pictures]
    return sorted(written)


def _write_picture(svg: str, path: Path) -> Path:
    path.write_bytes(png_of(svg))
    return path


def make_figure(subject: Subject, style: FigureStyle) -> Figure:
    """The figure of a subject, not yet drawn."""
    return drawable(subject.name, item_figure(subject, style), style)


def drawable(name: str, made: MadeFigure, style: FigureStyle) -> Figure:
    """A made figure with its words around it, not yet drawn."""
    picture, words = made.picture, made.words
    title = f"{words.simulated} {words.title}".strip()
    return Figure(name, assemble(picture, words, style), title, picture.summary, picture.detail)
