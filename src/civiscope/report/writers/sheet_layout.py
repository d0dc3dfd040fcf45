"""How high the blocks of a sheet are, near enough to choose its type size and the column break of its last page.

Typst could measure them, at the price of laying out every document twice. An error of a line or two here only leaves
one column a little longer than the other: text flows from column to column in any case. Lengths are in points at full
scale and repeat those of assets/document.typ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf

from civiscope.report.words.phrases import plain
from civiscope.report.writers.fonts import advance_widths
from civiscope.results.document import (
    BarChart,
    Blanks,
    Block,
    Bullets,
    ColumnChart,
    Document,
    Facts,
    Figure,
    Inline,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Subheading,
    Table,
    Tags,
    WritingLines,
)

_MM = 72 / 25.4
PAGE_WIDTH = (210 - 2 * 16) * _MM
PAGE_HEIGHT = (297 - 14 - 17) * _MM
SIMULATED_MARK = 6 * _MM
COLUMN_WIDTH = (PAGE_WIDTH - 8 * _MM) / 2
BASE, SMALL, LABEL = 8.6, 7.2, 7.6
CAP = 0.714
"""Height of a line of text as part of its size: from the baseline to the top of capitals."""
SERIF_CAP, SERIF_WIDTH = 0.67, 1.04
"""Headings: height of capitals, and width of letters beside those of running text."""
BOLD = 1.07
LABEL_PART = 0.49
"""How much of a chart's width its labels take."""

Flow = list[Block | Section]


SCALES = (1.0, 0.96, 0.92, 0.89)
"""Type sizes, largest first: the largest one that needs no more pages than the smallest is taken."""
LEAST_SCALE = 0.85
"""A size for sheets that would else need a third page: small print is 6 points high then."""
_TWO_PAGES = 2
_RESERVE = 0.02
"""Part of a page that is kept free, as heights are estimates."""
_TOLERANCE = 7
"""Points that every column leaves free: an estimate that is a little too small must not push a line over."""
_GAP = 18
"""Space above the columns."""
_ABOVE_FOOTER = 13
"""Space above the small print."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How to set a sheet.

    ``scale`` is of all type, ``breaks`` are the indexes of the blocks with which a column begins (the first column
    aside), ``whole`` says that wide sections move to the next page rather than be parted.
    """

    scale: float
    breaks: tuple[int, ...] = ()
    whole: bool = False


@dataclass(slots=True)
class _Unit:
    """Blocks that stay together: headings with what follows, notes with what they qualify.

    ``first`` is the index of the first block, ``bare`` the height without the space above it.
    """

    first: int
    height: float
    bare: float


def plan_sheet(document: Document, flow: Flow, wide: list[Flow]) -> SheetPlan:
    """How to set ``flow`` in two columns and then ``wide``, part by part, over the whole width.

    The fewest pages count first, then that wide parts stay whole, then the size of type. Sections in the flows stand
    for their headings.
    """
    candidates = _candidates(document, flow, wide, SCALES)
    if min(pages for pages, _ in candidates) > _TWO_PAGES:
        least = _candidates(document, flow, wide, (LEAST_SCALE,))
        candidates += [found for found in least if found[0] <= _TWO_PAGES]
    fewest = ceil(min(pages for pages, _ in candidates))
    fitting = [plan for pages, plan in candidates if pages <= fewest]
    return next((plan for plan in fitting if plan.whole), fitting[0])


def _candidates(
    document: Document, flow: Flow, wide: list[Flow], scales: tuple[float, ...]
) -> list[tuple[float, SheetPlan]]:
    """For every scale how many pages a plan takes that keeps wide parts whole, and one that parts them."""
    candidates = []
    for scale in scales:
        # Type that is smaller by a factor sees columns and pages that are larger by it.
        breaks, used = _columns(document, flow, 1 / scale)
        heights = [sum(sum(_height(block, PAGE_WIDTH / scale)) for block in part) * scale for part in wide]
        if document.footer and heights:
            heights[-1] += _ABOVE_FOOTER * scale
        parted = used + sum(heights) / PAGE_HEIGHT + _RESERVE
        candidates += [
            (_whole(used, heights), SheetPlan(scale, breaks, whole=True)),
            (parted, SheetPlan(scale, breaks)),
        ]
    return candidates


def _whole(used: float, heights: list[float]) -> float:
    """How many pages are used when no wide part is parted; infinitely many if one is higher than a page."""
    for height in heights:
        part = height / PAGE_HEIGHT
        if part > 1 - _RESERVE:
            return inf
        room = ceil(used) - used
        used = used + part if part <= room - _RESERVE else ceil(used) + part
    return used


