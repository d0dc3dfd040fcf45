"""A release as it is read: labels in the languages of the study."""

from __future__ import annotations

from pathlib import Path

from tests.unit.report.snapshots.examples import build
from tests.unit.report.snapshots.french import BILINGUAL, LOCALE

GROUPS = """\
groups:
  - {code: region, label: Region, column: region}
  - {code: size, label: Size, column: population, classes: [{code: small, label: Small, below: 150000},
     {code: large, label: Large}]}
  - {code: strategy, label: Explicit strategy, item: strategy}
"""
TEXTS = """\
"Region": "Région"
"Size": "Taille"
"Small": "Petite"
"Large": "Grande"
"""


def test_levels_are_named_in_every_language_and_values_of_the_frame_stay(tmp_path: Path) -> None:
    release = build(tmp_path, study=BILINGUAL + GROUPS, extra={"locale/fr.yaml": LOCALE + TEXTS})
    assert release.levels_in("en") == release.levels
    french = release.levels_in("fr")
    assert french["size"] == {"small": "Petite", "large": "Grande"}
    assert french["strategy"] == {"yes": "Oui", "no": "Non"}
    assert french["region"] == release.levels["region"]
    assert list(french) == list(release.levels)
    # A language that the study does not have is told in the source language.
    assert release.levels_in("es") == release.levels
