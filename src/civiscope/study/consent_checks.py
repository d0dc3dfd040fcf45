"""Checks of the consents of items: routing must not tell what may not be published."""

from __future__ import annotations

from collections.abc import Mapping

from civiscope.errors import ProblemLog
from civiscope.study.questionnaire import CONSENTS, Questionnaire
from civiscope.study.routing_graph import deciding_items


def check_consents(questionnaire: Questionnaire, lines: Mapping[str, int | None], file: str, log: ProblemLog) -> None:
    """Log items whose consent is less strict than that of an item that decides whether they are asked.

    "Not asked" tells the deciding answer of each city, and the base of the estimates how many gave it. ``lines`` are
    those of the items in ``file``.
    """
    items = questionnaire.items
    for code, deciding in deciding_items(questionnaire).items():
        strictest = max(deciding, key=lambda other: CONSENTS.index(items[other].consent), default=code)
        consent, needed = items[code].consent, items[strictest].consent
        if CONSENTS.index(needed) > CONSENTS.index(consent):
            words = {"value": strictest, "needed": needed, "consent": consent}
            log.add("consent-routing", file=file, line=lines.get(code), item=code, **words)
