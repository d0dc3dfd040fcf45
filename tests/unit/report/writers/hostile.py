"""Documents with any text in any place: control characters, lone surrogates, endless words, formulas, other scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from hypothesis import strategies as st

from civiscope.results.document import (
    Bar,
    BarChart,
    Blanks,
    Bullets,
    ChartData,
    Column,
    ColumnChart,
    Document,
    Fact,
    Facts,
    Key,
    Note,
    Paragraph,
    Quote,
    Section,
    Series,
    Span,
    Subheading,
    Table,
    Tag,
    Tags,
    WritingLines,
)
from tests.unit.report.writers import sample_book

NASTY = (
    "\x00\x08\x0b\x1f\x7f\x85",
    "\ud800 alone \udfff",
    "\ufffe\uffff\ufdd0",
    "=1+1",
    '=HYPERLINK("http://a.b")',
    "@SUM(A1)",
    "http://example.org/[a b]\x00",
    "]]></w:t><script>&amp;",
    "W" * 400,
    "\u202egnp.exe\u2066",
    "مدينة القاهرة",
    "a\nb\tc\r",
    "_x0041_",
    "{{x}} #let x = 1 \\",
    "",
    " ",
)
TEXT = st.one_of(st.sampled_from(NASTY), st.text(alphabet=st.characters(exclude_categories=()), max_size=20))
NUMBER = st.one_of(st.none(), st.floats(), st.floats(0, 1))
KINDS: tuple[Literal["bars", "clustered", "stacked", "lines", "points"], ...] = (
    "bars", "clustered", "stacked", "lines", "points",
)  # fmt: skip


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    """Chart data whose series may be longer or shorter than the categories, with numbers that are none."""
    values = st.lists(NUMBER, max_size=5).map(tuple)
    series = st.builds(Series, TEXT, values, st.lists(st.floats(), max_size=5).map(tuple))
    return ChartData(
        draw(st.sampled_from(KINDS)),
        tuple(draw(st.lists(TEXT, max_size=4))),
        tuple(draw(st.lists(series, max_size=3))),
        draw(st.sampled_from(["share", "number"])),  # type: ignore[arg-type]
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A report with every kind of block, any text in every place."""
    one, two = draw(TEXT), draw(TEXT)
    spans = (
        Span(one),
        Span(two, strong=True, href=f"https://example.org/{one}"),
        Span(one, muted=True, href=f"#{two}"),
    )
    table = Table(one, (one, two), ((spans, spans),) * draw(st.integers(0, 2)), (False, True))
    key = Key(one, two, one, two, one)
    figure = replace(
        sample_book.map_figure(), id=one, label=two, title=spans, question=spans, alt=two, caption=(spans, ()),
        table=replace(table, caption=""), chart=draw(st.one_of(st.none(), charts())),
    )  # fmt: skip
    blocks = (
        Subheading(spans, two), Paragraph(spans), Note(spans), Quote(spans), Facts((Fact(one, spans, two),)), table,
        Bullets((spans, ()), draw(st.booleans())), Tags((Tag(one, "unknown"), Tag(two)), spans), figure, figure,
        BarChart(spans, (Bar(one, 0.5, two, 0.2, 0.7, 0.9, None, 0.4),), 1, key, spans, one),
        ColumnChart(spans, (Column(one, 1, True),), key, spans, two),
        Blanks("box", (spans, ())), Blanks("circle", (spans,), (spans, (), spans)), Blanks("number", (spans,)),
        WritingLines(spans, 2), WritingLines((), 1, short=True),
    )  # fmt: skip
    return replace(
        sample_book.book(one, draw(st.sampled_from(["en", "ar", "ja"])), simulated=draw(st.booleans())),
        id=two, eyebrow=two, subtitle=one, source=two, publisher=one, description=two,
        lead=(Paragraph(spans),), sections=(Section(one, two, blocks), Section(one, two, ())), footer=blocks[:3],
    )  # fmt: skip
