"""civiscope snapshot: one city's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder, out_option


def command(
    study: StudyFolder,
    city: Annotated[str, typer.Argument(help="The code of a city, e.g. paris-fra.", show_default=False)],
    out: Annotated[Path, out_option("The folder to write CITY.html and CITY.pdf in.")],
    wave: Annotated[
        str | None, typer.Option("--wave", help="The wave; the city's latest where absent.", show_default=False)
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Say on every page that it is a draft, and link to nothing else.")
    ] = False,
) -> None:
    """Write the snapshot of one city as HTML and PDF."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.workflows.snapshot import write_snapshot

    with ProgressReporter() as progress:
        for path in write_snapshot(study, city, out, wave, progress, draft=draft):
            typer.echo(path)
