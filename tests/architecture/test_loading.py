"""What a start of the command line costs: nothing heavy is loaded before a command asks for it."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.house import modules

EVERY_MODULE = [module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for module in modules()]


def loaded_by(names: list[str]) -> set[str]:
    """The names in sys.modules after a fresh interpreter has imported ``names``."""
    # Models can be imported once Django is set up.
    web = "import civiscope.web, django; django.setup()\n" if any(".web." in name for name in names) else ""
    program = f"{web}import importlib, sys\nfor name in {names}: importlib.import_module(name)\nprint(*sys.modules)"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(outcome.stdout.split())


def test_start_of_the_command_line_loads_no_heavy_library() -> None:
    heavy = {"altair", "duckdb", "lxml", "numpy", "pyarrow", "pydantic", "scipy", "typst", "vl_convert", "yaml"}
    assert loaded_by(["civiscope.cli.main"]) & heavy == set()


def test_no_module_loads_what_takes_seconds() -> None:
    assert loaded_by(EVERY_MODULE) & {"pandas", "scipy.stats", "statsmodels"} == set()
