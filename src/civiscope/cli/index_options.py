"""Options that the commands on indices share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import given_path
from civiscope.errors import UserError, problem

Data = Annotated[
    Path,
    typer.Argument(
        parser=given_path,
        metavar="DATA",
        help="A study folder, or a table of indicators (.csv, .xlsx, .sav, .parquet), one row per unit.",
        show_default=False,
    ),
]
Index = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="FILE",
        help="The definition of the index (YAML); of a study also its name, e.g. published_profile.",
        show_default=False,
    ),
]
Meta = Annotated[
    Path | None,
    typer.Option(
        "--meta", parser=given_path, metavar="FILE", help="The structure of the table (iMeta).", show_default=False
    ),
]
Screen = Annotated[
    str | None, typer.Option("--screen", metavar="RULE", help="available:0.67 or nonzero:0.05.", show_default=False)
]
Denominate = Annotated[bool, typer.Option("--denominate", help="Divide indicators by their denominators.")]
Impute = Annotated[
    str | None,
    typer.Option(
        "--impute",
        metavar="RULE",
        help="mean, median, group_mean:COLUMN, group_median:COLUMN, knn:5, em or panel:latest.",
        show_default=False,
    ),
]
Treat = Annotated[
    str | None,
    typer.Option("--treat", metavar="RULE", help="Outliers, e.g. winsorise:5:log_ct, boxcox:0.5.", show_default=False),
]
Normalise = Annotated[
    str | None,
    typer.Option(
        "--normalise",
        metavar="RULE",
        help="minmax:0:100, zscore:0:1, rank, percentrank, borda, scaled:L:U, dist2max, dist2ref:UNIT, dist2targ, "
        "fracmax, goalposts, classes:1:2, none.",
        show_default="the definition's, else minmax:0:100",
    ),
]
Weights = Annotated[
    str | None,
    typer.Option(
        "--weights",
        metavar="RULE",
        help="meta, equal, pca, factors, ahp:FILE, budget:FILE, optimised, or a CSV file (node, weight).",
        show_default="meta",
    ),
]
Aggregate = Annotated[
    str | None,
    typer.Option(
        "--aggregate",
        metavar="A[,B,C]",
        help="arithmetic, geometric, harmonic, sum, mazziotta_pareto, copeland, condorcet, benefit_of_doubt: one for "
        "all levels, or one per level, lowest first.",
        show_default=False,
    ),
]
Minimum = Annotated[
    float | None,
    typer.Option(
        "--minimum", min=0, max=1, help="Least share of a node's elements that must be there.", show_default=False
    ),
]
Order = Annotated[
    str,
    typer.Option("--steps", metavar="A,B", help="The order of the steps that are asked for."),
]
DEFAULT_ORDER = "denominate,screen,impute,treat,normalise"


def alternatives(texts: list[str] | None) -> dict[str, dict[str, str]]:
    """The alternatives of --vary by step: rules joined by slashes, or bars where one holds a path. Raises UserError."""
    found: dict[str, dict[str, str]] = {}
    for text in texts or []:
        step, equals, rules = text.partition("=")
        if not equals or not step or not rules:
            raise UserError(problem("index-vary-form", column="--vary", value=text))
        found.setdefault(step, {}).update({rule: rule for rule in rules.split("|" if "|" in rules else "/")})
    return found
