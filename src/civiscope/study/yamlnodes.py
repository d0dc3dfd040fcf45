"""From the text of a YAML file to plain values, with the line of every key and list element.

Values follow a narrow reading of YAML 1.2: only ``true`` and ``false`` are booleans, ``null``, ``~`` and nothing are
null, decimal digits without a leading zero are numbers; everything else is text (``yes``, ``NO``, ``2018-05-01``,
``1:30``, ``007``, ``0x1F``). Keys are always text. Values are built from the parser's events and not from its nodes:
the depth and the number of values are counted on the way, so that no file, however made, exhausts the memory or the
stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from civiscope.errors import ProblemLog

Path = tuple[str | int, ...]
"""Keys and list indices that lead from the top of a file to one of its values."""

MAXIMUM_DEPTH = 40
MAXIMUM_VALUES = 500_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)\.[0-9]*|(0|[1-9][0-9]*)(?=[eE]))([eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class YamlFile:
    """A YAML file that was read: its value and the 1-based line of every key and list element, by path."""

    data: Any
    lines: dict[Path, int]


class RefusedError(Exception):
    """The file goes beyond what study files may hold: the catalogue code, the 1-based line and the entry's words."""

    def __init__(self, code: str, line: int, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.words = words


def plain_value(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def build(text: str, shown: str, log: ProblemLog) -> YamlFile:
    """The values of a YAML text; duplicate keys are logged and the first of them is kept.

    Raises RefusedError for what study files may not hold, yaml.YAMLError for a text that is not YAML.
    """
    builder = _Builder(yaml.CSafeLoader(text), shown, log)
    return YamlFile(builder.document(), builder.lines)


@dataclass
class _Builder:
    """Builds the values of one document from the parser's events."""

    parser: Any
    shown: str
    log: ProblemLog
    lines: dict[Path, int] = field(default_factory=dict)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    count: int = 0

    def document(self) -> Any:
        self.parser.get_event()  # the stream's start
        if self.parser.check_event(yaml.StreamEndEvent):
            return None
        self.parser.get_event()  # the document's start
        value = self.value((), self.parser.get_event())
        self.parser.get_event()  # the document's end
        if not self.parser.check_event(yaml.StreamEndEvent):
            line = self.parser.get_event().start_mark.line + 1
            raise RefusedError("yaml-not-used", line, value="a second document (`---`)")
        return value

    def value(self, path: Path, event: Any) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, line)
        if event.tag is not None and event.tag != "!":
            raise RefusedError(
                "yaml-not-used", line, value=f"the tag `{event.tag.replace('tag:yaml.org,2002:', '!!')}`"
            )
        if len(path) > MAXIMUM_DEPTH:
            raise RefusedError("yaml-too-large", line, reason=f"more than {MAXIMUM_DEPTH} levels")
        before = self.count
        self._count(1, line)
        built: Any
        if isinstance(event, yaml.ScalarEvent):
            built = plain_value(event.value) if event.implicit[0] and event.tag is None else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            built = self._sequence(path)
        else:
            built = self._mapping(path)
        if event.anchor is not None:
            self.anchors[event.anchor] = (built, self.count - before)
        return built

    def _sequence(self, path: Path) -> list[Any]:
        built: list[Any] = []
        while not isinstance(event := self.parser.get_event(), yaml.SequenceEndEvent):
            built.append(self.value((*path, len(built)), event))
        return built

    def _mapping(self, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := self.parser.get_event(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise RefusedError("yaml-not-used", line, value="a list, a mapping or an alias as a name")
            key = event.value
            if key in built:
                self._duplicate((*path, key), line)
                continue
            self.lines[(*path, key)] = line
            built[key] = self.value((*path, key), self.parser.get_event())
        return built

    def _duplicate(self, path: Path, line: int) -> None:
        first = self.lines[path]
        self.log.add(
            "duplicate-key", file=self.shown, line=line, column=shown_path(path[:-1]), value=path[-1], first=first
        )
        kept = self.lines
        self.lines = dict.fromkeys([path], line)
        self.value(path, self.parser.get_event())
        self.lines = kept

    def _alias(self, event: Any, line: int) -> Any:
        if event.anchor not in self.anchors:
            value = f"the alias `*{event.anchor}` without the anchor `&{event.anchor}` before it"
            raise RefusedError("yaml-not-used", line, value=value)
        built, size = self.anchors[event.anchor]
        self._count(size, line)
        return built

    def _count(self, number: int, line: int) -> None:
        self.count += number
        if self.count > MAXIMUM_VALUES:
            raise RefusedError("yaml-too-large", line, reason=f"more than {MAXIMUM_VALUES:,} values")


def line_of(file: YamlFile, path: Path) -> int | None:
    """The 1-based line of the value at ``path`` or, where the file does not have it, of what would hold it."""
    for length in range(len(path), -1, -1):
        if path[:length] in file.lines:
            return file.lines[path[:length]]
    return None


def shown_path(path: Path) -> str:
    """A path as messages show it, list elements counted from 1: ``sections[2].items[1].code``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text
