"""Progress on stderr for work that takes longer than a second: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PATIENCE = 1.0
"""Seconds that work may take before it is worth a word."""

_STEP = 5.0
"""Seconds between two plain lines of the same stage."""


class ProgressReporter:
    """Reports the stages of a workflow; use it in a with statement and call it as civiscope.workflows.progress says."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._stage = ""
        self._reported = 0.0
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._on_terminal = sys.stderr.isatty()

    def __enter__(self) -> ProgressReporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` parts of a stage are done; a ``total`` of 0 is not known."""
        now = time.monotonic()
        if now - self._began < PATIENCE:
            return
        if self._on_terminal:
            self._show_bar(stage, done, total)
        elif stage != self._stage or now - self._reported > _STEP:
            typer.echo(f"{stage}: {done} of {total}" if total and done else stage, err=True)
            self._reported = now
        self._stage = stage

    def _show_bar(self, stage: str, done: int, total: int) -> None:
        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        if stage != self._stage or self._task is None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(stage, total=total or None)
        self._bar.update(self._task, completed=done, total=total or None)
