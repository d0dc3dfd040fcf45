"""Which items decide, by the field ``relevant``, whether another item is asked: directly or through others."""

from __future__ import annotations

from civiscope.study.expressions import ExpressionError, parse_expression
from civiscope.study.questionnaire import Questionnaire


def deciding_items(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """For each item that is not always asked the items that decide it, in the order of the questionnaire.

    An expression that cannot be read decides nothing here: it is reported elsewhere, as are circles.
    """
    direct = {code: references_of(item.relevant) for code, item in questionnaire.items.items() if item.relevant}
    found: dict[str, tuple[str, ...]] = {}
    for code in direct:
        reached: set[str] = set()
        waiting = [code]
        while waiting:
            new = direct.get(waiting.pop(), frozenset()) - reached
            reached |= new
            waiting += new
        found[code] = tuple(other for other in questionnaire.items if other in reached and other != code)
    return found


def references_of(expression: str | None) -> frozenset[str]:
    """The codes of the items that an expression reads; none where there is no expression, or none that can be read."""
    if expression is None:
        return frozenset()
    try:
        return frozenset(name.partition(".")[0] for name in parse_expression(expression).references)
    except ExpressionError:
        return frozenset()
