"""civiscope serve: the service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder, given_path


def command(
    study: StudyFolder,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    releases: Annotated[
        Path | None,
        typer.Option(
            "--releases",
            parser=given_path,
            metavar="FOLDER",
            help="A folder of releases of the study; the newest is shown, the others beside it. Without it the study "
            "is built first, into a folder that goes when the server ends.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", help="A name under which readers reach the service; may be given again.", show_default=False
        ),
    ] = None,
) -> None:
    """Serve the explorer of a study's releases; STUDY may also be a release folder itself."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.web.service.server import require_free, run_server
    from civiscope.workflows.drafts import release_to_serve

    require_free(host, port)
    with ProgressReporter() as progress, release_to_serve(study, releases, progress) as folder:
        typer.echo(f"Serving {folder.name} at http://{host}:{port}/ (Ctrl+C ends it)", err=True)
        run_server(folder, host, port, tuple({host, "127.0.0.1", "localhost", *(name or [])}))
