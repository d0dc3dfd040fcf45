"""report.md as its writer means it: headings, paragraphs, lists, tables and quotations with references in them.

Markdown is read by markdown-it-py (CommonMark with tables); what a report has no use for is a problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from civiscope.errors import ProblemLog
from civiscope.study.report_reference import Reference, UnreadableReferenceError, parse_reference

REPORT_FILE = "report.md"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; ``href`` makes it a link. A text of one line break starts a new line within a table's cell."""

    text: str
    line: int
    strong: bool = False
    emphasis: bool = False
    href: str = ""


Piece = Run | Reference
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``level`` 1 is the title, 2 a chapter, 3 a part of it."""

    level: int
    pieces: Pieces
    line: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or a quotation where ``quoted``; of a single reference, it may be a part such as a figure."""

    pieces: Pieces
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of one level."""

    items: tuple[Pieces, ...]
    numbered: bool
    line: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a header row; ``numeric`` are the columns that are aligned to the right."""

    head: tuple[Pieces, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    numeric: tuple[bool, ...]
    line: int


ReportBlock = Heading | TextBlock | ListBlock | TableBlock


@dataclass(frozen=True)
class ReportText:
    """A report as it was written; ``blocks`` in order, the title first where there is one."""

    blocks: tuple[ReportBlock, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every run and reference, in order."""
        for block in self.blocks:
            match block:
                case Heading() | TextBlock():
                    yield from block.pieces
                case ListBlock():
                    for item in block.items:
                        yield from item
                case TableBlock():
                    for cell in (*block.head, *(cell for row in block.rows for cell in row)):
                        yield from cell

    def references(self) -> Iterator[Reference]:
        """Every reference, in order."""
        return (piece for piece in self.pieces() if isinstance(piece, Reference))


def parse_report(text: str, log: ProblemLog) -> ReportText:
    """The report in ``text``; problems go to ``log``, and what has one is left out."""
    tokens = _markdown().parse(text)
    reader = _Reader(tokens, log)
    return ReportText(tuple(reader.blocks()))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table").disable(["html_inline", "entity"])
    markdown.inline.ruler.before("escape", "reference", _reference_rule)
    markdown.inline.ruler.before("escape", "line_break", _line_break_rule)
    return markdown


def _reference_rule(state: StateInline, silent: bool) -> bool:
    """``{{ ... }}`` as one token; one that is not closed keeps what follows on its line, to be named whole."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2)
    if end < 0:
        end = len(state.src)
    if not silent:
        token = state.push("reference", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.meta = {"closed": state.src.startswith("}}", end)}
    state.pos = min(end + 2, len(state.src))
    return True


_LINE_BREAK = re.compile(r"<br */?>")


def _line_break_rule(state: StateInline, silent: bool) -> bool:
    found = _LINE_BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("line_break", "br", 0)
    state.pos = found.end()
    return True


_REFUSED = {
    "fence": ("a block of code", "Write it as text."),
    "code_block": ("a block of code", "Begin the line without blanks, or write it as text."),
    "code_inline": ("code", "Take the backticks away."),
    "html_block": ("HTML", "Write it in Markdown."),
    "hr": ("a rule", "Take the line away; chapters begin with a heading."),
    "image": ("a picture", "Refer to a figure of the results: {{ figure(...) }}."),
}


@dataclass
class _Reader:
    tokens: Sequence[Token]
    log: ProblemLog
    at: int = 0
    line: int = 1
    depth: int = field(default=0)

    def blocks(self) -> Iterator[ReportBlock]:
        while self.at < len(self.tokens):
            token = self._next()
            match token.type:
                case "heading_open":
                    yield from self._heading(token)
                case "paragraph_open":
                    yield TextBlock(self._pieces(self._next()), self.line)
                    self._next()
                case "blockquote_open":
                    yield from self._quotation()
                case "bullet_list_open" | "ordered_list_open":
                    yield self._list(token)
                case "table_open":
                    yield self._table()
                case _:
                    self._refuse(token)

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        if token.map is not None:
            self.line = token.map[0] + 1
        return token

    def _refuse(self, token: Token) -> None:
        what, how = _REFUSED.get(token.type, ("something", "Write it as a paragraph."))
        self._refused(what, how)

    def _refused(self, what: str, how: str) -> None:
        self.log.add("report-markdown", file=REPORT_FILE, line=self.line, what=what, how=how)

    def _heading(self, token: Token) -> Iterator[Heading]:
        level = int(token.tag[1:])
        pieces = self._pieces(self._next())
        self._next()
        if level > 3:
            self._refused("a heading of a fourth level", "Take a heading of a higher level, or a bold beginning.")
        else:
            yield Heading(level, pieces, self.line)

    def _quotation(self) -> Iterator[TextBlock]:
        line = self.line
        while (token := self._next()).type != "blockquote_close":
            if token.type == "paragraph_open":
                yield TextBlock(self._pieces(self._next()), line, quoted=True)
                self._next()
            else:
                self._refused("a list or a heading in a quotation", "Write the quotation as a paragraph.")
                self._skip(token)

    def _list(self, opening: Token) -> ListBlock:
        line, items = self.line, []
        while (token := self._next()).type != opening.type.replace("_open", "_close"):
            if token.type != "list_item_open":
                continue
            pieces: list[Piece] = []
            while (part := self._next()).type != "list_item_close":
                if part.type == "paragraph_open":
                    if pieces:
                        self._refused("an element of a list with several paragraphs", "Join them, or make elements.")
                    pieces += self._pieces(self._next())
                    self._next()
                else:
                    self._refused("a list within a list", "Make one list of them, or write a paragraph.")
                    self._skip(part)
            items.append(tuple(pieces))
        return ListBlock(tuple(items), opening.type == "ordered_list_open", line)

    def _table(self) -> TableBlock:
        line = self.line
        rows: list[list[Pieces]] = []
        numeric: list[bool] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if len(rows) == 1:
                    numeric.append("right" in str(token.attrs.get("style", "")))
                rows[-1].append(self._pieces(self._next()))
        head, *body = (tuple(row) for row in rows)
        return TableBlock(head, tuple(body), tuple(numeric), line)

    def _skip(self, opening: Token) -> None:
        if opening.nesting != 1:
            return
        while self._next().level > opening.level or self.tokens[self.at - 1].nesting != -1:
            continue

    def _pieces(self, inline: Token) -> Pieces:
        """The runs and references of an inline token; soft breaks become blanks."""
        line, found = self.line, list[Piece]()
        strong, emphasis, href = 0, 0, ""
        for token in inline.children or []:
            match token.type:
                case "text":
                    found.append(Run(token.content, line, strong > 0, emphasis > 0, href))
                case "softbreak" | "hardbreak":
                    found.append(Run(" ", line, strong > 0, emphasis > 0, href))
                    line += 1
                case "line_break":
                    found.append(Run("\n", line))
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open" | "link_close":
                    href = str(token.attrs.get("href", "")) if token.nesting == 1 else ""
                case "reference":
                    found += self._reference(token, line)
                    line += token.content.count("\n")
                case _:
                    self.line = line
                    self._refuse(token)
        return tuple(found)

    def _reference(self, token: Token, line: int) -> list[Reference]:
        try:
            if not token.meta["closed"]:
                raise UnreadableReferenceError("it is not closed by }}")
            return [parse_reference(token.content, line)]
        except UnreadableReferenceError as failure:
            shown = "{{" + token.content + ("}}" if token.meta["closed"] else "")
            self.log.add("report-reference", file=REPORT_FILE, line=line, value=shown, reason=str(failure))
            return []
