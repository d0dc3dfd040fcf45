"""civiscope compare: waves, kinds of respondents, respondents and frame, associations with the frame."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import table_options as options
from civiscope.cli.paths import StudyFolder

What = Annotated[str, typer.Option("--what", help="What is compared: waves, questionnaires, frame or associations.")]
Items = Annotated[
    str | None, typer.Option("--items", metavar="A,B", help="Items, by code or concept.", show_default="all")
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="G,H",
        help="Also in each level of these groups or columns of cities.csv; with frame: these groups only.",
        show_default=False,
    ),
]
Waves = Annotated[
    str | None,
    typer.Option("--waves", metavar="A,B", help="Two waves, the earlier first; else one.", show_default="the latest"),
]
Questionnaires = Annotated[
    str | None,
    typer.Option(
        "--questionnaires",
        metavar="A,B",
        help="Two questionnaires, such as officers,mayors (with questionnaires: the wave's two); else one.",
        show_default="the first",
    ),
]
With = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="V,W",
        help="Variables of the frame: columns of cities.csv or groups; with frame also those of the response model.",
        show_default="population,gdp_per_capita",
    ),
]
Rank = Annotated[str, typer.Option("--rank", help="Of associations: spearman or kendall.")]
Adjust = Annotated[str, typer.Option("--adjust", help="p-values for the number of tests of the run: holm, bh or none.")]


def command(
    study: StudyFolder,
    what: What,
    items: Items = None,
    by: By = None,
    waves: Waves = None,
    questionnaires: Questionnaires = None,
    with_: With = None,
    level: options.Level = 0.95,
    adjust: Adjust = "holm",
    rank: Rank = "spearman",
    out: options.OutFile = None,
) -> None:
    """Compare waves, kinds of respondents, respondents and frame, or answers and the frame's variables; prints CSV."""
    from civiscope.cli.table_output import write_table
    from civiscope.results.multiplicity import Correction
    from civiscope.tabulation.testing.rank_correlation import RankMethod
    from civiscope.workflows.compare import CompareRequest, compare
    from civiscope.workflows.compare import What as Comparisons
    from civiscope.workflows.table_request import chosen

    request = CompareRequest(
        chosen(Comparisons, what, "--what"),
        None if items is None else options.listed(items),
        options.listed(by),
        options.listed(waves),
        options.listed(questionnaires),
        options.listed(with_),
        level,
        chosen(Correction, adjust, "--adjust"),
        chosen(RankMethod, rank, "--rank"),
    )
    kind, rows = compare(study, request)
    write_table(kind, rows, out)
