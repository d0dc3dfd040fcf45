"""civiscope score: scores of indices, of a study or of any table of indicators."""

from __future__ import annotations

from civiscope.cli import index_options as options
from civiscope.cli import table_options


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
    out: table_options.OutFile = None,
) -> None:
    """Score units by an index: normalised indicators, or with --aggregate every level up to the index; prints CSV."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.cli.table_output import check_out, write_table
    from civiscope.results.scores import Score
    from civiscope.workflows.opened_index import IndexOptions, IndexSource
    from civiscope.workflows.score import score

    check_out(out, data if data.is_file() else None, meta)
    asked = {"screen": screen, "impute": impute, "treat": treat, "normalise": normalise}
    asked["denominate"] = "given" if denominate else None
    order = tuple(table_options.listed(steps))
    chosen = IndexOptions(asked, order, weights, options.aggregate_rules(aggregate), minimum)
    with ProgressReporter() as progress:
        rows = score(IndexSource(data, meta, index, wave), chosen, progress)
    write_table(Score, rows, out)
