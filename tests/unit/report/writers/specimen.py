"""A document made by hand with every kind of block; the shape of a city's snapshot."""

from __future__ import annotations

from civiscope.results.document import (
    Bar,
    BarChart,
    Bullets,
    Column,
    ColumnChart,
    Document,
    Fact,
    Facts,
    Key,
    Look,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Subheading,
    Table,
    Tag,
    Tags,
)

KEY = Key(marked="named by Paris", unknown="not known whether Paris names it", interval="95% interval", possible="open")
AREAS = (
    ("Transport and mobility", 0.49, 0.42, 0.56, False),
    ("Environment and climate change", 0.41, 0.34, 0.48, True),
    ("Digital governance", 0.38, 0.31, 0.45, False),
    ("Social inclusion and equity", 0.30, 0.24, 0.37, True),
    ("Labour market and skills, including vocational training for young people", 0.21, 0.16, 0.28, None),
    ("Housing and the built environment", 0.11, 0.07, 0.16, False),
)


def text(words: str, href: str = "", *, strong: bool = False) -> tuple[Span, ...]:
    """One span."""
    return (Span(words, strong=strong, href=href),)


def bar_chart(title: str = "Policy areas of focus") -> BarChart:
    """Six bars: two named, one unknown."""
    return BarChart(
        title=text(title, "../codebook/officers.html#item-policy_areas"),
        bars=tuple(Bar(label, share, f"{share:.0%}", low, high, None, own) for label, share, low, high, own in AREAS),
        top=0.6,
        key=KEY,
        note=text("Share of the 98 cities whose list is complete."),
        alt="Bars of six policy areas. Transport and mobility 49%; Environment and climate change 41%, named by Paris.",
    )


def count_chart() -> BarChart:
    """Bars of counts with what incomplete lists leave open."""
    rows = (("Project manager", 61, 80, True), ("Data scientist", 40, 77, True), ("Engineer", 22, 70, None))
    return BarChart(
        title=text("Roles"),
        bars=tuple(Bar(label, n, str(n), possible=most, marked=own) for label, n, most, own in rows),
        top=98,
        key=KEY,
        note=text("Cities that name it, of 98; fewer than 30 lists are complete."),
        alt="Bars of three roles: Project manager 61 cities, named by Paris; Data scientist 40; Engineer 22.",
    )


def score_chart() -> BarChart:
    """Two bars of what a score consists of, each with the mean of all cities."""
    rows = (("Strategy", 16.7, 9.6), ("Roles, up to three", 11.2, 13.3))
    return BarChart(
        title=text("What adds up to the score"),
        bars=tuple(
            Bar(label, value, str(value), mean=mean, remark=f"mean of all cities {mean}") for label, value, mean in rows
        ),
        top=16.7,
        key=Key(mean="mean of all 76 cities"),
        note=text("The bars add up to 27.9."),
        alt="Bars of two indicators: Strategy 16.7, mean 9.6; Roles 11.2, mean 13.3.",
    )


def sections() -> tuple[Section, ...]:
    """Sections with every kind of block."""
    sentence = (
        Span("Along with 52% of the cities surveyed (64 of 122; 95% interval 49% to 56%), Paris "),
        Span("has an explicit innovation strategy", strong=True, href="../codebook/officers.html#item-strategy"),
        Span("."),
    )
    roles = ColumnChart(
        title=text("Number of roles"),
        columns=tuple(
            Column(str(place), count, place == 5) for place, count in enumerate((0, 4, 11, 23, 27, 24, 15, 8, 6))
        ),
        key=KEY,
        note=text("118 cities; median 4."),
        alt="Columns of the number of roles in 118 cities, from 1 to 8; most often 4. Paris has 5, like 24 cities.",
    )
    table = Table(
        caption="Peers with the same answer",
        head=("Question", "Paris", "Peers"),
        rows=((text("Explicit innovation strategy"), text("Yes"), text("7 of 10")),),
        numeric=(False, False, True),
        widths=(3, 3, 1),
    )
    peers = (Paragraph(text("London", "london-gbr.html") + text(", Madrid")), table, Note(text("The rule.")))
    return (
        Section("vision", "Vision and approach", (Paragraph(sentence), Note(text("Printed then: 50%.")), bar_chart())),
        Section("team", "Organisation and staff", (Paragraph(text("Paris uses 5 roles.")), roles, count_chart())),
        Section(
            "terms",
            "Terms and outcomes",
            (
                Tags(
                    (Tag("Data analytics"), Tag("Open", "plain"), Tag("No", "absent"), Tag("?", "unknown")),
                    text("Terms"),
                ),
                Subheading(text("What innovation helps with"), "helps"),
                Bullets((text("Anticipate and manage future challenges"), text("Engage residents"))),
                Bullets((text("First"), text("Second")), numbered=True),
                Quote(text("The team provides resources and impulse.")),
            ),
        ),
        Section("peers", "Peers", peers, wide=True),
    )


def snapshot(title: str = "Paris", language: str = "en", *, simulated: bool = False) -> Document:
    """The whole document."""
    facts = Facts(
        (
            Fact("Mayor", text("Anne Hidalgo")),
            Fact("Population", text("2,200,000"), "2016"),
            Fact("Country", text("France")),
            Fact("Website", text("opendata.paris.fr", "https://opendata.paris.fr/")),
        )
    )
    return Document(
        id="paris-fra",
        title=title,
        eyebrow="City innovation snapshot · 2018-20 edition",
        subtitle="France · Western Europe",
        language=language,
        direction="rtl" if language in ("ar", "he") else "ltr",
        lead=(facts,),
        sections=sections(),
        footer=(Note(text("Source: the published snapshot.")),),
        look=Look(),
        simulated=simulated,
        publisher="Civiscope",
        links=(Span("PDF", href="paris-fra.pdf"),),
        kind="sheet",
        source="City innovation snapshot of Paris. Licence: facts.",
        description="What Paris answered.",
    )
