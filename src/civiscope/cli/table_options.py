"""Arguments and options that several commands on tables share, and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import given_path

Data = Annotated[
    Path | None,
    typer.Argument(
        parser=given_path,
        metavar="DATA",
        help="A study folder or a table (.csv, .parquet, .sav, .xlsx); not needed with --engine and --table.",
        show_default=False,
    ),
]
DataFile = Annotated[
    Path,
    typer.Argument(
        parser=given_path,
        metavar="DATA",
        help="A study folder or a table (.csv, .parquet, .sav, .xlsx).",
        show_default=False,
    ),
]
Items = Annotated[
    str, typer.Option("--items", metavar="A,B", help="Items; of a ratio numerator/denominator.", show_default=False)
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="G,H",
        help='Domains: each of them, and all of them crossed; "G & H" is their crossing alone.',
        show_default=False,
    ),
]
MeasureName = Annotated[
    str,
    typer.Option(
        "--measure", help="share, mean, total, ratio, quantile, variance; of a study's answers also residents."
    ),
]
QuantileList = Annotated[str, typer.Option("--quantiles", help="Which quantiles.")]
IntervalName = Annotated[
    str,
    typer.Option("--interval", help="Intervals of shares: logit, likelihood, asin, beta, mean, xlogit or wilson."),
]
ReplicateFile = Annotated[
    Path | None,
    typer.Option(
        "--replicates",
        parser=given_path,
        metavar="FILE",
        help="Table with the columns weight and then the replicate weights, in the data's order.",
        show_default=False,
    ),
]
ReplicateKind = Annotated[
    str | None,
    typer.Option(
        "--replicate-method",
        help="JK1, JKn, BRR, Fay or bootstrap; without --replicates they are made from the design.",
        show_default=False,
    ),
]
FayRho = Annotated[float, typer.Option("--fay-rho", help="Fay's factor.")]
ReplicateScale = Annotated[
    float | None, typer.Option("--replicate-scale", help="Scale of the replicates.", show_default="as the method")
]
Rscales = Annotated[
    Path | None,
    typer.Option(
        "--rscales",
        parser=given_path,
        metavar="FILE",
        help="One scale for each replicate.",
        show_default="as the method",
    ),
]
ReplicateCount = Annotated[int, typer.Option("--replicate-count", min=2, help="Bootstrap replicates made.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the bootstrap.")]
Weight = Annotated[str | None, typer.Option("--weight", metavar="W", help="Column of weights.", show_default=False)]
Strata = Annotated[str | None, typer.Option("--strata", metavar="S", help="Column of strata.", show_default=False)]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="C1,C2", help="Columns of clusters, first stage first.", show_default=False),
]
Fpc = Annotated[
    str | None,
    typer.Option(
        "--fpc",
        metavar="F1,F2",
        help="Columns of population sizes: of clusters at each stage, of units where there are none.",
        show_default=False,
    ),
]
LonelyRule = Annotated[
    str,
    typer.Option(
        "--lonely",
        metavar="RULE",
        help="Strata with a single sampled unit: fail, remove, certainty, adjust or average.",
    ),
]
EngineAddress = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="URL",
        help="postgresql://user@host/database, spark://local[N] or spark://host:port; DuckDB where absent.",
        show_default=False,
    ),
]
TableName = Annotated[
    str | None, typer.Option("--table", metavar="T", help="The table of the engine.", show_default=False)
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads", min=1, help="Threads of DuckDB; with 1 sums are added in a fixed order.", show_default="all"
    ),
]
WaveName = Annotated[
    str | None, typer.Option("--wave", help="Wave of a study; the latest where absent.", show_default=False)
]
QuestionnaireName = Annotated[
    str | None,
    typer.Option("--questionnaire", help="Questionnaire of a study; the first where absent.", show_default=False),
]
Level = Annotated[float, typer.Option("--level", help="Level of intervals.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", parser=given_path, metavar="FILE", help="Write to this file.", show_default="stdout"),
]


def listed(text: str | None) -> tuple[str, ...]:
    """The parts of a text that commas separate, trimmed."""
    return () if text is None else tuple(part.strip() for part in text.split(",") if part.strip())


def numbers(text: str, option: str) -> tuple[float, ...]:
    """Numbers that commas separate; raises typer.BadParameter, which ends with exit code 2, for what is none."""
    try:
        return tuple(float(part) for part in listed(text))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a list of numbers such as 0.25,0.5.", param_hint=option) from None