def _columns(document: Document, flow: Flow, size: float) -> tuple[tuple[int, ...], float]:
    """Where columns begin, and how many pages are used up to their end; the columns of the last page are balanced."""
    units = _units(flow, COLUMN_WIDTH * size)
    mark = SIMULATED_MARK if document.simulated or document.draft else 0.0
    page = (PAGE_HEIGHT - mark) * size
    used = head_height(document, PAGE_WIDTH * size) + _GAP
    pages = 0
    breaks: list[int] = []
    while units:
        room = page - used - _TOLERANCE
        split, height = _balanced(units)
        if height <= room:
            breaks += [unit.first for unit in units[split : split + 1]]
            return tuple(breaks), pages + (used + height) / page
        left = _fitting(units, room)
        right = _fitting(units[left:], room) if left < len(units) else 0
        breaks += [unit.first for unit in (*units[left : left + 1], *units[left + right : left + right + 1])]
        units = units[left + right :]
        pages, used = pages + 1, 0.0
    return tuple(breaks), pages + used / page


def head_height(document: Document, width: float) -> float:
    """The height of what stands above the columns."""
    letters = len(document.title)
    size = 36 if letters <= 22 else 27 if letters <= 40 else 19
    height = BASE if document.eyebrow else 0.0
    height += 9 + _lines_height(_line_count(document.title, size, width), size, 0.35)
    height += 18.5 if document.subtitle else 0
    return height + sum(sum(_height(block, width)) for block in document.lead)


def _units(blocks: Flow, width: float) -> list[_Unit]:
    units: list[_Unit] = []
    keeps = False
    for place, block in enumerate(blocks):
        above, height = _height(block, width)
        if keeps or (units and isinstance(block, Note)):
            units[-1].height += above + height
            units[-1].bare += above + height
        else:
            units.append(_Unit(place, above + height, height))
        keeps = isinstance(block, (Section, Subheading))
    return units


def _total(units: list[_Unit]) -> float:
    return units[0].bare + sum(unit.height for unit in units[1:]) if units else 0.0


def _balanced(units: list[_Unit]) -> tuple[int, float]:
    """Where the second column begins so that the higher one is lowest, and how high that is."""
    heights = ((split, max(_total(units[:split]), _total(units[split:]))) for split in range(1, len(units) + 1))
    return min(heights, key=lambda found: found[1])


def _fitting(units: list[_Unit], room: float) -> int:
    """How many units fit in a column; at least one."""
    used = 0.0
    for place, unit in enumerate(units):
        used += unit.height if place else unit.bare
        if place and used > room:
            return place
    return len(units)


def _height(block: Block | Section, width: float) -> tuple[float, float]:
    """The space above a block, and its height."""
    match block:
        case Section():
            lines = _line_count(block.title, 13 * SERIF_WIDTH, width)
            return 16, 10 + lines * 13 * SERIF_CAP + (lines - 1) * 13 * 0.4
        case Paragraph():
            return 6, _text(block.spans, BASE, width, 0.6)
        case Note():
            return 5, _text(block.spans, SMALL, width, 0.52)
        case Subheading():
            return 10, _text(block.spans, BASE * BOLD, width, 0.6)
        case Quote():
            return 7, 2 + _text(block.spans, BASE, width - 8, 0.6)
        case Bullets():
            return 6, sum(_text(item, BASE, width - 10, 0.6) + 4.6 for item in block.items) - 4.6
        case Tags():
            return _title_height(block.title, width), _tag_rows(block, width) * (LABEL * CAP + 5.6 + 4) - 4
        case Blanks():
            return 6, sum(_text(entry, BASE, width - 16, 0.6) + 4.6 for entry in block.entries) - 4.6
        case WritingLines():
            return 6, 17.0 * block.lines
        case Facts() | Table() | BarChart() | ColumnChart() | Figure():
            return _display_height(block, width)


def _display_height(block: Facts | Table | BarChart | ColumnChart | Figure, width: float) -> tuple[float, float]:
    """As `_height`, of a block of numbers."""
    match block:
        case BarChart():
            return _title_height(block.title, width), _bars(block, width)
        case ColumnChart():
            return _title_height(block.title, width), 46 + _remark(block.note, width)
        case Facts():
            return 15, _facts(block, width)
        case Table():
            return 10, _table(block, width)
        case Figure():
            return 10, _figure(block, width)


