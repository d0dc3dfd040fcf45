"""civiscope build: the whole release folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder, out_option
from civiscope.cli.words import counted


def command(
    study: StudyFolder,
    out: Annotated[
        Path,
        out_option("The release folder; an earlier release there is replaced."),
    ],
    wave: Annotated[str | None, typer.Option("--wave", help="Only this wave.", show_default=False)] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            help="Parts to make, joined by commas: results, figures, snapshots, report, site.",
            show_default="all",
        ),
    ] = None,
) -> None:
    """Build the release of a study: estimates, figures, snapshots, the quality report, its report and public site."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.web.explorer.baking import bake_site
    from civiscope.workflows.build import PARTS, build

    parts = PARTS if only is None else tuple(part.strip() for part in only.split(",") if part.strip())
    with ProgressReporter() as progress:
        made = build(study, out, parts, wave, progress, bake_site)
    cities, estimates = counted(made.cities, "city", "cities"), counted(made.estimates, "estimate")
    typer.echo(f"{out}: {cities}, {estimates}, {counted(made.findings, 'finding')} in the quality report")
    for line in made.remarks:
        typer.echo(line, err=True)
