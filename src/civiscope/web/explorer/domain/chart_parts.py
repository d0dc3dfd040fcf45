"""The parts of charts as a page draws them: rows of bars, tables of small bars, stacked bars, numbers on an axis.

Lengths and places are hundredths of the drawing's width; every number stands in words beside what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.web.explorer.domain.contrast_marks import Mark


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in hundredths of the axis, with its number in words.

    ``low`` and ``high`` are its interval, ``possible`` how far incomplete lists leave it open, ``tick`` a mark to
    compare with; None where there is none. ``empty`` means that nothing may be shown.
    """

    length: float
    shown: str
    interval: str = ""
    counts: str = ""
    low: float | None = None
    high: float | None = None
    possible: float | None = None
    tick: float | None = None
    empty: bool = False
    mark: Mark | None = None

    @property
    def rest(self) -> float | None:
        """How long the part is that is left open."""
        return None if self.possible is None else self.possible - self.length


@dataclass(frozen=True, slots=True)
class BarRow:
    """A labelled bar; ``printed`` is what was printed of it elsewhere."""

    label: str
    bar: Bar
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of bars, which are a table at the same time; ``heads`` name its columns."""

    rows: tuple[BarRow, ...]
    heads: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    kind: str = "bars"

    @property
    def rest(self) -> tuple[str, ...]:
        """The heads of the columns after the number."""
        return self.heads[2:]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of small bars; one without cells is a heading."""

    label: str
    cells: tuple[Bar | None, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of small bars: ``columns`` are (label, base)."""

    corner: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    keys: tuple[tuple[str, str], ...]
    kind: str = "matrix"

    @property
    def width(self) -> int:
        """How many columns there are, that of the labels included."""
        return len(self.columns) + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar: which answer, from where, how wide, and what stands on it (empty where it is narrow)."""

    place: int
    start: float
    width: float
    shown: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class StackRow:
    """A row of a grid; ``total`` is the share of the first half of the scale."""

    label: str
    base: str
    segments: tuple[Segment, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Stacks:
    """Stacked bars of a scale; ``measured`` names the answers of which ``total`` is the share."""

    options: tuple[str, ...]
    rows: tuple[StackRow, ...]
    heads: tuple[str, ...]
    kind: str = "stacks"


@dataclass(frozen=True, slots=True)
class Strip:
    """A number of a set of cities: its mean (``at``) with its interval and its median on an axis, and in words."""

    label: str
    base: str
    mean: str
    median: str
    at: float | None
    low: float | None
    high: float | None
    middle: float | None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Strips:
    """Numbers by level on one axis; ``ends`` are what it begins and ends with."""

    rows: tuple[Strip, ...]
    heads: tuple[str, ...]
    ends: tuple[str, str]
    keys: tuple[tuple[str, str], ...]
    kind: str = "strips"


Chart = Bars | Matrix | Stacks | Strips
