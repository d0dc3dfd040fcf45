"""Paths as people give them on the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from civiscope.errors import UserError, problem


def given_path(text: str) -> Path:
    """The path, with ``~`` expanded (no shell does so behind ``--out=``) and a link at its end followed.

    Raises typer.BadParameter, which ends with exit code 2, for a path that the file system cannot have.
    """
    path = Path(text).expanduser()
    try:
        os.lstat(path)
        return path.resolve() if path.is_symlink() else path
    except (FileNotFoundError, NotADirectoryError):
        return path
    except RuntimeError:
        raise typer.BadParameter(f"{text} is a link that leads back to itself.") from None
    except (OSError, ValueError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else str(failure)
        raise typer.BadParameter(f"{text[:60]}… cannot be a path: {reason}.") from None


StudyFolder = Annotated[
    Path, typer.Argument(parser=given_path, metavar="STUDY", help="The study folder.", show_default=False)
]


def data_of(study: Path | None, data: Path | None) -> Path:
    """The service's own folder: ``data``, else STUDY-service beside the study. Raises UserError without either."""
    if data is not None:
        return data
    if study is None:
        raise UserError(problem("data-folder-unnamed"))
    return study.resolve().with_name(f"{study.resolve().name}-service")


def out_option(text: str) -> typer.models.OptionInfo:
    """The option --out, a folder; ``text`` is its help."""
    option: typer.models.OptionInfo = typer.Option(
        "--out", parser=given_path, metavar="FOLDER", help=text, show_default=False
    )
    return option
