"""A report made by hand with every kind of block, three figures and a map; the shape of a study's report."""

from __future__ import annotations

from dataclasses import replace

from civiscope.results.document import (
    Block,
    Bullets,
    ChartData,
    Document,
    Fact,
    Facts,
    Figure,
    Inline,
    Look,
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
)
from tests.unit.report.writers import specimen
from tests.unit.report.writers.specimen import text

STYLE = '<style>text{font-family:"Noto Sans",sans-serif;font-size:12px;fill:#1b2430}</style>'
ACTIVITIES = (
    ("Testing new ideas", 0.452, 0.31, 0.60),
    ("Data-driven analytics", 0.381, 0.25, 0.53),
    ("Engaging residents & <others>", 0.31, 0.19, 0.46),
    ("Developing digital solutions that reach residents who are not served well by offices", 0.262, 0.15, 0.41),
    ("Financing and partnerships", 0.095, 0.03, 0.23),
)


def bars_svg(rows: tuple[tuple[str, float, float, float], ...] = ACTIVITIES) -> str:
    """A small picture of bars."""
    parts = []
    for place, (label, value, _, _) in enumerate(rows):
        y = 18 + place * 30
        name = label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f'<text x="10" y="{y}">{name}</text><rect x="420" y="{y - 11}" width="{300 * value:.0f}" ')
        parts.append(f'height="14" fill="#14496b"/><text x="{430 + 300 * value:.0f}" y="{y}">{value:.0%}</text>')
    height = 30 * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" viewBox="0 0 760 {height}">'
        f'{STYLE}<rect width="760" height="{height}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def bars_figure() -> Figure:
    """Single bars with a table of intervals."""
    rows = tuple(
        (text(label), text(f"{v:.0%}"), text(f"{low:.0%} to {high:.0%}")) for label, v, low, high in ACTIVITIES
    )
    return Figure(
        id="figure-activities",
        label="Figure 1",
        title=text("Cities most often test new ideas"),
        question=text("Which innovation activities are most common in your city?"),
        svg=bars_svg(),
        width=760,
        height=150,
        alt="Bars of five activities: Testing new ideas 45%, Data-driven analytics 38%, Engaging residents 31%.",
        caption=(
            text("Share of 42 cities whose list is complete; 95% intervals. Wave of 2018-20."),
            (Span("Source: "), Span("the study's data", href="https://example.org/data?a=1&b=2"), Span(".")),
        ),
        table=Table("", ("Activity", "Share", "95% interval"), rows, (False, True, True)),
        chart=ChartData(
            "bars",
            tuple(label for label, *_ in ACTIVITIES),
            (Series("All cities", tuple(value for _, value, *_ in ACTIVITIES)),),
        ),
    )


def stacked_figure() -> Figure:
    """A grid on a scale of four."""
    scale = ("Very important", "Important", "Less important", "Not important")
    rows = (
        ("Leadership", (0.62, 0.28, 0.08, 0.02)),
        ("Funds", (0.4, 0.4, 0.15, 0.05)),
        ("Data", (0.31, 0.38, 0.2, 0.11)),
    )
    table = tuple((text(label), *(text(f"{share:.0%}") for share in shares)) for label, shares in rows)
    series = tuple(Series(name, tuple(shares[place] for _, shares in rows)) for place, name in enumerate(scale))
    return Figure(
        "figure-factors",
        "Figure 2",
        text("Leadership matters most"),
        (),
        bars_svg(tuple((label, shares[0], 0.0, 1.0) for label, shares in rows)),
        760,
        90,
        "Stacked bars of three factors. Leadership: very important 62%.",
        (text("118 cities."),),
        Table("", ("Factor", *scale), table, (False, True, True, True, True)),
        ChartData("stacked", tuple(label for label, _ in rows), series),
    )


def lines_figure() -> Figure:
    """A trend over two waves, of which one value is missing."""
    series = (Series("Yes", (0.49, 0.52)), Series("In part", (None, 0.2)))
    table = Table(
        "",
        ("Wave", "Yes", "In part"),
        ((text("2018"), text("49%"), text("")), (text("2018-20"), text("52%"), text("20%"))),
    )
    return replace(
        bars_figure(),
        id="figure-trend",
        label="Figure 3",
        title=text("A few more cities have a strategy"),
        alt="Lines over two waves: Yes 49%, then 52%.",
        table=table,
        chart=ChartData("lines", ("2018", "2018-20"), series),
    )


def clustered_figure() -> Figure:
    """Two groups side by side."""
    names = tuple(f"Answer {place} of a question with many answers" for place in range(1, 24))
    series = (
        Series("Officers", tuple(0.9 - place * 0.03 for place in range(23))),
        Series("Mayors", tuple(0.7 - place * 0.025 for place in range(23))),
    )
    rows = tuple(
        (text(name), *(text(f"{one.values[place] or 0:.0%}") for one in series)) for place, name in enumerate(names)
    )
    return replace(
        bars_figure(),
        id="figure-groups",
        label="Figure 4",
        title=text("Officers name more than mayors"),
        alt="Twenty-three answers of officers and of mayors.",
        table=Table("", ("Answer", "Officers", "Mayors"), rows, (False, True, True)),
        chart=ChartData("clustered", names, series),
    )


