"""Reading a YAML file of a study folder: plain values with their lines, and every problem in plain words."""

from __future__ import annotations

from pathlib import Path

import yaml

from civiscope.errors import ProblemLog
from civiscope.study.textfile import CONTROL, read_text
from civiscope.study.validation import log_validation
from civiscope.study.yamlnodes import MAXIMUM_DEPTH, RefusedError, YamlFile, build, line_of, shown_path

__all__ = ["YamlFile", "line_of", "log_validation", "read_yaml", "shown_path"]

MAXIMUM_BYTES = 20_000_000

_REASONS = {
    "mapping values are not allowed in this context": "there is a colon where none can be "
    "(is the line indented too far, or is it a text with a colon that needs quotes?)",
    "did not find expected key": "a name was expected here (is the indentation that of the lines before, "
    "and is a quotation mark within quotation marks doubled?)",
    "did not find expected '-' indicator": "an element of the list (`- `) was expected here",
    "could not find expected ':'": "a name stands without a colon after it",
    "did not find expected ',' or ']'": "a list in brackets is not closed, or lacks a comma",
    "did not find expected ',' or '}'": "a mapping in braces is not closed, or lacks a comma",
    "found unexpected end of stream": "a quotation mark that opens a text is not closed",
    "found character that cannot start any token": "a text begins with a character that YAML keeps for itself "
    "(put the text in quotes)",
    "found unknown escape character": 'in "double quotes" a backslash has a special meaning (use single quotes)',
    "block sequence entries are not allowed in this context": "a list cannot begin here (put it on the next line)",
    "did not find expected <document start>": "the text goes on after the end of the value",
    "control characters are not allowed": "there is a control character, which no reader can see",
    "found undefined tag handle": "a text that begins with `!` needs quotes",
    "did not find expected alphabetic or numeric character": "a text that begins with `*` or `&` needs quotes",
    "found invalid document end marker": "`...` or `---` may not stand inside a text in quotes",
}


_TOO_DEEP = "exceeded maximum nesting depth"
"""What the parser says of a text that is nested beyond its own limit, which lies above ours."""


def read_yaml(path: Path, shown: str, log: ProblemLog) -> YamlFile | None:
    """The contents of a YAML file; None where it cannot be read. ``shown`` is its name within the study folder."""
    text = read_text(path, shown, MAXIMUM_BYTES, log)
    if text is None:
        return None
    if (control := CONTROL.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        log.add("control-character", file=shown, line=line, value=f"U+{ord(control.group()):04X}")
        return None
    try:
        built = build(text, shown, log)
    except RefusedError as refused:
        log.add(refused.code, file=shown, line=refused.line, **refused.words)
        return None
    except yaml.MarkedYAMLError as failure:
        if failure.problem == _TOO_DEEP:
            mark = failure.problem_mark
            reason = f"more than {MAXIMUM_DEPTH} levels"
            log.add("yaml-too-large", file=shown, line=mark.line + 1 if mark is not None else 1, reason=reason)
            return None
        _log_syntax(failure, text, shown, log)
        return None
    except yaml.YAMLError as failure:
        log.add("yaml-syntax", file=shown, reason=str(failure))
        return None
    if built.data is None:
        log.add("file-empty", file=shown)
        return None
    return built


def _log_syntax(failure: yaml.MarkedYAMLError, text: str, shown: str, log: ProblemLog) -> None:
    mark = failure.problem_mark or failure.context_mark
    line = mark.line + 1 if mark is not None else 1
    lines = text.splitlines()
    if failure.problem == "found unexpected end of stream" and failure.context_mark is not None:
        line = failure.context_mark.line + 1
    line = min(line, max(len(lines), 1))
    for candidate in (line, line - 1):
        here = lines[candidate - 1] if 0 < candidate <= len(lines) else ""
        if "\t" in here[: len(here) - len(here.lstrip())]:
            log.add("yaml-tab", file=shown, line=candidate)
            return
    reason = _REASONS.get(failure.problem or "", failure.problem or "the line is not understood")
    log.add("yaml-syntax", file=shown, line=line, reason=reason)
