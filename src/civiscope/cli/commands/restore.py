"""civiscope restore: a backup of the service, back in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import given_path


def command(
    backup: Annotated[
        Path, typer.Argument(parser=given_path, metavar="FILE", help="What backup wrote.", show_default=False)
    ],
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=given_path,
            metavar="FOLDER",
            help="The service's own folder, new or empty.",
            show_default=False,
        ),
    ],
) -> None:
    """Restore a backup into an empty folder, and into the empty database of DATABASE_URL where it was of PostgreSQL."""
    from civiscope.web.service.backup import restore

    found = restore(backup, data)
    typer.echo(f"{data}: as it was at {found.made_at}. Serve it with --data {data}.", err=True)
