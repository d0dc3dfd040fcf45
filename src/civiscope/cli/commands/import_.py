"""civiscope import: definitions from the files of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import given_path

Format = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT", help="coinr: the structure of an index (iMeta) becomes its definition.", show_default=False
    ),
]
File = Annotated[Path, typer.Argument(parser=given_path, metavar="FILE", help="What is read.", show_default=False)]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        parser=given_path,
        metavar="FILE",
        help="What is written; of an index NAME.yaml, which gives it its name.",
        show_default=False,
    ),
]


def command(form: Format, file: File, out: Out) -> None:
    """Make a definition of what another program wrote."""
    from civiscope.workflows.interchange import import_file

    for remark in import_file(form, file, out):
        typer.echo(remark, err=True)
