"""Changing what study.yaml says of a wave, as text: comments and the order of lines stay.

The places to change are those where a YAML parser finds the values; afterwards the new text is read again, and must say
what the old one said but for the change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import yaml

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.study.yamlnodes import RefusedError, build

FILE = "study.yaml"


Value = str | list[str] | dict[str, str]


def with_wave(text: str, wave: str, wanted: Mapping[str, Value]) -> str:
    """The text of a study.yaml in which the ``wanted`` fields of the wave have these values.

    Raises UserError where the wave's entry shares text with others (by YAML's aliases), so that it cannot be changed
    alone, and KeyError for a wave or a field that the text lacks.
    """
    before = build(text, FILE, ProblemLog()).data
    fields = _fields(text, wave)
    after = text
    for (start, end), value in sorted(((_span(fields[name]), value) for name, value in wanted.items()), reverse=True):
        after = after[:start] + _written(value) + after[end:]
    changed = {**before, "waves": [{**entry, **wanted} if entry["id"] == wave else entry for entry in before["waves"]]}
    try:
        same = build(after, FILE, ProblemLog()).data == changed
    except (yaml.YAMLError, RefusedError):
        same = False
    if not same:
        raise UserError(problem("wave-not-changeable", file=FILE, value=wave, fields=", ".join(wanted)))
    return after


def _fields(text: str, wave: str) -> dict[str, yaml.Node]:
    """The nodes of the values of a wave's entry, by the fields' names."""
    root = yaml.compose(text, yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    waves = next(value for key, value in root.value if key.value == "waves")
    for entry in waves.value:
        fields = {key.value: value for key, value in entry.value}
        if fields["id"].value == wave:
            return fields
    raise KeyError(wave)


def _span(node: yaml.Node) -> tuple[int, int]:
    """Where a value stands in the text; a list or mapping with a line an element ends with its last element."""
    last = node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1] if isinstance(last, yaml.SequenceNode) else last.value[-1][1]
    return node.start_mark.index, last.end_mark.index


def _written(value: Value) -> str:
    """The value in one line; the blanks keep it further in than its name, whose lists may begin right below it."""
    return value if isinstance(value, str) else f"  {json.dumps(value, ensure_ascii=False)}"
