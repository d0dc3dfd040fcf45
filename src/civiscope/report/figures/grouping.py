"""Options and rows under the headings of their groups, as a study's questionnaires define them."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.report.figures.tables import Entry
from civiscope.report.words.phrases import say


def under_headings(
    entries: Sequence[Entry], groups: Sequence[Entry], language: str
) -> list[tuple[str, tuple[Entry, ...]]]:
    """The entries as (heading, entries), in the groups' order and within a group in their own.

    Entries without a group close the list as "Further". Where no entry has a group, all stand under one empty heading.
    """
    found = [(group.label, tuple(entry for entry in entries if entry.group == group.code)) for group in groups]
    found = [(heading, inside) for heading, inside in found if inside]
    if not found:
        return [("", tuple(entries))]
    named = {group.code for group in groups}
    others = tuple(entry for entry in entries if entry.group not in named)
    return [*found, *([(say("figure_other_group", language), others)] if others else [])]
