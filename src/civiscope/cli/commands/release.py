"""civiscope release: the release of a wave that the service collected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from civiscope.cli.paths import StudyFolder, given_path, out_option
from civiscope.cli.words import counted

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        parser=given_path,
        metavar="FOLDER",
        help="The service's own folder; without it STUDY-service, beside the study. A DATABASE_URL holds here as for "
        "the service.",
        show_default=False,
    ),
]


def command(
    study: StudyFolder,
    out: Annotated[Path, out_option("The release folder; an earlier release there is replaced.")],
    from_service: Annotated[
        bool, typer.Option("--from-service", help="Take the answers that the service collected; must be given.")
    ] = False,
    data: Data = None,
    wave: Annotated[
        str | None,
        typer.Option("--wave", help="The collected wave; the one opened last where absent.", show_default=False),
    ] = None,
    include: Annotated[
        Literal["approved", "submitted"],
        typer.Option("--include", help="Answers that were approved, or all that cities have submitted."),
    ] = "approved",
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help="A draft, which may be of a wave that is still open; it says so wherever it names the wave, and no "
            "case counts as published.",
        ),
    ] = False,
    write_answers: Annotated[
        bool,
        typer.Option(
            "--write-answers",
            help="Put the answers and consents into the study folder as well and mark the wave closed there: civiscope "
            "build makes the same release of it, without the service.",
        ),
    ] = False,
) -> None:
    """Build the release of a wave that the service collected, in all its parts."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.errors import UserError, problem
    from civiscope.web.service.preparation import configure, prepare_database, require_database

    if not from_service:
        raise UserError(problem("release-source-missing"))
    kept = data or study.resolve().with_name(f"{study.resolve().name}-service")
    require_database(kept)
    configure(study, kept, None, (), "")
    prepare_database()
    # Models can be imported once Django knows its settings.
    from civiscope.web.collection.rules.selection import Include
    from civiscope.web.service.field_release import release_collected

    with ProgressReporter() as progress:
        made = release_collected(study, out, wave, Include(include), progress, draft=draft, keep=write_answers)
    cities, estimates = counted(made.build.cities, "city", "cities"), counted(made.build.estimates, "estimate")
    typer.echo(f"{out}: wave {made.wave}, {cities}, {estimates}, {counted(made.published, 'case')} published")
    for line in made.build.remarks:
        typer.echo(line, err=True)
