"""civiscope score: scores of indices, of a study or of any table of indicators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli import index_options as options
from civiscope.cli import table_options
from civiscope.cli.paths import given_path
from civiscope.errors import UserError, problem

Log = Annotated[
    Path | None,
    typer.Option(
        "--log",
        parser=given_path,
        metavar="FILE",
        help="Write to this file what every step did to every value, with the steps in words (CSV).",
        show_default=False,
    ),
]


def command(
    data: options.Data,
    index: options.Index = None,
    meta: options.Meta = None,
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
    log: Log = None,
    out: table_options.OutFile = None,
) -> None:
    """Score units by an index: normalised indicators, or with --aggregate every level up to the index; prints CSV."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.cli.table_output import check_out, write_tables
    from civiscope.results.index_analysis import StepEffect
    from civiscope.results.scores import Score
    from civiscope.workflows.opened_index import IndexOptions, IndexSource
    from civiscope.workflows.score import score

    for written in (out, log):
        check_out(written, data if data.is_file() else None, meta, None if index is None else Path(index))
    if log is not None and log == out:
        raise UserError(problem("out-twice", value=log))
    chosen = IndexOptions.from_words(
        {"screen": screen, "impute": impute, "treat": treat, "normalise": normalise},
        denominate=denominate,
        order=table_options.listed(steps),
        weights=weights,
        aggregate=table_options.listed(aggregate),
        minimum=minimum,
    )
    with ProgressReporter() as progress:
        scored = score(IndexSource(data, meta, index, wave), chosen, progress)
    logged = [] if log is None else [(StepEffect, scored.effects, log)]
    write_tables((Score, scored.rows, out), *logged)
    if scored.remark:
        typer.echo(scored.remark, err=True)