def points_figure() -> Figure:
    """A cloud of six cities."""
    cities = ("Paris", "London", "Lyon", "Madrid", "Oslo", "Rome")
    points = Series("Cities", (7.1, 6.9, 7.3, 6.5, 7.8, 6.2), (61, 48, 55, 40, 72, 33))
    rows = tuple(
        (text(city), text(str(x)), text(str(y)))
        for city, x, y in zip(cities, points.places, points.values, strict=True)
    )
    return replace(
        bars_figure(),
        id="figure-cloud",
        label="Figure 5",
        title=text("Capacity and satisfaction"),
        alt="A cloud of six cities.",
        table=Table("", ("City", "Capacity", "Satisfaction"), rows, (False, True, True)),
        chart=ChartData("points", cities, (points,), "number"),
    )


def map_figure() -> Figure:
    """A picture that no chart of office software can show."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
        f'{STYLE}<rect width="400" height="200" fill="#eef"/><circle cx="200" cy="90" r="30" fill="#b34a12"/>'
        '<text x="190" y="150">Łódź</text></svg>'
    )
    rows = tuple((text(name), text(country)) for name, country in (("Łódź", "Poland"), ("Paris", "France")))
    return Figure(
        "figure-map", "Figure 6", text("Where the cities are"), (), svg, 400, 200, "A map with two cities.",
        (text("2 cities."),), Table("", ("City", "Country"), rows),
    )  # fmt: skip


def figures() -> tuple[Figure, ...]:
    """One of every kind of chart, and one picture."""
    return (bars_figure(), stacked_figure(), lines_figure(), clustered_figure(), points_figure(), map_figure())


LOREM = (
    "Cities that set goals for innovation and follow them report more often that residents notice a difference. The "
    "difference is small, and it cannot be told from these answers which came first. "
)


def long_table() -> Table:
    """A table that needs more than a page."""
    rows = tuple((text(f"City {place:03d}"), text(f"{place * 7 % 100}"), text("Yes")) for place in range(90))
    return Table("Scores of all cities", ("City", "Score", "Strategy"), rows, (False, True, False), (3, 1, 1))


def words(count: int = 3) -> Paragraph:
    """Running text with emphasis and links."""
    link = Span("the methods", href="#methods")
    away = Span("the data", href="https://example.org/a_(b)?q=ä")
    return Paragraph(
        (Span(LOREM * count), Span("Half of the cities", strong=True), Span(" (n = 42)", muted=True), Span(": see "),
         link,
         Span(" and "), away, Span(" and "), Span("Figure 1", href="#figure-activities"), Span("."))
    )  # fmt: skip


def sections() -> tuple[Section, ...]:
    """Three chapters."""
    bars, stacked, lines, clustered, points, world = figures()
    quoted = Quote(text("We began with one colleague and a desk in the corridor."))
    findings: tuple[Block, ...] = (
        words(),
        Subheading(text("What cities do")),
        words(2),
        bars,
        Paragraph(text(LOREM)),
        stacked,
        Subheading(text("Over time"), "over-time"),
        lines,
        clustered,
        Note(text("Incomplete lists are left out.")),
    )
    methods: tuple[Block, ...] = (
        Bullets((text("Ask"), text("Check"), (Span("Publish", strong=True),)), numbered=True),
        Bullets((text("One thing"), text("another thing that is longer " * 6))),
        quoted,
        Tags((Tag("Named"), Tag("Plain", "plain"), Tag("No", "absent"), Tag("?", "unknown")), text("Terms")),
        specimen.bar_chart(),
        specimen.sections()[1].blocks[1],
        long_table(),
        points,
        world,
    )
    return (
        Section("summary", "What this report says", (words(2), Facts(_facts()), quoted)),
        Section("findings", "What cities do, and what they would do if they had more time and money", findings),
        Section("methods", "Methods", methods, wide=True),
    )


def _facts() -> tuple[Fact, ...]:
    value: Inline = text("42")
    return (Fact("Cities that answered", value, "of 124"), Fact("Waves", text("2")), Fact("Questions", text("31")))


def book(title: str = "Innovation in city governments", language: str = "en", *, simulated: bool = True) -> Document:
    """The whole report."""
    return Document(
        id="report",
        title=title,
        eyebrow="Innovation capacity of city governments · 2018-20 edition",
        subtitle="What officers of 124 cities say about strategy, people, data and partners",
        language=language,
        direction="rtl" if language in ("ar", "he") else "ltr",
        lead=(Paragraph(text("This report tells what the answers show and how certain that is.")),),
        sections=sections(),
        footer=(
            Note(text("How to cite: The programme (2021). Innovation in city governments.")),
            Note(text("Licence: CC BY 4.0.", "https://creativecommons.org/licenses/by/4.0/")),
        ),
        look=Look(),
        simulated=simulated,
        publisher="The programme",
        links=(Span("PDF", href="report.pdf"),),
        kind="book",
        source="Innovation in city governments, 2018-20 edition.",
        description="What officers of cities say.",
        date="2021-03-31",
    )
