"""The commands by name: each is a module of civiscope.cli.commands with a function ``command``, loaded when needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

COMMANDS = {
    "new": "new",
    "check": "check",
    "build": "build",
    "release": "release",
    "snapshot": "snapshot",
    "simulate": "simulate",
    "tabulate": "tabulate",
    "test": "test",
    "compare": "compare",
    "calibrate": "calibrate",
    "score": "score",
    "sensitivity": "sensitivity",
    "analyse": "analyse",
    "what-if": "what_if",
    "outcomes": "outcomes",
    "serve": "serve",
    "backup": "backup",
    "restore": "restore",
    "import": "import_",
    "export": "export",
}
"""Name on the command line and name of the module, in the order in which help shows them."""


def load_command(name: str) -> Callable[..., Any]:
    """The function behind a command; its docstring is the help."""
    command: Callable[..., Any] = import_module(f"civiscope.cli.commands.{COMMANDS[name]}").command
    return command
