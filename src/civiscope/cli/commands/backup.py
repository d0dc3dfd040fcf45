"""civiscope backup: what the service keeps, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import data_of, given_path


def command(
    out: Annotated[
        Path, typer.Option("--out", parser=given_path, metavar="FILE", help="The file to write.", show_default=False)
    ],
    study: Annotated[
        Path | None,
        typer.Argument(parser=given_path, metavar="STUDY", help="The study folder that is served.", show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            parser=given_path,
            metavar="FOLDER",
            help="The service's own folder; without it STUDY-service, beside the study.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Back up what the service keeps: database, uploads, mails and its secret key; it may go on serving.

    The file holds personal data, and the key that signs links: keep it as you keep these.
    """
    from civiscope.web.service.backup import back_up

    size = back_up(data_of(study, data), out)
    typer.echo(f"{out}: {size:,} bytes. It holds personal data.", err=True)
