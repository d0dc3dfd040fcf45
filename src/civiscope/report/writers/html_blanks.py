"""What is filled in by hand, as HTML: marks and lines are decoration, whose meaning the words around them say."""

from __future__ import annotations

from html import escape

from civiscope.report.words.phrases import plain
from civiscope.report.writers.html_inline import inline, inline_text
from civiscope.results.document import Blanks, WritingLines


def filled_in_by_hand(block: Blanks | WritingLines) -> str:
    """The block as HTML."""
    return _blanks(block) if isinstance(block, Blanks) else _writing_lines(block)


def _blanks(block: Blanks) -> str:
    """A list with a mark before each entry, or a grid with one in every cell."""
    mark = f'<span class="cs-mark cs-mark-{block.mark}" aria-hidden="true"></span>'
    if not block.head:
        entries = "".join(f"<li>{mark}<span>{inline(entry)}</span></li>\n" for entry in block.entries)
        return f'<ul class="cs-blanks" role="list">\n{entries}</ul>\n'
    head = "".join(f'<th scope="col">{inline(text)}</th>' for text in block.head)
    cells = f"<td>{mark}</td>" * (len(block.head) - 1)
    rows = "".join(f'<tr><th scope="row">{inline(entry)}</th>{cells}</tr>\n' for entry in block.entries)
    label = escape(inline_text(tuple(plain(text) for text in block.head)))
    made = f'<table class="cs-table cs-blank-grid"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>'
    return f'<div class="cs-scroll" tabindex="0" role="group" aria-label="{label}">{made}</div>\n'


def _writing_lines(block: WritingLines) -> str:
    """Lines to write on."""
    prompt = f"<span>{inline(block.prompt)}</span>" if block.prompt else ""
    line = f'<span class="cs-line{" cs-line-short" if block.short else ""}" aria-hidden="true"></span>'
    hidden = "" if block.prompt else ' aria-hidden="true"'
    return f'<div class="cs-lines"{hidden}>{prompt}{line * block.lines}</div>\n'
