"""Definitions of indices in words: every rule that there is, every way to score."""

from __future__ import annotations

import pytest

from civiscope.indices.aggregation.nodes import AGGREGATIONS
from civiscope.indices.recipe import STEPS
from civiscope.indices.weighting.rules import WEIGHTINGS
from civiscope.report.words.en import TABLES
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import PHRASES, plain
from civiscope.report.words.release_view import ReleaseView
from tests.unit.report.snapshots.examples import READINESS, build

RULES: list[tuple[str, str]] = [
    (step, name)
    for step, rules in {**STEPS, "weights": WEIGHTINGS, "aggregate": AGGREGATIONS}.items()
    for name in rules
]


@pytest.mark.parametrize(("step", "name"), RULES)
def test_rule_has_words(step: str, name: str) -> None:
    assert f"rule_{step}_{name}" in PHRASES["en"]


def test_no_phrase_is_written_twice() -> None:
    assert sum(map(len, TABLES)) == len(PHRASES["en"])


SCORINGS = {
    '{item: strategy, points: {"yes": 1, "no": 0}}': "Explicit strategy: Yes 1; No 0.",
    "{item: strategy, any_of: [yes]}": "Explicit strategy: 1 for Yes, else 0.",
    "{item: areas, count: [transport, water], cap: 1}": "Areas of focus: how many of these are named, up to 1: "
    "Transport, Water.",
    "{item: areas, count: all}": "Areas of focus: how many are named, own answers aside.",
    "{item: roles_count, value: true, not_asked: 0}": "Number of roles: the number that was answered. 0 where the "
    "question was not asked.",
    "{item: data, rows: [water], any_of: [enough]}": "Sufficient data (Water): 1 for Sufficient data, else 0.",
    "{item: data, rows: [water, housing], points: {enough: 1, lacking: 0}, combine: sum}": "Sufficient data (Water, "
    "Housing): Sufficient data 1; Insufficient data 0; the sum of the rows.",
    "{checklist: [{item: areas, options: [water, housing]}, {item: areas, options: [culture]}, "
    "{item: data, rows: [water, housing], options: [enough]}]}": "How many of 4 hold: Areas of focus: Water or "
    "Housing; Culture; Sufficient data (Water, Housing): Sufficient data.",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> IndexWords:
    """An index with every way to score an indicator."""
    tree = "tree:\n  - code: part\n    label: A part\n    minimum: 0.5\n    aggregate: geometric\n    children:\n"
    for place, score in enumerate(SCORINGS):
        score = score.replace("[yes]", '["yes"]')
        limits = "low: 0, high: 9, direction: -1, " if "value" in score or "all" in score else ""
        tree += f"      - {{code: s{place}, label: S{place}, {limits}weight: {place + 1}, score: {score}}}\n"
    tree += '  - {code: other, label: Other, weight: 3, score: {item: strategy, any_of: ["yes"]}}\n'
    text = READINESS.partition("tree:")[0].replace("goalposts:0:100", "goalposts:1:100") + tree
    release = build(tmp_path_factory.mktemp("rivers"), indices={"readiness": text})
    return IndexWords(ReleaseView(release, "en"), release.indices["readiness"])


@pytest.mark.parametrize(("place", "said"), list(enumerate(SCORINGS.values())))
def test_scoring_is_told_with_the_labels_of_the_questionnaire(found: IndexWords, place: int, said: str) -> None:
    element = found.elements[f"s{place}"]
    assert plain(found.scored(element)).removesuffix(" Less is better. Goalposts: 0 to 9.") == said


def test_scoring_leads_to_its_questions(found: IndexWords) -> None:
    links = [span.href for span in found.scored(found.elements["s7"]) if span.href]
    assert links == ["../codebook/officers.html#item-areas", "../codebook/officers.html#item-data"]


def test_shares_of_the_indicators_add_up(found: IndexWords) -> None:
    leaves = [element.code for element, _ in found.definition.indicators()]
    assert sum(found.shares[code] for code in leaves) == pytest.approx(1)
    assert found.shares["s7"] == pytest.approx(8 / 36 / 4)
    assert (found.path("s7"), found.path("other")) == ("A part", "")
    assert (found.dimension_of["s7"], found.dimension_of["other"]) == ("part", "other")


def test_steps_are_told_in_order(found: IndexWords) -> None:
    assert found.steps() == [
        "Answers become values as the table above says.",
        (
            "Each indicator is set on a scale by fixed goalposts, the lowest and highest value that there can be "
            "(goalposts:1:100)."
        ),
        "Weights: as the table above gives them.",
        "Indicators are put together: weighted mean.",
        "All parts of an element must be known, else it has no score.",
        "By a rule of their own, at least 50% of the parts of a part must be known.",
        "A part, by a rule of its own: geometric mean, in which a low value is made up for in part only.",
        "Classes: Below 60 (under 60); High (from 60).",
    ]


def test_what_varied_is_told(found: IndexWords) -> None:
    assert found.alternatives() == "The variants: weights that vary by up to 25%."
    assert found.element("noise on weights") == "Weights that vary by up to 25%"
    assert found.element("something new") == "something new"


def test_points_round_halves_up_whatever_the_last_binary_digit(found: IndexWords) -> None:
    assert found.points(sum([0.05] * 3)) == "0.2"
