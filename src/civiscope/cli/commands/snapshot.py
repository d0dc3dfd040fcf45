"""civiscope snapshot: one city's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    study: Annotated[Path, typer.Argument(help="The study folder.", show_default=False)],
    city: Annotated[str, typer.Argument(help="The code of a city, e.g. paris-fra.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", help="The folder to write CITY.html and CITY.pdf in.", show_default=False)
    ],
    wave: Annotated[
        str | None, typer.Option("--wave", help="The wave; the city's latest where absent.", show_default=False)
    ] = None,
) -> None:
    """Write the snapshot of one city as HTML and PDF."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.workflows.snapshot import write_snapshot

    with ProgressReporter() as progress:
        for path in write_snapshot(study, city, out, wave, progress):
            typer.echo(path)
