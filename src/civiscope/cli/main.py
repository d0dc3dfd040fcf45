"""The entry point: finds the command, runs it, turns its end into an exit code."""

from __future__ import annotations

import signal
import sys
import traceback
from types import FrameType
from typing import Annotated

import typer

from civiscope import __version__
from civiscope.cli.registry import COMMANDS, load_command
from civiscope.errors import UserError

DONE, DEFECT, USER_INPUT, INTERRUPTED = 0, 1, 2, 130
INTERRUPTION = "Interrupted; nothing was left half-written."


def run() -> None:
    """Run the command that the arguments name, and exit: 0 done, 1 a defect in Civiscope, 2 the user's input."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(exit_code(sys.argv[1:]))


def _terminate(number: int, frame: FrameType | None) -> None:
    """End as an interrupt from the keyboard does, so that scratch folders are cleared."""
    raise KeyboardInterrupt


def exit_code(arguments: list[str]) -> int:
    """Run a command and return its exit code; messages to people go to stderr."""
    try:
        ended = _app(arguments)(args=arguments, prog_name="civiscope", standalone_mode=True)
        return DONE if ended is None else int(ended)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            # Typer turns an interrupt into a silent exit.
            typer.echo(INTERRUPTION, err=True)
        return end.code if isinstance(end.code, int) else DONE if end.code is None else DEFECT
    except UserError as failure:
        for entry in failure.problems:
            typer.echo(entry, err=True)
        count = len(failure.problems)
        typer.echo(f"Nothing was done: {count} {'problem' if count == 1 else 'problems'} to mend.", err=True)
        return USER_INPUT
    except KeyboardInterrupt:
        typer.echo(INTERRUPTION, err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output (e.g. head) has seen enough.
        sys.stderr.close()
        return DONE
    except Exception:
        traceback.print_exc()
        typer.echo(f"This is a defect in Civiscope {__version__}, not in your input. Please report it.", err=True)
        return DEFECT


def _app(arguments: list[str]) -> typer.Typer:
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help="Civiscope: from the questionnaire of a study of city governments to its published benchmark.",
    )
    app.callback()(_options)
    asked = arguments[0] if arguments and arguments[0] in COMMANDS else None
    for name in COMMANDS if asked is None else [asked]:
        app.command(name)(load_command(name))
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"civiscope {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """What may stand before a command; the version is printed as soon as it is read."""


if __name__ == "__main__":
    run()
