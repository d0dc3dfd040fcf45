"""Pictures as blocks of a document, whose title, question and small print are text of the document itself."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.drawing import Figure as Drawing
from civiscope.report.figures.drawing import draw_figures
from civiscope.report.figures.frame import Json, Picture, Words, assemble
from civiscope.report.figures.style import FigureStyle
from civiscope.results.document import ChartData, Figure, Span, Table


@dataclass(frozen=True, slots=True)
class FigureParts:
    """What a figure of a document is made of; see `civiscope.results.document.Figure` for the texts."""

    id: str
    title: str
    question: str
    picture: Picture
    caption: tuple[str, ...]
    table: Table
    chart: ChartData | None = None


def figure_blocks(parts: list[FigureParts], style: FigureStyle, simulated: str) -> list[Figure]:
    """The figures, drawn, in the order of ``parts``; their labels are empty.

    ``simulated`` is the mark of made-up data, which stands in the picture as well, so that a cut-out still says it.
    Raises RuntimeError where a figure cannot be drawn, which is a defect of Civiscope.
    """
    specifications = [assemble(entry.picture, _bare(simulated), style) for entry in parts]
    drawings = [
        Drawing(entry.id, specification, entry.title, entry.picture.summary, entry.picture.detail)
        for entry, specification in zip(parts, specifications, strict=True)
    ]
    found: dict[str, str] = {}
    if drawings:
        draw_figures(lambda: drawings, lambda drawing, svg: found.update({drawing.name: svg}), len(drawings))
    return [
        _block(entry, found[entry.id], specification, simulated)
        for entry, specification in zip(parts, specifications, strict=True)
    ]


def _bare(simulated: str) -> Words:
    return Words(title="", subtitle=(), caption=(), simulated=simulated)


def _block(parts: FigureParts, svg: str, specification: Json, simulated: str) -> Figure:
    padding = specification["padding"]
    said = (simulated, parts.picture.summary.strip(), parts.picture.detail)
    return Figure(
        id=parts.id,
        label="",
        title=(Span(parts.title),),
        question=(Span(parts.question),) if parts.question else (),
        svg=svg,
        width=padding["left"] + specification["width"] + padding["right"],
        height=padding["top"] + specification["height"] + padding["bottom"],
        alt=" ".join(part for part in said if part),
        caption=tuple((Span(line),) for line in parts.caption if line),
        table=parts.table,
        chart=parts.chart,
    )
