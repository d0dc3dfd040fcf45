"""The rule that chose the peers of a city, in words."""

from __future__ import annotations

import pytest

from civiscope.release.model import Release
from civiscope.report.words.peer_words import peer_rule
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.peers import PeerGroup, PeerRule
from civiscope.study.groups import MEMBER
from tests.unit.report.snapshots.examples import build
from tests.unit.report.snapshots.french import BILINGUAL, LOCALE

GROUPS = """\
groups:
  - {code: region, label: Region, column: region}
  - {code: delta, label: Delta cities, cities: [arno, ebro]}
  - {code: strategy, label: Explicit strategy, item: strategy}
"""


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A study in English and French with a group of the frame, one of named cities and one of answers."""
    french = LOCALE + '"Region": "Région"\n"Delta cities": "Villes de delta"\n'
    return build(tmp_path_factory.mktemp("rivers"), study=BILINGUAL + GROUPS, extra={"locale/fr.yaml": french})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (PeerRule("none"), "No other city answered in the same wave."),
        (PeerRule("all", 1), "The only other city that answered in the same wave."),
        (PeerRule("all", 3), "All 3 other cities that answered in the same wave."),
        (
            PeerRule("group", 2, group="region", level="Eastern Europe"),
            "The other cities of the group “Region: Eastern Europe”.",
        ),
        (PeerRule("group", 2, group="delta", level=MEMBER), "The other cities of the group “Delta cities”."),
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
def test_rule_is_a_sentence(rivers: Release, rule: PeerRule, said: str) -> None:
    assert peer_rule(ReleaseView(rivers, "en"), PeerGroup("ebro", rule, ())) == said


def test_rule_of_a_group_is_told_in_the_language_of_the_view(rivers: Release) -> None:
    rule = PeerRule("group", 2, group="strategy", level="yes")
    said = peer_rule(ReleaseView(rivers, "fr"), PeerGroup("ebro", rule, ()))
    assert said == "Les autres villes du groupe «\u00a0Stratégie explicite\u00a0: Oui\u00a0»."
