"""Specifications drawn as SVG by processes of their own, and made accessible files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from civiscope.report import figure_worker
from civiscope.report.figure_fonts import CutFonts, cut_fonts

MOST_PROCESSES = 4
FIGURES_PER_PROCESS = 8
"""A further process is worth its start when it has at least so many figures to draw."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is ready to be drawn: the stem of its files' names, its specification and what it says in words."""

    name: str
    specification: dict[str, Any]
    title: str
    summary: str
    detail: str


class _Process:
    """One drawing process; used by one thread at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def send(self, request: dict[str, str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def draw(self, specification: str) -> str:
        assert self._process.stdout is not None
        self.send({"draw": specification})
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the drawing process ended with code {self._process.wait()}")
        answer = json.loads(line)
        if "failure" in answer:
            raise RuntimeError(answer["failure"])
        return str(answer["svg"])


def draw_figures(make: Callable[[], list[Figure]], done: Callable[[Figure, str], None], expected: int) -> None:
    """Make figures and draw them; ``done`` gets each with its finished SVG, in the calling thread, in any order.

    ``make`` runs while the ``expected`` // 8 or so drawing processes start. Raises RuntimeError naming the figure that
    cannot be drawn, which is a defect of Civiscope.
    """
    with _processes(_worth_starting(expected)) as idle, tempfile.TemporaryDirectory() as folder:
        figures = make()
        fonts = cut_fonts({letter for figure in figures for letter in specification_json(figure.specification)})
        for weight, content in fonts.files.items():
            (Path(folder) / f"{weight}.ttf").write_bytes(content)
        waiting: SimpleQueue[_Process] = SimpleQueue()
        for process in idle:
            process.send({"fonts": folder})
            waiting.put(process)
        with ThreadPoolExecutor(len(idle)) as threads:
            # The largest first, so that no process is left alone with one of them in the end.
            largest_first = sorted(figures, key=lambda figure: -len(specification_json(figure.specification)))
            drawn = {threads.submit(_drawn, figure, fonts, waiting): figure for figure in largest_first}
            try:
                for finished in as_completed(drawn):
                    done(drawn[finished], finished.result())
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise


def specification_json(specification: dict[str, Any]) -> str:
    """The bytes of a .vl.json file, as text; safe inside an HTML script element."""
    written = json.dumps(specification, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def _drawn(figure: Figure, fonts: CutFonts, waiting: SimpleQueue[_Process]) -> str:
    process = waiting.get()
    try:
        return finished_svg(process.draw(specification_json(figure.specification)), figure, fonts.style_sheet)
    except RuntimeError as failure:
        raise RuntimeError(f"figure {figure.name} cannot be drawn: {failure}") from failure
    finally:
        waiting.put(process)


def finished_svg(svg: str, figure: Figure, style_sheet: str) -> str:
    """The renderer's SVG as one image with a name, a description and its fonts; roles of its inner parts are taken out."""
    head, body = re.match(r"<svg([^>]*)>(.*)\Z", svg, re.DOTALL).groups()  # type: ignore[union-attr]
    head = re.sub(r' (?:class|xmlns:xlink)="[^"]*"', "", head)
    body = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", body)
    name = quoteattr(f"{figure.title}. {figure.summary}".strip(), {"\n": " "})
    words = f"<title>{escape(figure.title)}</title><desc>{escape(f'{figure.summary} {figure.detail}'.strip())}</desc>"
    return f'<svg{head} role="img" aria-label={name}>{words}<style>{style_sheet}</style>{body}\n'


def _worth_starting(figures: int) -> int:
    return max(1, min(MOST_PROCESSES, os.cpu_count() or 1, figures // FIGURES_PER_PROCESS))


@contextmanager
def _processes(count: int) -> Iterator[list[_Process]]:
    """So many drawing processes, which are ended with the block."""
    with ExitStack() as stack:
        yield [_Process(stack.enter_context(_started())) for _ in range(count)]


@contextmanager
def _started() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", figure_worker.__name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()
