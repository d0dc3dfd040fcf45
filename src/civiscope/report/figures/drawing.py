"""Specifications drawn as SVG by processes of their own, and made accessible files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from civiscope.report.figures import worker
from civiscope.report.figures.fonts import embedded_fonts
from civiscope.report.figures.lettering import lettering, without_texts

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


def draw_figures(make: Callable[[], list[Figure]], done: Callable[[Figure, str], None], expected: int) -> None:
    """Make figures and draw them; ``done`` gets each with its finished SVG, in the calling thread, in any order.

    ``make`` runs while the drawing processes start, as many as are worth it for the ``expected`` number of figures.
    Raises RuntimeError naming the figure that cannot be drawn, which is a defect of Civiscope.
    """
    with _processes(_worth_starting(expected)) as processes, ThreadPoolExecutor(len(processes)) as threads:
        idle: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        for process in processes:
            idle.put(process)
        # The largest first, so that no process is left alone with one of them in the end.
        figures = sorted(make(), key=lambda figure: -len(figure.specification["data"]["values"]))
        drawings = {threads.submit(_drawn, figure, idle): figure for figure in figures}
        try:
            # The fonts are made while the first figures are drawn.
            fonts = embedded_fonts(
                {letter for figure in figures for letter in specification_json(figure.specification)}
            )
            for drawing in as_completed(drawings):
                figure = drawings[drawing]
                done(figure, finished_svg(drawing.result(), figure, fonts))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise


def specification_json(specification: dict[str, Any]) -> str:
    """The text of a .vl.json file, on one line; safe inside an HTML script element."""
    written = json.dumps(specification, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def finished_svg(svg: str, figure: Figure, fonts: str) -> str:
    """The renderer's SVG as one image with its texts, a name, a description and ``fonts`` (a style sheet).

    The renderer's own roles and labels of parts, which would be read aloud one by one, are taken out.
    """
    start = svg.index(">")
    head, body = svg[:start], svg[start + 1 :].removesuffix("</svg>")
    head = re.sub(r' (?:class|xmlns:xlink)="[^"]*"', "", head)
    body = re.sub(r'(<[a-z]+[^>]*?)((?: (?:role|aria-[a-z]+)="[^"]*")+)', r"\1", body)
    summary = figure.summary.strip()
    name = quoteattr(f"{figure.title}. {summary}")
    words = f"<title>{escape(figure.title)}</title><desc>{escape(f'{summary} {figure.detail}'.strip())}</desc>"
    texts = lettering(figure.specification)
    return f'{head} role="img" aria-label={name}>{words}<style>{fonts}</style>{body}{texts}</svg>\n'


def _drawn(figure: Figure, idle: SimpleQueue[subprocess.Popen[str]]) -> str:
    """The figure's shapes as SVG, by the first process that is idle."""
    shapes = specification_json(without_texts(figure.specification))
    process = idle.get()
    try:
        return _answer(process, shapes)
    except (RuntimeError, OSError) as failure:
        raise RuntimeError(f"figure {figure.name} cannot be drawn: {failure}") from failure
    finally:
        idle.put(process)


def _answer(process: subprocess.Popen[str], specification: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(specification + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the drawing process ended with code {process.wait()}")
    answer = json.loads(line)
    if "failure" in answer:
        raise RuntimeError(answer["failure"])
    return str(answer["svg"])


def _worth_starting(figures: int) -> int:
    return max(1, min(MOST_PROCESSES, os.cpu_count() or 1, figures // FIGURES_PER_PROCESS))


@contextmanager
def _processes(count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """So many drawing processes, which are ended with the block."""
    with ExitStack() as stack:
        yield [stack.enter_context(_started()) for _ in range(count)]


@contextmanager
def _started() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", worker.__name__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.kill()
