"""civiscope analyse: what an index is made of, how its parts hang together, and what they do to single units."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import index_options as options
from civiscope.cli import table_options

What = Annotated[
    str,
    typer.Option(
        "--what",
        help="statistics of the indicators; correlations within and between levels; reliability (Cronbach's alpha) and "
        "components (PCA) of each node; warnings about the structure, in words; weights, also effective ones; "
        "contributions of each indicator to each score; strengths and weaknesses among peers; removal of each element; "
        "change between waves, by indicator.",
        show_default=False,
    ),
]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="UNIT", help="One unit: of contributions, strengths, change.", show_default=False),
]
PeersBy = Annotated[
    str | None,
    typer.Option(
        "--peers-by",
        metavar="COLUMN",
        help="Of strengths: peers are the units with the same value in this column; of a study a group, a single item "
        "or a column of the frame.",
        show_default="all other units; the peers of study.yaml",
    ),
]
Method = Annotated[
    str, typer.Option("--method", help="Correlations (also those of warnings): pearson, spearman or kendall.")
]
Wave = Annotated[
    str | None,
    typer.Option("--wave", help="One wave; of change the later of the two.", show_default="all waves, each by itself"),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="WAVE", help="Of change: the earlier wave.", show_default="the one before"),
]


def command(
    data: options.Data,
    what: What,
    index: options.Index = None,
    meta: options.Meta = None,
    of: Of = None,
    peers_by: PeersBy = None,
    method: Method = "pearson",
    wave: Wave = None,
    since: Since = None,
    screen: options.Screen = None,
    denominate: options.Denominate = False,
    impute: options.Impute = None,
    treat: options.Treat = None,
    normalise: options.Normalise = None,
    weights: options.Weights = None,
    aggregate: options.Aggregate = None,
    minimum: options.Minimum = None,
    steps: options.Order = options.DEFAULT_ORDER,
    out: table_options.OutFile = None,
) -> None:
    """Look into an index (arithmetic means where no --aggregate is given); prints CSV."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.cli.table_output import check_out, write_table
    from civiscope.workflows.analyse import AnalysisOptions, Correlated, analyse_index
    from civiscope.workflows.analyse import What as Subjects
    from civiscope.workflows.opened_index import IndexOptions, IndexSource
    from civiscope.workflows.table_request import chosen

    check_out(out, data if data.is_file() else None, meta)
    recipe = IndexOptions.from_words(
        {"screen": screen, "impute": impute, "treat": treat, "normalise": normalise},
        denominate=denominate,
        order=table_options.listed(steps),
        weights=weights,
        aggregate=table_options.listed(aggregate),
        minimum=minimum,
    )
    wanted = AnalysisOptions(
        chosen(Subjects, what, "--what"), of, peers_by, since, chosen(Correlated, method, "--method")
    )
    with ProgressReporter() as progress:
        kind, rows = analyse_index(IndexSource(data, meta, index, wave), recipe, wanted, progress)
    write_table(kind, rows, out)
