"""civiscope tabulate: estimates of a study or of any table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli import table_options as options


def command(
    items: Annotated[
        str,
        typer.Option("--items", metavar="A,B", help="Items; of a ratio numerator/denominator.", show_default=False),
    ],
    data: options.Data = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="G,H",
            help='Domains: each of them, and all of them crossed; "G & H" is their crossing alone.',
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        str,
        typer.Option(
            "--measure", help="share, mean, total, ratio, quantile, variance; of a study's answers also residents."
        ),
    ] = "share",
    quantiles: Annotated[str, typer.Option("--quantiles", help="Which quantiles.")] = "0.5",
    interval: Annotated[
        str,
        typer.Option("--interval", help="Intervals of shares: logit, likelihood, asin, beta, mean, xlogit or wilson."),
    ] = "wilson",
    level: options.Level = 0.95,
    weight: options.Weight = None,
    strata: options.Strata = None,
    cluster: options.Cluster = None,
    fpc: options.Fpc = None,
    lonely: options.LonelyRule = "fail",
    replicates: Annotated[
        Path | None,
        typer.Option(
            "--replicates",
            metavar="FILE",
            help="Table with the columns weight and then the replicate weights, in the data's order.",
            show_default=False,
        ),
    ] = None,
    replicate_method: Annotated[
        str | None,
        typer.Option(
            "--replicate-method",
            help="JK1, JKn, BRR, Fay or bootstrap; without --replicates they are made from the design.",
            show_default=False,
        ),
    ] = None,
    fay_rho: Annotated[float, typer.Option("--fay-rho", help="Fay's factor.")] = 0.5,
    replicate_scale: Annotated[
        float | None, typer.Option("--replicate-scale", help="Scale of the replicates.", show_default="as the method")
    ] = None,
    rscales: Annotated[
        Path | None,
        typer.Option("--rscales", metavar="FILE", help="One scale for each replicate.", show_default="as the method"),
    ] = None,
    replicate_count: Annotated[int, typer.Option("--replicate-count", min=2, help="Bootstrap replicates made.")] = 500,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the bootstrap.")] = 1,
    engine: options.EngineAddress = None,
    table: options.TableName = None,
    threads: options.Threads = None,
    wave: options.WaveName = None,
    questionnaire: options.QuestionnaireName = None,
    out: options.OutFile = None,
) -> None:
    """Estimate shares, means, totals, ratios and quantiles with their design-based uncertainty; prints CSV."""
    from civiscope.cli.table_output import write_table
    from civiscope.results.estimates import Estimate
    from civiscope.workflows.table_request import design_from, replicates_from, request_from
    from civiscope.workflows.tabulate import TableSource, tabulate

    source = TableSource(data, engine, table, threads, wave, questionnaire)
    design = design_from(weight, strata, options.listed(cluster), options.listed(fpc), lonely)
    names, domains = options.listed(items), options.listed(by)
    quantile_list = options.numbers(quantiles, "--quantiles")
    request = request_from(names, domains, measure, quantile_list, interval, level)
    weights = replicates_from(replicate_method, replicates, replicate_scale, rscales, fay_rho, replicate_count, seed)
    write_table(Estimate, tabulate(source, request, design, weights), out)
