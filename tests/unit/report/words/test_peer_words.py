"""The rule that chose the peers of a city, in words."""

from __future__ import annotations

import pytest

from civiscope.report.words.peer_words import peer_rule
from civiscope.results.peers import PeerRule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (PeerRule("none"), "No other city answered in the same wave."),
        (PeerRule("all", 1), "The only other city that answered in the same wave."),
        (PeerRule("all", 3), "All 3 other cities that answered in the same wave."),
        (PeerRule("group", 2, group="Region: A"), "The other cities of the group “Region: A”."),
        (
            PeerRule("population_region", 1, "similar"),
            (
                "The city of the same wave nearest in population (as a ratio), with preference for the same region, "
                "and for similar income where it is known."
            ),
        ),
        (
            PeerRule("population", 5, "not_known"),
            "The 5 cities of the same wave nearest in population (as a ratio); income is not known in this study.",
        ),
        (
            PeerRule("median", 5, "city_not_known"),
            (
                "The 5 cities of the same wave with populations nearest the median of all, since the population of "
                "Ebro is not known; the income of Ebro is not known."
            ),
        ),
        (
            PeerRule("median_region", 1),
            (
                "The city of the same wave with populations nearest the region’s median, since the population of "
                "Ebro is not known, with preference for the same region."
            ),
        ),
        (
            PeerRule("region", 5),
            "The 5 cities of the same wave with preference for the same region, in the order of their codes.",
        ),
        (PeerRule("order", 5), "The 5 cities of the same wave in the order of their codes."),
    ],
)
def test_rule_is_a_sentence(rule: PeerRule, said: str) -> None:
    assert peer_rule(rule, "Ebro", "en") == said
