"""civiscope check: every problem of a study folder at once."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from civiscope.cli.paths import StudyFolder
from civiscope.cli.words import counted


class Format(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"


def command(
    study: StudyFolder,
    format_: Annotated[Format, typer.Option("--format", help="text for people, json for programs.")] = Format.TEXT,
    findings: Annotated[bool, typer.Option("--findings", help="Show findings as well (json always has them).")] = False,
) -> None:
    """Find every problem of a study folder; exit 2 if there is one."""
    from civiscope.workflows.check import check_study

    problems = check_study(study)
    errors = [entry for entry in problems if entry.severity == "error"]
    if format_ is Format.JSON:
        typer.echo(json.dumps([asdict(entry) for entry in problems], ensure_ascii=False, indent=2))
    else:
        for entry in problems if findings else errors:
            typer.echo(entry)
        typer.echo(_summary(len(errors), len(problems) - len(errors), hidden=not findings))
    if errors:
        raise typer.Exit(2)


def _summary(errors: int, findings: int, hidden: bool) -> str:
    shown = " (--findings shows them; the quality report of a release lists them)" if findings and hidden else ""
    return f"{counted(errors, 'problem')}, {counted(findings, 'finding')}{shown}"
