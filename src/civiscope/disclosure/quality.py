"""The quality report as it may be published: findings about answers that are not public show no answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from civiscope.disclosure.consent import ConsentRules
from civiscope.results.quality import QualityRow

NOT_SHOWN = "not shown: the answer is not published"

CONSTRAINT_VIOLATED = "constraint-violated"
"""The finding that compares an answer with others to the same questionnaire."""


def publishable_quality(rows: Iterable[QualityRow], consent: ConsentRules) -> tuple[QualityRow, ...]:
    """The rows in their order; those about an answer that is not public lose city, line, value and message.

    Their code, item and count stay, so that a reader learns what was found, but not of whom. Where the item is asked by
    an earlier answer they are left out: that it was asked would tell that answer.
    """
    shown: list[QualityRow] = []
    for row in rows:
        if not (row.item and (row.city or row.value) and _is_restricted(row, consent)):
            shown.append(row)
        elif not consent.is_routed(row.item):
            shown.append(replace(row, city="", line=None, value="", message=NOT_SHOWN))
    return tuple(shown)


def _is_restricted(row: QualityRow, consent: ConsentRules) -> bool:
    about = {row.item}
    if row.code == CONSTRAINT_VIOLATED:
        about |= consent.compared_with(row.item)
    return any(consent.restricts(item, row.city, row.wave) for item in about)
