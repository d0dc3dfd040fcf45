"""The commands that the manual shows run as they stand, in the order of the page, and print what it says.

Each page runs in a copy of the project of its own. Two kinds of lines are not run: ``make``, since `make test` runs
these tests and would start itself, and what sets up the shell or fetches the project (``SET_UP``); .ci/run runs both
make commands for real. In the output that a page shows, a line of three dots stands for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.manual import ROOT, name, pages

BLOCK = re.compile(r"^```console\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
SET_UP = ("make ", "git clone ", "cd civiscope", ". .venv/bin/activate")
COPIED = ("studies",)
"""What the examples use of the project."""


@dataclass(frozen=True)
class Step:
    """One command of a page and the output that the page shows below it."""

    command: str
    shown: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The commands of a page's console blocks, in order."""
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            # Lines that a shell asks for with its second prompt, as those of a here-document.
            while shown and (shown[0] == ">" or shown[0].startswith("> ")):
                command += "\n" + shown.pop(0)[2:]
            yield Step(command, tuple(shown))


PAGES = [page for page in pages() if any(True for _ in steps(page.read_text(encoding="utf-8")))]


@pytest.fixture
def workplace(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A copy of what the examples use, and an environment in which the command ``civiscope`` is known."""
    project = tmp_path / "project"
    for folder in COPIED:
        shutil.copytree(ROOT / folder, project / folder)
    command = tmp_path / "bin" / "civiscope"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m civiscope "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return project, {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def matches(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the output is what the page shows; "..." stands for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_examples_run_and_print_what_is_shown(page: Path, workplace: tuple[Path, dict[str, str]]) -> None:
    project, environment = workplace
    for step in steps(page.read_text(encoding="utf-8")):
        if step.command.startswith(SET_UP):
            continue
        outcome = subprocess.run(
            ["/bin/sh", "-c", step.command],
            cwd=project,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert outcome.returncode == 0, f"$ {step.command}\n{outcome.stdout}"
        if step.shown:
            assert matches(step.shown, outcome.stdout.splitlines()), f"$ {step.command}\n{outcome.stdout}"


def test_manual_has_examples() -> None:
    assert {"README.md", "docs/getting-started.md"} <= {name(page) for page in PAGES}


def test_three_dots_stand_for_any_lines() -> None:
    assert matches(("a", "...", "c"), ["a", "c"])
    assert matches(("a", "...", "c"), ["a", "b", "b", "c"])
    assert not matches(("a", "c"), ["a", "b", "c"])
