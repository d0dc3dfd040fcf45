"""civiscope outcomes: links scores and answers of a study to outcome indicators."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import table_options
from civiscope.cli.paths import StudyFolder

Wave = Annotated[str | None, typer.Option("--wave", help="The wave.", show_default="all that the models name")]
Index = Annotated[
    str | None, typer.Option("--index", metavar="NAME", help="Only results of this index.", show_default=False)
]
Indicators = Annotated[
    str | None,
    typer.Option(
        "--indicator",
        metavar="A,B",
        help="Only these outcomes; p-values are adjusted for all of them nonetheless.",
        show_default=False,
    ),
]


def command(
    study: StudyFolder,
    wave: Wave = None,
    index: Index = None,
    indicator: Indicators = None,
    out: table_options.OutFile = None,
) -> None:
    """Compare and regress the outcomes of outcomes.yaml on scores and answers; prints CSV."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.cli.table_output import write_table
    from civiscope.results.outcomes import OutcomeEstimate
    from civiscope.workflows.outcomes import outcome_estimates

    with ProgressReporter() as progress:
        rows = outcome_estimates(study, wave, index, table_options.listed(indicator), progress)
    write_table(OutcomeEstimate, rows, out)
