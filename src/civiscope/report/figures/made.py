"""One figure with all that belongs to it, before it is drawn: for a release's files and for documents alike."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.frame import Picture, Words
from civiscope.results.document import ChartData, Table


@dataclass(frozen=True, slots=True)
class MadeFigure:
    """A picture, the words around it, the table behind it, and its numbers for office software (None: no chart)."""

    picture: Picture
    words: Words
    table: Table
    chart: ChartData | None = None
