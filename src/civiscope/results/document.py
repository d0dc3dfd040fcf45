"""The document model: what a snapshot, a page or a chapter says, independent of how it is written (HTML, Typst).

Blocks hold words and numbers in their final form; writers choose type, colour and place, and add no statement of their
own except the keys of charts, whose words also stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; ``href`` makes it a link (relative to the document's file, or absolute).

    ``language`` is that of the text and of what it leads to (BCP 47), where it is not the document's.
    """

    text: str
    strong: bool = False
    muted: bool = False
    href: str = ""
    emphasis: bool = False
    language: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section; ``id`` is its anchor, if it needs one."""

    spans: Inline
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class Quote:
    """A respondent's own words, longer than a label."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class Note:
    """Small print that qualifies what stands above it (base, missing, incomplete, rule)."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value, e.g. Population: 2,200,000 (2016)."""

    label: str
    value: Inline
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Head facts, shown together."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short statements; ``numbered`` where the order means something."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A short label; ``state`` sets its look, what it means is said by the words around it.

    ``marked`` is named by the city, ``plain`` states nothing, ``absent`` is known not to be so, ``unknown`` is open.
    """

    text: str
    state: Literal["marked", "plain", "absent", "unknown"] = "marked"


@dataclass(frozen=True, slots=True)
class Tags:
    """Labels set side by side (terms, funded activities, policy areas with sufficient data) under a short ``title``."""

    tags: tuple[Tag, ...]
    title: Inline = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length is ``value`` (a share in [0, 1], or a count), its text ``shown``.

    ``low`` and ``high`` are the interval, ``possible`` the length that incomplete lists leave open (all in the bars'
    unit, None where there is none), ``mean`` a mark at the mean of the cities that the bar is compared with.
    ``marked``: the city's own answer; None means that it is unknown whether the city named it. ``remark`` says in words
    what the bar shows besides its number, for those who do not see it.
    """

    label: str
    value: float
    shown: str
    low: float | None = None
    high: float | None = None
    possible: float | None = None
    marked: bool | None = False
    mean: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What the signs of a chart mean; a writer shows those that occur. Empty where a sign has no meaning here."""

    marked: str = ""
    unknown: str = ""
    interval: str = ""
    possible: str = ""
    mean: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars of all cities, sorted, with the city's own marked; or of what a city's score consists of.

    ``top`` is the axis' end in the bars' unit.

    ``alt`` says everything that the chart shows, for those who do not see it.
    """

    title: Inline
    bars: tuple[Bar, ...]
    top: float
    key: Key
    note: Inline
    alt: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a distribution: how many cities (``value``) have the number ``label``."""

    label: str
    value: int
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """A small distribution of a number over all cities, without gaps on the axis; the city's own number is marked."""

    title: Inline
    columns: tuple[Column, ...]
    key: Key
    note: Inline
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; the first column names the rows. ``numeric`` and ``widths`` are per column.

    ``widths`` are parts of the whole; where absent, columns are as wide as their content asks.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    numeric: tuple[bool, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value per category (None where there is none).

    Of ``points``, ``places`` are their values on the horizontal axis.
    """

    name: str
    values: tuple[float | None, ...]
    places: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """The numbers of a figure in the form that office software draws: for decks whose charts can be edited.

    ``bars`` has one series, ``clustered`` and ``stacked`` several, ``lines`` a series over waves, ``points`` a cloud.
    Values of unit ``share`` lie in [0, 1].
    """

    kind: Literal["bars", "clustered", "stacked", "lines", "points"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Literal["share", "number"] = "share"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure: a heading (a finding or a question), the picture, small print, and the table behind it.

    ``label`` numbers it ("Figure 3") and ``id`` is its anchor. ``svg`` is the finished picture without these texts,
    ``width`` and ``height`` its size in pixels; ``alt`` says everything that it shows. ``question`` is the wording that
    was asked, empty where the title is it. ``caption`` holds lines of small print: n and base, wave, what intervals
    are, source, notes. ``chart`` is None for pictures that no chart of office software can show (a map, a diagram).
    """

    id: str
    label: str
    title: Inline
    question: Inline
    svg: str
    width: float
    height: float
    alt: str
    caption: tuple[Inline, ...]
    table: Table
    chart: ChartData | None = None


@dataclass(frozen=True, slots=True)
class Blanks:
    """Answers to mark by hand: an empty ``mark`` before each entry (a box where several may be marked, a circle where
    one may, a frame for a number where they are ranked).

    With ``head`` a grid: its first text names the entries, each further one has a mark in every entry's row.
    """

    mark: Literal["box", "circle", "number"]
    entries: tuple[Inline, ...]
    head: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Lines to write on by hand, after words such as ``Other:``; ``short`` ones leave room for a number or a day."""

    prompt: Inline
    lines: int = 1
    short: bool = False


Block = (
    Subheading
    | Paragraph
    | Quote
    | Note
    | Facts
    | Bullets
    | Tags
    | BarChart
    | ColumnChart
    | Table
    | Figure
    | Blanks
    | WritingLines
)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part; ``id`` is its anchor. ``wide`` sections take the whole width of a sheet."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture (PNG, JPEG or SVG) with its size in pixels; ``alt`` is empty for decoration."""

    media_type: str
    content: bytes
    width: float
    height: float
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A study's colours as #rrggbb, and its logo and cover where it has them."""

    primary: str = "#14496b"
    accent: str = "#b34a12"
    logo: Picture | None = None
    cover: Picture | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``eyebrow`` stands above the title (study and edition), ``subtitle`` below it. A ``sheet`` is set in two columns on
    paper and meant to be handed over, a ``page`` is running text, a ``book`` (a report) has a title page, a table of
    contents and chapters, which are its sections. ``source`` is one line for the foot of every page;
    ``simulated`` and ``draft`` put a mark on every page. ``date`` is a declared date (YYYY-MM-DD), never a clock's.
    """

    id: str
    title: str
    eyebrow: str
    subtitle: str
    language: str
    direction: Literal["ltr", "rtl"]
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    footer: tuple[Block, ...]
    look: Look
    simulated: bool
    publisher: str
    links: tuple[Span, ...] = ()
    kind: Literal["sheet", "page", "book"] = "page"
    source: str = ""
    description: str = ""
    date: str = ""
    draft: bool = False
    subtitle_language: str = ""
    """The language of the subtitle (BCP 47), where it is not the document's."""
