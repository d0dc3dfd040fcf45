"""civiscope export: files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli import index_options as options
from civiscope.cli.paths import out_option

Format = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help="coinr: an index as iData.csv and iMeta.csv, with the options by which score repeats it.",
        show_default=False,
    ),
]
Wave = Annotated[str | None, typer.Option("--wave", help="One wave.", show_default="all waves")]


def command(
    form: Format,
    data: options.Data,
    out: Annotated[Path, out_option("Where the files go: a folder that is new or empty.")],
    index: options.Index = None,
    meta: options.Meta = None,
    wave: Wave = None,
) -> None:
    """Write files for another program."""
    from civiscope.workflows.interchange import export_files
    from civiscope.workflows.opened_index import IndexSource

    for remark in export_files(form, IndexSource(data, meta, index, wave), out):
        typer.echo(remark, err=True)
