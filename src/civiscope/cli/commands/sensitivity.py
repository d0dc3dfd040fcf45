"""civiscope sensitivity: what an index's scores and ranks would be under other choices, and which choices matter."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import index_options as options
from civiscope.cli import table_options

What = Annotated[
    str,
    typer.Option(
        "--what",
        help="ranks: scores and ranks with intervals; indices: Sobol' indices, overall and by unit; pairs: the "
        "probability that one unit stands above another.",
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="STEP=RULE/RULE",
        help="Alternatives of a step (treat, normalise, weights, aggregate ...), joined by | where one holds a path; "
        "may be given several times.",
        show_default="the definition's",
    ),
]
WeightNoise = Annotated[
    float | None,
    typer.Option("--weight-noise", help="Noise on weights, e.g. 0.25 for up to a quarter.", show_default=False),
]
DataNoise = Annotated[
    float | None,
    typer.Option(
        "--data-noise", help="Noise on values, as a share of each indicator's standard deviation.", show_default=False
    ),
]
RunCount = Annotated[int, typer.Option("--runs", min=10, help="Runs, where the grid of alternatives is not run whole.")]
Draws = Annotated[int, typer.Option("--draws", min=0, help="Draws of noise.", show_default="as many as runs")]
Level = Annotated[float, typer.Option("--level", min=0.01, max=0.999, help="The share of runs within an interval.")]


def command(
    data: options.Data,
    index: options.Index = None,
    meta: options.Meta = None,
    what: What = "ranks",
    vary: Vary = None,
    weight_noise: WeightNoise = None,
    data_noise: DataNoise = None,
    runs: RunCount = 1000,
    draws: Draws = 0,
    seed: table_options.Seed = 1,
    level: Level = 0.9,
    screen: options.Screen = None,
    denominate: options.Denominate = False,
    impute: options.Impute = None,
    treat: options.Treat = None,
    normalise: options.Normalise = None,
    weights: options.Weights = None,
    aggregate: options.Aggregate = None,
    minimum: options.Minimum = None,
    steps: options.Order = options.DEFAULT_ORDER,
    wave: table_options.WaveName = None,
    out: table_options.OutFile = None,
) -> None:
    """Vary the choices behind an index: intervals of scores and ranks, Sobol' indices of the choices; prints CSV."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.cli.table_output import check_out, write_table
    from civiscope.workflows.index_runs import UncertaintyOptions
    from civiscope.workflows.opened_index import IndexOptions, IndexSource
    from civiscope.workflows.sensitivity import What as Outputs
    from civiscope.workflows.sensitivity import sensitivity
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
    varied = UncertaintyOptions(options.alternatives(vary), weight_noise, data_noise, runs, seed, level, draws)
    with ProgressReporter() as progress:
        kind, rows = sensitivity(
            IndexSource(data, meta, index, wave), recipe, varied, chosen(Outputs, what, "--what"), progress
        )
    write_table(kind, rows, out)
