"""What a mark says when a reader points at it: lines of text in the inline data, in the figure's own words.

A mark shows the text ``TIP`` of its row (see `frame.assemble`); rows whose marks say nothing more have an empty one.
"""

from __future__ import annotations

from civiscope.report.figures.text import tidy
from civiscope.report.words.phrases import number, percent, say
from civiscope.results.estimates import Estimate

TIP = "tip"
"""The field of the inline data that holds the text."""


def tip(names: tuple[str, ...], *facts: str) -> str:
    """What the mark is of, on the first line, and what is known about it, a line each; empty parts are left out."""
    named = ", ".join(tidy(name) for name in names if name)
    return "\n".join(line for line in (named, *facts) if line)


def share_tip(names: tuple[str, ...], cell: Estimate, language: str) -> str:
    """The share with its interval, and the numbers of cities behind it; empty where the cell is not published."""
    if cell.suppressed or (cell.estimate is None and cell.n is None):
        return ""
    return tip(names, _share(cell, language), _cities(cell, language))


def _share(cell: Estimate, language: str) -> str:
    if cell.estimate is None:
        return ""
    share = percent(cell.estimate, language)
    if cell.low is None or cell.high is None:
        return share
    low, high = percent(cell.low, language), percent(cell.high, language)
    return say("figure_tip_share", language, share=share, low=low, high=high)


def _cities(cell: Estimate, language: str) -> str:
    if cell.base is None:
        return ""
    base = number(cell.base, language)
    if cell.n is None:
        return say("figure_n", language, base=base)
    return say("figure_tip_cities", language, n=number(cell.n, language), base=base, count=cell.base)
