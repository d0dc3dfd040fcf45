"""Single answers that would raise a score: options that count alike are named together, and no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.results.document import Bullets
from tests.unit.report.snapshots.examples import QUESTIONNAIRE, READINESS, build, section, snapshot


def told(release: Release, city: str) -> list[str]:
    """What the snapshot of a city tells of other answers, up to the scores."""
    part = section(snapshot(release, city), "index-readiness")
    (bullets,) = (block for block in part.blocks if isinstance(block, Bullets))
    return ["".join(span.text for span in item).rpartition(": ")[0] for item in bullets.items]


def scored(folder: Path, score: str, **changes: str) -> Release:
    """The release of an index of one indicator."""
    tree = f"tree:\n  - {{code: only, label: Only, low: 0, high: 4, score: {score}}}\n"
    return build(folder, indices={"readiness": READINESS.partition("tree:")[0] + tree}, **changes)


# Drina names water alone, Fulda nothing.
SCORINGS = [
    ("drina", "{item: areas, count: [transport, housing]}", "“Transport” or “Housing” as well"),
    ("drina", "{item: areas, any_of: [transport, housing, culture]}", "“Transport”, “Housing” or “Culture” as well"),
    ("drina", "{item: areas, count: all}", "“Transport”, “Housing” or “Culture” as well"),
    ("fulda", "{item: areas, count: all}", "one more of 4 that count alike, such as “Transport”"),
    # Two entries that do not hold yet: whichever comes to hold, the number is the same.
    (
        "drina",
        (
            "{checklist: [{item: areas, options: [water, culture]}, {item: areas, options: [transport]}, "
            "{item: areas, options: [housing]}]}"
        ),
        "“Transport” or “Housing” as well",
    ),
    # Culture makes two entries hold, and is the best by itself.
    (
        "drina",
        "{checklist: [{item: areas, options: [transport, culture]}, {item: areas, options: [housing, culture]}]}",
        "“Culture” as well",
    ),
]


@pytest.mark.parametrize(("city", "score", "said"), SCORINGS)
def test_options_that_count_alike_are_named_together(tmp_path: Path, city: str, score: str, said: str) -> None:
    assert told(scored(tmp_path, score), city) == [f"Areas of focus: {said}"]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ('{"yes": 2, "no": 0, plan: 2, draft: 1}', "“Yes” or “Plan” instead of “No”"),
        ('{"yes": 2, "no": 0, plan: 1, draft: 1}', "“Yes” instead of “No”"),
    ],
)
def test_equal_answers_to_a_choice_are_named_together(tmp_path: Path, points: str, said: str) -> None:
    options = "          - {code: plan, label: Plan}\n          - {code: draft, label: Draft}\n"
    before = '          - {code: "no", label: "No", phrase: has no explicit strategy}\n'
    questionnaire = QUESTIONNAIRE.replace(before, before + options)
    release = scored(tmp_path, f"{{item: strategy, points: {points}}}", questionnaire=questionnaire)
    assert told(release, "drina") == [f"Explicit strategy: {said}"]


def test_option_that_may_be_named_already_is_not_proposed(tmp_path: Path) -> None:
    release = scored(tmp_path, "{item: areas, count: [transport, housing]}")
    answers = tuple(
        replace(row, status="incomplete")
        if (row.wave, row.city, row.item, row.option) == ("2020", "drina", "areas", "transport")
        else row
        for row in release.answers
    )
    assert told(replace(release, answers=answers), "drina") == ["Areas of focus: “Housing” as well"]
