"""Figures as HTML: heading and small print are text that wraps, the picture scrolls sideways where it is too wide."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.html_inline import attributes, inline
from civiscope.report.writers.html_tables import table
from civiscope.report.writers.outline import figure_heading
from civiscope.results.document import Figure


def figure(block: Figure, level: int, language: str) -> str:
    """A figure whose heading is of ``level``; its table can be opened below it, without any script.

    The picture is an image of its own: a page's Content-Security-Policy need not know the style inside it.
    """
    heading = f"<h{level}{attributes(id=_title_id(block))}>{inline(figure_heading(block))}</h{level}>\n"
    question = f'<p class="cs-question">{inline(block.question)}</p>\n' if block.question else ""
    small_print = "".join(f'<p class="cs-note">{inline(line)}</p>\n' for line in block.caption)
    caption = f"<figcaption>\n{small_print}</figcaption>\n" if small_print else ""
    names = attributes(**{"id": block.id, "aria-labelledby": _title_id(block)})
    return (
        f'<figure class="cs-figure"{names}>\n{heading}{question}{_picture(block, language)}{caption}'
        f"{_numbers(block, language)}</figure>\n"
    )


def _title_id(block: Figure) -> str:
    return f"{block.id}-title" if block.id else ""


def _picture(block: Figure, language: str) -> str:
    data = b64encode(block.svg.encode("utf-8", "replace")).decode("ascii")
    label = say("picture_of", language, figure=block.label or plain(block.title))
    # What scrolls must be reached with a keyboard, and then have a name.
    return (
        f'<div class="cs-scroll cs-picture" tabindex="0" role="group" aria-label="{escape(label)}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(block.alt)}" width="{round(block.width)}" '
        f'height="{round(block.height)}" decoding="async"></div>\n'
    )


def _numbers(block: Figure, language: str) -> str:
    if not block.table.rows:
        return ""
    summary = escape(say("table_of_figure", language))
    return f'<details class="cs-numbers"><summary>{summary}</summary>\n{table(block.table)}</details>\n'
