"""civiscope simulate: a copy of a study with made-up cities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder, out_option


def command(
    study: StudyFolder,
    out: Annotated[Path, out_option("The folder of the new study.")],
    cities: Annotated[int, typer.Option("--cities", min=1, max=100_000, help="Number of made-up cities.")] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same study.")] = 1,
) -> None:
    """Copy a study with made-up cities and answers, marked as simulated everywhere."""
    from civiscope.cli.progress import ProgressReporter
    from civiscope.workflows.simulate import simulate_study

    with ProgressReporter() as progress:
        simulate_study(study, cities, seed, out, progress)
    typer.echo(f"{out}: {cities} simulated cities; try: civiscope build {out} --out {out.name}-release")
