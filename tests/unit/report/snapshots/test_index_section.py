"""A city's score in its snapshot: with its uncertainty, its parts, and what would change it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.results.document import BarChart, Bullets, Section, Table
from tests.unit.report.snapshots.examples import READINESS, STUDY, build, section, snapshot, words


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(tmp_path_factory.mktemp("rivers"), indices={"readiness": READINESS})


def test_score_stands_with_scale_rank_and_class(release: Release) -> None:
    # Arno: (100 + 100 + 60) / 3. Eight cities answered all three questions.
    said = words(readiness(release, "arno"))
    assert (
        "Arno has 86.7 points on a scale from 0 to 100, rank 1 of the 8 cities that have a score. Class: High." in said
    )


def level(release: Release, *cities: str) -> Release:
    """The release with the given cities at the score and the rank of the first of them."""
    first = release.index_score("2020", "readiness", cities[0])
    assert first is not None
    return replace(
        release,
        scores=tuple(
            replace(row, score=first.score, rank=first.rank) if row.city in cities and row.node == "readiness" else row
            for row in release.scores
        ),
    )


@pytest.mark.parametrize(
    ("cities", "said"),
    [
        (("hunte", "jucar"), "shared with 1 other."),
        (("hunte", "jucar", "fulda"), "shared with 2 others."),
    ],
)
def test_shared_rank_says_with_how_many(release: Release, cities: tuple[str, ...], said: str) -> None:
    told = words(readiness(level(release, *cities), cities[-1]))
    assert f", rank 2 of the 8 cities that have a score, {said}" in told
    assert "rank 1 of the 8 cities that have a score." in words(readiness(level(release, *cities), "arno"))


def test_shared_rank_is_told_with_care_where_scores_are_withheld(release: Release) -> None:
    tied = level(release, "hunte", "jucar", "fulda")
    scores = tuple(row for row in tied.scores if row.city != "fulda")
    told = words(readiness(replace(tied, scores=scores), "jucar"))
    assert ", rank 2 of the 8 cities that have a score, shared with at least 1 other." in told


def test_score_says_what_other_methods_would_give(release: Release) -> None:
    row = release.index_score("2020", "readiness", "arno")
    assert row is not None
    assert row.low is not None
    assert row.low < 260 / 3 < (row.high or 0)
    found = re.search(
        r"90% of (\d+) variants of it give a score from ([\d.]+) to ([\d.]+) and a rank from (\d) to (\d)\.",
        words(readiness(release, "arno")),
    )
    assert found is not None
    assert [float(text) for text in found.groups()[1:]] == pytest.approx(
        [row.low, row.high, row.rank_low, row.rank_high], abs=0.05
    )


def test_contributions_add_up_and_stand_beside_the_mean_of_all_cities(release: Release) -> None:
    chart = next(block for block in readiness(release, "arno").blocks if isinstance(block, BarChart))
    assert [(bar.label, bar.value) for bar in chart.bars] == [
        ("Has a strategy", pytest.approx(100 / 3)),
        ("Areas", pytest.approx(100 / 3)),
        ("Roles", pytest.approx(20)),
    ]
    # Six of eight have a strategy; 9 of 16 areas that count are named; 23 of 40 roles.
    assert [bar.mean for bar in chart.bars] == pytest.approx([25, 100 / 3 * 9 / 16, 100 / 3 * 23 / 40])
    assert chart.key.mean == "mean of all 8 cities with a score"
    assert "unrounded the bars add up to 86.7." in words(chart)
    assert "Areas 33.3, mean of all cities 18.8" in chart.alt


def test_mean_says_whose_it_is_where_some_scores_are_withheld(release: Release) -> None:
    rows = tuple(row for row in release.contributions if row.city not in ("brda", "cher", "drina"))
    part = section(snapshot(replace(release, contributions=rows), "arno"), "index-readiness")
    chart = next(block for block in part.blocks if isinstance(block, BarChart))
    assert chart.key.mean == "mean of the 5 cities whose scores are shown"


def test_answers_that_would_change_the_score_are_told_in_words(release: Release) -> None:
    (bullets,) = (block for block in readiness(release, "drina").blocks if isinstance(block, Bullets))
    told = ["".join(span.text for span in item) for item in bullets.items]
    # (0 + 50 + 80) / 3 now; with a strategy 33.3 more, below Arno and Hunte, and in the high class.
    assert told[0] == "Explicit strategy: “Yes” instead of “No”: 76.7 points (+33.3), rank 3, class High"
    assert told[1] == "Areas of focus: “Transport” or “Housing” as well: 60 points (+16.7), rank 6, class High"
    assert told[2] == "Number of roles: 5 instead of 4: 50 points (+6.7), rank 7"
    assert bullets.items[0][0].href == "../codebook/officers.html#item-strategy"


def test_city_that_no_single_answer_would_lift_is_told_so(tmp_path: Path, release: Release) -> None:
    best = [row for row in release.improvements if row.city != "arno"]
    document = snapshot(replace(release, improvements=tuple(best)), "arno")
    assert "No other single answer would raise the score." in words(section(document, "index-readiness"))


def test_what_the_index_is_and_what_was_decided_stand_in_the_snapshot(release: Release) -> None:
    document = snapshot(release, "arno")
    assert (
        "“Readiness of river cities”: How ready a city is. How it is made, and all scores: indices/readiness.html."
        in words(section(document, "index-readiness"))
    )
    foot = "\n".join(words(block) for block in document.footer)
    assert (
        "About “Readiness”. What is known of the original: The original prints no questions. What was decided here: "
        "Three questions were chosen here. Source: A printed report." in foot
    )


def test_city_with_too_few_answers_gets_a_sentence_that_names_them(release: Release) -> None:
    document = snapshot(release, "ebro")
    assert "index-readiness" not in [entry.id for entry in document.sections]
    said = "“Readiness” gives no score, because these answers behind it are not known in full: areas of focus."
    assert said in words(section(document, "not-known"))
    assert "What was decided here" not in "\n".join(words(block) for block in document.footer)


def test_index_without_enough_scores_is_not_mentioned(tmp_path: Path) -> None:
    release = build(tmp_path, indices={"readiness": READINESS.replace("runs: 200", "runs: 200\nleast: 9")})
    for city in ("arno", "ebro"):
        assert "Readiness" not in words(snapshot(release, city))


def test_ranks_that_may_not_be_shown_are_not_told(release: Release) -> None:
    scores = tuple(replace(row, rank=None, rank_low=None, rank_high=None) for row in release.scores)
    said = words(section(snapshot(replace(release, scores=scores), "arno"), "index-readiness"))
    assert "Arno has 86.7 points on a scale from 0 to 100. Ranks are not shown here." in said
    assert " rank " not in said.partition("Single answers")[0]


def test_score_that_was_not_varied_says_so(tmp_path: Path) -> None:
    release = build(tmp_path, indices={"readiness": READINESS.replace("noise: {weights: 0.25}\n", "")})
    said = words(readiness(release, "arno"))
    assert "How much the score depends on the choice of the method has not been computed." in said


def test_contributions_that_take_away_stand_in_a_table(release: Release) -> None:
    rows = tuple(
        replace(row, contribution=-1.5) if row.city == "arno" and row.node == "staff" else row
        for row in release.contributions
    )
    part = section(snapshot(replace(release, contributions=rows), "arno"), "index-readiness")
    table = next(block for block in part.blocks if isinstance(block, Table))
    assert [cell[0].text for cell in table.rows[2]][:2] == ["Roles", "-1.5"]
    assert not any(isinstance(block, BarChart) for block in part.blocks)


def test_index_of_many_indicators_is_shown_by_dimension(tmp_path: Path) -> None:
    leaves = "\n".join(
        f'      - {{code: s{place}, label: S{place}, score: {{item: strategy, points: {{"yes": 1, "no": 0}}}}}}'
        for place in range(11)
    )
    tree = f"tree:\n  - code: much\n    label: Much of it\n    children:\n{leaves}\n"
    tree += "  - {code: staff, label: Roles, low: 0, high: 5, score: {item: roles_count, value: true}}\n"
    text = READINESS.partition("tree:")[0] + tree
    chart = next(
        block
        for block in readiness(build(tmp_path, indices={"readiness": text}), "arno").blocks
        if isinstance(block, BarChart)
    )
    assert [(bar.label, bar.shown) for bar in chart.bars] == [("Much of it", "50"), ("Roles", "30")]


def test_simulated_study_marks_its_scores(tmp_path: Path) -> None:
    release = build(tmp_path, study=STUDY + "simulated: true\n", indices={"readiness": READINESS})
    assert {row.note.partition(";")[0] for row in release.scores} == {"simulated"}
    assert snapshot(release, "arno").simulated


def readiness(release: Release, city: str) -> Section:
    return section(snapshot(release, city), "index-readiness")
