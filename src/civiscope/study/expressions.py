"""XLSForm expressions: when an item is asked (`relevant`) and what its answers must fulfil (`constraint`).

The subset of XPath 1.0 that XLSForm uses: ``${item}``, ``${grid.row}``, ``.`` (the answer itself), texts in quotes,
numbers, ``and or = != < <= > >= + - * div mod`` and the functions of FUNCTIONS. The text is read here, so that errors
are explained in its own terms, and evaluated by libxml2. Nothing in it reaches a document, a file or a clock: the same
answers always give the same result.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import re2
from lxml import etree

from civiscope.study.expression_functions import EXTENSIONS, FUNCTIONS, NAMESPACE, compiled_pattern

__all__ = ["Expression", "ExpressionError", "find_cycle", "parse_expression"]

MAXIMUM_LENGTH = 5_000
MAXIMUM_DEPTH = 50

_TOKENS = re.compile(
    r"""(?P<space>\s+)
    | \$\{\s*(?P<reference>[A-Za-z_][\w-]*(?:\.[A-Za-z_0-9][\w-]*)?)\s*\}
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<name>[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?)
    | (?P<operator><=|>=|!=|[=<>+*-])
    | (?P<open>\()
    | (?P<close>\))
    | (?P<comma>,)
    | (?P<here>\.)
    """,
    re.VERBOSE | re.ASCII,
)
_VARIABLE = re.compile(r"\$\w+")
_TEXT = re.compile("'[^']*'|\"[^\"]*\"")
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_LIKE = {
    "==": "for equality write =",
    "<>": "for inequality write !=",
    "&&": "write and",
    "||": "write or",
    "&": "write and",
    "|": "write or",
    "!": "write not(...)",
    "/": "for division write div; paths are not used here",
    "%": "for the remainder of a division write mod",
    "“": "quotation marks must be straight: ' or \"",
    "”": "quotation marks must be straight: ' or \"",
    "‘": "quotation marks must be straight: ' or \"",
    "’": "quotation marks must be straight: ' or \"",
    "'": "a text that begins here is never closed",
    '"': "a text that begins here is never closed",
    "$": "an answer is written ${item}, or ${item.row} for a row of a grid",
    "{": "an answer is written ${item}, or ${item.row} for a row of a grid",
}
_DOCUMENT = etree.Element("answers")


class ExpressionError(Exception):
    """An expression that cannot be used: what is wrong, and the character (from 1) at which it shows."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position})")
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int

    def __str__(self) -> str:
        return f"${{{self.text}}}" if self.kind == "reference" else self.text


class Expression:
    """A parsed expression.

    ``references`` are the answers that it reads: item codes, or ``item.row`` for grids. ``compared`` holds the texts
    with which an answer is compared or which are looked for in it: (reference or ``.``, text).
    """

    def __init__(
        self, text: str, xpath: str, references: tuple[str, ...], compared: frozenset[tuple[str, str]]
    ) -> None:
        self.text = text
        self.references = frozenset(references)
        self.compared = compared
        self._order = references
        self._names = tuple(f"v{number}" for number in range(len(references)))
        self._xpath = etree.XPath(
            f"boolean({xpath})", namespaces={"c": NAMESPACE}, extensions=EXTENSIONS, regexp=False, smart_strings=False
        )
        # Cities often answer alike, and an expression reads few answers: most results are known already.
        self._decide = lru_cache(maxsize=4096)(self._evaluate)

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def evaluate(self, answers: Mapping[str, str], here: str = "") -> bool:
        """Whether it holds. ``answers`` gives texts by item code (``item.row`` in grids): a choice's option code, the
        codes of a list joined by a blank, a number or a text as it is; what is missing counts as empty. ``here`` is the
        answer that ``.`` stands for.
        """
        return self._decide(here, *[answers.get(name, "") for name in self._order])

    def _evaluate(self, here: str, *values: str) -> bool:
        variables = dict(zip(self._names, values, strict=True))
        try:
            return bool(self._xpath(_DOCUMENT, here=here, **variables))
        except ValueError:
            # XML has no room for control characters; they decide nothing.
            cleaned = {name: _clean(value) for name, value in variables.items()}
            return bool(self._xpath(_DOCUMENT, here=_clean(here), **cleaned))


def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises ExpressionError for a syntax error, an unknown function or a wrong number of arguments.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise ExpressionError(f"it is longer than {MAXIMUM_LENGTH:,} characters", MAXIMUM_LENGTH)
    parser = _Parser(list(_tokens(text)), len(text) + 1)
    xpath = parser.whole()
    names = {f"${variable}": name for name, variable in parser.references.items()} | {"$here": "."}
    compared = frozenset((names[variable], written[1:-1]) for variable, written in parser.compared)
    return Expression(text, xpath, tuple(parser.references), compared)


def find_cycle(references: Mapping[str, set[str]]) -> list[str] | None:
    """A circle of references, its first name repeated at the end, or None where there is none."""
    done: set[str] = set()
    for start in references:
        trail: dict[str, int] = {start: 0}
        waiting: list[Iterator[str]] = [iter(sorted(references[start]))]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                done.add(trail.popitem()[0])
            elif following in trail:
                return [*list(trail)[trail[following] :], following]
            elif following not in done and following in references:
                trail[following] = len(trail)
                waiting.append(iter(sorted(references[following])))
    return None