def _figure(block: Figure, width: float) -> float:
    """Heading, question, picture at the size of document.typ, and small print."""
    drawn = min(block.width * 166 * _MM / 760, width, 190 * _MM * block.width / block.height)
    height = _text((Span(f"{block.label} · "), *block.title), BASE * BOLD, width, 0.6)
    height += 4 + _text(block.question, BASE, width, 0.6) if block.question else 0.0
    height += 7 + drawn * block.height / block.width
    return height + sum(5 + _text(line, SMALL, width, 0.52) for line in block.caption)


def _facts(block: Facts, width: float) -> float:
    """Rows of facts, each as high as its highest."""
    count = max(len(block.facts), 3) if len(block.facts) <= 5 else ceil(len(block.facts) / 2)
    room = (width - (count - 1) * 5 * _MM) / count
    height = 0.0
    for start in range(0, len(block.facts), count):
        texts = [f"{plain(fact.value)} {fact.note}" for fact in block.facts[start : start + count]]
        lines = max(_line_count(text, 9.2 * BOLD, room) for text in texts)
        height += 5 + SMALL * CAP + lines * (9.2 * CAP + BASE * 0.6) + 10
    return height - 10


def _title_height(title: Inline, width: float) -> float:
    return 10 + _text(title, BASE * BOLD, width, 0.6) + 6 if title else 6


def _bars(chart: BarChart, width: float) -> float:
    height = 0.0
    for bar in chart.bars:
        lines = _line_count(bar.label, LABEL * (BOLD if bar.marked else 1), LABEL_PART * width - 7)
        height += lines * LABEL * CAP + (lines - 1) * 2.6 + 4.2
    marks = [(chart.key.marked, any(bar.marked for bar in chart.bars))]
    marks += [(chart.key.unknown, any(bar.marked is None for bar in chart.bars))]
    marks += [(chart.key.interval, any(bar.low is not None for bar in chart.bars))]
    marks += [(chart.key.possible, any(bar.possible is not None for bar in chart.bars))]
    marks += [(chart.key.mean, any(bar.mean is not None for bar in chart.bars))]
    key = "".join("mmm " + words for words, occurs in marks if words and occurs)
    if key:
        height += 5.5 + _lines_height(_line_count(key, SMALL, width), SMALL, 0.52)
    return height - 4.2 + _remark(chart.note, width)


def _remark(note: Inline, width: float) -> float:
    return 4.5 + _text(note, SMALL, width, 0.52) if note else 0.0


def _tag_rows(block: Tags, width: float) -> int:
    rows, used = 1, 0.0
    for tag in block.tags:
        wide = _width(tag.text, LABEL) + 9
        if used and used + wide > width:
            rows, used = rows + 1, 0.0
        used += wide + 2
    return rows


def _table(block: Table, width: float) -> float:
    parts = block.widths or (1.0,) * len(block.head)
    rooms = [width * part / sum(parts) - 8 for part in parts]
    height = 7.0
    head = tuple((Span(text, strong=True),) for text in block.head)
    for row in (head, *block.rows):
        lines = max(_lines(cell, 7.9, room) for cell, room in zip(row, rooms, strict=True))
        height += _lines_height(lines, 7.9, 0.5) + 6.4
    return height + (BASE * CAP if block.caption else 0)


def _text(spans: Inline, size: float, width: float, leading: float) -> float:
    return _lines_height(_lines(spans, size, width), size, leading)


def _lines(spans: Inline, size: float, width: float) -> int:
    """Lines that spans take: bold letters are wider by part of their number."""
    text = plain(spans)
    bold = sum(len(span.text) for span in spans if span.strong) / len(text) if text else 0.0
    return _line_count(text, size * (1 + bold * (BOLD - 1)), width)


def _lines_height(lines: int, size: float, leading: float) -> float:
    return lines * size * CAP + (lines - 1) * size * leading


def _line_count(text: str, size: float, width: float) -> int:
    """Lines that the text takes when words are set one after the other."""
    lines, used = 1, 0.0
    space = _width(" ", size)
    for word in text.split():
        wide = _width(word, size)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        if wide > width:
            lines += ceil(wide / width) - 1
            wide %= width
        used += wide + (space if used else 0)
    return lines


@lru_cache(maxsize=32768)
def _width(word: str, size: float) -> float:
    widths = advance_widths()
    return size * sum(widths.get(ord(character), 0.6) for character in word)
