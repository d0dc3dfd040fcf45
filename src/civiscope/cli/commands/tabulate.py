"""civiscope tabulate: estimates of a study or of any table."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import table_options as options


def command(
    items: options.Items,
    data: options.Data = None,
    by: options.By = None,
    measure: options.MeasureName = "share",
    quantiles: options.QuantileList = "0.5",
    interval: options.IntervalName = "wilson",
    level: options.Level = 0.95,
    weight: options.Weight = None,
    strata: options.Strata = None,
    cluster: options.Cluster = None,
    fpc: options.Fpc = None,
    lonely: options.LonelyRule = "fail",
    replicates: options.ReplicateFile = None,
    replicate_method: options.ReplicateKind = None,
    fay_rho: options.FayRho = 0.5,
    replicate_scale: options.ReplicateScale = None,
    rscales: options.Rscales = None,
    replicate_count: options.ReplicateCount = 500,
    seed: options.Seed = 1,
    test: Annotated[
        str | None, typer.Option("--test", help="Print tests instead: see civiscope test.", show_default=False)
    ] = None,
    engine: options.EngineAddress = None,
    table: options.TableName = None,
    threads: options.Threads = None,
    wave: options.WaveName = None,
    questionnaire: options.QuestionnaireName = None,
    out: options.OutFile = None,
) -> None:
    """Estimate shares, means, totals, ratios and quantiles with their design-based uncertainty; prints CSV."""
    from civiscope.cli.table_output import check_out, write_table
    from civiscope.results.estimates import Estimate
    from civiscope.results.tests import TestResult
    from civiscope.workflows.hypotheses import hypothesis_tests, options_from
    from civiscope.workflows.table_request import design_from, replicates_from, request_from
    from civiscope.workflows.tabulate import TableSource, tabulate

    check_out(out, data, replicates, rscales)
    source = TableSource(data, engine, table, threads, wave, questionnaire)
    design = design_from(weight, strata, options.listed(cluster), options.listed(fpc), lonely)
    names, domains = options.listed(items), options.listed(by)
    if test is not None:
        write_table(
            TestResult, hypothesis_tests(source, names, domains, design, options_from(test, measure, level)), out
        )
        return
    request = request_from(names, domains, measure, options.numbers(quantiles, "--quantiles"), interval, level)
    weights = replicates_from(replicate_method, replicates, replicate_scale, rscales, fay_rho, replicate_count, seed)
    write_table(Estimate, tabulate(source, request, design, weights), out)