def _clean(text: str) -> str:
    return "".join(character for character in text if character in "\t\n\r" or character.isprintable())


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        match = _TOKENS.match(text, position)
        double = _LIKE.get(text[position : position + 2]) if text[position : position + 2] in ("==", "<>") else None
        if match is None or double:
            what = double or _LIKE.get(text[position : position + 2]) or _LIKE.get(text[position])
            raise ExpressionError(what or f'"{text[position]}" has no meaning here', position + 1)
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[str(match.lastgroup)], position + 1)
        position = match.end()


@dataclass
class _Parser:
    """Reads tokens by the grammar of XPath 1.0 and writes the XPath that libxml2 evaluates."""

    tokens: list[_Token]
    end: int
    references: dict[str, str] = field(default_factory=dict)
    compared: set[tuple[str, str]] = field(default_factory=set)
    at: int = 0
    depth: int = 0

    def whole(self) -> str:
        if not self.tokens:
            raise ExpressionError("it is empty", 1)
        written = self.operations()
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            what = "a bracket is closed that was not opened" if token.kind == "close" else f'"{token}" is too much'
            if token.kind in ("reference", "text", "number", "name", "here"):
                what = f"an operator such as and, or, = is missing before {token}"
            raise ExpressionError(what, token.position)
        return written

    def operations(self) -> str:
        """Operands joined by operators; their precedence is XPath's own, so the text is kept in its order."""
        self.descend(f"brackets are nested more than {MAXIMUM_DEPTH} deep")
        parts = [self.operand()]
        while (token := self.peek()) is not None and (
            token.kind == "operator" or (token.kind == "name" and token.text in _WORD_OPERATORS)
        ):
            self.at += 1
            parts += [token.text, self.operand()]
            if token.text in ("=", "!="):
                self.note_comparison(parts[-3], parts[-1])
                self.note_comparison(parts[-1], parts[-3])
        self.depth -= 1
        return " ".join(parts)

    def descend(self, what: str) -> None:
        """Go a level deeper, as far as the limit allows."""
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            token = self.peek()
            raise ExpressionError(what, self.end if token is None else token.position)

    def operand(self) -> str:
        token = self.peek()
        if token is None:
            raise ExpressionError("it ends where a value was expected", self.end)
        self.at += 1
        if token.kind == "operator" and token.text == "-":
            self.descend(f"more than {MAXIMUM_DEPTH} minus signs and brackets are nested")
            written = f"- {self.operand()}"
            self.depth -= 1
            return written
        if token.kind == "reference":
            return "$" + self.references.setdefault(token.text, f"v{len(self.references)}")
        if token.kind == "here":
            return "$here"
        if token.kind in ("text", "number"):
            return token.text
        if token.kind == "open":
            written = self.operations()
            self.expect_close(token)
            return f"({written})"
        if token.kind == "name":
            return self.function(token)
        raise ExpressionError(f'a value was expected, not "{token}"', token.position)

    def function(self, name: _Token) -> str:
        opening = self.peek()
        if opening is None or opening.kind != "open":
            if name.text in _WORD_OPERATORS:
                raise ExpressionError(f'a value was expected, not "{name.text}"', name.position)
            raise ExpressionError(
                f"{name.text} must be ${{{name.text}}} if it is an item, '{name.text}' if it is a text", name.position
            )
        if name.text not in FUNCTIONS:
            near = difflib.get_close_matches(name.text, FUNCTIONS, n=1)
            hint = f", did you mean {near[0]}()?" if near else ""
            if name.text in ("today", "now", "random", "uuid"):
                hint = ": its result would differ from one run to the next"
            raise ExpressionError(f"there is no function {name.text}() here{hint}", name.position)
        self.at += 1
        arguments = self.arguments(opening)
        function = FUNCTIONS[name.text]
        if not function.least <= len(arguments) <= function.most:
            raise ExpressionError(f"{name.text}() takes {function.wanted}, not {len(arguments)}", name.position)
        if name.text == "regex" and arguments[1][0] in "'\"":
            try:
                compiled_pattern(arguments[1][1:-1])
            except re2.error as failure:
                reason = failure.args[0].decode() if isinstance(failure.args[0], bytes) else failure
                raise ExpressionError(f"the pattern {arguments[1]} cannot be read: {reason}", name.position) from None
        if name.text == "selected":
            self.note_comparison(arguments[0], arguments[1])
        return function.write(arguments)

    def note_comparison(self, left: str, right: str) -> None:
        """Remember that an answer is compared with a text, where it is so."""
        if _VARIABLE.fullmatch(left) and _TEXT.fullmatch(right):
            self.compared.add((left, right))

    def arguments(self, opening: _Token) -> list[str]:
        arguments: list[str] = []
        token = self.peek()
        if token is not None and token.kind == "close":
            self.at += 1
            return arguments
        while True:
            arguments.append(self.operations())
            token = self.peek()
            if token is None or token.kind != "comma":
                self.expect_close(opening)
                return arguments
            self.at += 1

    def expect_close(self, opening: _Token) -> None:
        token = self.peek()
        if token is None:
            raise ExpressionError("a bracket that opens here is never closed", opening.position)
        if token.kind != "close":
            raise ExpressionError(f'an operator or a closing bracket was expected, not "{token}"', token.position)
        self.at += 1

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None
