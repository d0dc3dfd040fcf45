"""The page of an index: made of the release, with counts, intervals and what was decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.report.pages.index import index_document
from civiscope.report.pages.indices import index_page
from civiscope.results.document import Bullets, ColumnChart, Document, Section, Table
from civiscope.results.scores import SensitivityRow
from tests.unit.report.snapshots.examples import READINESS, STUDY, build, section, words

PLAIN = READINESS.replace("noise: {weights: 0.25}\n", "").replace("id: readiness", "id: plain")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("rivers")
    study = STUDY + "groups:\n  - {code: region, label: Region, column: region}\ndomains: [region]\n"
    return build(folder, study=study, indices={"readiness": READINESS, "plain": PLAIN})


@pytest.fixture(scope="module")
def page(release: Release) -> Document:
    return index_page(release, "readiness", "en")


def rows(part: Section, place: int = 0) -> list[tuple[str, ...]]:
    """The cells of a table of a section, as text."""
    table = [block for block in part.blocks if isinstance(block, Table)][place]
    return [tuple("".join(span.text for span in cell) for cell in row) for row in table.rows]


def test_page_says_what_is_known_and_what_was_decided(page: Document) -> None:
    assert (page.title, words(page.lead[0])) == ("Readiness of river cities", "How ready a city is.")
    said = words(section(page, "about"))
    assert "What is known of the original: The original prints no questions." in said
    assert "What was decided here: Three questions were chosen here." in said
    assert "Source: A printed report." in said


def test_indicators_stand_with_scoring_and_weight(page: Document) -> None:
    assert rows(section(page, "made-of")) == [
        ("Has a strategy", "", "Explicit strategy: Yes 1; No 0.", "33%"),
        ("Areas", "", "Areas of focus: how many of these are named, up to 2: Transport, Water, Housing.", "33%"),
        ("Roles", "", "Number of roles: the number that was answered. Goalposts: 0 to 5.", "33%"),
    ]


@pytest.mark.parametrize(
    ("rules", "head", "said"),
    [(["arithmetic"], "Share of the whole, rounded", False), (["geometric"], "Weight, rounded", True)],
)
def test_weights_are_shares_of_the_whole_only_in_a_weighted_sum(
    release: Release, rules: list[str], head: str, said: bool
) -> None:
    definition = release.indices["readiness"].model_copy(update={"aggregate": tuple(rules)})
    part = section(index_page(replace(release, indices={"readiness": definition}), "readiness", "en"), "made-of")
    (table,) = (block for block in part.blocks if isinstance(block, Table))
    assert table.head[3] == head
    assert ("Weights are no shares of the score here" in words(part)) is said


def test_weights_that_the_data_decide_are_not_printed_as_given(release: Release) -> None:
    definition = release.indices["readiness"].model_copy(update={"weights": "pca"})
    found = index_page(replace(release, indices={"readiness": definition}), "readiness", "en")
    assert {row[3] for row in rows(section(found, "made-of"))} == {""}


def test_scores_are_listed_from_the_highest_with_their_intervals(release: Release, page: Document) -> None:
    table = rows(section(page, "scores-2020"))
    assert [row[0] for row in table] == ["Arno", "Hunte", "Júcar", "Fulda", "Brda", "Cher", "Drina", "Gardon"]
    assert [row[1] for row in table] == ["86.7", "80", "70", "66.7", "63.3", "56.7", "43.3", "36.7"]
    assert [row[6] for row in table] == ["High"] * 5 + ["Below 60"] * 3
    first = release.index_score("2020", "readiness", "hunte")
    assert first is not None
    assert table[1][3:5] == ("2", f"{first.rank_low} to {first.rank_high}")
    said = words(section(page, "scores-2020"))
    assert "8 of 10 cities that answered have a score. How the 2 others would score is not known" in said
    assert "Intervals of the method hold 90% of 200 variants of it." in said
    assert "All indicators of these cities are known." in said
    assert "“civiscope sensitivity --what pairs”" in said
    assert "Same rank: the share of the variants in which a city has the rank that is shown here." in said


def test_intervals_of_the_method_and_of_sampling_have_names_of_their_own(page: Document) -> None:
    heads = {part.id: [block.head for block in part.blocks if isinstance(block, Table)] for part in page.sections}
    assert "Interval of the method" in heads["scores-2020"][0]
    assert "95% interval of sampling" in heads["groups-2020"][0]


def test_shared_ranks_are_marked(release: Release, page: Document) -> None:
    scores = tuple(
        replace(row, score=80.0, rank=2)
        if (row.index, row.city, row.node) == ("readiness", "jucar", "readiness")
        else row
        for row in release.scores
    )
    part = section(index_page(replace(release, scores=scores), "readiness", "en"), "scores-2020")
    assert [row[3] for row in rows(part)][:4] == ["1", "2=", "2=", "4"]
    note = "An equals sign marks ranks that cities with equal scores share"
    assert note in words(part)
    assert note not in words(section(page, "scores-2020"))


def test_distribution_counts_every_city_once(page: Document) -> None:
    chart = next(block for block in section(page, "scores-2020").blocks if isinstance(block, ColumnChart))
    shown = {column.label: column.value for column in chart.columns}
    assert {label: count for label, count in shown.items() if count} == {
        "30": 1,
        "40": 1,
        "50": 1,
        "60": 2,
        "70": 1,
        "80": 2,
    }
    assert "from 80: 2" in chart.alt


def test_share_of_what_is_known_stands_where_it_differs(release: Release) -> None:
    scores = tuple(replace(row, available=0.5) if row.city == "arno" else row for row in release.scores)
    found = index_page(replace(release, scores=scores), "readiness", "en")
    assert [row[-1] for row in rows(section(found, "scores-2020"))][:2] == ["50%", "100%"]


def test_wave_without_enough_scores_is_not_shown(page: Document) -> None:
    assert [part.id for part in page.sections if part.id.startswith("scores")] == ["scores-2020"]


def test_means_of_groups_stand_with_intervals_and_counts(release: Release, page: Document) -> None:
    table = rows(section(page, "groups-2020"))
    (whole,) = (
        row for row in release.group_scores if (row.index, row.node, row.domain) == ("readiness", "readiness", "")
    )
    # The eight scores are thirds of 260, 190, 170, 130, 200, 110, 240 and 210.
    assert whole.mean == pytest.approx(1510 / 24)
    assert table[0][:3] == ("All cities", "", "62.9")
    assert table[0][4:] == ("8", "10")
    assert {row[1] for row in table if row[0] == "Region"} >= {"Southern Europe", "Western Europe"}
    assert " to " in table[0][3]
    assert "Formed by an answer" not in words(section(page, "groups-2020"))


def test_interval_of_a_mean_of_fewer_than_three_cities_is_not_shown(release: Release) -> None:
    for n, shown in ((2, "too few cities"), (3, "1 to 99")):
        means = tuple(replace(row, n=n, low=1.0, high=99.0) for row in release.group_scores)
        found = index_page(replace(release, group_scores=means), "readiness", "en")
        assert {row[3] for row in rows(section(found, "groups-2020"))} == {shown}


def test_groups_formed_by_an_answer_that_is_scored_are_named(tmp_path: Path) -> None:
    groups = "groups:\n  - {code: strategy, label: Explicit strategy, item: strategy}\ndomains: [strategy]\n"
    found = index_page(build(tmp_path, study=STUDY + groups, indices={"readiness": READINESS}), "readiness", "en")
    said = words(section(found, "groups-2020"))
    assert "Formed by an answer that the index itself scores" in said
    assert "in which it is made: explicit strategy." in said


def test_suppressed_mean_keeps_its_place(release: Release) -> None:
    gone = {"mean": None, "se": None, "low": None, "high": None, "n": None, "base": None, "suppressed": True}
    means = tuple(replace(row, **gone) for row in release.group_scores)  # type: ignore[arg-type]
    found = index_page(replace(release, group_scores=means), "readiness", "en")
    assert rows(section(found, "groups-2020"))[0] == ("All cities", "", "suppressed", "", "", "")


def test_withheld_scores_are_counted(release: Release) -> None:
    scores = tuple(row for row in release.scores if row.city not in ("arno", "brda", "cher"))
    found = index_page(replace(release, scores=scores), "readiness", "en")
    said = words(section(found, "scores-2020"))
    assert "may differ from them. The scores of 3 of them are not published." in said


def test_only_files_with_rows_of_the_index_are_listed(release: Release) -> None:
    files = rows(section(index_page(release, "plain", "en"), "files"))
    assert [row[0] for row in files] == [
        "results/scores.csv",
        "results/contributions.csv",
        "results/improvements.csv",
        "results/group_scores.csv",
    ]
    assert len(rows(section(index_page(release, "readiness", "en"), "files"))) == 5


def test_choice_that_moves_the_ranks_most_is_named(release: Release) -> None:
    given = [
        ("normalise", 0.2, 0.35, None),
        ("aggregate", 0.5, 0.64, (0.6, 0.68)),
        ("noise on weights", 0.0, None, None),
    ]
    found = tuple(
        SensitivityRow("", "readiness", "", name, first, None, None, total, *(ends or (None, None)), 4000, "")
        for name, first, total, ends in given
    )
    part = section(index_page(replace(release, sensitivity=found), "readiness", "en"), "sensitivity")
    assert "Over 4,000 variants of the method, “How parts are put together” moves the ranks most: 64%" in words(part)
    assert rows(part) == [("How parts are put together", "50%", "64% (60% to 68%)"), ("Normalisation", "20%", "35%")]


@pytest.mark.parametrize(
    ("noise", "said"),
    [(0.25, "the shares are exact for the draws of noise that were made"), (0.0, "the shares are exact. ")],
)
def test_shares_are_exact_for_the_draws_of_noise_that_were_made(release: Release, noise: float, said: str) -> None:
    definition = release.indices["readiness"]
    definition = definition.model_copy(update={"noise": definition.noise.model_copy(update={"weights": noise})})
    row = SensitivityRow("", "readiness", "", "aggregate", 0.5, None, None, 0.6, None, None, 4000, "")
    later = tuple(replace(score, wave="2022") for score in release.scores)
    found = replace(release, sensitivity=(row,), indices={"readiness": definition}, scores=(*release.scores, *later))
    told = words(index_page(found, "readiness", "en").sections[-2])
    assert said in told
    assert "All editions are taken together." in told


def test_index_that_was_not_varied_says_so(release: Release) -> None:
    part = section(index_page(release, "plain", "en"), "sensitivity")
    assert "has not been computed" in words(part)


def test_index_without_scores_says_why(tmp_path: Path) -> None:
    release = build(tmp_path, indices={"readiness": READINESS.replace("runs: 200", "runs: 200\nleast: 9")})
    found = index_page(release, "readiness", "en")
    said = words(section(found, "scores"))
    assert "files" not in [part.id for part in found.sections]
    assert "No scores are shown: fewer than 9 cities of any edition answered what the index needs." in said
    assert "no city of this release has a score" in words(index_document(release, tmp_path, "en")).lower()


def test_front_page_leads_to_every_index(release: Release, tmp_path: Path) -> None:
    part = section(index_document(release, tmp_path, "en"), "indices")
    assert "Readiness of river cities: How ready a city is. 8 cities have a score." in words(part)
    (bullets,) = (block for block in part.blocks if isinstance(block, Bullets))
    assert [item[0].href for item in bullets.items] == ["indices/plain.html", "indices/readiness.html"]


def test_index_that_the_study_does_not_define_is_refused(release: Release) -> None:
    with pytest.raises(KeyError):
        index_page(release, "nothing", "en")
