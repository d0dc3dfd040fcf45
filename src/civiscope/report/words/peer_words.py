"""The rule that chose the peers of a city, in words."""

from __future__ import annotations

from civiscope.report.words.phrases import number, say
from civiscope.results.peers import PeerRule


def peer_rule(rule: PeerRule, city: str, language: str) -> str:
    """The rule in a sentence for readers; ``city`` is the name of the city whose peers they are."""
    income = say(f"peer_income_{rule.income}", language, city=city) if rule.income else ""
    return say(
        f"peer_rule_{rule.choice}",
        language,
        city=city,
        count=rule.count,
        shown=number(rule.count, language),
        group=rule.group,
        income=income,
    )
