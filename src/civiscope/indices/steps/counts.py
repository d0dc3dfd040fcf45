"""Numbers in rules that count something."""

from __future__ import annotations

from civiscope.indices.rules import Rule


def whole_number(rule: Rule, position: int, default: int, low: int = 1) -> int:
    """The value of a rule at a position (0 first), a whole number of at least ``low``; raises UserError for others."""
    found = rule.number(position, default, low=low)
    if found != int(found):
        raise rule.refused(rule.values[position], "a whole number")
    return int(found)
