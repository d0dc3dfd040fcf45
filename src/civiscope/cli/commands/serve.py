"""civiscope serve: the service."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder, data_of, given_path


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
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            parser=given_path,
            metavar="FOLDER",
            help="The service's own folder: database, uploads, mails; without it STUDY-service, beside it.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=64,
            help="Processes that answer; without it as many as the machine has processors, up to four. Each keeps the "
            "releases in memory.",
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
    """Serve a study: collection, the desk of the programme team, and the explorer of its releases.

    STUDY may also be a release folder; then only the explorer is served.
    """
    from civiscope.web.service.server import require_free

    require_free(host, port)
    _serve(study, releases, data, (host, port, workers), tuple({host, "127.0.0.1", "localhost", *(name or [])}))


def _serve(
    study: Path, releases: Path | None, data: Path | None, place: tuple[str, int, int | None], hosts: tuple[str, ...]
) -> None:
    """What whoever starts it must mend or type in comes first; building the explorer takes its time."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.web.service.preparation import configure, ensure_owner, prepare_database
    from civiscope.web.service.server import run_server, workers_here
    from civiscope.workflows.drafts import is_study, release_to_serve, require_sound

    host, port, workers = place
    field = study if is_study(study) else None
    kept = None if field is None else data_of(study, data)
    address = f"http://{host}:{port}"
    if field is not None:
        require_sound(field)
        configure(field, kept, None, hosts, address)
        prepare_database()
        if not ensure_owner(_asked_owner):
            typer.echo("There is no owner yet: set CIVISCOPE_OWNER_EMAIL and CIVISCOPE_OWNER_PASSWORD.", err=True)
    with ProgressReporter() as progress, release_to_serve(study, releases, progress) as folder:
        configure(field, kept, folder, hosts, address)
        typer.echo(f"Serving {study.resolve().name} at {address}/ (Ctrl+C ends it)", err=True)
        if kept is not None:
            typer.echo(f"The programme desk is {address}/desk/; its data are in {kept}", err=True)
        run_server(host, port, workers or workers_here(field is not None))


def _asked_owner() -> tuple[str, str] | None:
    """The owner's address and password as typed; None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None
    typer.echo("The service has no owner yet. Whoever owns it lets the others in.", err=True)
    email = typer.prompt("E-mail address", err=True)
    return email, typer.prompt(
        "Password (twelve characters or more)", hide_input=True, confirmation_prompt=True, err=True
    )
