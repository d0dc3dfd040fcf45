"""civiscope new: a small study to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import given_path


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            parser=given_path,
            metavar="FOLDER",
            help="A folder that does not exist yet, or is empty.",
            show_default=False,
        ),
    ],
) -> None:
    """Write a small study with invented cities that checks and builds."""
    from civiscope.workflows.new import new_study

    for path in new_study(folder):
        typer.echo(path)
    typer.echo(f"Now try: civiscope check {folder}, then: civiscope build {folder} --out {folder.name}-release")
