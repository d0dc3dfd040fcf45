"""civiscope test: whether domains differ, in a study or in any table."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import table_options as options


def command(
    items: options.Items,
    data: options.Data = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="G,H", help="Domains; each is tested.", show_default=False)
    ] = None,
    test: Annotated[
        str,
        typer.Option(
            "--test",
            help="Of a cross-tabulation: F, Chisq (Rao and Scott's second and first order), Wald, adjWald, lincom, "
            "saddlepoint; of estimates: t (every two levels), means (all levels at once).",
        ),
    ] = "F",
    measure: Annotated[str, typer.Option("--measure", help="Of t and means: mean, or share of each value.")] = "mean",
    adjust: Annotated[
        str, typer.Option("--adjust", help="p-values of all tests of the table: holm, bh or none.")
    ] = "holm",
    level: options.Level = 0.95,
    weight: options.Weight = None,
    strata: options.Strata = None,
    cluster: options.Cluster = None,
    fpc: options.Fpc = None,
    lonely: options.LonelyRule = "fail",
    engine: options.EngineAddress = None,
    table: options.TableName = None,
    threads: options.Threads = None,
    wave: options.WaveName = None,
    questionnaire: options.QuestionnaireName = None,
    out: options.OutFile = None,
) -> None:
    """Test items by domains under the design: Rao-Scott, Wald and t tests; prints CSV."""
    from civiscope.cli.table_output import check_out, write_table
    from civiscope.results.tests import TestResult
    from civiscope.workflows.hypotheses import hypothesis_tests, options_from
    from civiscope.workflows.table_request import design_from
    from civiscope.workflows.tabulate import TableSource

    check_out(out, data)
    source = TableSource(data, engine, table, threads, wave, questionnaire)
    design = design_from(weight, strata, options.listed(cluster), options.listed(fpc), lonely)
    names, domains = options.listed(items), options.listed(by)
    chosen = options_from(test, measure, level, adjust)
    write_table(TestResult, hypothesis_tests(source, names, domains, design, chosen), out)
