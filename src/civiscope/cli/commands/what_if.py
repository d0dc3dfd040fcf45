"""civiscope what-if: what a city's score, rank and class would be with other answers."""

from __future__ import annotations

from typing import Annotated

import typer

from civiscope.cli import table_options
from civiscope.cli.paths import StudyFolder

City = Annotated[str, typer.Argument(metavar="CITY", help="The code of the city.", show_default=False)]
Index = Annotated[
    str | None,
    typer.Option(
        "--index", metavar="NAME", help="The index; not needed where only one has answers.", show_default=False
    ),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        metavar="ITEM[.ROW]=OPTION",
        help="Another answer, or a number; of a list +OPTION names one more and -OPTION one fewer. Several change "
        "together.",
        show_default=False,
    ),
]
All = Annotated[bool, typer.Option("--all", help="Also single answers that would leave the score as it is.")]
Wave = Annotated[str | None, typer.Option("--wave", help="The wave.", show_default="the latest with an answer")]


def command(
    study: StudyFolder,
    city: City,
    index: Index = None,
    wave: Wave = None,
    answer: Answers = None,
    everything: All = False,
    out: table_options.OutFile = None,
) -> None:
    """Tell what a city's score would be with other answers; without --answer with each single one; prints CSV."""
    from civiscope.cli.table_output import write_table
    from civiscope.results.index_analysis import AnswerEffect
    from civiscope.workflows.what_if import answer_effects

    found = answer_effects(study, city, index, wave, answer or (), idle=everything)
    write_table(AnswerEffect, found.rows, out)
    if found.remark:
        typer.echo(found.remark, err=True)
